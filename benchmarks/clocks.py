"""The arithmetic of working time against counting minutes one by one.

    .venv/bin/python benchmarks/clocks.py [cases]

A case is a calendar, a moment of ten years, a target and up to four pauses (asked back, replied). The oracle looks at
each minute of those years on the wall clock of the desk and writes down whether it is worked; a due time is then found
by counting such minutes, leaving out those in a pause. It shares nothing with helpdesk/sla.py but the holidays library.
Prints how many cases were compared and how many differ, which must be none.
"""

import datetime
import random
import sys
import tempfile
from array import array
from bisect import bisect_left
from time import perf_counter
from zoneinfo import ZoneInfo

import holidays

CASES = 100_000
FIRST, LAST = 2020, 2030
MINUTE = datetime.timedelta(minutes=1)
EPOCH = datetime.datetime(FIRST, 1, 1, tzinfo=datetime.UTC)
BRIDGE_DAYS = {
    datetime.date(year, month, day): datetime.time(12, 20) if day % 2 else None
    for year in range(FIRST, LAST + 1)
    for month, day in [(2, 3), (5, 14), (8, 31), (10, 27), (12, 30)]
}
DESKS = {
    "Türkiye": ("Europe/Istanbul", (9, 0), (18, 0), "TR", {}),
    "Germany": ("Europe/Berlin", (8, 30), (17, 15), "DE", {}),
    "Türkiye with leave and half days": ("Europe/Istanbul", (9, 0), (17, 30), "TR", BRIDGE_DAYS),
    # Summer time begins here on a Friday at midnight, inside the working day.
    "Cairo around the clock": ("Africa/Cairo", (0, 0), (23, 0), "", BRIDGE_DAYS),
}


class Oracle:
    """Every worked minute from the first year on, one after the other."""

    def __init__(self, zone: str, opens: tuple, closes: tuple, country: str, days_off: dict, years: int):
        self.zone, self.opens, self.closes = ZoneInfo(zone), datetime.time(*opens), datetime.time(*closes)
        self.country, self.days_off = country, days_off
        end = int(EPOCH.replace(year=EPOCH.year + years).timestamp())
        self.worked = array("I", self._minutes(int(EPOCH.timestamp()), end))

    def _minutes(self, begin: int, end: int):
        free, half, today, until = self._free_days(), self._half_days(), None, None
        for second in range(begin, end, 60):
            wall = datetime.datetime.fromtimestamp(second, self.zone)
            if wall.date() != today:
                today = wall.date()
                until = datetime.time(13) if today in half else self.closes
                until = None if today in free or today.weekday() > 4 else until
                if today in self.days_off and today.weekday() <= 4:
                    until = self.days_off[today]
            if until and self.opens <= wall.time() < min(until, self.closes):
                yield (second - begin) // 60

    def _free_days(self) -> set:
        years = range(FIRST - 1, LAST + 3)
        return set(holidays.country_holidays(self.country, years=years)) if self.country else set()

    def _half_days(self) -> set:
        years = range(FIRST - 1, LAST + 3)
        if self.country != "TR":
            return set()
        return set(holidays.country_holidays("TR", years=years, categories=("half_day",)))

    def due(self, start: int, target: int, pauses: list[tuple[int, int]]) -> int:
        """The end of the last minute counted."""
        left, place = target, bisect_left(self.worked, start)
        while True:
            minute = self.worked[place]
            if not any(begin <= minute < end for begin, end in pauses):
                left -= 1
                if not left:
                    return minute + 1
            place += 1


def compare(cases: int, years: int = LAST - FIRST, seed: int = 1923, say=lambda *_: None) -> list[str]:
    """What differs, in words."""
    from helpdesk import sla

    dice, different = random.Random(seed), []
    for name, (zone, opens, closes, country, days_off) in DESKS.items():
        began = perf_counter()
        oracle = Oracle(zone, opens, closes, country, days_off, years + 1)
        hours = sla.Hours(ZoneInfo(zone), datetime.time(*opens), datetime.time(*closes), country, days_off)
        for _case in range(cases // len(DESKS)):
            start = dice.randrange(years * 365 * 1440)
            target, pauses = dice.randrange(1, 4 * 540), sorted_pauses(dice, start)
            counted = oracle.due(start, target, pauses)
            moments = [(EPOCH + begin * MINUTE, EPOCH + end * MINUTE) for begin, end in pauses]
            computed = sla.due(hours, EPOCH + start * MINUTE, target * MINUTE, moments)
            if computed != EPOCH + counted * MINUTE:
                different.append(f"{name}: {EPOCH + start * MINUTE} + {target} min, {moments}: {computed}")
        say(f"{name}: {cases // len(DESKS):,} cases in {perf_counter() - began:.0f} s")
    return different


def sorted_pauses(dice: random.Random, start: int) -> list[tuple[int, int]]:
    pauses, moment = [], start
    for _pause in range(dice.choice([0, 0, 1, 1, 2, 4])):
        begin = moment + dice.randrange(2 * 1440)
        moment = begin + dice.randrange(6 * 1440)
        pauses.append((begin, moment))
    return pauses


def main() -> None:
    cases = int(sys.argv[1]) if sys.argv[1:] else CASES
    from search_quality import start_django

    with tempfile.TemporaryDirectory() as folder:
        start_django(folder)
        different = compare(cases, say=print)
    for line in different[:20]:
        print(line)
    print(f"{cases:,} cases, {len(different)} differ")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
