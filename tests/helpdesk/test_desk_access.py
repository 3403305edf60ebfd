"""Who may see and do what under /desk/, for every address there is."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from helpdesk import workflow
from helpdesk.models import Ticket
from knowledge import workflow as knowledge_workflow
from tests.factories import ask, draft
from tests.pages import browser_of

pytestmark = pytest.mark.django_db

GUIDES = ["help", "help_for", "styleguide"]
OF_A_PERSON = ["colleagues", "opinions", "mail_wishes"]
SHOWN = [
    "queue",
    "ticket",
    "insertable",
    "similar",
    "related",
    "before_promoting",
    "attachment",
    "team",
    "opinion",
    *OF_A_PERSON,
]
WRITING = ["save_draft", "discard_draft", "undo", "remove_file"]
JOINING = ["merge", "unmerge", "relate", "unrelate", "split"]
TEAM = ["follow", "unfollow", "presence", "ask_opinion", "give_opinion", "withdraw_opinion"]
DONE = ["preview", "take", "assign", "answer", "topic", "spam", "unspam", "promote", "improve", "link"]
DONE += [*WRITING, *JOINING, *TEAM]
ONLY_WHILE_DEBUGGING = ["devmail"]
WITH_A_SIGNED_ADDRESS = ["stop_mail"]
OF_NO_TICKET = ["queue", "preview", *OF_A_PERSON]
OF_AN_OPINION = ["opinion", "give_opinion", "withdraw_opinion"]
# Whose own tests and test_policy say who reaches them.
QUEUE = ["filters", "save_filter", "remove_filter", "bulk", "practice", "overview", "overview_numbers"]
MAIL = ["incoming", "incoming_mail", "incoming_bytes", "release_mail", "drop_mail", "recall"]
RECORDING = ["record", "alike", "recorded", "renew_link", "called", "requester", "organisation", "pass_on"]
REVIEWING = ["reviews", "next_review", "review", "nothing_to_learn"]
OF_A_REVISION = ["revision_tickets", "article_files", "publish_document", "remove_document"]
MISSING = "2026-99999"


def routes() -> list[URLPattern]:
    return get_resolver().namespace_dict["desk"][1].url_patterns


@pytest.fixture
def ticket(desk) -> Ticket:
    return ask(files=[SimpleUploadedFile("a.txt", b"a")])


@pytest.fixture
def address(ticket, expert, editor, topic) -> Callable[..., str]:
    """The address of a desk page by its name, about the ticket or about one that is not there."""
    key = knowledge_workflow.publish(draft(expert, topic), by=editor).article.key
    attachment = ticket.messages.get(kind="question").attachments.get().pk
    opinion = workflow.ask_opinion(ticket, by=expert, colleague=editor, answer="Üç yılda bir.").pk

    def find(name: str, reference: str = ticket.reference) -> str:
        pk = attachment if name not in OF_AN_OPINION else opinion if reference == ticket.reference else 999_999
        values = {"reference": reference, "key": key, "pk": pk}
        route = next(route for route in routes() if route.name == name)
        return reverse(f"desk:{name}", kwargs={k: values[k] for k in route.pattern.converters})

    return find


def state(ticket: Ticket) -> tuple[object, ...]:
    ticket.refresh_from_db()
    return ticket.status, ticket.assignee, ticket.topic, ticket.messages.count(), ticket.reply_drafts.count()


def call(browser: Client, name: str, address: str, **more: object) -> HttpResponse:
    return browser.get(address) if name in SHOWN else browser.post(address, {"body": "Merhaba"} | more)


def test_every_address_of_the_desk_is_tried_here():
    elsewhere = GUIDES + ONLY_WHILE_DEBUGGING + WITH_A_SIGNED_ADDRESS
    elsewhere += QUEUE + MAIL + RECORDING + REVIEWING + OF_A_REVISION

    assert sorted(route.name for route in routes()) == sorted(SHOWN + DONE + elsewhere)


@pytest.mark.parametrize("name", SHOWN + DONE)
def test_visitors_and_requesters_are_asked_to_sign_in(address, ticket, name):
    before = state(ticket)

    for browser in (Client(), browser_of(ticket)):
        response = call(browser, name, address(name))
        assert response.url == f"/accounts/login/?next={address(name)}"

    assert state(ticket) == before


@pytest.mark.parametrize("name", SHOWN + DONE)
def test_a_stranger_is_refused_and_learns_nothing(address, ticket, stranger, signed_in, name):
    before, browser = state(ticket), signed_in(stranger)

    present, missing = call(browser, name, address(name)), call(browser, name, address(name, MISSING))

    assert (present.status_code, missing.status_code) == (403, 403)
    assert present.content == missing.content
    for secret in (ticket.subject, ticket.reference, ticket.requester_email):
        assert secret not in present.content.decode()
    assert state(ticket) == before


@pytest.mark.parametrize("name", DONE)
def test_looking_at_an_address_that_does_something_does_nothing(address, ticket, manager, signed_in, name):
    before = state(ticket)

    response = signed_in(manager).get(address(name), {"body": "Merhaba", "assignee": manager.pk})

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert state(ticket) == before


@pytest.mark.parametrize("name", [n for n in SHOWN + DONE if n not in OF_NO_TICKET])
def test_a_ticket_that_is_not_there_is_missing(address, manager, signed_in, name):
    response = call(signed_in(manager), name, address(name, MISSING), assignee=manager.pk)

    assert response.status_code == 404


@pytest.mark.parametrize("role", ["expert", "editor", "manager", "administrator"])
def test_everybody_who_answers_sees_the_desk_and_managers_give_tickets_away(address, ticket, person, signed_in, role):
    somebody = person("biri", role)
    browser = signed_in(somebody)

    for name in ("queue", "ticket", "before_promoting"):
        response = browser.get(address(name), {"view": "all"})
        assert (response.status_code, ticket.reference in response.content.decode()) == (200, True)
        assert "no-store" in response["Cache-Control"]
    assigned = browser.post(address("assign"), {"assignee": somebody.pk})

    may_assign = role in ("manager", "administrator")
    assert assigned.status_code == (302 if may_assign else 403)
    assert state(ticket)[1] == (somebody if may_assign else None)
    assert (address("assign") in browser.get(address("ticket")).content.decode()) == may_assign


@pytest.mark.parametrize("name", DONE)
def test_nothing_is_done_without_the_token_of_our_own_form(address, ticket, manager, name):
    before, browser = state(ticket), Client(enforce_csrf_checks=True)
    browser.force_login(manager)

    response = browser.post(address(name), {"body": "Merhaba", "assignee": manager.pk})

    assert response.status_code == 403
    assert state(ticket) == before


def test_mails_are_shown_in_the_browser_only_while_debugging(address, manager, signed_in, settings):
    assert signed_in(manager).get(address("devmail")).status_code == 404

    settings.DEBUG = True

    assert signed_in(manager).get(address("devmail")).status_code == 200
