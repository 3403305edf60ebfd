"""How well the public promise is kept: the worker measures it, pages read it from the cache."""

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.utils import timezone

from knowledge import pages

from .models import Status, Ticket

PERIOD = datetime.timedelta(days=90)
ENOUGH = 10
KEPT_FOR = 2 * 86_400
KEY = "promise-kept"


@dataclass(frozen=True)
class Record:
    """Of the answers promised for the last ninety days, how many came in time."""

    promised: int
    on_time: int

    @property
    def is_telling(self) -> bool:
        """A share of three answers says nothing."""
        return self.promised >= ENOUGH

    @property
    def percent(self) -> int:
        # Rounded down: nearly always is not always.
        return self.on_time * 100 // self.promised if self.promised else 0


def measure(*, now: datetime.datetime | None = None, period: datetime.timedelta = PERIOD) -> Record:
    now = now or timezone.now()
    due = Ticket.objects.in_flow().exclude(status=Status.PENDING)
    due = due.filter(resolution_due__gt=now - period, resolution_due__lte=now)
    return Record(
        **due.aggregate(promised=Count("pk"), on_time=Count("pk", filter=Q(resolved_at__lte=F("resolution_due"))))
    )


@dataclass(frozen=True)
class Week:
    """What a manager wants to know on Monday morning."""

    asked: int
    answered: int
    kept: Record
    open: int
    overdue: int


def of_week(until: datetime.datetime) -> Week:
    """The seven days before that moment, and how the desk stood at its end as far as it is known now."""
    begin, tickets = until - datetime.timedelta(days=7), Ticket.objects.in_flow()
    due = Q(resolution_due__gt=begin, resolution_due__lte=until) & ~Q(status=Status.PENDING)
    counted = tickets.aggregate(
        asked=Count("pk", filter=Q(created_at__gt=begin, created_at__lte=until)),
        answered=Count("pk", filter=Q(resolved_at__gt=begin, resolved_at__lte=until)),
        promised=Count("pk", filter=due),
        on_time=Count("pk", filter=due & Q(resolved_at__lte=F("resolution_due"))),
        open=Count("pk", filter=Q(status__in=[Status.NEW, Status.OPEN])),
        overdue=Count("pk", filter=Q(status__in=[Status.NEW, Status.OPEN], resolution_due__lt=until)),
    )
    return Week(kept=Record(counted.pop("promised"), counted.pop("on_time")), **counted)


def remember() -> int:
    """For the worker: measure and keep the result for the pages."""
    cache.set(KEY, measure(), KEPT_FOR)
    return 0


def last_known() -> Record | None:
    return pages.last_known(KEY)
