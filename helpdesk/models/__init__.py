from .calendar import BusinessCalendar, DayOff, ServiceLevel
from .consent import Consent
from .expertise import Absence, Expertise
from .incoming import IncomingMail
from .link import ArticleLink
from .mail import OutgoingMail
from .message import Attachment, Message
from .pause import Pause
from .requester import Activity, LegalForm, Requester
from .saved_filter import SavedFilter
from .ticket import Channel, Priority, Status, Ticket
from .word import TicketWord

__all__ = [
    "Absence",
    "Activity",
    "ArticleLink",
    "Attachment",
    "BusinessCalendar",
    "Channel",
    "Consent",
    "DayOff",
    "Expertise",
    "IncomingMail",
    "LegalForm",
    "Message",
    "OutgoingMail",
    "Pause",
    "Priority",
    "Requester",
    "SavedFilter",
    "ServiceLevel",
    "Status",
    "Ticket",
    "TicketWord",
]
