import datetime

import pytest
from django.core import mail as sent_mail
from django.urls import reverse
from django.utils import timezone

from helpdesk import workflow
from helpdesk.mail import outbox
from helpdesk.models import BusinessCalendar, DayOff, OutgoingMail, ServiceLevel
from knowledge.models import Topic
from tests.factories import ask

pytestmark = pytest.mark.django_db

Kind = OutgoingMail.Kind
MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


def events(ticket):
    return list(ticket.messages.filter(kind="event").values_list("body", flat=True))


def closed_for_a_week():
    calendar = BusinessCalendar.objects.get()
    for number in range(10):
        day = timezone.localdate() + number * DAY
        DayOff.objects.create(calendar=calendar, day=day, reason="İdari izin")


def test_decreed_leave_moves_the_due_times_of_open_tickets_and_says_so(ticket, expert, manager):
    answered = ask(ticket.topic, subject="Aidat")
    workflow.resolve(answered, by=expert, answer="Tüzüğe göre.")
    due, due_of_answered = ticket.resolution_due, answered.resolution_due
    closed_for_a_week()

    moved = workflow.recalculate_clocks(by=manager)

    ticket.refresh_from_db()
    answered.refresh_from_db()
    assert moved == 1
    assert ticket.resolution_due > due + 3 * DAY
    assert ticket.first_response_due > timezone.now() + 9 * DAY
    assert answered.resolution_due == due_of_answered
    assert f"{timezone.localtime(due):%d.%m.%Y %H:%M}" in events(ticket)[-1]
    assert ticket.history.first().history_user == manager


def test_nothing_is_written_where_nothing_moves(ticket, manager):
    before = ticket.history.count()

    assert workflow.recalculate_clocks(by=manager) == 0
    assert ticket.history.count() == before


def test_a_recalculated_ticket_keeps_its_pauses(ticket, expert, manager):
    workflow.ask_back(ticket, by=expert, question="Hangi il?")
    ticket.pending_since -= 20 * DAY
    ticket.created_at = ticket.clock_started_at = ticket.created_at - 20 * DAY
    ticket.save()
    workflow.receive_reply(ticket, body="Ankara.")
    due = ticket.resolution_due

    moved = workflow.recalculate_clocks(by=manager)

    ticket.refresh_from_db()
    assert moved == 0 or abs(ticket.resolution_due - due) < MINUTE
    assert ticket.resolution_due > timezone.now()


def test_an_administrator_who_adds_a_day_off_moves_the_clocks(ticket, person, signed_in):
    administrator = person("umut", "administrator")
    administrator.is_staff = True
    administrator.save()
    calendar, due = BusinessCalendar.objects.get(), ticket.resolution_due
    days = {
        f"days_off-{n}-{name}": value
        for n in range(10)
        for name, value in {"day": (timezone.localdate() + n * DAY).isoformat(), "closes": "", "reason": "İzin"}.items()
    }
    form = {
        "name": calendar.name,
        "time_zone": calendar.time_zone,
        "country": "TR",
        "opens": "09:00",
        "closes": "18:00",
    }
    count = {"days_off-TOTAL_FORMS": 10, "days_off-INITIAL_FORMS": 0}

    response = signed_in(administrator).post(
        reverse("admin:helpdesk_businesscalendar_change", args=[calendar.pk]), form | days | count
    )

    ticket.refresh_from_db()
    assert response.status_code == 302
    assert ticket.resolution_due > due + 3 * DAY
    assert ticket.history.first().history_user == administrator


def test_a_kept_promise_that_becomes_shorter_counts_from_the_question(ticket, manager):
    ServiceLevel.objects.filter(priority="normal").update(resolution_days=1, first_response_days=1)
    due = ticket.resolution_due

    workflow.recalculate_clocks(by=manager)

    ticket.refresh_from_db()
    assert ticket.created_at < ticket.resolution_due < due


