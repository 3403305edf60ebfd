"""The clocks of a ticket, and what is done about them: set, paused, recalculated, warned of."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from helpdesk import notifications, people, sla
from helpdesk.models import OutgoingMail, Pause, Ticket

from .steps import lock, record, save

Mail = OutgoingMail.Kind
MOVED = gettext_lazy("The calendar or the promise changed: the answer was due %(before)s, it is due %(after)s.")
KEPT = ("clock_started_at", "paused", "first_response_due", "resolution_due")
WARN_BEFORE = datetime.timedelta(hours=4)  # of working time
LONGEST_BREAK = datetime.timedelta(days=14)
A_MINUTE = datetime.timedelta(minutes=1)


def set_dues(ticket: Ticket, promises: sla.Promises | None = None) -> None:
    """Both due times from scratch: what was promised, counted from the start of the clock, less its pauses."""
    promise = (promises or sla.Promises()).of(ticket.topic, ticket.priority)
    if ticket.first_response_at is None:
        # What was promised when the first response came is what it is measured by.
        ticket.first_response_due = sla.add(promise.hours, ticket.created_at, promise.first_response)
    ticket.resolution_due = sla.due(
        promise.hours, ticket.clock_started_at, promise.resolution, _pauses_of(ticket, promise.hours)
    )


def _pauses_of(ticket: Ticket, hours: sla.Hours) -> list[sla.Pause]:
    if not ticket.pk:
        return []
    pauses = [(pause.began_at, pause.ended_at) for pause in ticket.pauses.all()]
    pauses = [pause for pause in pauses if pause[1] > ticket.clock_started_at]
    ticket.paused = sum((sla.between(hours, *pause) for pause in pauses), datetime.timedelta())
    return pauses


def end_pause(ticket: Ticket, now: datetime.datetime) -> None:
    Pause.objects.create(ticket=ticket, began_at=ticket.pending_since, ended_at=max(now, ticket.pending_since))


def start_again(ticket: Ticket, now: datetime.datetime) -> None:
    """An answered question taken up again is promised an answer anew."""
    ticket.clock_started_at = now


def recalculate_clocks(*, by: User | None) -> int:
    """Bring the due times of open tickets into agreement with calendars and service levels. Returns how many moved."""
    promises, moved = sla.Promises(), 0
    for ticket in Ticket.objects.open().select_related("topic").prefetch_related("pauses").iterator(500):
        if _moves(ticket, promises):
            moved += _recalculate(ticket, promises, by)
    return moved


def _moves(ticket: Ticket, promises: sla.Promises) -> bool:
    before = ticket.first_response_due, ticket.resolution_due
    set_dues(ticket, promises)
    after = ticket.first_response_due, ticket.resolution_due
    return any(old is None or abs(new - old) >= A_MINUTE for old, new in zip(before, after, strict=True))


@transaction.atomic
def _recalculate(ticket: Ticket, promises: sla.Promises, by: User | None) -> int:
    lock(ticket)
    before = ticket.resolution_due
    if not ticket.is_open or not _moves(ticket, promises):
        return 0
    save(ticket, by=by)
    record_move(ticket, before, by)
    return 1


def record_move(ticket: Ticket, before: datetime.datetime | None, by: User | None) -> None:
    """Say on the ticket that its answer is due at another time than it was."""
    if before is None or abs(ticket.resolution_due - before) >= A_MINUTE:
        record(ticket, MOVED, by, before=_shown(before), after=_shown(ticket.resolution_due))


def _shown(moment: datetime.datetime | None) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M}" if moment else "–"


def warn_of_due(*, now: datetime.datetime | None = None) -> int:
    """Tell the assignee before a due time and the managers after it, once each. Returns of how many tickets."""
    now = now or timezone.now()
    promises, managers, told = sla.Promises(), None, 0
    for ticket in _not_told_of(now).select_related("topic", "assignee"):
        is_late = ticket.next_due <= now
        if not is_late and not _is_near(ticket, promises, now):
            continue
        managers = people.triagers() if managers is None else managers
        who = [ticket.assignee] if ticket.assignee and not is_late else managers
        tell = notifications.overdue if is_late else notifications.due_soon
        notifications.queue_once(*(tell(ticket, person, ticket.next_due) for person in who))
        told += bool(who)
    return told


def _not_told_of(now: datetime.datetime) -> QuerySet[Ticket]:
    told = OutgoingMail.objects.filter(ticket=OuterRef("pk"), due=OuterRef("next_due"))
    late = Q(next_due__lte=now)
    is_new = Q(late & ~Exists(told.filter(kind=Mail.OVERDUE))) | Q(~late & ~Exists(told.filter(kind=Mail.DUE_SOON)))
    return Ticket.objects.due_by(now + LONGEST_BREAK).filter(is_new)


def _is_near(ticket: Ticket, promises: sla.Promises, now: datetime.datetime) -> bool:
    hours = promises.of(ticket.topic, ticket.priority).hours
    return sla.between(hours, now, ticket.next_due) <= WARN_BEFORE
