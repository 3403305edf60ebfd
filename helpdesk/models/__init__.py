from .calendar import BusinessCalendar, DayOff, ServiceLevel
from .expertise import Absence, Expertise
from .incoming import IncomingMail
from .link import ArticleLink
from .mail import OutgoingMail
from .message import Attachment, Message
from .pause import Pause
from .ticket import Channel, Consent, Priority, Status, Ticket, TicketWord

__all__ = [
    "Absence",
    "ArticleLink",
    "Attachment",
    "BusinessCalendar",
    "Channel",
    "Consent",
    "DayOff",
    "Expertise",
    "IncomingMail",
    "Message",
    "OutgoingMail",
    "Pause",
    "Priority",
    "ServiceLevel",
    "Status",
    "Ticket",
    "TicketWord",
]
