import datetime

import pytest
from django.core import mail as sent_mail
from django.urls import reverse
from django.utils import timezone

from helpdesk import workflow
from helpdesk.mail import outbox
from helpdesk.models import Absence, OutgoingMail, Status
from tests.factories import ask, knows

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def away(user, deputy=None, begins=0):
    today = timezone.localdate()
    return Absence.objects.create(user=user, begins_on=today + begins * DAY, ends_on=today + 5 * DAY, deputy=deputy)


@pytest.fixture
def new(topic, expert):
    knows(expert, topic)
    return ask(topic)


@pytest.fixture
def taken(new, expert):
    ticket = ask(new.topic, subject="Aidat nasıl artırılır?")
    workflow.take(ticket, by=expert)
    return ticket


def last_events(ticket):
    return " ".join(ticket.messages.filter(kind="event").values_list("body", flat=True))


def test_what_is_new_goes_to_the_deputy_and_what_was_taken_is_offered(new, taken, expert, second_expert):
    away(expert, deputy=second_expert)

    assert workflow.begin_absences() == 2

    new.refresh_from_db()
    taken.refresh_from_db()
    assert (new.assignee, taken.assignee) == (second_expert, expert)
    assert "Elif" in last_events(new)
    assert "Mert" in last_events(taken)
    assert new.mails.filter(kind="assigned", recipient=second_expert).count() == 1
    assert taken.mails.get(kind="offered").recipient == second_expert


def test_it_happens_once_and_not_before_the_day(new, expert, second_expert):
    away(expert, deputy=second_expert, begins=1)

    assert workflow.begin_absences() == 0
    assert workflow.begin_absences(today=timezone.localdate() + DAY) == 1
    assert workflow.begin_absences(today=timezone.localdate() + DAY) == 0


def test_without_a_deputy_new_tickets_are_routed_anew(new, expert, second_expert):
    knows(second_expert, new.topic)
    away(expert)

    workflow.begin_absences()

    new.refresh_from_db()
    assert new.assignee == second_expert


def test_without_anybody_they_go_to_triage(new, taken, expert, second_expert, manager):
    away(second_expert)
    away(expert, deputy=second_expert)

    workflow.begin_absences()

    new.refresh_from_db()
    assert new.assignee is None
    assert new.mails.filter(kind="triage", recipient=manager).count() == 1
    assert taken.mails.get(kind="offered").recipient == manager


def test_the_offer_lists_the_tickets_as_they_are_when_it_is_sent(taken, expert, second_expert):
    other = ask(taken.topic, subject="Genel kurul çağrısı")
    workflow.take(other, by=expert)
    away(expert, deputy=second_expert)
    workflow.begin_absences()
    workflow.take(other, by=second_expert)
    OutgoingMail.objects.exclude(kind="offered").delete()

    outbox.deliver()

    [mail] = sent_mail.outbox
    assert mail.to == ["mert@example.org"]
    assert taken.subject in mail.body
    assert taken.get_absolute_url() in mail.alternatives[0].content
    assert other.subject not in mail.body


def test_the_deputy_may_take_what_a_colleague_away_had_taken(taken, expert, second_expert, signed_in):
    refused = signed_in(second_expert).post(reverse("desk:take", args=[taken.reference]))
    taken.refresh_from_db()
    assert (refused.status_code, taken.assignee) == (302, expert)
    away(expert, deputy=second_expert)

    page = signed_in(second_expert).get(taken.get_absolute_url())
    signed_in(second_expert).post(reverse("desk:take", args=[taken.reference]))

    taken.refresh_from_db()
    assert reverse("desk:take", args=[taken.reference]) in page.content.decode()
    assert (taken.status, taken.assignee) == (Status.OPEN, second_expert)


def test_an_absence_entered_for_today_begins_at_once(new, expert, second_expert, person, signed_in):
    administrator = person("umut", "administrator")
    administrator.is_staff = True
    administrator.save()
    day = timezone.localdate().isoformat()
    form = {"user": expert.pk, "begins_on": day, "ends_on": day, "deputy": second_expert.pk}

    signed_in(administrator).post(reverse("admin:helpdesk_absence_add"), form)

    new.refresh_from_db()
    assert new.assignee == second_expert
