import pytest
from django.test import override_settings

from helpdesk import access
from tests.factories import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(desk):
    return ask()


def test_a_token_opens_its_ticket_and_nothing_else(ticket, desk):
    other = ask()
    number, _hyphen, code = access.token_for(ticket).partition("-")

    assert access.ticket_for(access.token_for(ticket)) == ticket
    for wrong in (f"{other.pk}-{code}", f"{number}-{code[:-1]}", f"{number}-", code, "", "1" * 40, "²-x"):
        assert access.ticket_for(wrong) is None


def test_the_code_is_long_enough_and_stored_nowhere(ticket):
    code = access.token_for(ticket).partition("-")[2]

    assert len(code) == 43
    ticket.refresh_from_db()
    assert code not in str(vars(ticket))


def test_a_new_nonce_ends_every_link(ticket):
    token = access.token_for(ticket)

    access.revoke(ticket)

    assert access.ticket_for(token) is None
    assert access.ticket_for(access.token_for(ticket)) == ticket


def test_links_survive_a_rotated_secret(ticket, settings):
    token, old = access.token_for(ticket), settings.SECRET_KEY

    with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[old]):
        assert access.ticket_for(token) == ticket
    with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[]):
        assert access.ticket_for(token) is None


def test_the_link_uses_the_configured_host_and_the_requesters_language(ticket, settings):
    settings.BASE_URL = "https://bilgi.example.org"

    assert access.link_to(ticket).startswith("https://bilgi.example.org/tr/tickets/")
