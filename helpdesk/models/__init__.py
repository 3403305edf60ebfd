from .calendar import BusinessCalendar, DayOff, ServiceLevel
from .consent import Consent
from .expertise import Absence, Expertise
from .following import Following
from .incoming import Inbox, IncomingMail
from .link import ArticleLink
from .mail import OutgoingMail
from .message import Attachment, Message
from .opinion import SecondOpinion, SecondOpinionRule
from .pause import Pause
from .recall import Recall
from .reply_draft import DraftFile, ReplyDraft
from .requester import Activity, LegalForm, Requester
from .review import AnswerReview, Point, Verdict
from .saved_filter import SavedFilter
from .ticket import Channel, Priority, Status, Ticket
from .wish import MailWish, Pace
from .word import TicketWord

__all__ = [
    "Absence",
    "Activity",
    "AnswerReview",
    "ArticleLink",
    "Attachment",
    "BusinessCalendar",
    "Channel",
    "Consent",
    "DayOff",
    "DraftFile",
    "Expertise",
    "Following",
    "Inbox",
    "IncomingMail",
    "LegalForm",
    "MailWish",
    "Message",
    "OutgoingMail",
    "Pace",
    "Pause",
    "Recall",
    "Point",
    "Priority",
    "ReplyDraft",
    "Requester",
    "SavedFilter",
    "SecondOpinion",
    "SecondOpinionRule",
    "ServiceLevel",
    "Status",
    "Ticket",
    "TicketWord",
    "Verdict",
]
