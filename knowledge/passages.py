"""Where in a draft the words stand that a comment is about."""

import re
from dataclasses import dataclass

from django.utils.html import escape

from . import rendering
from .models import Draft, DraftComment

LINK_TARGET = re.compile(r"\]\([^)\n]*\)")


@dataclass(frozen=True)
class Passage:
    """A part of a draft as readers would see it, with the comments on it."""

    kind: str
    html: str
    comments: list[DraftComment]


def letters(text: str) -> str:
    """A text without spaces, marks and the targets of its links: alike in Markdown and on the page."""
    return "".join(re.findall(r"[^\W_]+", LINK_TARGET.sub("", text)))


def stands_in(passage: str, draft: Draft) -> bool:
    sought = letters(passage)
    return bool(sought) and any(sought in letters(text) for text in (draft.question, draft.summary, draft.answer))


def with_comments(draft: Draft, comments: list[DraftComment]) -> tuple[list[Passage], list[DraftComment]]:
    """The draft in parts, each with the comments on it, and the comments on no part of it or on words now gone."""
    parts = [("question", escape(draft.question)), ("summary", escape(draft.summary))]
    parts += [("answer", block) for block in rendering.blocks(draft.answer)]
    placed: list[list[DraftComment]] = [[] for _part in parts]
    known = [letters(rendering.words(html)) for _kind, html in parts]
    unplaced = []
    for comment in comments:
        # A passage that goes on in the next part is shown where it begins.
        sought = letters(comment.passage)
        home = next((n for n, text in enumerate(known) if sought and sought in text), None)
        if home is None:
            home = next((n for n, text in enumerate(known) if sought[:20] and sought[:20] in text), None)
        (unplaced if home is None else placed[home]).append(comment)
    rows = zip(parts, placed, strict=True)
    return [Passage(kind, html, beside) for (kind, html), beside in rows if html], unplaced
