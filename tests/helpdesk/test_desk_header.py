"""The way around the desk: few links, the rest in a menu, and the mark where one is."""

import re

import pytest

from knowledge import page_cache
from tests.factories import ask, knows
from tests.pages import Page

pytestmark = pytest.mark.django_db


def marked(response) -> list[str]:
    """The links of the header that say one is here."""
    header = re.search("<header.*?</header>", response.content.decode(), re.DOTALL)[0]
    return re.findall(r'<a href="([^"]*)" aria-current="\w+"', header)


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/desk/", ["/desk/"]),
        ("/desk/record/", ["/desk/record/"]),
        ("/desk/overview/", ["/desk/overview/"]),
        ("/desk/opinions/", ["/desk/opinions/"]),
        ("/desk/notifications/", ["/desk/notifications/"]),
        ("/desk/knowledge/", ["/desk/knowledge/"]),
        ("/desk/knowledge/backlog/", ["/desk/knowledge/"]),
        ("/desk/styleguide/", []),
        ("/desk/practice/", []),
    ],
)
def test_the_header_marks_the_page_one_is_on_and_no_other(manager, signed_in, address, here):
    assert marked(signed_in(manager).get(address)) == here


def test_a_ticket_belongs_to_the_queue(expert, topic, signed_in):
    knows(expert, topic)

    assert marked(signed_in(expert).get(ask(topic).get_absolute_url())) == ["/desk/"]


def test_whoever_may_do_less_sees_fewer_ways(expert, manager, signed_in):
    links = {user: Page(signed_in(user).get("/desk/")).links for user in (expert, manager)}

    assert "/desk/overview/" not in links[expert]
    assert "/desk/overview/" in links[manager]
    assert "/desk/opinions/" in links[expert]


def test_what_is_kept_of_a_page_shows_nobody_the_ways_of_another(monkeypatch, expert, manager, signed_in):
    monkeypatch.setattr(page_cache, "KEPT_FOR", 5.0)
    managing, answering = signed_in(manager), signed_in(expert)

    links = [Page(client.get("/desk/")).links for client in (managing, answering, managing)]
    manager.groups.set(expert.groups.all())
    links.append(Page(managing.get("/desk/")).links)
    pages = [client.get("/desk/").content.decode() for client in (managing, answering)]

    assert ["/desk/overview/" in each for each in links] == [True, False, True, False]
    assert [manager.get_full_name() in page for page in pages] == [True, False]
    assert [expert.get_full_name() in page for page in pages] == [False, True]


def test_a_kept_page_speaks_the_language_of_whoever_asks(monkeypatch, expert, signed_in):
    monkeypatch.setattr(page_cache, "KEPT_FOR", 5.0)
    client = signed_in(expert)

    words = [Page(client.get("/desk/")).words]
    client.cookies["django_language"] = "en"
    words.append(Page(client.get("/desk/")).words)

    assert ["Keyboard shortcuts" in each for each in words] == [False, True]
    assert ["Klavye kısayolları" in each for each in words] == [True, False]
