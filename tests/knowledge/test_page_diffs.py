"""Two texts compared as readers see them."""

import random
import re
import time

import nh3
import pytest

from knowledge import rendering


def without(html: str, mark: str) -> str:
    """The words of a comparison as they were before or after."""
    kept = re.sub(rf"<{mark}>.*?</{mark}>", " ", html, flags=re.DOTALL)
    return "".join(rendering.words(kept).split())


def words_of(source: str) -> str:
    return "".join(rendering.words(rendering.render(source)).split())


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("Üç **yılda** bir.", "Dört **yılda** bir.", "<p><del>Üç</del><ins>Dört</ins> <strong>yılda</strong> bir.</p>"),
        ("Bir.\n\nİki.\n\nÜç.", "Bir.\n\nÜç.", "<p>Bir.</p>\n<p><del>İki.</del></p><p>Üç.</p>"),
        ("- a\n- b\n- c", "- a\n- c", "<ul>\n<li>a</li>\n<li><del>b</del></li><li>c</li>\n</ul>"),
        ("Bir.", "Bir.\n\nİki.", "<p>Bir.</p>\n<p><ins>İki</ins><ins>.</ins></p>"),
        ("[x](https://a.example/)", "[x](https://b.example/)", None),
        ("|a|b|\n|-|-|\n|1|2|\n|3|4|", "|a|b|\n|-|-|\n|3|4|", None),
        ("`a < b`", "`a > b`", None),
    ],
)
def test_what_came_and_what_went_is_marked_in_the_page(old, new, html):
    page = rendering.compare(old, new)

    if html is not None:
        assert page.replace("</ins><ins>", "") == html.replace("</ins><ins>", "")
    assert (without(page, "del"), without(page, "ins")) == (words_of(new), words_of(old))


def test_a_changed_address_of_a_link_is_a_change():
    page = rendering.compare("[x](https://a.example/)", "[x](https://b.example/)")

    assert "<del>x</del>" in page
    assert re.search(r'<ins><a href="https://b.example/"[^>]*>x</a></ins>', page)


PARTS = [
    "dernek",
    "**genel**",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n## ",
    " ",
    "[k](leg-001)",
    "`<b>`",
    "\n\n|a|b|\n|-|-|\n|",
    "|",
    "> ",
]


def test_whatever_is_compared_the_page_is_well_formed_and_tells_both_texts():
    dice = random.Random(5)

    for _round in range(300):
        old, new = ("".join(dice.choice(PARTS) for _part in range(dice.randint(0, 25))) for _text in "ab")
        page = rendering.compare(old, new)

        tags = rendering.TAGS | {"ins"}
        assert nh3.clean(page, tags=tags, attributes=rendering.ATTRIBUTES, link_rel="noopener noreferrer") == page
        assert without(page, "del") == words_of(new)
        assert sorted(without(page, "ins")) == sorted(words_of(old))


@pytest.mark.parametrize(
    "wicked", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"]
)
def test_what_is_compared_stays_text(wicked):
    for page in (rendering.compare("a", wicked), rendering.compare(wicked, "a"), rendering.compare_plain(wicked, "a")):
        assert not re.search(r"<script|<img|href=.javascript", page)


def test_long_texts_are_compared_in_two_seconds():
    old = "\n\n".join(f"Paragraf {n} **genel** kurul [x](leg-00{n % 9}) ile ilgilidir." for n in range(600))
    started = time.monotonic()

    rendering.compare(old, old.replace("kurul", "toplantı"))

    assert time.monotonic() - started < 2