def test_another_topic_moves_the_target_of_a_ticket_that_was_paused(ticket, expert):
    urgent = Topic.objects.create(slug="elections", name_tr="Seçimler", name_en="Elections", order=2)
    ServiceLevel.objects.create(
        topic=urgent, calendar=BusinessCalendar.objects.get(), first_response_days=1, resolution_days=20
    )
    workflow.ask_back(ticket, by=expert, question="Hangi il?")
    ticket.pending_since -= 2 * DAY
    ticket.save()
    workflow.receive_reply(ticket, body="Ankara.")
    due, started = ticket.resolution_due, ticket.clock_started_at

    workflow.change_topic(ticket, by=expert, topic=urgent)

    assert ticket.resolution_due > due + 15 * DAY
    assert ticket.clock_started_at == started
    told = ticket.messages.filter(kind="event", author=expert).latest("pk").body
    assert f"{timezone.localtime(due):%d.%m.%Y %H:%M}" in told
    assert f"{timezone.localtime(ticket.resolution_due):%d.%m.%Y %H:%M}" in told


def test_a_first_response_in_time_stays_in_time_whatever_becomes_of_the_topic(ticket, expert):
    hasty = Topic.objects.create(slug="elections", name_tr="Seçimler", name_en="Elections", order=2)
    ServiceLevel.objects.create(topic=hasty, calendar=BusinessCalendar.objects.get(), first_response_days=0)
    workflow.ask_back(ticket, by=expert, question="Hangi il?")
    due = ticket.first_response_due

    workflow.change_topic(ticket, by=expert, topic=hasty)

    assert ticket.first_response_due == due > ticket.first_response_at


def test_the_assignee_is_warned_before_and_the_managers_after_each_once(ticket, expert, manager):
    due = ticket.first_response_due

    told = [workflow.warn_of_due(now=due + step) for step in (-14 * DAY, -MINUTE, -MINUTE, MINUTE, DAY)]

    mails = ticket.mails.filter(due=due)
    assert told == [0, 1, 0, 1, 0]
    assert [(m.kind, m.recipient) for m in mails.order_by("pk")] == [(Kind.DUE_SOON, expert), (Kind.OVERDUE, manager)]


def test_a_ticket_nobody_has_is_warned_of_to_the_managers(manager):
    ticket = ask(None)

    workflow.warn_of_due(now=ticket.first_response_due - MINUTE)

    assert ticket.mails.get(kind=Kind.DUE_SOON).recipient == manager


def test_after_a_first_response_the_answer_is_what_is_due(ticket, expert, manager):
    workflow.ask_back(ticket, by=expert, question="Hangi il?")
    workflow.receive_reply(ticket, body="Ankara.")

    workflow.warn_of_due(now=ticket.first_response_due + MINUTE)

    assert not ticket.mails.filter(kind=Kind.OVERDUE).exists()
    workflow.warn_of_due(now=ticket.resolution_due + MINUTE)
    assert ticket.mails.get(kind=Kind.OVERDUE).due == ticket.resolution_due


def test_a_due_time_that_moved_is_warned_of_again(ticket, manager):
    workflow.warn_of_due(now=ticket.first_response_due - MINUTE)
    closed_for_a_week()
    workflow.recalculate_clocks(by=manager)
    ticket.refresh_from_db()

    workflow.warn_of_due(now=ticket.first_response_due - MINUTE)

    assert ticket.mails.filter(kind=Kind.DUE_SOON).count() == 2


def test_who_waits_for_the_requester_is_not_warned(ticket, expert):
    workflow.ask_back(ticket, by=expert, question="Hangi il?")

    assert workflow.warn_of_due(now=ticket.resolution_due + DAY) == 0


def test_the_warnings_say_when_in_text_and_in_html(ticket, manager):
    workflow.warn_of_due(now=ticket.first_response_due - MINUTE)
    workflow.warn_of_due(now=ticket.first_response_due + MINUTE)
    OutgoingMail.objects.exclude(kind__in=[Kind.DUE_SOON, Kind.OVERDUE]).delete()

    outbox.deliver()

    moment = f"{timezone.localtime(ticket.first_response_due):%H:%M}"
    assert [mail.to for mail in sent_mail.outbox] == [["elif@example.org"], ["selin@example.org"]]
    for mail in sent_mail.outbox:
        assert ticket.reference in mail.subject
        assert moment in mail.body
        assert moment in mail.alternatives[0].content
