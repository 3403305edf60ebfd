"""WCAG 2.2 AA over every type of page, measured by axe-core in a real browser; and the journey by keyboard alone."""

from collections.abc import Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect

from helpdesk import access, workflow
from knowledge import search
from knowledge import workflow as knowledge_workflow
from tests.factories import ask, draft, knows, publish, revise, source

pytestmark = pytest.mark.django_db(transaction=True)

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
UNBREAKABLE = "Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine"
LONG = """Evet, devredebilirsiniz.

## Önce

Yönetim kurulu **karar** alır; örneği [Kanunda](https://www.mevzuat.gov.tr/) durur.

## Sonra

1. Tutanak yazılır.
2. Tutanak imzalanır.

> Tutanak saklanır.

## En son

| Belge | Süre | Kim | Nereye | Nasıl | Neden |
| --- | --- | --- | --- | --- | --- |
| Teslim tesellüm tutanağı | 30 gün | Sekreterlik | Belediye | İmzalı | Kayıtlara geçsin diye |

    derneklerbilgisistemi --bildirim --uzun-bir-komut --daha-da-uzun-bir-komut
"""


@pytest.fixture
def site(topic, expert, editor):
    """One of everything a page can show."""
    knows(expert, topic)
    texts = {
        language: publish(expert, editor, topic, language=language, question=question, answer=LONG)
        for language, question in (("tr", f"{UNBREAKABLE} nedir?"), ("en", "May we hand our archive over?"))
    }
    for language, text in texts.items():
        texts[language] = revise(text, expert, editor, summary="Evet, karar ve tutanakla.")
    gone = publish(expert, editor, topic, question="Kapanan bir soru mu?")
    knowledge_workflow.archive(gone.article, by=editor, reason="Yasa kalktı")
    search.apply_outbox()
    answered = ask(topic)
    workflow.resolve(answered, by=expert, answer="Üç yılda **bir**.")
    unanswered = ask(topic, subject=f"{UNBREAKABLE} nedir?")
    asked = {"by": expert, "colleague": editor, "answer": LONG, "question": UNBREAKABLE}
    workflow.add_note(unanswered, by=expert, body="@deniz ne dersin?")
    return {
        "texts": texts,
        "opinion": workflow.ask_opinion(unanswered, **asked),
        "gone": gone,
        "draft": draft(expert, topic, question=f"{UNBREAKABLE} ne demek?"),
        "tickets": [unanswered, answered],
    }


# What opens it, and what is to be seen then.
OPENED = {
    ".desk-menu > summary": ".desk-menu nav",
    "[data-opens=keys]": "#keys",
    "[data-opens=insert-dialog]": "#insert-dialog",
    ".actions .action > summary": ".actions .action form",
    "aside .action > summary": "aside .action form",
}


