"""What requesters may do with what we know of them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from helpdesk.models import Consent, Ticket

from .promoting import open_tasks_on_what_was_made_of
from .steps import lock, record, save

WITHDRAWABLE = (Consent.Purpose.PUBLISH, Consent.Purpose.UPDATES)


@transaction.atomic
def correct(ticket: Ticket, *, name: str, organisation: str) -> None:
    """Put right how the requester and their organisation are called."""
    lock(ticket)
    ticket.requester_name, ticket.organisation = name, organisation
    save(ticket, by=None)
    record(ticket, gettext_lazy("The requester corrected their data."), None)


@transaction.atomic
def withdraw(ticket: Ticket, purpose: str) -> None:
    """Take a consent back. Asking never depended on it; what happened before stays lawful."""
    if purpose not in WITHDRAWABLE:
        return
    lock(ticket)
    if ticket.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        record(ticket, gettext_lazy("The requester took a consent back."), None)
        if purpose == Consent.Purpose.PUBLISH:
            open_tasks_on_what_was_made_of(ticket)
