"""What we know of requesters, put right by them or by the desk, and what they take back."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from helpdesk.models import Consent, Ticket
from helpdesk.routing import name_of
from knowledge.languages import Language

from .asking import name_organisation
from .promoting import open_tasks_on_what_was_made_of
from .steps import keep_words, lock, record, save

WITHDRAWABLE = (Consent.Purpose.PUBLISH, Consent.Purpose.UPDATES)


@transaction.atomic
def correct(ticket: Ticket, *, by: User | None, **details: str) -> None:
    """Put right who asks: the requester themselves, or somebody of the desk who learned more."""
    lock(ticket)
    changed = [name for name, value in details.items() if getattr(ticket, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(ticket, name, details[name])
    name_organisation(ticket)
    save(ticket, by=by)
    _find_by_new_words(ticket)
    if by is None:
        record(ticket, gettext_lazy("The requester corrected their data."), None)
        return
    with override(Language.TURKISH):
        fields = ", ".join(str(Ticket._meta.get_field(name).verbose_name) for name in changed)
    record(ticket, gettext_lazy("%(name)s put right: %(fields)s."), by, name=name_of(by), fields=fields)


def _find_by_new_words(ticket: Ticket) -> None:
    # What was wrong shall not be found any more either.
    ticket.words.all().delete()
    keep_words(ticket, ticket.subject, ticket.organisation, *ticket.messages.written().values_list("body", flat=True))


def confirm_address(ticket: Ticket) -> None:
    """Somebody who reads the mailbox of this address acts here: what may be mailed without being asked may be."""
    ticket.consents.filter(purpose=Consent.Purpose.UPDATES).update(confirmed_address=ticket.requester_email)


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
