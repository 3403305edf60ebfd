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
