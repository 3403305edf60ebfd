"""Every change to a ticket. Nothing else writes a status."""

from .absences import begin_absences
from .answering import add_note, ask_back, assign, close, link_article, mark_spam, resolve, take, unmark_spam
from .asking import change_topic, open_ticket
from .clocks import recalculate_clocks, warn_of_due
from .joining import merge, relate, split, unmerge, unrelate
from .mailing import note_bounce, note_other_sender
from .own_data import WITHDRAWABLE, correct, withdraw
from .promoting import draft_article, improve_article
from .replying import close_answered, confirm, rate, receive_reply
from .several import VERBS, Outcome, do_to_each, obstacle
from .steps import NEXT, TransitionError

__all__ = [
    "NEXT",
    "VERBS",
    "WITHDRAWABLE",
    "Outcome",
    "TransitionError",
    "add_note",
    "ask_back",
    "assign",
    "begin_absences",
    "change_topic",
    "close",
    "close_answered",
    "confirm",
    "correct",
    "do_to_each",
    "draft_article",
    "improve_article",
    "link_article",
    "mark_spam",
    "merge",
    "note_bounce",
    "note_other_sender",
    "obstacle",
    "open_ticket",
    "rate",
    "recalculate_clocks",
    "receive_reply",
    "relate",
    "resolve",
    "split",
    "take",
    "unmark_spam",
    "unmerge",
    "unrelate",
    "warn_of_due",
    "withdraw",
]
