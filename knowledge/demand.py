"""How often each entry is read and reused: what ranks the work on entries. Whoever counts a use registers it here."""

from collections import Counter
from collections.abc import Callable

from django.db.models import Count

from .models import Feedback, SearchEvent

Counting = Callable[[], dict[int, int]]
COUNTERS: list[Counting] = []


def counter(count: Counting) -> Counting:
    """Add what the function counts, by the primary key of the article."""
    COUNTERS.append(count)
    return count


def of_articles() -> Counter[int]:
    """One query for each counter, however many articles there are."""
    total: Counter[int] = Counter()
    for count in COUNTERS:
        total.update(count())
    return total


@counter
def opened_from_search() -> dict[int, int]:
    events = SearchEvent.objects.exclude(opened=None).order_by()
    return dict(events.values_list("opened").annotate(times=Count("pk")))


@counter
def judged_by_readers() -> dict[int, int]:
    return dict(Feedback.objects.order_by().values_list("article").annotate(times=Count("pk")))
