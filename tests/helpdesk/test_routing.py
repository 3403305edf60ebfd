import datetime

import pytest

from helpdesk.models import Absence
from helpdesk.routing import route
from knowledge.models import Topic
from tests.factories import ask, knows

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 20)


def away(user, deputy=None, days=3):
    return Absence.objects.create(
        user=user, begins_on=TODAY, ends_on=TODAY + datetime.timedelta(days=days), deputy=deputy
    )


def test_not_sure_goes_to_triage_and_says_so(desk):
    found = route(None, "tr")

    assert found.assignee is None
    assert found.why


def test_a_topic_nobody_answers_goes_to_triage(desk, topic):
    assert route(topic, "tr").assignee is None


def test_the_language_counts(topic, expert, second_expert):
    knows(expert, topic, "tr")
    knows(second_expert, topic, "en")

    assert route(topic, "en").assignee == second_expert


def test_the_least_loaded_expert_gets_it(topic, expert, second_expert):
    knows(expert, topic)
    knows(second_expert, topic)
    first = ask(topic).assignee

    assert route(topic, "tr").assignee == ({expert, second_expert} - {first}).pop()


def test_who_is_full_gets_nothing_more(topic, expert):
    knows(expert, topic, most=1)
    assert ask(topic).assignee == expert

    found = route(topic, "tr")

    assert found.assignee is None
    assert "Dernekler" in found.why


def test_an_absent_expert_is_replaced_by_the_deputy(topic, expert, second_expert):
    knows(expert, topic)
    away(expert, deputy=second_expert)

    assert route(topic, "tr", today=TODAY).assignee == second_expert
    assert route(topic, "tr", today=TODAY + datetime.timedelta(days=4)).assignee == expert


def test_an_absent_deputy_is_no_help(topic, expert, second_expert):
    knows(expert, topic)
    away(expert, deputy=second_expert)
    away(second_expert)

    assert route(topic, "tr", today=TODAY).assignee is None


def test_an_expired_expertise_and_an_inactive_person_do_not_count(topic, expert, second_expert):
    expired = knows(expert, topic)
    expired.expires_on = TODAY - datetime.timedelta(days=1)
    expired.save()
    knows(second_expert, topic)
    second_expert.is_active = False
    second_expert.save()

    assert route(topic, "tr", today=TODAY).assignee is None


def test_who_answers_the_parent_answers_the_subtopic(topic, expert):
    parent = Topic.objects.create(slug="legislation", name_tr="Mevzuat", name_en="Legislation")
    topic.parent = parent
    topic.save()
    knows(expert, parent)

    assert route(topic, "tr").assignee == expert


def test_the_ticket_says_why_it_went_where_it_went(topic, expert):
    knows(expert, topic)

    event = ask(topic).messages.get(kind="event")

    assert "Elif" in event.body
    assert "0" in event.body
    assert "8" in event.body


def test_whoever_triages_is_told_of_a_ticket_without_expert(desk, manager):
    ticket = ask(None)

    assert ticket.mails.filter(kind="triage", recipient=manager).count() == 1
