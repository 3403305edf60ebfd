"""One plain way to read what can be written in many, with the way back to what was written."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters of other alphabets that look like ours, and ours without their marks.
LOOKALIKES = str.maketrans(
    "ıİøłđßАВСЕНІЈКМОРЅТХУаесһіјкмопрѕтухԁѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
    "iIoldsABCEHIJKMOPSTXYaechijkmonpstyxdvABEZHIKMNOPTYXaiknoptux",
)
SAME = {**dict.fromkeys("’‘ʼ`´′", "'"), **dict.fromkeys("‐‑‒–—−", "-"), "\n": "\n"}
# Markdown's emphasis is no part of a word; an entity is the letter it stands for.
UNSEEN = "*"
ONE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});|.", re.DOTALL)


@dataclass(frozen=True)
class Folded:
    """A text with ASCII letters and digits wherever it can be read so; capitals stay."""

    text: str
    original: str
    places: list[tuple[int, int]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the original, emphasis around it included if it is cut."""
        first, last = self.places[start][0], self.places[end - 1][1]
        if UNSEEN in self.original[first:last]:
            while first and self.original[first - 1] == UNSEEN:
                first -= 1
            while last < len(self.original) and self.original[last] == UNSEEN:
                last += 1
        return first, last


def fold(original: str) -> Folded:
    letters, places = [], []
    for match in ONE.finditer(original):
        for letter in _plain(html.unescape(match.group()) if match.group()[0] == "&" else match.group()):
            letters.append(letter)
            places.append(match.span())
    return Folded("".join(letters), original, places)


def plain(words: str) -> str:
    """Words as they are compared: folded, small, with single spaces."""
    return " ".join(fold(words).text.lower().split())


@lru_cache(maxsize=4096)
def _plain(written: str) -> str:
    if written.isascii() and written.isalnum():
        return written
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFKD", written.translate(LOOKALIKES)))


def _letter(letter: str) -> str:
    if letter in SAME:
        return SAME[letter]
    if letter.isdigit():
        return str(unicodedata.digit(letter))
    if letter == UNSEEN or unicodedata.category(letter) in ("Mn", "Cf", "Cc"):
        return ""
    return " " if letter.isspace() else letter.translate(LOOKALIKES)
