"""Forty questions before lunch: ten tickets by keyboard alone, and two experts at one queue."""

import pytest
from playwright.sync_api import Page, expect

from helpdesk import worker
from helpdesk.models import ReplyDraft, Status, Ticket
from knowledge.models import Article
from tests.factories import ask, knows, let_leave, publish

from .test_journey import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

QUESTIONS = [
    "Genel kurulu ne zaman toplamalıyız?",
    "Üye aidatını nasıl artırırız?",
    "Yurt dışından bağış alınca kime bildiririz?",
    "Gönüllümüz kaza geçirirse sorumlu muyuz?",
    "Proje bütçesinde kalem değişikliği yapabilir miyiz?",
    "Defterlerimizi elektronik tutabilir miyiz?",
    "Şube açmak için ne gerekir?",
    "Kira stopajını kim öder?",
    "Bağış makbuzu nasıl alınır?",
    "Derneğin adını değiştirebilir miyiz?",
]
DROP = """text => {
  const transfer = new DataTransfer();
  transfer.items.add(new File(["madde 12"], "tüzük.txt", { type: "text/plain" }));
  text.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def tickets(topic, expert, editor) -> list[Ticket]:
    knows(expert, topic, most=20)
    text = publish(expert, editor, topic, question="Ek bilgi isteyin", answer="Tüzüğünüzü gönderir misiniz?")
    Article.objects.filter(pk=text.article_id).update(audience=Article.Audience.INTERNAL)
    return [ask(topic, subject=subject, form_key=None) for subject in QUESTIONS]


def body(page: Page):
    return page.locator("#composer textarea")


def write(page: Page, words: str) -> None:
    page.keyboard.press("r")
    expect(body(page)).to_be_focused()
    page.keyboard.insert_text(words)


def is_sent(page: Page, words: str) -> None:
    expect(page.locator(".message-held")).to_contain_text(words)


def begin(page: Page) -> Page:
    # Only a page loaded anew forgets this.
    page.evaluate("window.isSamePage = true")
    return page


def after_a_crash(page: Page, ticket: Ticket) -> Page:
    """Typed and saved; typed more while the network was away; then the browser was gone."""
    context = page.context
    write(page, "Kaydedilen yarısı. ")
    expect(page.locator(".draft-state")).to_be_visible()
    context.set_offline(True)
    page.keyboard.insert_text("Kaydedilemeyen yarısı.")
    expect(page.locator("#trouble")).to_be_visible()
    assert page.evaluate("window.isSamePage")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(ticket.get_absolute_url())
    expect(body(again)).to_have_value("Kaydedilen yarısı. Kaydedilemeyen yarısı.")
    return begin(again)


def test_an_expert_clears_ten_tickets_by_keyboard_without_a_page_loaded_anew(open_page, tickets):
    page = open_page()
    sign_in(page, "elif")
    begin(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for number, ticket in enumerate(tickets):
        expect(page.locator("#content h1")).to_have_text(ticket.subject)
        page.keyboard.press("t")
        expect(page.locator("[data-key=t]")).to_have_count(0)
        words = f"Yanıt {number}"
        if number == 4:
            page = after_a_crash(page, ticket)
            page.keyboard.press("r")
            page.keyboard.insert_text(words)
        elif number == 8:
            page.keyboard.press("r")
            page.keyboard.press("Alt+i")
            page.keyboard.type("ek bil")
            expect(page.locator(".insertable button")).to_have_count(1)
            page.keyboard.press("Enter")
            words = "Tüzüğünüzü gönderir misiniz?"
            expect(body(page)).to_have_value(words)
        else:
            write(page, words)
        if number == 6:
            body(page).evaluate(DROP)
            expect(page.locator("#draft .attachments")).to_contain_text("tüzük.txt")
        page.keyboard.press("Control+Shift+Enter" if number == 8 else "Control+Enter")
        is_sent(page, words)
        if number == 2:
            page.keyboard.press("z")
            expect(body(page)).to_have_value(words)
            expect(page.locator("#ticket-head h1")).to_have_text(tickets[2].subject)
            page.keyboard.press("r")
            page.keyboard.press("Control+End")
            page.keyboard.insert_text(", düzeltildi")
            page.keyboard.press("Control+Enter")
            is_sent(page, "düzeltildi")
        expect(page.locator("#queue-beside [aria-current]")).to_have_count(1)
        page.keyboard.press("j")

    assert page.evaluate("window.isSamePage")
    assert let_leave() == 10
    statuses = [Ticket.objects.get(pk=ticket.pk).status for ticket in tickets]
    assert statuses == [Status.PENDING if number == 8 else Status.RESOLVED for number in range(10)]
    answers = [ticket.messages.get(kind="answer") for ticket in tickets]
    assert answers[2].body == "Yanıt 2, düzeltildi"
    assert "Kaydedilemeyen yarısı." in answers[4].body
    assert [file.name for file in answers[6].attachments.all()] == ["tüzük.txt"]
    assert tickets[8].article_links.count() == 1


def test_two_experts_at_one_queue_never_step_on_each_other(open_page, tickets, second_expert):
    first, second = open_page(), open_page()
    sign_in(first, "elif")
    sign_in(second, "mert")
    ticket = tickets[0]
    for page in (first, second):
        page.goto(ticket.get_absolute_url())
        begin(page)

    first.keyboard.press("t")
    expect(first.locator("#announced")).to_contain_text("artık sizde")
    second.keyboard.press("t")
    expect(second.locator(".messages")).to_contain_text("Elif")
    for page, words in ((first, "Elif'in yanıtı"), (second, "Mert'in yanıtı")):
        write(page, words)
    first.locator("#composer [name=resolve]").click()
    expect(first.locator(".error-summary, .message-held").first).to_be_visible()
    if first.locator("[name=anyway]").count():
        first.locator("#composer [name=resolve]").click()
    is_sent(first, "Elif'in yanıtı")
    second.locator("#composer [name=resolve]").click()
    expect(second.locator(".error-summary")).to_contain_text("Elif")

    assert let_leave() == 1
    worker.run_once()
    second.locator("#composer [name=resolve]").click()
    expect(second.locator(".error-summary")).to_be_visible()
    expect(second.locator(".message-answer").first).to_contain_text("Elif'in yanıtı")
    expect(body(second)).to_have_value("Mert'in yanıtı")
    assert second.evaluate("window.isSamePage")
    answers = ticket.messages.filter(kind="answer")
    assert [answer.author.username for answer in answers] == ["elif"]
    assert ReplyDraft.objects.get().body == "Mert'in yanıtı"
