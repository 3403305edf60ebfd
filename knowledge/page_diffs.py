"""The difference of two pages as one page: what came in <ins>, what went in <del>, in the structure of the new one.

Every tag of the new page is kept in its order and the marks go around words only, so that the result is as well-formed
as the new page was. The structure of what went is not shown, only its words.
"""

import re

from . import diffs

# A link is one word: another address makes it another link.
TOKEN = re.compile(r"<a\b[^>]*>.*?</a>|<[^>]*>|&#?\w+;|\s+|\w+|[^\w\s]", re.DOTALL)
PART = re.compile(r"<a\b[^>]*>.*?</a>|</?[a-z][^>]*>|(?:(?!</?[a-z]).)+", re.DOTALL)
BLOCK = re.compile(r"</?(?:p|li|h[1-6]|ul|ol|blockquote|pre|table|thead|tbody|tr|td|th|hr)\b[^>]*>")
INLINE = re.compile(r"</?(?:strong|em|code|sup|del|br|a)\b[^>]*>")
VOID = ("br", "hr")
# Where words cannot stand by themselves, and what they stand in there; a row of a table waits for its first cell.
HOMES = {"": "p", "blockquote": "p", "ul": "li", "ol": "li"}
NO_HOME = ("table", "thead", "tbody", "tr")


def marked(old: str, new: str) -> str:
    """Both are sanitised HTML; so must the result be."""
    page = _Page()
    for piece in diffs.words(old, new, TOKEN):
        if piece.kind == "removed":
            page.remove(piece.text)
        else:
            page.add(piece.text, is_new=piece.kind == "added")
    return page.close()


class _Page:
    def __init__(self):
        self._out: list[str] = []
        self._open: list[str] = []
        self._gone: list[str] = []
        self._ends_block = False

    def remove(self, text: str) -> None:
        groups = [INLINE.sub("", group) for group in BLOCK.split(text)]
        self._gone += [group for group in groups if group.strip()]
        self._ends_block = len(groups) > 1

    def add(self, text: str, *, is_new: bool) -> None:
        for part in PART.findall(text):
            if part.startswith("<") and not part.startswith("<a"):
                self._tag(part)
            elif part.isspace():
                self._out.append(part)
            else:
                self._show_gone()
                self._out.append(f"<ins>{part}</ins>" if is_new else part)

    def close(self) -> str:
        self._show_gone()
        return "".join(self._out)

    def _tag(self, tag: str) -> None:
        name = re.match(r"</?(\w+)", tag)[1]
        # What went before an element stands before it; what went from its end, still in it.
        if BLOCK.match(tag):
            self._show_gone()
        if tag.startswith("</"):
            self._open.pop()
        elif name not in VOID:
            self._open.append(name)
        self._out.append(tag)

    def _show_gone(self) -> None:
        parent = self._open[-1] if self._open else ""
        if not self._gone or parent in NO_HOME:
            return
        shown = [f"<del>{words}</del>" for words in self._gone]
        if home := HOMES.get(parent):
            self._out += [f"<{home}>{words}</{home}>" for words in shown]
        else:
            self._out.append("<br>".join(shown) + "<br>" * self._ends_block)
        self._gone = []
