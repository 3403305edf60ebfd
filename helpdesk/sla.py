"""Due times as arithmetic on working hours. All moments are aware datetimes; durations are working time."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays
from django.db.models import QuerySet

from knowledge.models import Topic

from .models import BusinessCalendar, Priority, ServiceLevel

HALF_DAY_FROM = datetime.time(13)
LONGEST_SEARCH = datetime.timedelta(days=3 * 366)
UTC = datetime.UTC


@dataclass(frozen=True)
class Hours:
    """When a desk works. `days_off` maps a day to the hour the desk closes, or to None where it stays closed."""

    zone: ZoneInfo
    opens: datetime.time
    closes: datetime.time
    country: str = ""
    days_off: Mapping[datetime.date, datetime.time | None] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def full_day(self) -> datetime.timedelta:
        day = datetime.date(2000, 1, 3)
        return datetime.datetime.combine(day, self.closes) - datetime.datetime.combine(day, self.opens)

    def span(self, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime] | None:
        """The working time of one day in UTC, or None."""
        if day.weekday() >= 5:
            return None
        closes = self.closes
        public = public_holidays(self.country, day.year)
        if day in self.days_off or day in public:
            off = self.days_off[day] if day in self.days_off else public[day]
            closes = off and min(off, self.closes)
        if closes is None or closes <= self.opens:
            return None
        begin, end = (datetime.datetime.combine(day, t, self.zone).astimezone(UTC) for t in (self.opens, closes))
        return begin, end

    def spans_from(self, moment: datetime.datetime) -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
        """Working time from that moment on, at most three years ahead."""
        day = moment.astimezone(self.zone).date()
        last = day + LONGEST_SEARCH
        while day <= last:
            if (span := self.span(day)) and span[1] > moment:
                yield max(span[0], moment), span[1]
            day += datetime.timedelta(days=1)


def add(hours: Hours, start: datetime.datetime, duration: datetime.timedelta) -> datetime.datetime:
    """The moment at which that much working time has passed. Raises OverflowError where the desk never works again."""
    left = duration
    for begin, end in hours.spans_from(start.astimezone(UTC)):
        if begin + left <= end:
            return begin + left
        left -= end - begin
    raise OverflowError("no working time within three years")


def between(hours: Hours, start: datetime.datetime, end: datetime.datetime) -> datetime.timedelta:
    """The working time between two moments; nothing if the second comes first."""
    total = datetime.timedelta()
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    for begin, close in hours.spans_from(start):
        if begin >= end:
            break
        total += min(close, end) - begin
    return total


Pause = tuple[datetime.datetime, datetime.datetime]


def due(
    hours: Hours, start: datetime.datetime, target: datetime.timedelta, pauses: Iterable[Pause] = ()
) -> datetime.datetime:
    """The moment a target ends on a clock that stood still during the pauses, given in order."""
    left = target
    for begins, ends in pauses:
        worked = between(hours, start, begins)
        if worked >= left:
            break
        left -= worked
        start = ends
    return add(hours, start, left)


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int) -> Mapping[datetime.date, datetime.time | None]:
    if not country:
        return MappingProxyType({})
    whole = holidays.country_holidays(country, years=[year])
    half = set()
    if "half_day" in whole.supported_categories:
        half = set(holidays.country_holidays(country, years=[year], categories=("half_day",)))
    return MappingProxyType(dict.fromkeys(half, HALF_DAY_FROM) | dict.fromkeys(whole))


@dataclass(frozen=True)
class Promise:
    """What a ticket is promised: two targets in working time, on somebody's working hours."""

    hours: Hours
    first_response: datetime.timedelta
    resolution: datetime.timedelta


DEFAULT_HOURS = Hours(ZoneInfo("Europe/Istanbul"), datetime.time(9), datetime.time(18), "TR")
DEFAULT_PROMISE = Promise(DEFAULT_HOURS, 3 * DEFAULT_HOURS.full_day, 4 * DEFAULT_HOURS.full_day)


def hours_for(calendar: BusinessCalendar | None) -> Hours:
    """Of this calendar; without one, those everybody is promised."""
    if calendar is None:
        return promise_for(None, Priority.NORMAL).hours
    days_off = dict(calendar.days_off.values_list("day", "closes"))
    return Hours(ZoneInfo(calendar.time_zone), calendar.opens, calendar.closes, calendar.country, days_off)


def promise_for(topic: Topic | None, priority: str) -> Promise:
    return Promises().of(topic, priority)


@cache
def _levels_and_days_off() -> QuerySet:
    """The query, not its rows: it is put together once."""
    targets = ("topic", "priority", "first_response_days", "resolution_days")
    place = ("time_zone", "country", "opens", "closes", "days_off__day", "days_off__closes")
    return ServiceLevel.objects.order_by("pk").values_list("pk", *targets, *(f"calendar__{name}" for name in place))


class Promises:
    """Every service level there is, read in one query, to ask for many tickets."""

    def __init__(self) -> None:
        self._levels: dict[tuple[int | None, str], Promise] = {}
        for _pk, days in groupby(_levels_and_days_off().all(), key=lambda row: row[0]):
            own = list(days)
            _, topic, priority, first, resolution, zone, country, opens, closes, *_ = own[0]
            days_off = {day: until for *_, day, until in own if day}
            hours = Hours(ZoneInfo(zone), opens, closes, country, days_off)
            self._levels[topic, priority] = Promise(hours, first * hours.full_day, resolution * hours.full_day)

    def of(self, topic: Topic | None, priority: str) -> Promise:
        """The narrowest service level that fits: the topic's, its parent's, everybody's."""
        topics = (topic.pk, topic.parent_id, None) if topic else (None,)
        found = (self._levels[key] for key in ((one, priority) for one in topics) if key in self._levels)
        return next(found, DEFAULT_PROMISE)
