"""The way around the desk: few links, the rest in a menu, and the mark where one is."""

import re

import pytest

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
