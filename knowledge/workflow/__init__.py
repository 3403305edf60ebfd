"""Every change to an article and to a draft. Nothing else writes a state, a confidence or a revision."""

from .articles import archive, publish, publish_unchecked, queue_indexing, revise, unarchive, validate
from .drafts import follow_source, rebase, restore, save_draft, start_draft
from .files import StillPersonal, publish_file, remove_file
from .gathering import gather, propose_gaps
from .identities import accept, accept_all, check_identities, clear, neutralise, open_finds, replace
from .keeping import ask_for_reviews, confirm, lapse_overdue, set_review
from .learning import (
    NEXT_PHRASE,
    approve_phrase,
    forget_old_searches,
    note_search,
    propose_phrase,
    propose_what_was_searched,
    refuse_phrase,
)
from .merging import merge_articles
from .owners import choose_successor, hand_over, pass_on_from_leavers, set_owner
from .removing import places_of, remove_words
from .reviewing import (
    comment,
    discard,
    publish_due,
    resolve_comment,
    schedule,
    send_back,
    submit,
    take_back,
    unschedule,
)
from .sources import cited_at, record_change, withdraw_change
from .steps import NEXT, NEXT_CONFIDENCE, TEXT_FIELDS, StaleDraft, TransitionError
from .synonyms import add_synonyms, change_synonyms, remove_synonyms
from .tasks import assign_task, begin_draft, close_task, open_task, receive_feedback, take_task

__all__ = [
    "StillPersonal",
    "publish_file",
    "remove_file",
    "set_owner",
    "pass_on_from_leavers",
    "hand_over",
    "choose_successor",
    "merge_articles",
    "NEXT",
    "NEXT_CONFIDENCE",
    "NEXT_PHRASE",
    "TEXT_FIELDS",
    "StaleDraft",
    "TransitionError",
    "accept",
    "accept_all",
    "add_synonyms",
    "approve_phrase",
    "archive",
    "ask_for_reviews",
    "assign_task",
    "begin_draft",
    "change_synonyms",
    "check_identities",
    "cited_at",
    "clear",
    "close_task",
    "comment",
    "confirm",
    "discard",
    "follow_source",
    "forget_old_searches",
    "gather",
    "lapse_overdue",
    "neutralise",
    "note_search",
    "open_finds",
    "open_task",
    "propose_gaps",
    "places_of",
    "propose_phrase",
    "propose_what_was_searched",
    "publish",
    "publish_due",
    "publish_unchecked",
    "queue_indexing",
    "rebase",
    "receive_feedback",
    "record_change",
    "refuse_phrase",
    "remove_synonyms",
    "remove_words",
    "replace",
    "resolve_comment",
    "restore",
    "revise",
    "save_draft",
    "schedule",
    "send_back",
    "set_review",
    "start_draft",
    "submit",
    "take_back",
    "take_task",
    "unarchive",
    "unschedule",
    "validate",
    "withdraw_change",
]
