"""The queue: what waits for whom, the most urgent first."""

import datetime
import re

import pytest
from django.test import Client

from helpdesk import workflow
from helpdesk.models import Ticket
from knowledge.models import Topic
from tests.factories import ask
from tests.pages import Page

pytestmark = pytest.mark.django_db

QUEUE = "/desk/"


@pytest.fixture
def desk_of_expert(expert, signed_in) -> Client:
    return signed_in(expert)


def listed(browser: Client, **filters: object) -> list[Ticket]:
    """The tickets a page of the queue shows, in order."""
    links = Page(browser.get(QUEUE, filters)).links
    by_address = {ticket.get_absolute_url(): ticket for ticket in Ticket.objects.all()}
    return [by_address[link] for link in links if link in by_address]


def test_each_view_shows_what_its_name_says(desk_of_expert, expert, second_expert):
    nobodys, mine, waiting, answered, anothers, spam = (ask(subject=f"Soru {n}") for n in range(6))
    workflow.take(mine, by=expert)
    workflow.ask_back(waiting, by=expert, question="Hangi il?")
    workflow.resolve(answered, by=expert, answer="Evet.")
    workflow.take(anothers, by=second_expert)
    workflow.mark_spam(spam, by=expert)

    assert listed(desk_of_expert) == listed(desk_of_expert, view="mine") == [mine]
    assert listed(desk_of_expert, view="unassigned") == [nobodys]
    assert listed(desk_of_expert, view="waiting") == [waiting]
    assert listed(desk_of_expert, view="unanswered") == [nobodys, mine, anothers]
    assert listed(desk_of_expert, view="all") == [nobodys, mine, waiting, answered, anothers]


def test_what_is_due_first_comes_first(desk_of_expert):
    early, late, middle = ask(), ask(), ask()
    for ticket, days in ((early, -9), (late, 9), (middle, 0)):
        ticket.resolution_due += datetime.timedelta(days=days)
        ticket.save()

    assert listed(desk_of_expert, view="all") == [early, middle, late]


def test_a_view_that_does_not_exist_shows_mine(desk_of_expert, expert):
    ask()
    mine = ask()
    workflow.take(mine, by=expert)

    for view in ("", "yours", "all' OR 1=1", "\0"):
        assert listed(desk_of_expert, view=view) == [mine]


def test_the_queue_is_narrowed_by_words_reference_organisation_and_topic(desk_of_expert, topic):
    other = Topic.objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers", order=2)
    dues = ask(topic, subject="Aidat makbuzu nasıl kesilir?", organisation="Ege Doğa Derneği")
    board = ask(other, subject="Yönetim kurulu kaç kişidir?", organisation="Mavi Kuş Derneği")

    assert listed(desk_of_expert, view="all", q="makbuz") == [dues]
    assert listed(desk_of_expert, view="all", q=board.reference) == [board]
    assert listed(desk_of_expert, view="all", q="ege doğa".title()) == [dues]
    assert listed(desk_of_expert, view="all", topic=other.pk) == [board]
    assert listed(desk_of_expert, view="all", topic=other.pk, q="makbuz") == []
    assert listed(desk_of_expert, view="mine", q="makbuz") == []


def test_filters_stay_on_the_page_and_only_listed_fields_filter(desk_of_expert, topic):
    first, second = ask(topic, requester_email="gizli@example.org"), ask(topic, subject="100% mü?")

    page = Page(desk_of_expert.get(QUEUE, {"view": "all", "q": "100%", "topic": topic.pk}))

    form = next(fields for fields in page.forms.values() if "q" in fields)
    assert form == {"view": "all", "q": "100%", "topic": str(topic.pk)}
    assert listed(desk_of_expert, view="all", q="100%") == [second]
    assert listed(desk_of_expert, view="all", q="gizli@example.org") == []
    for unlisted in ("requester_email", "link_nonce__startswith", "subject"):
        assert listed(desk_of_expert, view="all", **{unlisted: "x"}) == [first, second]


@pytest.mark.parametrize("bad", [{"topic": "abc"}, {"topic": "99999999999999999999"}, {"q": "x" * 101}, {"q": "\0"}])
def test_a_filter_that_makes_no_sense_breaks_nothing(desk_of_expert, bad):
    ticket = ask()

    assert listed(desk_of_expert, view="all", **bad) == [ticket]


def test_the_queue_comes_in_pages_of_25_that_keep_view_and_filters(desk_of_expert):
    tickets = [ask(subject=f"Kurul {number:02}") for number in range(26)]

    first = Page(desk_of_expert.get(QUEUE, {"view": "all", "q": "Kurul"}))
    following = next(link for link in first.links if "page=2" in link)
    second = Page(desk_of_expert.get(QUEUE + following))

    assert [t.subject for t in tickets if t.get_absolute_url() in first.links] == [t.subject for t in tickets[:25]]
    assert [t.subject for t in tickets if t.get_absolute_url() in second.links] == [tickets[25].subject]
    for page in ("99", "0", "-1", "abc", "²"):
        assert listed(desk_of_expert, view="all", page=page) in (tickets[:25], tickets[25:])


@pytest.mark.parametrize("view", ["mine", "unassigned", "waiting", "unanswered", "all"])
def test_an_empty_view_says_where_to_go_instead(desk_of_expert, view):
    for filters in ({}, {"q": "zürafa"}):
        page = desk_of_expert.get(QUEUE, {"view": view} | filters).content.decode()
        addresses = re.findall(r'href="([^"]+)"', page[page.index('<div class="empty">') : page.index("</main>")])
        assert len(addresses) == 1
        assert (addresses == [f"?view={view}"]) == bool(filters)
        assert desk_of_expert.get(QUEUE + addresses[0] if "?" in addresses[0] else addresses[0]).status_code == 200


def test_what_people_typed_is_only_text_in_the_queue(desk_of_expert):
    ask(subject="<script>alert(1)</script>", organisation="<img src=x>")

    response = desk_of_expert.get(QUEUE, {"view": "all", "q": "<script>"})

    assert "<script>alert(1)</script>" in Page(response).words
    assert "<script>alert" not in response.content.decode()
    assert "<img" not in response.content.decode()
