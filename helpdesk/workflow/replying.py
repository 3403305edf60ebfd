"""What the requester does with their ticket, and what time does."""

import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import notifications, sla
from helpdesk.models import Message, Status, Ticket

from .asking import triagers
from .steps import TransitionError, lock, move, record, save, say

REOPEN_WITHIN = datetime.timedelta(days=30)
CLOSE_AFTER = datetime.timedelta(days=14)

Kind = Message.Kind


@transaction.atomic
def receive_reply(ticket: Ticket, *, body: str, files: list[UploadedFile] | None = None, quoted: str = "") -> Message:
    """The requester writes again; a ticket that waited for them, or was answered, is open again."""
    lock(ticket)
    if ticket.status in (Status.SPAM, Status.MERGED) or not _may_reopen(ticket):
        raise TransitionError(
            _("This ticket was closed some time ago. Please ask a new question; you may mention its number.")
        )
    if ticket.status in (Status.PENDING, Status.RESOLVED, Status.CLOSED):
        _reopen(ticket)
    message = say(ticket, Kind.REQUESTER_REPLY, None, body, files, quoted=quoted)
    if ticket.assignee:
        notifications.queue(notifications.replied(message, ticket.assignee))
    else:
        notifications.queue(*(notifications.needs_triage(ticket, person) for person in triagers()))
    return message


def _may_reopen(ticket: Ticket) -> bool:
    return ticket.closed_at is None or timezone.now() - ticket.closed_at <= REOPEN_WITHIN


def _reopen(ticket: Ticket) -> None:
    promise, now = sla.promise_for(ticket.topic, ticket.priority), timezone.now()
    changes: dict[str, object] = {"pending_since": None, "closed_at": None, "resolved_at": None}
    if ticket.pending_since and ticket.resolution_due:
        # What was left of the target when we began to wait starts to run again now.
        left = sla.between(promise.hours, ticket.pending_since, ticket.resolution_due)
        changes["paused"] = ticket.paused + sla.between(promise.hours, ticket.pending_since, now)
        changes["resolution_due"] = sla.add(promise.hours, now, left) if left else ticket.resolution_due
    elif ticket.resolved_at:
        changes["resolution_due"] = sla.add(promise.hours, now, promise.resolution)
    move(ticket, Status.OPEN, by=None, **changes)


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
