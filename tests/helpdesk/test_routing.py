import datetime

import pytest
from django.utils import timezone

from helpdesk import workflow
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


# Each expert: level, open now, open at most, new this week at most, days until the expertise ends, away.
FIRST, SECOND = 1, 2
RULES = [
    ("the less loaded", [(FIRST, 1, 8, None, None, False), (FIRST, 0, 8, None, None, False)], 1),
    ("of equals the first level", [(SECOND, 0, 8, None, None, False), (FIRST, 0, 8, None, None, False)], 1),
    ("less loaded before first level", [(SECOND, 0, 8, None, None, False), (FIRST, 1, 8, None, None, False)], 0),
    ("not who is full", [(FIRST, 1, 1, None, None, False), (SECOND, 2, 8, None, None, False)], 1),
    ("not who had enough this week", [(FIRST, 1, 8, 1, None, False), (SECOND, 2, 8, 3, None, False)], 1),
    ("not whose expertise ended", [(FIRST, 0, 8, None, -1, False), (FIRST, 1, 8, None, 0, False)], 1),
    ("not who is away", [(FIRST, 0, 8, None, None, True), (SECOND, 3, 8, None, None, False)], 1),
    ("nobody: all full", [(FIRST, 1, 1, None, None, False), (FIRST, 1, 8, 1, None, False)], None),
    ("nobody: all away", [(FIRST, 0, 8, None, None, True), (FIRST, 0, 8, None, None, True)], None),
    ("nobody there", [], None),
]


@pytest.mark.parametrize(("experts", "chosen"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES])
def test_the_rules_of_routing(person, topic, experts, chosen):
    today, people = timezone.localdate(), []
    for number, (level, load, most, a_week, ends, is_away) in enumerate(experts):
        user = person(f"uzman{number}", "expert")
        expertise = knows(user, topic, most=most)
        expertise.level, expertise.new_tickets_a_week_at_most = level, a_week
        expertise.expires_on = None if ends is None else today + datetime.timedelta(days=ends)
        expertise.save()
        if is_away:
            Absence.objects.create(user=user, begins_on=today, ends_on=today)
        for _ticket in range(load):
            workflow.take(ask(None), by=user)
        people.append(user)

    found = route(topic, "tr")

    assert found.assignee == (None if chosen is None else people[chosen])
    assert found.why
