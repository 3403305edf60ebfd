"""What closing a ticket leaves behind where no FAQ entry was linked, improved or drafted."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.models import Ticket
from helpdesk.routing import name_of

from .steps import TransitionError, lock, record, save


@transaction.atomic
def nothing_to_learn(ticket: Ticket, *, by: User) -> None:
    """Say honestly that this answer helps nobody else. Linking or drafting later is still possible."""
    lock(ticket)
    if not ticket.is_done:
        raise TransitionError(_("Resolve the ticket first; then say what it taught."))
    if ticket.has_nothing_to_learn:
        return
    ticket.has_nothing_to_learn = True
    save(ticket, by=by)
    record(ticket, gettext_lazy("Nothing to learn from this, says %(name)s."), by, name=name_of(by))
