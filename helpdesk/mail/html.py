"""From a mail written in HTML to text: without scripts and styles, with its lines, and quoted parts marked by ">".

What comes out is text and shown as text, so that nothing has to be made safe here. One pass from left to right: a
real HTML parser takes minutes for a mail made of nothing but opening tags.
"""

import html
import re
from collections.abc import Iterator

LONGEST = 2_000_000
DEEPEST_QUOTE = 20
BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre", "ul", "ol", "table", "hr", "blockquote"}
SPACED = {"p", "h1", "h2", "h3", "h4", "pre", "ul", "ol", "table", "blockquote"}
HIDDEN = {"script", "style", "title", "template", "svg"}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")


def to_text(source: str) -> str:
    lines, depth, current = [], 0, []
    for closing, name, text in _pieces(source[:LONGEST]):
        current.append(re.sub(r"\s+", " ", html.unescape(text)))
        if name in BREAKS:
            _end_line(lines, current, depth, spaced=name in SPACED)
        if name == "blockquote":
            depth = max(0, depth - 1) if closing else min(depth + 1, DEEPEST_QUOTE)
        if name == "li" and not closing:
            current.append("- ")
    _end_line(lines, current, depth, spaced=False)
    return "\n".join(lines).strip("\n")


def _pieces(source: str) -> Iterator[tuple[bool, str, str]]:
    """Text and the tag that ends it: whether it closes, its name, the text before it."""
    lower, position = source.lower(), 0
    # Lower case of some letters is longer; then we look for the end of scripts as they are written.
    lower = lower if len(lower) == len(source) else source
    while position < len(source):
        begin = source.find("<", position)
        if begin < 0:
            break
        tag = TAG.match(source, begin)
        end = source.find("-->" if source.startswith("<!--", begin) else ">", begin)
        if end < 0:
            break
        if tag is None and source[begin + 1 : begin + 2] not in ("!", "?"):
            yield False, "", source[position : begin + 1]
            position = begin + 1
            continue
        closing, name = (bool(tag.group(1)), tag.group(2).lower()) if tag else (False, "")
        yield closing, name, source[position:begin]
        position = source.find(">", end) + 1
        if name in HIDDEN and not closing:
            closed = lower.find(f"</{name}", position)
            position = len(source) if closed < 0 else closed
    yield False, "", source[position:]


def _end_line(lines: list[str], current: list[str], depth: int, *, spaced: bool) -> None:
    line = re.sub(" {2,}", " ", "".join(current)).replace("\xa0", " ").strip()
    current.clear()
    quote = "> " * depth
    if line:
        lines.append(quote + line)
    if spaced and lines and lines[-1].strip("> "):
        lines.append(quote.rstrip())
