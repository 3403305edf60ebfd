"""Readable differences between two texts, word by word."""

import difflib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is "same", "added" or "removed"."""

    kind: str
    text: str


def shown_fields() -> list[tuple[str, str]]:
    return [("question", _("Question")), ("summary", _("Short answer")), ("answer", _("Answer"))]


def words(old: str, new: str) -> list[Piece]:
    before, after = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (old, new))
    pieces = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        pieces += [Piece("removed", "".join(before[i1:i2]))] if i2 > i1 else []
        pieces += [Piece("added", "".join(after[j1:j2]))] if j2 > j1 else []
    return pieces


def between(old: object, new: object) -> list[tuple[str, list[Piece]]]:
    """What differs between two texts, drafts or revisions, field by field."""
    return [(label, words(getattr(old, name), getattr(new, name))) for name, label in shown_fields()]


def three_way(base: object, now: object, mine: object) -> list[tuple[str, str, list[Piece], list[Piece]]]:
    """Field by field: what both sides started from, what the one made of it and what the other did."""
    was = [getattr(base, name) for name, _label in shown_fields()]
    sides = zip(was, between(base, now), between(base, mine), strict=True)
    return [(label, old, theirs, ours) for old, (label, theirs), (_same, ours) in sides]
