"""How well the promise is kept, said honestly and at no reader's cost."""

import datetime

import pytest
from django.utils import timezone

from helpdesk import keeping, workflow
from helpdesk.models import Ticket
from knowledge import calls
from knowledge.models import Programme
from tests.factories import ask, publish, revise

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def answered(expert, *, late: bool) -> Ticket:
    ticket = ask()
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    due = timezone.now() - DAY
    Ticket.objects.filter(pk=ticket.pk).update(resolution_due=due, resolved_at=due + DAY * (1 if late else -1))
    return ticket


def test_the_share_counts_answers_that_came_late_and_those_that_never_came(desk, expert):
    for late in (False, False, True):
        answered(expert, late=late)
    Ticket.objects.filter(pk=ask().pk).update(resolution_due=timezone.now() - DAY)

    assert keeping.measure() == keeping.Record(promised=4, on_time=2)


def test_what_is_not_due_yet_is_long_past_or_is_spam_does_not_count(desk, expert):
    ask()
    answered(expert, late=True)
    workflow.mark_spam(ask(), by=expert)

    assert keeping.measure(now=timezone.now() + 92 * DAY).promised == 1
    assert keeping.measure(now=timezone.now() - 5 * DAY).promised == 0


def test_pages_say_that_there_is_too_little_to_tell(client, desk):
    keeping.remember()

    assert "dürüst" in client.get("/tr/").content.decode()


def test_pages_tell_the_share_the_worker_measured(client, desk, expert):
    for late in [True] + [False] * 11:
        answered(expert, late=late)
    keeping.remember()

    for address in ("/en/", "/en/about/promise/"):
        assert "11 of 12 answers came in time: 91 %" in client.get(address).content.decode()


def test_the_home_page_says_what_changed_and_which_calls_are_open(
    client, expert, editor, topic, django_assert_num_queries
):
    revise(publish(expert, editor, topic), expert, editor, answer="Yeni.")
    today = timezone.localdate()
    names = {"description_tr": "x", "description_en": "x"}
    for slug, closes in (("open", today), ("over", today - DAY), ("endless", None)):
        Programme.objects.create(slug=slug, name_tr=slug.title(), name_en=slug, closes_on=closes, **names)

    calls.remember()
    page = client.get("/tr/").content.decode()
    with django_assert_num_queries(3):
        client.get("/tr/")

    assert "Yasa değişti" in page
    assert ("#open" in page, "#over" in page, "#endless" in page) == (True, False, False)
