"""When somebody is away, what is on their desk goes to who stands in for them."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from helpdesk import notifications, people, routing
from helpdesk.models import Absence, Status, Ticket
from helpdesk.routing import name_of

from .asking import event_of, tell_the_desk
from .steps import Kind, lock, record, save


def begin_absences(*, today: datetime.date | None = None) -> int:
    """Hand over the tickets of everybody whose absence has begun. Returns how many tickets."""
    today = today or timezone.localdate()
    return sum(_hand_over(pk, today) for pk in Absence.objects.to_hand_over(today).values_list("pk", flat=True))


@transaction.atomic
def _hand_over(pk: int, today: datetime.date) -> int:
    absence = Absence.objects.to_hand_over(today).select_for_update().filter(pk=pk).first()
    if absence is None:
        return 0
    deputy = routing.deputy_of(absence.user, today)
    tickets = list(Ticket.objects.open().assigned_to(absence.user).most_urgent_first())
    for ticket in tickets:
        if ticket.status == Status.NEW:
            _give_away(ticket, absence, deputy)
    _offer([ticket for ticket in tickets if ticket.status != Status.NEW], absence, deputy)
    absence.handed_over_at = timezone.now()
    absence.save(update_fields=["handed_over_at"])
    return len(tickets)


def _give_away(ticket: Ticket, absence: Absence, deputy: routing.Route | None) -> None:
    lock(ticket)
    if ticket.status != Status.NEW or ticket.assignee_id != absence.user_id:
        return
    found = deputy or routing.route(ticket.topic, ticket.language)
    ticket.assignee = found.assignee
    save(ticket, by=None)
    record(ticket, AWAY, None, away=name_of(absence.user), day=absence.ends_on.isoformat())
    ticket.messages.create(kind=Kind.EVENT, body=event_of(found))
    notifications.queue(*tell_the_desk(ticket))


AWAY = gettext_lazy("%(away)s is away until %(day)s.")
OFFERED = gettext_lazy("%(away)s is away until %(day)s; offered to %(names)s, who can take it.")


def _offer(tickets: list[Ticket], absence: Absence, deputy: routing.Route | None) -> None:
    if not tickets:
        return
    takers: list[User] = [deputy.assignee] if deputy else people.triagers()
    names = ", ".join(name_of(person) for person in takers) or "–"
    for ticket in tickets:
        record(ticket, OFFERED, None, away=name_of(absence.user), day=absence.ends_on.isoformat(), names=names)
    notifications.queue(*(notifications.offered(tickets[0], person, absence) for person in takers))
