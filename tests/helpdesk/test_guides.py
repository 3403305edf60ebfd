"""Help for every role, what the site states about itself, and the page that shows the design."""

import re

import pytest
from django.test import Client

from helpdesk import design, guides
from helpdesk.people import ROLES
from tests.pages import Page

pytestmark = pytest.mark.django_db

FILES = sorted(guides.FOLDER.glob("*.md"))
SIDES = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)
SHEETS = sorted(design.STYLESHEET.parent.glob("*.css"))
WITHOUT_TOKENS = re.compile(r":root \{.*?\n  ?\}", re.DOTALL)


def test_there_is_a_guide_for_every_role_in_every_language():
    names = {*ROLES, "requester", "accessibility"}

    assert {path.name for path in FILES} == {f"{name}.{code}.md" for name in names for code in ("tr", "en")}
    assert set(guides.DESK_ROLES) == set(ROLES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_guide_is_read_in_two_to_four_minutes_and_says_the_same_in_both_languages(path):
    name, language, _md = path.name.split(".")
    other = guides.FOLDER / f"{name}.{'en' if language == 'tr' else 'tr'}.md"
    marks = re.compile(r"^(?:#+|\*|\d\.) ", re.MULTILINE)

    text = path.read_text("utf-8")

    assert 250 <= len(text.split()) <= 700
    assert marks.findall(text) == marks.findall(other.read_text("utf-8"))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_link_of_every_guide_leads_somewhere(signed_in, person, client, topic, language):
    browser = signed_in(person("ece", "editor", "manager"))
    browser.cookies["django_language"] = language
    public = [f"/{language}/help/", f"/{language}/about/accessibility/"]
    pages = [client.get(address) for address in public]
    pages += [browser.get(f"/desk/help/{role}/") for role in ROLES] + [browser.get("/desk/help/")]

    links = {link for page in pages for link in Page(page).links if link.startswith("/")}
    # The set-up belongs to administrators, and who is signed in need not sign in.
    links -= {"/admin/", "/accounts/login/"}

    assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert {page.status_code for page in pages} == {200}


def test_ones_own_guide_stands_first(signed_in, manager):
    page = Page(signed_in(manager).get("/desk/help/"))

    assert [link for link in page.links if link.startswith("/desk/help/") and link != "/desk/help/"][
        0
    ] == "/desk/help/manager/"


def test_there_is_no_guide_for_a_role_that_is_not(signed_in, expert):
    browser = signed_in(expert)

    assert browser.get("/desk/help/expert/").status_code == 200
    assert browser.get("/desk/help/requester/").status_code == 404
    assert Client().get("/desk/help/expert/").status_code == 302


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_footer_leads_to_help_accessibility_and_a_page_about_feeds(client, topic, language):
    page = Page(client.get(f"/{language}/"))

    places = [f"/{language}/help/", f"/{language}/about/accessibility/", f"/{language}/feeds/"]
    assert set(places) <= set(page.links)
    feeds = Page(client.get(places[-1]))
    assert f"/feeds/{language}.atom" in feeds.words
    assert f"/feeds/{language}/associations.atom" in feeds.words


def test_the_sitemap_knows_what_the_centre_says_about_itself(client, topic):
    listed = client.get("/sitemap.xml").content.decode()

    for page in ("ask", "help", "about/promise", "about/accessibility", "privacy", "feeds"):
        for language in ("tr", "en"):
            assert f"/{language}/{page}/</loc>" in listed


def test_the_design_is_shown_as_the_stylesheet_defines_it(signed_in, expert):
    page = signed_in(expert).get("/desk/styleguide/").content.decode()

    tokens = design.tokens()
    assert len([token for token in tokens if token.is_colour]) > 15
    for token in tokens:
        assert f"<code>--{token.name}</code>" in page
    for part in (
        "button-danger",
        "notice-bad",
        "aria-invalid",
        "errorlist",
        "tag-warn",
        "with-focus",
        "<ins>",
        "empty",
    ):
        assert part in page


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_can_be_read_on_its_ground(scheme):
    value = {token.name: getattr(token, scheme) for token in design.tokens()}
    pairs = [
        (ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "paper-raised", "note-soft")
    ]
    pairs += [(ink, f"{ink}-soft") for ink in ("accent", "good", "warn", "bad")]
    pairs += [("ink", "mark"), ("accent-ink", "accent"), ("accent-ink", "accent-strong")]

    assert {pair for pair in pairs if contrast(value[pair[0]], value[pair[1]]) < 4.5} == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_stylesheets_name_no_left_and_no_right(sheet):
    assert SIDES.findall(sheet.read_text("utf-8")) == []


def test_colours_are_defined_once():
    rest = [WITHOUT_TOKENS.sub("", sheet.read_text("utf-8")) for sheet in SHEETS]

    # Only black and white are what they are in light and in dark: a QR code, paper.
    assert {colour for text in rest for colour in re.findall(r"#[0-9a-f]{3,8}\b", text)} <= {"#fff", "#000"}
