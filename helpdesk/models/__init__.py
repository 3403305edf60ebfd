from .calendar import BusinessCalendar, DayOff, ServiceLevel
from .expertise import Absence, Expertise
from .incoming import IncomingMail
from .link import ArticleLink
from .mail import OutgoingMail
from .message import Attachment, Message
from .pause import Pause
from .reply_draft import DraftFile, ReplyDraft
from .ticket import Channel, Consent, Priority, Status, Ticket, TicketWord

__all__ = [
    "Absence",
    "ArticleLink",
    "Attachment",
    "BusinessCalendar",
    "Channel",
    "Consent",
    "DayOff",
    "DraftFile",
    "Expertise",
    "IncomingMail",
    "Message",
    "OutgoingMail",
    "Pause",
    "Priority",
    "ReplyDraft",
    "ServiceLevel",
    "Status",
    "Ticket",
    "TicketWord",
]
