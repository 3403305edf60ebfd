import datetime
from zoneinfo import ZoneInfo

import pytest

from benchmarks import clocks
from helpdesk import sla
from helpdesk.models import BusinessCalendar, DayOff, ServiceLevel

ISTANBUL, BERLIN = ZoneInfo("Europe/Istanbul"), ZoneInfo("Europe/Berlin")
TURKEY = sla.Hours(ISTANBUL, datetime.time(9), datetime.time(18), "TR")
GERMANY = sla.Hours(BERLIN, datetime.time(8), datetime.time(17), "DE")
HOUR = datetime.timedelta(hours=1)


def at(*moment: int, zone: ZoneInfo = ISTANBUL) -> datetime.datetime:
    return datetime.datetime(*moment, tzinfo=zone)


def test_three_working_days_from_wednesday_morning_end_on_friday_evening():
    assert sla.add(TURKEY, at(2026, 11, 18, 9), 3 * TURKEY.full_day) == at(2026, 11, 20, 18)


def test_what_is_asked_on_saturday_counts_from_monday():
    assert sla.add(TURKEY, at(2026, 11, 21, 15), 2 * HOUR) == at(2026, 11, 23, 11)


def test_the_eve_of_republic_day_ends_at_one_and_the_day_itself_is_free():
    # Wednesday 28 October 2026 is a half day, Thursday 29 a holiday.
    assert sla.add(TURKEY, at(2026, 10, 28, 12), 2 * HOUR) == at(2026, 10, 30, 10)


def test_a_religious_feast_moves_with_its_year():
    # Kurban Bayramı 2026: eve on Tuesday 26 May from 13:00, feast until Saturday.
    assert sla.between(TURKEY, at(2026, 5, 25, 9), at(2026, 6, 1, 9)) == 13 * HOUR


def test_decreed_leave_and_shortened_days_are_honoured():
    days_off = {datetime.date(2026, 11, 19): None, datetime.date(2026, 11, 20): datetime.time(12)}
    hours = sla.Hours(ISTANBUL, datetime.time(9), datetime.time(18), "TR", days_off)

    assert sla.between(hours, at(2026, 11, 18, 9), at(2026, 11, 23, 9)) == 12 * HOUR


def test_a_desk_in_berlin_works_nine_hours_on_both_sides_of_the_clock_change():
    # Summer time ends on Sunday 25 October 2026.
    friday = at(2026, 10, 23, 16, zone=BERLIN)

    assert sla.add(GERMANY, friday, 2 * HOUR) == at(2026, 10, 26, 9, zone=BERLIN)


def test_no_time_passes_backwards():
    assert sla.between(TURKEY, at(2026, 11, 20, 12), at(2026, 11, 20, 10)) == datetime.timedelta()


def test_a_desk_that_never_works_is_an_error_and_not_an_endless_search():
    days_off = {datetime.date(2026, 1, 1) + datetime.timedelta(days=n): None for n in range(1500)}
    hours = sla.Hours(ISTANBUL, datetime.time(9), datetime.time(18), "", days_off)

    with pytest.raises(OverflowError):
        sla.add(hours, at(2026, 1, 1), HOUR)


def test_due_times_with_pauses_equal_counting_minutes():
    assert clocks.compare(800, years=1, seed=5253) == []


@pytest.mark.django_db
def test_the_narrowest_service_level_that_fits_is_promised(topic):
    calendar = BusinessCalendar.objects.create(name="Ankara")
    DayOff.objects.create(calendar=calendar, day=datetime.date(2026, 11, 20), reason="idari izin")
    parent = type(topic).objects.create(slug="legislation", name_tr="Mevzuat", name_en="Legislation")
    topic.parent = parent
    topic.save()
    ServiceLevel.objects.create(calendar=calendar, first_response_days=3, resolution_days=4)
    ServiceLevel.objects.create(calendar=calendar, topic=parent, first_response_days=1, resolution_days=2)

    for_topic, for_all = sla.promise_for(topic, "normal"), sla.promise_for(None, "normal")

    assert (for_topic.first_response, for_topic.resolution) == (9 * HOUR, 18 * HOUR)
    assert for_all.resolution == 36 * HOUR
    assert sla.add(for_topic.hours, at(2026, 11, 19, 17), 2 * HOUR) == at(2026, 11, 23, 10)


@pytest.mark.django_db
def test_without_any_service_level_the_default_promise_holds():
    assert sla.promise_for(None, "normal") == sla.DEFAULT_PROMISE
