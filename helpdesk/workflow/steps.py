"""How a ticket may move, and the parts every verb is made of."""

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk import attachments
from helpdesk.models import Message, Status, Ticket, TicketWord
from helpdesk.models.word import WORD_LENGTH
from knowledge import search
from knowledge.languages import Language

Kind = Message.Kind

NEXT = {
    Status.NEW: {Status.OPEN, Status.PENDING, Status.RESOLVED, Status.SPAM, Status.MERGED},
    Status.OPEN: {Status.PENDING, Status.RESOLVED, Status.SPAM, Status.MERGED},
    Status.PENDING: {Status.OPEN, Status.PENDING, Status.RESOLVED, Status.CLOSED, Status.SPAM, Status.MERGED},
    Status.RESOLVED: {Status.OPEN, Status.CLOSED},
    Status.CLOSED: {Status.OPEN},
    Status.SPAM: {Status.NEW},
    Status.MERGED: {Status.OPEN},
}


class TransitionError(Exception):
    """A step that cannot happen now. The message is shown to people."""


def say(
    ticket: Ticket, kind: Kind, by: User | None, body: str, files: list[UploadedFile] | None, *, quoted: str = ""
) -> Message:
    message = ticket.messages.create(kind=kind, author=by, body=body, quoted=quoted)
    keep_words(ticket, body)
    attachments.keep(message, files or [])
    return message


def keep_words(ticket: Ticket, *texts: str) -> None:
    """What the desk's search finds the ticket by."""
    words = (word for text in texts for word in search.folded_words(text, ticket.language))
    beginnings = dict.fromkeys(word[:WORD_LENGTH] for word in words)
    TicketWord.objects.bulk_create((TicketWord(ticket=ticket, word=w) for w in beginnings), ignore_conflicts=True)


def record(ticket: Ticket, sentence: Promise, by: User | None, **names: str) -> None:
    """Write what happened on the ticket, in the desk's first language whatever the actor's is."""
    with override(Language.TURKISH):
        body = str(sentence) % names
    ticket.messages.create(kind=Kind.EVENT, author=by, body=body)


def lock(ticket: Ticket) -> None:
    # Lock first: two experts may press the button in the same second.
    ticket.refresh_from_db(from_queryset=Ticket.objects.select_for_update())


def move(ticket: Ticket, to: Status, *, by: User | None, **changes: object) -> None:
    lock(ticket)
    for name, value in changes.items():
        setattr(ticket, name, value)
    set_status(ticket, to, by=by)


def set_status(ticket: Ticket, to: Status, *, by: User | None) -> None:
    if to not in NEXT[ticket.status]:
        raise TransitionError(_("This ticket has moved on; that step is closed."))
    if ticket.status == Status.PENDING and to != Status.PENDING:
        ticket.pending_since = None
    ticket.status = to
    save(ticket, by=by)


def save(ticket: Ticket, *, by: User | None) -> None:
    ticket._history_user = by
    ticket.save()
