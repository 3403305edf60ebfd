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


def measure(*, now: datetime.datetime | None = None) -> Record:
    now = now or timezone.now()
    due = Ticket.objects.in_flow().exclude(status=Status.PENDING)
    due = due.filter(resolution_due__gt=now - PERIOD, resolution_due__lte=now)
    return Record(
        **due.aggregate(promised=Count("pk"), on_time=Count("pk", filter=Q(resolved_at__lte=F("resolution_due"))))
    )


def remember() -> int:
    """For the worker: measure and keep the result for the pages."""
    cache.set(KEY, measure(), KEPT_FOR)
    return 0


def last_known() -> Record | None:
    return pages.last_known(KEY)
