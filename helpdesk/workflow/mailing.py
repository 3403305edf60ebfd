"""What mail tells of a ticket besides words: for the desk's eyes, changing nothing else."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from helpdesk.models import OutgoingMail, Ticket
from helpdesk.routing import name_of

from .steps import record


def note_other_sender(ticket: Ticket) -> None:
    """A mail proves no sender; when it does not even claim to be the requester's, the desk shall know."""
    record(ticket, gettext_lazy("This reply came by mail from another address than the requester's."), None)


@transaction.atomic
def note_bounce(mail: OutgoingMail, code: str) -> None:
    """A mail of ours was returned: for good, so that the desk can reach the person in another way."""
    mail = OutgoingMail.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=mail.pk)
    if mail.bounced_at is None:
        mail.bounced_at, mail.error = timezone.now(), f"bounced {code}".strip()
        mail.save(update_fields=["bounced_at", "error"])
        record(mail.ticket, gettext_lazy("A mail could not be delivered: the address does not accept it."), None)


@transaction.atomic
def note_release(ticket: Ticket, *, by: User) -> None:
    """A mail that had been held back came here because an administrator looked at it."""
    record(ticket, gettext_lazy("%(name)s let a mail in that had been held back."), by, name=name_of(by))
