from .calendar import BusinessCalendar, DayOff, ServiceLevel
from .expertise import Absence, Expertise
from .following import Following
from .incoming import IncomingMail
from .link import ArticleLink
from .mail import OutgoingMail
from .message import Attachment, Message
from .opinion import SecondOpinion, SecondOpinionRule
from .pause import Pause
from .ticket import Channel, Consent, Priority, Status, Ticket, TicketWord
from .wish import MailWish, Pace

__all__ = [
    "Absence",
    "ArticleLink",
    "Attachment",
    "BusinessCalendar",
    "Channel",
    "Consent",
    "DayOff",
    "Expertise",
    "Following",
    "IncomingMail",
    "MailWish",
    "Message",
    "OutgoingMail",
    "Pace",
    "Pause",
    "Priority",
    "SecondOpinion",
    "SecondOpinionRule",
    "ServiceLevel",
    "Status",
    "Ticket",
    "TicketWord",
]
