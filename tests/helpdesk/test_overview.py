"""The manager's overview: true figures with their definitions, of the desk and its topics, never of a person."""

import csv
import datetime
from io import StringIO

import pytest
from django.core.cache import cache
from django.utils import timezone

from helpdesk import overview, workflow
from helpdesk.models import Absence, Ticket
from knowledge.models import Topic
from tests.factories import ask, knows
from tests.pages import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/overview/"
# A Friday afternoon; the days before it are working days from nine to six.
NOW = datetime.datetime(2026, 11, 20, 16, tzinfo=timezone.get_default_timezone())
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def answered(expert, *, asked: datetime.datetime, after: datetime.timedelta, due: datetime.timedelta) -> Ticket:
    ticket = ask()
    workflow.resolve(ticket, by=expert, answer="Evet.")
    moments = {"created_at": asked, "clock_started_at": asked, "first_response_at": asked + after}
    moments |= {"resolved_at": asked + after, "resolution_due": asked + due, "first_response_due": asked + due}
    Ticket.objects.filter(pk=ticket.pk).update(**moments)
    return ticket


def test_times_are_working_hours_and_shares_are_of_what_fell_due(desk, expert):
    friday = NOW.replace(hour=10) - 7 * DAY
    answered(expert, asked=friday, after=2 * HOUR, due=4 * HOUR)
    answered(expert, asked=friday, after=4 * HOUR, due=4 * HOUR)
    answered(expert, asked=friday, after=3 * DAY + HOUR, due=4 * HOUR)

    shown = overview.measure(30, now=NOW)

    # From Friday at ten to Monday at eleven: eight hours on Friday, two on Monday.
    assert (shown.response.median, shown.response.most) == (4.0, 10.0)
    assert (shown.resolution.median, shown.resolution.most) == (4.0, 10.0)
    assert (shown.response.record.promised, shown.response.record.on_time) == (3, 2)
    assert (shown.resolution.record.promised, shown.resolution.record.on_time) == (3, 2)


def test_what_lies_before_the_period_does_not_count(desk, expert):
    answered(expert, asked=NOW - 40 * DAY, after=HOUR, due=2 * HOUR)

    assert [overview.measure(days, now=NOW).answered for days in (30, 90)] == [0, 1]
    assert overview.measure(30, now=NOW).response.median is None


def test_what_waited_for_the_requester_is_not_in_the_time_of_the_answer(desk, expert):
    ticket = answered(expert, asked=NOW.replace(hour=9) - DAY, after=6 * HOUR, due=9 * HOUR)
    Ticket.objects.filter(pk=ticket.pk).update(paused=4 * HOUR)

    assert overview.measure(30, now=NOW).resolution.median == 2.0


def test_open_tickets_are_counted_by_kind_and_by_those_who_answer_them(desk, expert, second_expert, topic):
    child = Topic.objects.create(slug="boards", name_tr="Kurullar", name_en="Boards", parent=topic)
    for user, most in ((expert, 5), (second_expert, 3)):
        knows(user, topic, most=most)
    today = timezone.localdate()
    Absence.objects.create(user=second_expert, begins_on=today, ends_on=today)
    late, _below, unsure, waiting = ask(topic), ask(child), ask(channel="email"), ask(topic)
    Ticket.objects.filter(pk=late.pk).update(resolution_due=timezone.now() - HOUR)
    workflow.ask_back(waiting, by=expert, question="Hangi il?")

    shown = overview.measure(7)

    assert (shown.open, shown.overdue, shown.unassigned) == (4, 1, 1)
    assert dict(shown.by_topic) == {topic: 2, child: 1, None: 1}
    assert dict(shown.by_status) == {"new": 3, "pending": 1}
    assert dict(shown.by_channel) == {"web": 3, "email": 1}
    assert shown.teams == [overview.Team(topic, experts=2, away=1, load=3, cap=5, overdue=1, soon=0)]
    assert shown.waiting == [late.pk, _below.pk, unsure.pk]


def test_what_came_in_was_taken_up_again_and_was_rated(desk, expert):
    again, rated = ask(), ask()
    for ticket in (again, rated):
        workflow.resolve(ticket, by=expert, answer="Evet.")
    workflow.receive_reply(again, body="Bir de şu var.")
    workflow.rate(rated, rating=4)
    workflow.mark_spam(ask(), by=expert)

    shown = overview.measure(7)

    assert (shown.asked, shown.answered, shown.taken_up_again) == (2, 1, 1)
    assert (shown.ratings, shown.mean_rating) == (1, 4.0)
    assert [number for _week, number in shown.weeks] == [2]


def test_the_page_says_what_its_figures_mean_and_names_nobody(desk_of_manager, expert, second_expert, topic):
    knows(expert, topic)
    ask(topic, subject="En uzun bekleyen")

    for language, words in (("tr", "iş saati"), ("en", "working hours")):
        desk_of_manager.cookies["django_language"] = language
        page = Page(desk_of_manager.get(ADDRESS))
        assert words in page.words
        assert "En uzun bekleyen" in page.words
        assert "Elif" not in page.words
    assert [link for link in page.links if link.startswith("?days=")] == [f"?days={n}" for n in overview.PERIODS]


def test_a_period_that_is_not_offered_shows_the_usual_one(desk_of_manager):
    for days in ("", "8", "x", "-1", "90"):
        assert desk_of_manager.get(ADDRESS, {"days": days}).context["overview"].days == 90


def test_the_worker_measures_and_the_page_only_reads(desk_of_manager, topic, django_assert_num_queries):
    ask(topic)
    overview.remember()
    for number in range(2):
        ask(topic, subject=f"Soru {number}")

    with django_assert_num_queries(5):
        response = desk_of_manager.get(ADDRESS)
    assert response.context["overview"].open == 1

    overview.remember()
    with django_assert_num_queries(5):
        response = desk_of_manager.get(ADDRESS)
    assert response.context["overview"].open == 3


def test_nothing_a_requester_wrote_is_kept_with_the_figures(desk, topic):
    ask(topic, subject="Gizli kalmalı", organisation="Gizli Dernek")
    overview.remember()

    kept = repr(cache.get("overview-90"))

    assert "Gizli" not in kept
    assert "open=1" in kept


def test_the_figures_leave_as_a_table_in_which_no_cell_is_a_formula(desk_of_manager, topic):
    Topic.objects.filter(pk=topic.pk).update(name_tr="=HYPERLINK(1)")
    ask(topic)

    response = desk_of_manager.get(f"{ADDRESS}numbers.csv", {"days": 7})

    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert response["Content-Disposition"].startswith('attachment; filename="overview-7-days-')
    assert ["Açık: Konu", "'=HYPERLINK(1)", "1"] in rows
    assert {len(row) for row in rows} == {3}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
