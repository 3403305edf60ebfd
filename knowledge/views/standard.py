"""How well the content standard is met, topic by topic and month by month, and never person by person."""

import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from knowledge.models import StandardCheck, Topic

from .steps import writes

MONTHS = 6


@login_required
@writes
def standard(request: HttpRequest) -> HttpResponse:
    months = _months()
    zone = timezone.get_current_timezone()
    begin = datetime.datetime.combine(months[0], datetime.time(), zone)
    checks, topics = StandardCheck.objects.published(), Topic.objects.in_bulk()
    found = {(row["topic"], row["month"].date()): _index(row) for row in checks.by_month(begin)}
    rows = [
        {
            "topic": topics[row["topic"]],
            "checked": row["checked"],
            "index": _index(row),
            "shares": [row[name] * 100 // row["checked"] for name in StandardCheck.POINTS],
            "months": [found.get((row["topic"], month)) for month in months],
        }
        for row in checks.by_topic()
    ]
    points = [StandardCheck._meta.get_field(name).verbose_name for name in StandardCheck.POINTS]
    return render(request, "knowledge/standard.html", {"rows": rows, "points": points, "months": months})


def _months() -> list[datetime.date]:
    """The first days of this month and of those before it, the earliest first."""
    days = [timezone.localdate().replace(day=1)]
    while len(days) < MONTHS:
        days.insert(0, (days[0] - datetime.timedelta(days=1)).replace(day=1))
    return days


def _index(row: dict[str, int]) -> int:
    met = sum(row[name] for name in StandardCheck.POINTS)
    return met * 100 // (row["checked"] * len(StandardCheck.POINTS))