def violations(page: Page, rules: dict) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{page.url} {v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"][:3]]


def faults(page: Page, addresses: Iterable[str]) -> list[str]:
    """What axe finds in light and in dark, and what has to be scrolled sideways on the narrowest phone."""
    found = []
    page.emulate_media(reduced_motion="reduce")
    for address in addresses:
        page.goto(address)
        found += violations(page, {"type": "tag", "values": STANDARD})
        page.emulate_media(color_scheme="dark")
        found += violations(page, {"type": "rule", "values": ["color-contrast"]})
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{page.url} is {width} px wide at 320"] if width > 320 else []
        page.set_viewport_size({"width": 1280, "height": 900})
    return found


@pytest.mark.parametrize("language", ["tr", "en"])
def test_public_pages_have_no_barrier(open_page, site, language):
    text = site["texts"][language]
    start, article = f"/{language}/", text.get_absolute_url()
    search_page = f"{start}search/?q="
    addresses = [
        *(start, f"{start}faq/", f"{start}faq/associations/", f"{start}programmes/", f"{start}nowhere/"),
        *(f"{start}faq/booklet/", f"{start}embed/", f"/embed/{language}/", f"{start}tickets/"),
        *(article, f"{article}history/", f"{article}history/1/", f"{article}history/1..2/"),
        *(f"{article}feedback/?helpful=no", f"{article}feedback/?helpful=yes"),
        *(search_page, f"{search_page}{text.question}", f"{search_page}zzzz"),
        *(f"{start}ask/", f"{start}privacy/", f"{start}about/promise/", "/accounts/login/"),
    ]

    found = faults(open_page(language=language), addresses)

    assert found == []


def test_an_archived_entry_has_no_barrier(open_page, site):
    assert faults(open_page(), [site["gone"].get_absolute_url()]) == []


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_pages_of_a_requester_have_no_barrier(open_page, site, language):
    page = open_page(language=language)
    addresses = []
    for ticket in site["tickets"]:
        page.goto(access.link_to(ticket))
        addresses += [f"/{language}/tickets/{ticket.reference}/", f"/{language}/tickets/{ticket.reference}/thanks/"]
    addresses += [f"/{language}/tickets/{ticket.reference}/data/", f"/{language}/tickets/1-x/"]

    assert faults(page, addresses) == []


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_pages_of_the_desk_have_no_barrier(open_page, site, editor, signed_in, live_server, language):
    page = open_page(language=language)
    session = signed_in(editor).cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    key = site["texts"]["tr"].article.key
    knowledge = "/desk/knowledge/"
    addresses = [
        *("/desk/opinions/", site["opinion"].get_absolute_url(), "/desk/notifications/", "/desk/people/"),
        *(f"{site['tickets'][0].get_absolute_url()}team/", "/desk/notifications/stop/x/"),
        *("/desk/", *(ticket.get_absolute_url() for ticket in site["tickets"])),
        *(knowledge, f"{knowledge}drafts/new/", f"{knowledge}drafts/{site['draft'].pk}/"),
        *(f"{knowledge}articles/", f"{knowledge}articles/{key}/", f"{knowledge}articles/{key}/tr/revisions/"),
    ]

    assert faults(page, addresses) == []


def test_what_opens_over_the_desk_has_no_barrier(open_page, site, editor, signed_in, live_server):
    page = open_page()
    session = signed_in(editor).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.emulate_media(reduced_motion="reduce")
    found = []

    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site["tickets"][0].get_absolute_url())
        for opener, opened in OPENED.items():
            page.locator(opener).first.click()
            expect(page.locator(opened).first).to_be_visible()
            found += [f"{opener}: {each}" for each in violations(page, {"type": "tag", "values": STANDARD})]
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{opener} makes the page {wide} px wide"] if wide > width else []
            page.keyboard.press("Escape")
            expect(page.locator("dialog[open], .desk-menu[open]")).to_have_count(0)

    assert found == []


def test_an_error_is_summed_up_linked_and_focused(open_page, site):
    page = open_page()
    page.goto("/tr/ask/")
    page.locator("form[data-keep=ask] button.button").first.click()

    expect(page.locator(".error-summary")).to_be_focused()
    assert violations(page, {"type": "tag", "values": STANDARD}) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=subject]")).to_be_focused()


def tab_to(page: Page, selector: str) -> None:
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard on {page.url}")


def test_a_reader_finds_asks_and_sends_by_keyboard_alone(open_page, site):
    source()
    page = open_page()
    page.goto("/tr/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "main [name=q]")
    page.keyboard.type("tutanak")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    tab_to(page, "main .hits a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/faq/associations/**")
    tab_to(page, "main a[href*='/ask/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/**")
    for name, words in (("subject", "Arşiv kime kalır?"), ("body", "Kapanan derneğin arşivi kime kalır?")):
        tab_to(page, f"[name={name}]")
        page.keyboard.type(words)
    tab_to(page, "form[data-keep=ask] button.button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=requester_email]")
    tab_to(page, "[name=requester_email]")
    page.keyboard.type("ayse@mavikus.example")
    tab_to(page, "[name=process]")
    page.keyboard.press("Space")
    tab_to(page, "form[action$='/ask/send/'] button.button:not([name])")
    page.keyboard.press("Enter")

    page.wait_for_url("**/thanks/")
