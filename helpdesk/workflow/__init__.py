"""Every change to a ticket. Nothing else writes a status."""

from .answering import add_note, ask_back, assign, link_article, mark_spam, resolve, take, unmark_spam
from .asking import change_topic, open_ticket
from .own_data import WITHDRAWABLE, correct, withdraw
from .promoting import draft_article, improve_article
from .replying import close_answered, confirm, rate, receive_reply
from .steps import NEXT, TransitionError

__all__ = [
    "NEXT",
    "WITHDRAWABLE",
    "TransitionError",
    "add_note",
    "ask_back",
    "assign",
    "change_topic",
    "close_answered",
    "confirm",
    "correct",
    "draft_article",
    "improve_article",
    "link_article",
    "mark_spam",
    "open_ticket",
    "rate",
    "receive_reply",
    "resolve",
    "take",
    "unmark_spam",
    "withdraw",
]
