"""Markdown to safe HTML: the only place that marks text as safe.

Raw HTML in the source is shown as text; what Markdown produces passes an allow-list when it is rendered,
never when it is stored.
"""

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

import markdown
import nh3
from django.urls import reverse
from django.utils.html import escape, json_script, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown.extensions.tables import TableExtension

from . import page_diffs
from .languages import current_language

MAX_CHARACTERS = 50_000
MAX_LINES = 2_000
MAX_NESTING = 40
# Every opening bracket and every backtick is followed to the end of its paragraph in search of its partner.
MAX_STEPS = 2_000_000

TAGS = {
    *("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "sup", "del"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
KEY_LINK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
AS_MARKDOWN_READS = str.maketrans({"\r": "\n", "\x02": None, "\x03": None})
LEVEL = r"(?>[ ]{0,3}?(?:[ ]{4}|\t|>|(?:[-*+]|\d+[.)])(?=[ \t])))"
NESTING = re.compile(rf"^(?:{LEVEL}){{{MAX_NESTING}}}", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading of an answer and the anchor that leads to it."""

    anchor: str
    heading: str


class TooMuchMarkdown(ValueError):
    """The text would cost more to render than we are willing to spend; the message is for people."""


def render(source: str, *, host: str = "") -> SafeString:
    """Render untrusted Markdown.

    Links go to http, https and mailto addresses, or to an FAQ entry by its key: `[text](leg-012)`, which leads to the
    entry in the current language. `host` is put before our own addresses, for mail. Headings start at level two,
    below the page's own. Raises TooMuchMarkdown for text that would take longer than a reader waits.
    """
    return _render(source, current_language(), host)


def check_cost(source: str) -> None:
    if len(source) > MAX_CHARACTERS:
        raise TooMuchMarkdown(_("This text is too long: at most %(limit)d characters.") % {"limit": MAX_CHARACTERS})
    source = source.replace("\r\n", "\n").translate(AS_MARKDOWN_READS)
    if source.count("\n") > MAX_LINES:
        raise TooMuchMarkdown(_("This text is too long: at most %(limit)d lines.") % {"limit": MAX_LINES})
    if NESTING.search(source):
        raise TooMuchMarkdown(_("This text nests lists or quotations too deeply."))
    paragraphs = re.split(r"\n[ \t]*\n", source)
    if sum((part.count("[") + part.count("`")) * len(part) for part in paragraphs) > MAX_STEPS:
        raise TooMuchMarkdown(_("This text has too many links, brackets or backticks in one paragraph."))


def compare(old: str, new: str) -> SafeString:
    """The rendered new text with what came marked <ins> and what went marked <del>."""
    pages = (_render_or_escape(source) for source in (old, new))
    return mark_safe(_clean(page_diffs.marked(*pages), current_language(), "", TAGS | {"ins"}))


def compare_plain(old: str, new: str) -> SafeString:
    """The same for text that is no Markdown."""
    pages = (f"<p>{escape(text)}</p>" for text in (old, new))
    return mark_safe(_clean(page_diffs.marked(*pages), current_language(), "", TAGS | {"ins"}))


def _render_or_escape(source: str) -> str:
    try:
        return render(source)
    except TooMuchMarkdown:
        return linebreaks(source, autoescape=True)


def plain(source: str) -> str:
    """The words of a Markdown text, without its marks: for search, feeds and descriptions."""
    spaced = re.sub(r"(</(?:p|li|h\d|td|th|pre|tr)>|<br>)", r"\1 ", render(source))
    return " ".join(words(spaced).split())


def words(html: str) -> str:
    return unescape(nh3.clean(html, tags=set()))


class _TopLevel(HTMLParser):
    """Where each element of a page's first level begins."""

    def __init__(self, html: str):
        super().__init__()
        self.starts: list[int] = []
        self._depth = 0
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if self._depth == 0:
            line, column = self.getpos()
            self.starts.append(self._lines[line - 1] + column)
        self._depth += tag not in ("br", "hr")

    def handle_endtag(self, tag):
        self._depth -= 1


def blocks(source: str) -> list[SafeString]:
    """Rendered Markdown in its paragraphs, headings, lists and tables; text that costs too much is one block."""
    html = _render_or_escape(source)
    starts = _TopLevel(html).starts
    return [mark_safe(html[start:end]) for start, end in zip(starts, [*starts[1:], len(html)], strict=True)]


def with_sections(source: str) -> tuple[SafeString, SafeString, list[Section]]:
    """Rendered Markdown whose headings can be linked to: its first paragraph, the rest, and those headings.

    The anchors are put in after sanitising and end in a number, so that no text can choose one.
    """
    return _with_sections(source, current_language())


@lru_cache(maxsize=1024)
def _with_sections(source: str, _language: str) -> tuple[SafeString, SafeString, list[Section]]:
    sections: list[Section] = []

    def anchored(found: re.Match) -> str:
        heading = words(found[1])
        anchor = f"{slugify(heading.replace('ı', 'i'))[:60] or 'section'}-{len(sections) + 1}"
        sections.append(Section(anchor, heading))
        return f'<h2 id="{anchor}">{found[1]}</h2>'

    html = re.sub(r"<h2>(.*?)</h2>", anchored, render(source), flags=re.DOTALL)
    opening = re.match(r"\s*<p>.*?</p>", html, re.DOTALL)
    length = opening.end() if opening else 0
    return mark_safe(html[:length]), mark_safe(html[length:]), sections


def data_block(data: dict) -> SafeString:
    """Structured data for machines. It is no script: the browser runs nothing, and nothing in it can end the block."""
    return mark_safe(json_script(data).replace("application/json", "application/ld+json", 1))


@lru_cache(maxsize=1024)
def _render(source: str, language: str, host: str) -> SafeString:
    check_cost(source)
    extensions = [TableExtension(use_align_attribute=True), "sane_lists", "fenced_code"]
    converter = markdown.Markdown(extensions=extensions, output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("image_link")
    converter.inlinePatterns.deregister("image_reference")
    html = re.sub(r"(</?)h1>", r"\1h2>", converter.convert(source))
    return mark_safe(_clean(html, language, host, TAGS))


def _clean(html: str, language: str, host: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=partial(_resolve_link, language, host),
    )


def _resolve_link(language: str, host: str, tag: str, attribute: str, value: str) -> str | None:
    if tag != "a" or attribute != "href":
        return value
    if KEY_LINK.match(value):
        with override(language):
            return host + reverse("knowledge:entry", args=[value])
    if value.startswith("/"):
        return None if value[1:2] in ("/", "\\") else host + value
    return value if re.match(r"(?:https?://|mailto:|#)", value, re.IGNORECASE) else None
