"""What people looked for and did not find: the questions the FAQ lacks, or hides."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from .models import SearchEvent
from .search import phrases

MOST = 50
MOST_WORDINGS = 2_000


@dataclass
class Gap:
    """One question people had, with how often it found nothing, was abandoned, and led to an entry."""

    query: str
    language: str
    nothing: int
    abandoned: int
    opened: int
    last: datetime.datetime

    @property
    def searches(self) -> int:
        return self.nothing + self.abandoned + self.opened


def gaps() -> tuple[list[Gap], list[Gap]]:
    """Searches that found nothing, and searches of which nothing was opened; the most frequent first."""
    found = _grouped()
    nothing = sorted((gap for gap in found if gap.nothing), key=lambda gap: (-gap.nothing, -gap.last.timestamp()))
    left = sorted((gap for gap in found if gap.abandoned), key=lambda gap: (-gap.abandoned, -gap.last.timestamp()))
    return nothing[:MOST], left[:MOST]


def _grouped() -> list[Gap]:
    """The same words in other capitals, with other suffixes or in another order are one question."""
    groups: dict[tuple[str, frozenset[str]], Gap] = {}
    for row in _wordings():
        key = row["language"], phrases.sense(row["query"], row["language"])
        if key not in groups:
            groups[key] = Gap(**row)
            continue
        same = groups[key]
        same.nothing += row["nothing"]
        same.abandoned += row["abandoned"]
        same.opened += row["opened"]
        same.last = max(same.last, row["last"])
    return list(groups.values())


def _wordings():
    """Each wording with its counts, the most frequent first, so that it names its group."""
    return (
        SearchEvent.objects.order_by()
        .values("query", "language")
        .annotate(
            nothing=Count("pk", filter=Q(total=0)),
            abandoned=Count("pk", filter=Q(total__gt=0, opened=None)),
            opened=Count("opened_id"),
            last=Max("created_at"),
            all=Count("pk"),
        )
        .order_by("-all", "query")
        .values("query", "language", "nothing", "abandoned", "opened", "last")[:MOST_WORDINGS]
    )
