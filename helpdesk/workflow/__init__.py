"""Every change to a ticket. Nothing else writes a status."""

from .absences import begin_absences
from .answering import add_note, ask_back, assign, link_article, mark_spam, resolve, take, unmark_spam
from .asking import change_topic, open_ticket
from .clocks import recalculate_clocks, warn_of_due
from .joining import merge, relate, split, unmerge, unrelate
from .mailing import note_bounce, note_other_sender
from .own_data import WITHDRAWABLE, correct, withdraw
from .promoting import draft_article, improve_article
from .replying import close_answered, confirm, rate, receive_reply
from .sending import UNDO_FOR, add_files, discard_draft, hold, keep_note, remove_file, save_draft, send_held, undo
from .steps import NEXT, TransitionError

__all__ = [
    "NEXT",
    "UNDO_FOR",
    "WITHDRAWABLE",
    "TransitionError",
    "add_files",
    "add_note",
    "ask_back",
    "assign",
    "begin_absences",
    "change_topic",
    "close_answered",
    "confirm",
    "correct",
    "discard_draft",
    "draft_article",
    "hold",
    "improve_article",
    "keep_note",
    "link_article",
    "mark_spam",
    "merge",
    "note_bounce",
    "note_other_sender",
    "open_ticket",
    "rate",
    "recalculate_clocks",
    "receive_reply",
    "relate",
    "remove_file",
    "resolve",
    "save_draft",
    "send_held",
    "split",
    "take",
    "undo",
    "unmark_spam",
    "unmerge",
    "unrelate",
    "warn_of_due",
    "withdraw",
]
