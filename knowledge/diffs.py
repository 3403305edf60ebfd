"""Readable differences between two texts, word by word."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

# What a comparison may cost before only whole passages are told apart.
MOST_TOKENS = 6_000
MOST_STEPS = 2_000_000


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is "same", "added" or "removed"."""

    kind: str
    text: str


def shown_fields() -> list[tuple[str, str]]:
    return [("question", _("Question")), ("summary", _("Short answer")), ("answer", _("Answer"))]


WORD = re.compile(r"\s+|\w+|[^\w\s]")


def words(old: str, new: str, token: re.Pattern = WORD) -> list[Piece]:
    """Line by line first, then word by word where lines differ."""
    pieces: list[Piece] = []
    for was, now in _passages(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        for before, after in _passages(token.findall(was), token.findall(now)) if was != now else [(was, now)]:
            _append(pieces, before, after)
    return pieces


def _passages(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """What stood there and what stands there now, in turn alike and different."""
    common = Counter(before)
    if len(before) + len(after) > MOST_TOKENS or sum(common[token] for token in after) > MOST_STEPS:
        yield "".join(before), "".join(after)
        return
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _operation, i1, i2, j1, j2 in matcher.get_opcodes():
        yield "".join(before[i1:i2]), "".join(after[j1:j2])


def _append(pieces: list[Piece], before: str, after: str) -> None:
    kinds = [("same", before)] if before == after else [("removed", before), ("added", after)]
    for kind, text in kinds:
        if pieces and pieces[-1].kind == kind:
            text = pieces.pop().text + text
        if text:
            pieces.append(Piece(kind, text))


def between(old: object, new: object) -> list[tuple[str, list[Piece]]]:
    """What differs between two texts, drafts or revisions, field by field."""
    return [(label, words(getattr(old, name), getattr(new, name))) for name, label in shown_fields()]


def three_way(base: object, now: object, mine: object) -> list[tuple[str, str, list[Piece], list[Piece]]]:
    """Field by field: what both sides started from, what the one made of it and what the other did."""
    was = [getattr(base, name) for name, _label in shown_fields()]
    sides = zip(was, between(base, now), between(base, mine), strict=True)
    return [(label, old, theirs, ours) for old, (label, theirs), (_same, ours) in sides]
