"""Every change to a ticket. Nothing else writes a status."""

from .absences import begin_absences
from .answering import add_note, ask_back, assign, link_article, mark_spam, resolve, take, unmark_spam
from .asking import change_topic, open_ticket
from .clocks import recalculate_clocks, warn_of_due
from .joining import merge, relate, split, unmerge, unrelate
from .mailing import note_bounce, note_other_sender, note_release
from .own_data import WITHDRAWABLE, correct, withdraw
from .promoting import draft_article, improve_article
from .recording import note_call, record_question, renew_link
from .replying import close_answered, confirm, rate, receive_reply
from .steps import NEXT, TransitionError

__all__ = [
    "NEXT",
    "WITHDRAWABLE",
    "TransitionError",
    "add_note",
    "ask_back",
    "assign",
    "begin_absences",
    "change_topic",
    "close_answered",
    "confirm",
    "correct",
    "draft_article",
    "improve_article",
    "link_article",
    "mark_spam",
    "merge",
    "note_bounce",
    "note_call",
    "note_other_sender",
    "note_release",
    "open_ticket",
    "rate",
    "recalculate_clocks",
    "receive_reply",
    "record_question",
    "relate",
    "renew_link",
    "resolve",
    "split",
    "take",
    "unmark_spam",
    "unmerge",
    "unrelate",
    "warn_of_due",
    "withdraw",
]
