"""A page opened for the first time on a phone is light, waits for its stylesheet alone and stays where it is."""

import pytest

from tests.browser.first_view import first_view
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)

MOST_BYTES = 100_000


def test_the_first_view_on_a_phone_is_light_and_still(open_page, topic, expert, editor):
    text = publish(expert, editor, topic)

    for address in ("/tr/", "/tr/faq/associations/", text.get_absolute_url(), "/tr/ask/", "/tr/search/?q=genel"):
        view = first_view(open_page("phone"), address)
        # Not even compressed as the real server does.
        assert 5_000 < view.bytes <= MOST_BYTES, (address, view)
        assert (view.stylesheets, view.unsized_images) == (1, 0), address
        assert [name.rpartition(".")[2] for name in view.blocking] == ["css"], (address, view)
        assert view.layout_shift < 0.1, (address, view)
        assert view.largest_paint > 0, address
