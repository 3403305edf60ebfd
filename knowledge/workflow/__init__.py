"""Every change to an article and to a draft. Nothing else writes a state, a confidence or a revision."""

from .articles import archive, publish, queue_indexing, revise, unarchive, validate
from .drafts import discard, rebase, restore, save_draft, send_back, start_draft, submit, take_back
from .steps import NEXT, NEXT_CONFIDENCE, TEXT_FIELDS, StaleDraft, TransitionError

__all__ = [
    "NEXT",
    "NEXT_CONFIDENCE",
    "TEXT_FIELDS",
    "StaleDraft",
    "TransitionError",
    "archive",
    "discard",
    "publish",
    "queue_indexing",
    "rebase",
    "restore",
    "revise",
    "save_draft",
    "send_back",
    "start_draft",
    "submit",
    "take_back",
    "unarchive",
    "validate",
]
