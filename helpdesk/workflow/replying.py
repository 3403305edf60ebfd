"""What the requester does with their ticket, and what time does."""

import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import notifications, people
from helpdesk.models import Message, Status, Ticket

from . import clocks
from .following import tell_followers
from .steps import TransitionError, lock, move, record, save, say

REOPEN_WITHIN = datetime.timedelta(days=30)
CLOSE_AFTER = datetime.timedelta(days=14)

Kind = Message.Kind


@transaction.atomic
def receive_reply(ticket: Ticket, *, body: str, files: list[UploadedFile] | None = None, quoted: str = "") -> Message:
    """The requester writes again; a ticket that waited for them, or was answered, is open again."""
    lock(ticket)
    if ticket.status == Status.MERGED:
        raise TransitionError(
            _("This question was joined with another of yours. Please follow the link we mailed you.")
        )
    if ticket.status == Status.SPAM or not _may_reopen(ticket):
        raise TransitionError(
            _("This ticket was closed some time ago. Please ask a new question; you may mention its number.")
        )
    if ticket.status in (Status.PENDING, Status.RESOLVED, Status.CLOSED):
        _reopen(ticket)
    message = say(ticket, Kind.REQUESTER_REPLY, None, body, files, quoted=quoted)
    if ticket.assignee and ticket.assignee.has_perm("helpdesk.answer_ticket"):
        notifications.queue(notifications.replied(message, ticket.assignee))
    else:
        notifications.queue(*(notifications.needs_triage(ticket, person) for person in people.triagers()))
    tell_followers(message, but=(ticket.assignee,))
    return message


def _may_reopen(ticket: Ticket) -> bool:
    return ticket.closed_at is None or timezone.now() - ticket.closed_at <= REOPEN_WITHIN


def _reopen(ticket: Ticket) -> None:
    now = timezone.now()
    if ticket.pending_since:
        clocks.end_pause(ticket, now)
    elif ticket.resolved_at:
        clocks.start_again(ticket, now)
    clocks.set_dues(ticket)
    dues = {name: getattr(ticket, name) for name in clocks.KEPT}
    move(ticket, Status.OPEN, by=None, pending_since=None, closed_at=None, resolved_at=None, **dues)


@transaction.atomic
def confirm(ticket: Ticket) -> None:
    """The requester says the answer solved it."""
    lock(ticket)
    if ticket.status == Status.CLOSED:
        return
    if ticket.status != Status.RESOLVED:
        raise TransitionError(_("There is no answer to confirm yet."))
    move(ticket, Status.CLOSED, by=None, closed_at=timezone.now())
    record(ticket, gettext_lazy("The requester confirmed that this solved it."), None)


@transaction.atomic
def rate(ticket: Ticket, *, rating: int, comment: str = "") -> None:
    lock(ticket)
    if not ticket.is_done:
        raise TransitionError(_("An answer can be rated once it has been given."))
    ticket.rating, ticket.rating_comment = rating, comment
    save(ticket, by=None)


def close_answered(*, now: datetime.datetime | None = None) -> int:
    """Close what was resolved a fortnight ago and not taken up again."""
    ripe = Ticket.objects.filter(status=Status.RESOLVED, resolved_at__lt=(now or timezone.now()) - CLOSE_AFTER)
    closed = 0
    for ticket in ripe[:500]:
        with transaction.atomic():
            move(ticket, Status.CLOSED, by=None, closed_at=now or timezone.now())
            closed += 1
    return closed
