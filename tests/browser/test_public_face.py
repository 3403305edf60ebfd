"""The public pages in a real browser: from right to left, without our colours, on paper, enlarged, by ear."""

import re

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from helpdesk import access, maintenance, workflow
from tests.browser.conftest import SIZES
from tests.browser.test_accessibility import STANDARD, UNBREAKABLE, faults, tab_to, violations
from tests.factories import ask, knows, publish
from tests.test_messages import FOLDER

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd]|\{\w+\}|<[^>]+>|&\w+;)")
TO_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")
ASK = "form[data-keep=ask] button.button"


@pytest.fixture
def text(topic, expert, editor):
    knows(expert, topic)
    return publish(expert, editor, topic, question=f"{UNBREAKABLE} nedir?")


@pytest.fixture
def arabic(settings, tmp_path) -> str:
    """A language that is read from right to left: our messages in its letters, as long as they are in English."""
    with (FOLDER / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        if message.id:
            said = [_in_its_letters(part) for part in (message.id if message.pluralizable else [message.id])]
            message.string = tuple(said) if message.pluralizable else said[0]
            message.flags.discard("fuzzy")
    folder = tmp_path / "ar/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    return "ar"


def _in_its_letters(said: str) -> str:
    parts = KEPT.split(said)
    return "".join(part if KEPT.fullmatch(part) else part.lower().translate(TO_ARABIC) for part in parts)


def widths(page: Page, addresses: list[str], size: str) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{address} is {width} px wide"] if width > SIZES[size]["width"] else []
    return found


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_layout_holds_from_right_to_left(open_page, text, arabic, size):
    page = open_page(size, language=arabic)
    article = text.get_absolute_url().replace("/tr/", "/ar/", 1)
    names = (
        "",
        "faq/",
        "faq/associations/",
        "search/?q=nedir",
        "ask/",
        "help/",
        "feeds/",
        "about/promise/",
        "privacy/",
    )

    assert widths(page, [f"/ar/{name}" for name in names] + [article, f"{article}history/"], size) == []
    page.goto("/ar/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    name, search = page.locator(".site-name").bounding_box(), page.locator("main [name=q]").bounding_box()
    button = page.locator("main .search-box .button").bounding_box()
    assert name["x"] + name["width"] > SIZES[size]["width"] * 0.75
    assert size == "phone" or button["x"] < search["x"]
    assert violations(page, {"type": "tag", "values": STANDARD}) == []


@pytest.mark.parametrize("language", ["tr", "en"])
def test_help_statements_and_what_is_printed_have_no_barrier(open_page, text, language):
    names = ("help/", "about/accessibility/", "feeds/", "faq/associations/", "faq/pdf/", "tickets/")

    assert faults(open_page(language=language), [f"/{language}/{name}" for name in names]) == []


def test_the_states_between_have_no_barrier(open_page, text):
    page = open_page("phone")
    page.goto("/tr/ask/")
    page.fill("[name=subject]", f"{UNBREAKABLE} nedir?")
    page.fill("[name=body]", UNBREAKABLE * 2)
    page.locator(ASK).click()
    expect(page.locator("#your-question")).to_be_visible()
    found = violations(page, {"type": "tag", "values": STANDARD})
    page.locator("form[action$='/ask/send/'] button.button:not([name])").click()
    expect(page.locator(".error-summary")).to_be_focused()
    found += violations(page, {"type": "tag", "values": STANDARD})
    page.goto(f"{text.get_absolute_url()}")
    page.locator("button[name=flag]").first.click()
    expect(page.locator("[data-said] .notice-good")).to_be_visible()
    found += violations(page, {"type": "tag", "values": STANDARD})
    maintenance.begin()
    page.goto("/tr/")
    maintenance.end()
    found += violations(page, {"type": "tag", "values": STANDARD})

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_way_after_asking_is_walked_by_keyboard_alone(open_page, topic, expert):
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    page = open_page()
    page.goto(access.link_to(ticket))

    tab_to(page, "form[action$='/reply/'] [name=body]")
    page.keyboard.type("Ya tüzükte yazmıyorsa?")
    tab_to(page, "form[action$='/reply/'] button.button")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_be_visible()
    workflow.resolve(ticket, by=expert, answer="O zaman üç yılda bir.")
    page.reload()
    tab_to(page, "form[action$='/confirm/'] button")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_be_visible()
    tab_to(page, "[name=rating]")
    page.keyboard.press("Space")
    tab_to(page, "form[action$='/rate/'] button")
    page.keyboard.press("Enter")

    expect(page.locator(".messages")).to_be_visible()
    ticket.refresh_from_db()
    assert (ticket.status, ticket.rating) == ("closed", 5)


def test_pages_are_read_aloud_in_a_sensible_order(open_page, text):
    page = open_page()
    heard = {
        "/tr/": ["İçeriğe geç", "banner", "main", "heading", "searchbox", "Konular", "En çok", "contentinfo"],
        text.get_absolute_url(): ["banner", "main", "SSS", "heading", "Kısa yanıt", "Kaynaklar", "Evet", "contentinfo"],
        "/tr/ask/": ["main", "heading", "Soru", "textbox", "textbox", "combobox", "button", "contentinfo"],
    }
    for address, parts in heard.items():
        page.goto(address)
        said, place = page.locator("body").aria_snapshot(), 0
        said = said.replace('combobox "Sorunuz ya da', 'searchbox "Sorunuz ya da')
        for part in parts:
            place = said.find(part, place)
            assert place >= 0, (address, part, said)
            place += 1


def test_what_opens_while_typing_is_announced(open_page, text):
    page = open_page()
    page.goto("/tr/")
    page.locator("main [name=q]").press_sequentially("nedir")
    expect(page.locator("main .search-box [role=status]")).to_contain_text("öneri")
    page.goto("/tr/ask/")
    page.locator("[name=subject]").press_sequentially("nedir")

    expect(page.locator(".suggested [role=status]")).not_to_be_empty()


def test_pages_hold_without_our_colours_enlarged_and_on_paper(open_page, text):
    page = open_page()
    page.emulate_media(forced_colors="active")
    page.goto(text.get_absolute_url())
    assert page.locator(".useful .button").first.evaluate("e => getComputedStyle(e).borderStyle") == "solid"
    assert violations(page, {"type": "rule", "values": ["color-contrast"]}) == []

    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 640, "height": 800})
    for address in ("/tr/", text.get_absolute_url(), "/tr/ask/"):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640

    page.goto(text.get_absolute_url())
    page.emulate_media(media="print")
    for hidden in (".site-nav", ".useful", ".site-footer nav", ".aside"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".short-answer")).to_be_visible()
