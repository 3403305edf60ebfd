"""Every change to a ticket. Nothing else writes a status."""

from .absences import begin_absences
from .answering import add_note, ask_back, assign, close, link_article, mark_spam, resolve, take, unmark_spam
from .asking import open_ticket
from .clocks import recalculate_clocks, warn_of_due
from .following import follow, unfollow
from .joining import merge, relate, split, unmerge, unrelate
from .learning import nothing_to_learn
from .mailing import note_bounce, note_other_sender, note_release
from .opinions import ask_opinion, give_opinion, needs_opinion, withdraw_opinion
from .own_data import WITHDRAWABLE, confirm_address, correct, withdraw
from .placing import change_topic, correct_topic, pass_on
from .promoting import draft_article, improve_article
from .recalling import recall_answers, stop_telling
from .recording import note_call, record_question, renew_link
from .replying import close_answered, confirm, rate, receive_reply
from .reviewing import draw_sample, finish_review, take_next_review
from .sending import UNDO_FOR, add_files, discard_draft, hold, keep_note, remove_file, save_draft, send_held, undo
from .several import VERBS, Outcome, do_to_each, obstacle
from .steps import NEXT, TransitionError
from .weekly import send_numbers

__all__ = [
    "NEXT",
    "UNDO_FOR",
    "VERBS",
    "WITHDRAWABLE",
    "Outcome",
    "TransitionError",
    "add_files",
    "add_note",
    "ask_back",
    "ask_opinion",
    "assign",
    "begin_absences",
    "change_topic",
    "close",
    "close_answered",
    "confirm",
    "confirm_address",
    "correct",
    "correct_topic",
    "discard_draft",
    "do_to_each",
    "draft_article",
    "draw_sample",
    "finish_review",
    "follow",
    "give_opinion",
    "hold",
    "improve_article",
    "keep_note",
    "link_article",
    "mark_spam",
    "merge",
    "needs_opinion",
    "note_bounce",
    "note_call",
    "note_other_sender",
    "note_release",
    "nothing_to_learn",
    "obstacle",
    "open_ticket",
    "pass_on",
    "rate",
    "recalculate_clocks",
    "recall_answers",
    "receive_reply",
    "record_question",
    "relate",
    "remove_file",
    "renew_link",
    "resolve",
    "save_draft",
    "send_held",
    "send_numbers",
    "split",
    "stop_telling",
    "take",
    "take_next_review",
    "undo",
    "unfollow",
    "unmark_spam",
    "unmerge",
    "unrelate",
    "warn_of_due",
    "withdraw",
    "withdraw_opinion",
]
