"""What a manager looks at: is the promise kept, what is open, what comes in. The worker measures, the page reads.

Nothing here is counted per person: a figure is of the desk, of a topic and those who answer it, never of somebody.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from django.core.cache import cache
from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from knowledge.models import Topic

from . import keeping, sla
from .models import Absence, Expertise, Ticket
from .models.ticket import UNANSWERED

PERIODS = (7, 30, 90, 365)
DEFAULT_PERIOD = 90
KEPT_FOR = 86_400
SOON = datetime.timedelta(hours=24)
MOST_WAITING = 5
HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Clock:
    """How one of the two targets was met: how often, and in how much working time."""

    record: keeping.Record
    number: int
    median: float | None
    most: float | None


@dataclass(frozen=True)
class Team:
    """A topic with those below it, and those who answer it."""

    topic: Topic
    experts: int
    away: int
    load: int
    cap: int
    overdue: int
    soon: int

    @property
    def is_full(self) -> bool:
        return self.load >= self.cap


@dataclass(frozen=True)
class Overview:
    """One measurement, over so many days."""

    days: int
    measured_at: datetime.datetime
    response: Clock
    resolution: Clock
    asked: int
    answered: int
    taken_up_again: int
    ratings: int
    mean_rating: float | None
    weeks: list[tuple[datetime.date, int]]
    open: int
    overdue: int
    soon: int
    unassigned: int
    by_topic: list[tuple[Topic | None, int]]
    by_status: list[tuple[str, int]]
    by_language: list[tuple[str, int]]
    by_channel: list[tuple[str, int]]
    teams: list[Team]
    waiting: list[int]

    @property
    def busiest_week(self) -> int:
        return max((number for _week, number in self.weeks), default=0)

    def longest_waiting(self) -> QuerySet[Ticket]:
        """Read anew: what people wrote is kept nowhere else."""
        return Ticket.objects.unanswered().filter(pk__in=self.waiting).order_by("clock_started_at", "pk")


def remember() -> int:
    """For the worker: measure every period there is to choose, and keep the results for the page."""
    for days in PERIODS:
        cache.set(f"overview-{days}", measure(days), KEPT_FOR)
    return 0


def last_known(days: int) -> Overview:
    return cache.get_or_set(f"overview-{days}", lambda: measure(days), KEPT_FOR)


def measure(days: int, *, now: datetime.datetime | None = None) -> Overview:
    now = now or timezone.now()
    period = datetime.timedelta(days=days)
    in_flow, topics = Ticket.objects.in_flow(), Topic.objects.in_bulk()
    asked = in_flow.filter(created_at__gt=now - period, created_at__lte=now)
    answered = in_flow.filter(resolved_at__gt=now - period, resolved_at__lte=now)
    again = in_flow.filter(clock_started_at__gt=now - period, clock_started_at__lte=now)
    weeks = asked.order_by().annotate(week=TruncWeek("created_at")).values_list("week").annotate(n=Count("pk"))
    waiting = Ticket.objects.unanswered().order_by("clock_started_at", "pk").values_list("pk", flat=True)
    rating = answered.aggregate(number=Count("rating"), mean=Avg("rating"))
    return Overview(
        days=days,
        measured_at=now,
        response=_responses(in_flow, topics, now, period),
        resolution=_resolutions(answered, topics, now, period),
        asked=asked.count(),
        answered=answered.count(),
        taken_up_again=again.filter(clock_started_at__gt=F("created_at")).count(),
        ratings=rating["number"],
        mean_rating=rating["mean"],
        weeks=[(week.date(), number) for week, number in weeks.order_by("week")],
        waiting=list(waiting[:MOST_WAITING]),
        **_open(topics, now),
    )


def _responses(
    in_flow: QuerySet[Ticket], topics: dict[int, Topic], now: datetime.datetime, period: datetime.timedelta
) -> Clock:
    due = in_flow.filter(first_response_due__gt=now - period, first_response_due__lte=now)
    on_time = Count("pk", filter=Q(first_response_at__lte=F("first_response_due")))
    record = keeping.Record(**due.aggregate(promised=Count("pk"), on_time=on_time))
    given = in_flow.filter(first_response_at__gt=now - period, first_response_at__lte=now)
    return _clock(record, given.values_list("topic", "priority", "created_at", "first_response_at"), topics)


def _resolutions(
    answered: QuerySet[Ticket], topics: dict[int, Topic], now: datetime.datetime, period: datetime.timedelta
) -> Clock:
    rows = answered.values_list("topic", "priority", "clock_started_at", "resolved_at", "paused")
    return _clock(keeping.measure(now=now, period=period), rows, topics)


def _clock(record: keeping.Record, rows: Iterable[tuple], topics: dict[int, Topic]) -> Clock:
    """`rows` hold topic, priority, begin, end and, if there were any, the working time of its pauses."""
    promises = sla.Promises()
    times = sorted(
        max((sla.between(promises.of(topics.get(topic), priority).hours, begin, end) - sum(pause, 0 * HOUR)) / HOUR, 0)
        for topic, priority, begin, end, *pause in rows
    )
    return Clock(record, len(times), _nearest_rank(times, 0.5), _nearest_rank(times, 0.95))


def _nearest_rank(times: list[float], share: float) -> float | None:
    return times[ceil(share * len(times)) - 1] if times else None


def _open(topics: dict[int, Topic], now: datetime.datetime) -> dict[str, object]:
    overdue = UNANSWERED & Q(resolution_due__lt=now)
    soon = UNANSWERED & Q(resolution_due__gte=now, resolution_due__lt=now + SOON)
    numbers = {"open": Q(), "overdue": overdue, "soon": soon, "unassigned": UNANSWERED & Q(assignee=None)}
    kinds = Ticket.objects.open().order_by().values("topic", "status", "language", "channel")
    rows = list(kinds.annotate(**{name: Count("pk", filter=which) for name, which in numbers.items()}))
    by_topic = _sums(rows, "topic")
    return {name: sum(row[name] for row in rows) for name in numbers} | {
        "by_topic": [(topics.get(pk), number) for pk, number in by_topic],
        **{f"by_{name}": _sums(rows, name) for name in ("status", "language", "channel")},
        "teams": _teams(rows, topics),
    }


def _sums(rows: list[dict], name: str) -> list[tuple]:
    total = Counter()
    for row in rows:
        total[row[name]] += row["open"]
    return total.most_common()


def _teams(rows: list[dict], topics: dict[int, Topic]) -> list[Team]:
    today = timezone.localdate()
    away = set(Absence.objects.on(today).values_list("user", flat=True))
    caps: dict[int, dict[int, int]] = {}
    for topic, user, most in Expertise.objects.valid_on(today).values_list("topic", "user", "open_tickets_at_most"):
        own = caps.setdefault(topics[topic].parent_id or topic, {})
        own[user] = max(most, own.get(user, 0))
    teams = []
    for topic in sorted(topics.values(), key=lambda topic: (topic.order, topic.slug)):
        if topic.parent_id:
            continue
        own = [row for row in rows if row["topic"] and topic.pk in (row["topic"], topics[row["topic"]].parent_id)]
        experts = caps.get(topic.pk, {})
        present = [most for user, most in experts.items() if user not in away]
        load, overdue, soon = (sum(row[name] for row in own) for name in ("open", "overdue", "soon"))
        teams.append(Team(topic, len(experts), len(experts) - len(present), load, sum(present), overdue, soon))
    return [team for team in teams if team.experts or team.load]
