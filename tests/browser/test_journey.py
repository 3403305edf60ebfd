"""The whole loop in a browser: a requester asks, an expert answers, an editor publishes, a visitor finds."""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from helpdesk import worker
from helpdesk.models import Status, Ticket
from knowledge.models import ArticleText
from tests.factories import knows, let_leave, source

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"
QUESTIONS = {
    "tr": "Dernek arşivimizi belediyeye devredebilir miyiz?",
    "en": "May we hand our archive over to the city?",
}


def press(page: Page, action: str, name: str = "") -> None:
    """Press the button of the form that posts to such an address."""
    button = f"button[name={name}]" if name else "button:not([name]), button[name='']"
    page.locator(f"form[action*='{action}']").locator(button).first.click()


def ask(page: Page, language: str) -> None:
    page.goto(f"/{language}/")
    page.locator(f"a[href*='/{language}/ask/']").first.click()
    page.fill("[name=subject]", QUESTIONS[language])
    page.fill("[name=body]", "Kırk yıllık belgelerimiz var. Ben Ayşe Yılmaz, telefonum 0532 123 45 67.")
    page.select_option("[name=topic]", index=1)
    page.locator("form[data-keep=ask] button.button").first.click()
    page.fill("[name=requester_email]", "ayse@mavikus.example")
    for details in page.locator("form details:not([open]) > summary").all():
        details.click()
    page.fill("[name=requester_name]", "Ayşe Yılmaz")
    page.fill("[name=organisation]", "Mavi Kuş Derneği")
    page.check("[name=process]")
    page.check("[name=publish]")
    page.locator("form[action$='/ask/send/'] button.button:not([name])").click()
    page.wait_for_url("**/thanks/")


def sign_in(page: Page, username: str) -> None:
    page.goto("/desk/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button").first.click()
    page.wait_for_url("**/desk/**")


def answer(page: Page, ticket: Ticket) -> None:
    page.goto("/desk/")
    page.get_by_text(ticket.subject).first.click()
    press(page, "/take/")
    page.locator("#composer [name=body]").fill(
        "Evet, devredebilirsiniz.\n\n1. Yönetim kurulu **karar** alır.\n2. Bir tutanak imzalanır."
    )
    page.locator("#composer button[name=resolve]").click()
    expect(page.locator("body")).to_contain_text("tutanak imzalanır")


def draft(page: Page, ticket: Ticket) -> None:
    page.goto(f"{ticket.get_absolute_url()}promote/")
    press(page, "/promote/draft/")
    page.wait_for_url("**/desk/knowledge/drafts/**")
    expect(page.locator("[name=question]")).to_have_value(ticket.subject)
    page.fill("[name=summary]", "Evet; yönetim kurulu kararı ve bir tutanakla devredebilirsiniz.")
    page.select_option("[name=citations-0-source]", index=1)
    page.fill("[name=citations-0-place]", "art. 12")
    page.locator("button[name=submit]").click()
    expect(page.locator("form[action*='/take-back/']")).to_have_count(1)


def publish(page: Page) -> None:
    page.goto("/desk/knowledge/")
    page.locator("a[href*='/desk/knowledge/drafts/']:not([href$='/new/'])").first.click()
    page.locator("form[action*='/publish/'] [name=reason]").fill("İlk yayın")
    press(page, "/publish/")
    expect(page.locator("form[action*='/publish/']")).to_have_count(0)


@pytest.mark.parametrize(
    ("size", "language", "script"),
    [("phone", "tr", True), ("phone", "en", False), ("desktop", "tr", False), ("desktop", "en", True)],
)
def test_a_question_becomes_an_answer_everyone_finds(open_page, topic, expert, editor, size, language, script):
    knows(expert, topic, language)
    source()
    requester = open_page(size, script=script, language=language)
    ask(requester, language)
    ticket = Ticket.objects.get()
    assert ticket.assignee == expert

    desk = open_page(size, script=script, language=language)
    sign_in(desk, "elif")
    answer(desk, ticket)
    let_leave()
    worker.run_once()
    link = next(word for word in mail.outbox[-1].body.split() if "/tickets/" in word)
    requester.goto(link)
    expect(requester.locator("body")).to_contain_text("tutanak imzalanır")
    press(requester, "/confirm/")
    ticket.refresh_from_db()
    assert ticket.status == Status.CLOSED

    draft(desk, ticket)
    review = open_page(size, script=script, language=language)
    sign_in(review, "deniz")
    publish(review)
    worker.run_once()

    visitor = open_page(size, script=script, language=language)
    visitor.goto(f"/{language}/")
    visitor.locator("main [name=q]").fill("arşiv devredebilir" if language == "tr" else "hand over archive")
    visitor.locator("main [name=q]").press("Enter")
    visitor.locator("main").get_by_role("link", name=ticket.subject).first.click()
    expect(visitor.locator("h1")).to_have_text(ticket.subject)
    expect(visitor.locator("main")).to_contain_text("tutanak imzalanır")
    page = visitor.content()
    for personal in ("Ayşe", "Yılmaz", "Mavi Kuş", "0532"):
        assert personal not in page
    desk.goto(ticket.get_absolute_url())
    expect(desk.locator(f"a[href*='{ArticleText.objects.get().slug}'], a[href*='/articles/1/']").first).to_be_visible()
