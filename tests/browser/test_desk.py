"""The desk in a browser: ordinary steps load no page anew, and whatever fails loses nothing typed."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from helpdesk.models import Status, Ticket
from tests.factories import ask, knows, let_leave

from .test_journey import press, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tickets(topic, expert) -> list[Ticket]:
    knows(expert, topic)
    return [ask(topic, subject=f"Soru {number}: genel kurul ne zaman?") for number in range(1, 4)]


@pytest.fixture
def desk(open_page, tickets) -> Page:
    page = open_page()
    sign_in(page, "elif")
    # Only a page loaded anew forgets this.
    page.evaluate("window.isSamePage = true")
    return page


def heading(page: Page):
    return page.locator("#content h1")


def test_ordinary_steps_load_no_page_anew_and_each_is_announced(desk, tickets, topic):
    first, second, _third = tickets
    desk.fill("[name=q]", "soru")
    desk.locator(".queue-search button").click()
    expect(desk).to_have_url(re.compile("q=soru"))
    desk.get_by_role("link", name=first.subject).click()
    expect(heading(desk)).to_have_text(first.subject)
    expect(heading(desk)).to_be_focused()
    expect(desk).to_have_title(re.compile(first.reference))
    press(desk, "/take/")
    expect(desk.locator("#announced")).to_contain_text("Kayıt artık sizde")
    desk.locator("#composer [name=body]").fill("Emsal var.")
    desk.locator("#composer button[name=note]").click()
    expect(desk.locator(".message-note")).to_contain_text("Emsal var.")
    desk.locator("#composer [name=body]").fill("Üç yılda bir.")
    desk.locator("#composer button[name=resolve]").click()
    expect(desk.locator(".message-answer")).to_contain_text("Üç yılda bir.")
    desk.locator(".breadcrumbs a").click()
    desk.locator(".queue").get_by_role("link", name=second.subject).click()
    expect(heading(desk)).to_have_text(second.subject)
    desk.go_back()
    expect(heading(desk)).not_to_have_text(second.subject)
    desk.go_forward()
    expect(heading(desk)).to_have_text(second.subject)

    assert desk.evaluate("window.isSamePage")
    let_leave()
    first.refresh_from_db()
    assert first.status == Status.RESOLVED


def test_what_fails_says_so_and_loses_nothing_typed(desk, tickets):
    ticket = tickets[0]
    desk.get_by_role("link", name=ticket.subject).click()
    body, send = desk.locator("#composer [name=body]"), desk.locator("#composer button[name=note]")
    body.fill(" ")
    send.click()
    expect(desk.locator(".error-summary")).to_be_focused()
    expect(desk).to_have_url(re.compile(f"{ticket.get_absolute_url()}$"))
    body.fill("Uzun bir not")

    desk.context.set_offline(True)
    send.click()
    expect(desk.locator("#trouble")).to_contain_text("ulaşılamıyor")
    desk.context.set_offline(False)
    Session.objects.all().delete()
    send.click()
    expect(desk.locator("#trouble")).to_contain_text("oturum")
    expect(body).to_have_value("Uzun bir not")
    with desk.context.expect_page() as other:
        desk.locator("#trouble a").click()
    sign_in_tab = other.value
    sign_in_tab.fill("[name=login]", "elif")
    sign_in_tab.fill("[name=password]", "correct horse battery")
    sign_in_tab.locator("form:has([name=password]) button").first.click()
    expect(heading(sign_in_tab)).to_have_text(ticket.subject)

    send.click()
    expect(desk.locator(".message-note")).to_contain_text("Uzun bir not")
    expect(desk.locator("#trouble")).to_be_hidden()
    assert desk.evaluate("window.isSamePage")
