"""What becomes of a mail that waited: its sender or an administrator decides, once."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import workflow
from helpdesk.models import IncomingMail, Ticket

from . import onto_tickets, writing
from .reading import Letter, Unreadable, read

State, Reason = IncomingMail.State, IncomingMail.Reason

UNREADABLE = gettext_lazy("We cannot read this mail. Download it, look at it elsewhere, and drop it here.")
NO_SENDER = gettext_lazy("This mail names no sender whom we could answer. It can only go onto an existing ticket.")


@transaction.atomic
def confirm(mail: IncomingMail) -> Ticket:
    """The sender says that it is theirs. Said twice, it is one question."""
    mail = _locked(mail)
    if mail.state == State.ACCEPTED and mail.ticket:
        return mail.ticket
    _require_waiting(mail)
    ticket = onto_tickets.open_from(_letter(mail))
    _decide(mail, State.ACCEPTED, Reason.CONFIRMED, by=None, ticket=ticket)
    return ticket


@transaction.atomic
def release(mail: IncomingMail, *, by: User, onto: Ticket | None = None) -> Ticket:
    """Make it a question of its sender, or put it on a ticket: as a reply only if it names the requester as sender."""
    mail = _locked(mail)
    _require_waiting(mail)
    letter = _letter(mail)
    _name, sender = letter.sender
    if onto is None and not sender:
        raise workflow.TransitionError(str(NO_SENDER))
    if onto is None:
        ticket = onto_tickets.open_from(letter)
    elif sender and sender.lower() == onto.requester_email.lower():
        ticket = onto
        onto_tickets.add_reply(letter, ticket)
    else:
        ticket = onto
        written = writing.of(letter, ticket.language, whole=True)
        said = _("Mail from %(sender)s:") % {"sender": sender or "?"}
        workflow.add_note(ticket, by=by, body=f"{said}\n\n{written.body}", files=written.files)
    workflow.note_release(ticket, by=by)
    _decide(mail, State.ACCEPTED, Reason.RELEASED, by=by, ticket=ticket)
    return ticket


@transaction.atomic
def drop(mail: IncomingMail, *, by: User) -> None:
    mail = _locked(mail)
    _require_waiting(mail)
    _decide(mail, State.DROPPED, Reason.DISCARDED, by=by)


def _locked(mail: IncomingMail) -> IncomingMail:
    # Two administrators may decide in the same second.
    waiting = IncomingMail.objects.select_for_update(of=("self",)).select_related("ticket", "decided_by")
    return waiting.get(pk=mail.pk)


def _require_waiting(mail: IncomingMail) -> None:
    if mail.state != State.QUARANTINED:
        raise workflow.TransitionError(_("This mail has been decided on already."))


def _letter(mail: IncomingMail) -> Letter:
    try:
        return read(bytes(mail.raw))
    except Unreadable as error:
        raise workflow.TransitionError(str(UNREADABLE)) from error


def _decide(mail: IncomingMail, state: str, reason: str, *, by: User | None, ticket: Ticket | None = None) -> None:
    mail.state, mail.reason, mail.raw = state, reason, None
    mail.decided_by, mail.decided_at = by, timezone.now()
    mail.ticket = ticket or mail.ticket
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError as error:
        raise workflow.TransitionError(_("A mail with the same Message-ID has been accepted already.")) from error
