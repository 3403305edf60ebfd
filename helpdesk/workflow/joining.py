"""Tickets that belong together: merged, split, related."""

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import notifications
from helpdesk.models import Message, Status, Ticket

from . import clocks
from .asking import open_ticket
from .following import make_follow
from .steps import Kind, TransitionError, lock, move, record

MERGED = gettext_lazy("Merged into %(reference)s.")
MERGED_HERE = gettext_lazy("%(reference)s was merged into this ticket.")
UNMERGED = gettext_lazy("No longer merged with %(reference)s.")
SPLIT = gettext_lazy("A message became ticket %(reference)s.")
SPLIT_HERE = gettext_lazy("Split from %(reference)s.")
RELATED = gettext_lazy("Related to %(reference)s.")
UNRELATED = gettext_lazy("No longer related to %(reference)s.")


@transaction.atomic
def merge(ticket: Ticket, *, by: User, into: Ticket) -> None:
    """Treat a question asked twice as one. Only a requester's own: others would never see their answer."""
    _lock_both(ticket, into)
    if ticket.pk == into.pk or into.merged_into_id or into.status == Status.SPAM:
        raise TransitionError(_("A ticket can be merged into another one that is not merged or spam itself."))
    if not ticket.is_from_same_requester(into):
        raise TransitionError(_("Two requesters each get their own answer. Link the tickets as related instead."))
    if ticket.merged.exists():
        raise TransitionError(_("Another ticket was merged into this one; undo that first."))
    if ticket.pending_since:
        clocks.end_pause(ticket, timezone.now())
    move(ticket, Status.MERGED, by=by, merged_into=into, pending_since=None)
    _record_both(ticket, into, MERGED, MERGED_HERE, by)
    make_follow(into, [following.user for following in ticket.followings.select_related("user")])
    # The link to the other conversation goes by mail: whoever typed this address into our form may not be its owner.
    notifications.queue(notifications.merged(ticket))


@transaction.atomic
def unmerge(ticket: Ticket, *, by: User) -> None:
    """The ticket is open again, and its clock runs as if nothing had happened."""
    lock(ticket)
    into = ticket.merged_into
    if into is None:
        raise TransitionError(_("This ticket is not merged."))
    clocks.set_dues(ticket)
    dues = {name: getattr(ticket, name) for name in clocks.KEPT}
    move(ticket, Status.OPEN, by=by, merged_into=None, resolved_at=None, closed_at=None, **dues)
    _record_both(ticket, into, UNMERGED, UNMERGED, by)


@transaction.atomic
def split(ticket: Ticket, *, by: User, message: Message, subject: str) -> Ticket:
    """Make a second question, asked in a reply, a ticket of its own. Its clock starts when it was written."""
    lock(ticket)
    if message.ticket_id != ticket.pk or message.kind != Kind.REQUESTER_REPLY or not (ticket.is_open or ticket.is_done):
        raise TransitionError(_("Only a reply of the requester can become a ticket of its own."))
    own = ("language", "topic", "requester_email", "requester_phone", *Ticket.DETAILS, "channel_note", "recorded_by")
    new = open_ticket(
        subject=subject,
        body=message.body,
        files=[_copy(attachment) for attachment in message.attachments.all()],
        consents=tuple(ticket.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)),
        channel=ticket.channel,
        asked_at=message.created_at,
        **{name: getattr(ticket, name) for name in own},
    )
    new.related.add(ticket)
    _record_both(ticket, new, SPLIT, SPLIT_HERE, by)
    return new


def _copy(attachment) -> SimpleUploadedFile:
    with attachment.file.open("rb") as file:
        return SimpleUploadedFile(attachment.name, file.read())


@transaction.atomic
def relate(ticket: Ticket, *, by: User, to: Ticket) -> None:
    """Link two tickets for the desk to see; nothing of it shows to their requesters."""
    _lock_both(ticket, to)
    if ticket.pk == to.pk:
        raise TransitionError(_("A ticket is always related to itself."))
    if not ticket.related.filter(pk=to.pk).exists():
        ticket.related.add(to)
        _record_both(ticket, to, RELATED, RELATED, by)


@transaction.atomic
def unrelate(ticket: Ticket, *, by: User, to: Ticket) -> None:
    _lock_both(ticket, to)
    if ticket.related.filter(pk=to.pk).exists():
        ticket.related.remove(to)
        _record_both(ticket, to, UNRELATED, UNRELATED, by)


def _lock_both(*tickets: Ticket) -> None:
    # Always in the same order, so that two who join the same tickets do not wait for each other for ever.
    for ticket in sorted(tickets, key=lambda each: each.pk):
        lock(ticket)


def _record_both(ticket: Ticket, other: Ticket, here, there, by: User) -> None:
    record(ticket, here, by, reference=other.reference)
    record(other, there, by, reference=ticket.reference)
