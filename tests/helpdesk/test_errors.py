"""When something cannot be done: every error is a page of the site, in the visitor's language, with a way on."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

from helpdesk import maintenance
from helpdesk.models import Ticket
from tests.pages import Page

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


@pytest.fixture
def closed():
    call_command("maintenance", "on")
    yield
    maintenance.end()


@pytest.mark.parametrize(("address", "words"), [("/tr/", "Sitede çalışıyoruz"), ("/en/ask/", "We are at work")])
def test_a_site_at_work_says_so_and_when_to_come_back(client, topic, closed, address, words):
    response = client.get(address)

    page = Page(response)
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert words in page.words
    assert "no-store" in response["Cache-Control"]
    assert page.links


def test_a_site_at_work_takes_nothing_and_answers_those_who_watch_it(client, topic, closed):
    assert client.post("/tr/ask/send/", {"subject": "x"}).status_code == 503
    assert client.get("/healthz").status_code == 200
    assert set(client.get("/readyz").json()) == {"database", "search", "worker"}


def test_a_site_opens_again(client, topic, closed, capsys):
    call_command("maintenance", "off")
    call_command("maintenance", "off")

    assert client.get("/tr/").status_code == 200
    assert "open" in capsys.readouterr().out


@pytest.mark.parametrize("size", [3, 60], ids=["words without end", "files without end"])
@pytest.mark.parametrize(("language", "words"), [("tr", "Bu çok büyüktü"), ("en", "That was too large")])
def test_what_is_too_large_is_refused_with_a_way_on(client, desk, size, language, words):
    kind = "application/x-www-form-urlencoded" if size == 3 else "application/octet-stream"

    response = client.post(f"/{language}/ask/send/", b"body=" + b"x" * (size * MEGABYTE), content_type=kind)

    page = Page(response)
    assert response.status_code == 413
    assert words in page.words
    assert f"/{language}/ask/" in page.links
    assert Ticket.objects.count() == 0


def without_database(*_arguments):
    raise OperationalError("the database is away")


@pytest.mark.parametrize(("language", "words"), [("tr", "bir şeyler ters gitti"), ("en", "Something went wrong")])
def test_a_site_without_its_database_still_says_something_in_the_readers_language(topic, language, words):
    with connection.execute_wrapper(without_database):
        response = Client(raise_request_exception=False).get(f"/{language}/faq/")

    assert response.status_code == 500
    assert words in Page(response).words
    assert "/" in Page(response).links


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_refusal_is_a_page_of_the_site_with_a_way_on(stranger, signed_in, language):
    browser = signed_in(stranger)
    browser.cookies["django_language"] = language
    refused = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    responses = {
        400: browser.get(f"/{language}/", HTTP_HOST="evil.example"),
        403: browser.get("/desk/"),
        404: browser.get(f"/{language}/nowhere/"),
    }
    responses["form"] = refused.post(f"/{language}/ask/send/", {"body": "Ne yapmalıyız?"})

    assert [response.status_code for response in responses.values()] == [400, 403, 404, 403]
    for response in responses.values():
        page = Page(response)
        assert f'<html lang="{language}"' in response.content.decode()
        assert {f"/{language}/", f"/{language}/ask/"} <= set(page.links)
    assert "Ne yapmalıyız?" in Page(responses["form"]).words


@pytest.mark.parametrize(("language", "words"), [("tr", "tek başına açılamaz"), ("en", "cannot be opened by itself")])
@pytest.mark.parametrize(
    ("address", "page"),
    [("ask/send/", "ask/"), ("tickets/2026-00001/data/withdraw/publish/", "tickets/2026-00001/data/")],
)
def test_the_address_of_a_form_leads_back_to_its_page(client, topic, language, words, address, page):
    response = client.get(f"/{language}/{address}")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert words in Page(response).words
    assert f"/{language}/{page}" in Page(response).links
    assert client.head(f"/{language}/{address}").status_code == 405


def test_programs_that_use_the_wrong_method_get_no_page(client, topic):
    response = client.post("/api/v1/topics")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert b"<html" not in response.content


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("address", ["nowhere/", "faq/nothing/", "tickets/2026-99999/"])
def test_what_is_missing_shows_no_list_of_addresses_whoever_runs_the_site(client, topic, settings, debug, address):
    settings.DEBUG = debug

    response = client.get(f"/tr/{address}")

    assert response.status_code == 404
    assert "/tr/ask/" in Page(response).links
    assert "URLconf" not in response.content.decode()
