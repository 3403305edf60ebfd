"""The same step for several tickets, each on its own: what cannot be done to one does not keep the others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.models import Status, Ticket
from helpdesk.routing import name_of

from . import answering, placing
from .steps import NEXT, TransitionError, lock

VERBS: dict[str, Callable] = {
    "take": answering.take,
    "assign": answering.assign,
    "topic": placing.change_topic,
    "close": answering.close,
    "spam": answering.mark_spam,
}
ENDS = {"close": Status.CLOSED, "spam": Status.SPAM}


@dataclass
class Outcome:
    done: list[Ticket] = field(default_factory=list)
    refused: list[Ticket] = field(default_factory=list)


def obstacle(step: str, ticket: Ticket, *, by: User) -> str:
    """Why a step cannot be taken with a ticket as it is, for people to read; empty if it can."""
    if step == "close" and ticket.is_unanswered:
        return _("It has no answer yet.")
    if step in ENDS and ENDS[step] in NEXT[ticket.status] or step not in ENDS and ticket.is_open:
        return _taken_by_another(ticket, by) if step == "take" else ""
    return _("It is not open: %(status)s.") % {"status": ticket.status_name}


def _taken_by_another(ticket: Ticket, by: User) -> str:
    if ticket.status == Status.NEW or ticket.assignee_id in (None, by.pk) or ticket.is_with_somebody_away:
        return ""
    return _("%(name)s has it.") % {"name": name_of(ticket.assignee)}


def do_to_each(
    tickets: Iterable[Ticket], step: str, *, seen: Mapping[int, str], by: User, **details: object
) -> Outcome:
    """Take a step with each ticket that is still as it was `seen` by whoever said so."""
    outcome = Outcome()
    for ticket in tickets:
        try:
            _do(ticket, step, seen[ticket.pk], by, details)
        except TransitionError:
            outcome.refused.append(ticket)
        else:
            outcome.done.append(ticket)
    return outcome


@transaction.atomic
def _do(ticket: Ticket, step: str, seen: str, by: User, details: dict[str, object]) -> None:
    lock(ticket)
    if ticket.state != seen:
        raise TransitionError(_("This ticket has moved on; that step is closed."))
    VERBS[step](ticket, by=by, **details)
