from .calendar import BusinessCalendar, DayOff, ServiceLevel
from .expertise import Absence, Expertise
from .incoming import IncomingMail
from .link import ArticleLink
from .mail import OutgoingMail
from .message import Attachment, Message
from .ticket import Channel, Consent, Priority, Status, Ticket

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
    "Priority",
    "ServiceLevel",
    "Status",
    "Ticket",
]
