"""Names in a text: those we were told of, whatever their suffix, capitals and spacing, and those said with a title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.models.identity import Kind

from . import names
from .folding import plain
from .numbers import GAP, Span, digits_of

# Plural, possession, case and what may follow them, as folded letters; and the English genitive.
CASES = r"(?:[yn]?[iu]n|[yns]?[iu]|[yn]?[ae]|n?[dt][ae]n?|y?l[ae]|n?c[ae]|s)"
SUFFIX = (
    r"(?:l[ae]r)?(?:[iu]?m(?:[iu]z)?|[iu]n(?:[iu]z)|s[iu])?"
    rf"{CASES}?(?:ki(?:l[ae]r)?{CASES}?|[dt][iu]r|y?[dm][iu]s?[a-z]{{0,3}})?(?:gil(?:l[ae]r)?{CASES}?)?"
)
ENDING = rf"(?:' ?[a-z]{{1,12}}|{SUFFIX})?(?!\w)"
# Of a word that is an organisation's kind, the last consonant changes: dernek, derneğimizin.
KIND_OF_ORGANISATION = (
    r"(?:dernek|derneg|vakif|vakf|kooperatif|platform|girisim|federasyon|konfederasyon|birlig|birlik|kulub|kulup"
    r"|topluluk|toplulug|merkez|association|foundation|federation|initiative|union|network|club)"
)
BEHIND_AN_ORGANISATION = rf"(?:[ \n]+(?:[a-z]+[ \n]+){{0,3}}?{KIND_OF_ORGANISATION}(?:[iu]|l[ae]r[iu]?)?{ENDING})?"
BETWEEN = r"[ .,\n\-]{1,4}"
NAME = r"(?-i:[A-Z])[a-z]{1,}(?:' ?[a-z]{1,12})?"
TITLED = re.compile(
    rf"(?<!\w)(?-i:(?:Sayin|Sn|Av|Avukat|Dr|Prof|Doc|Mr|Mrs|Ms|SAYIN|MR|MRS|MS))\.? {{0,3}}(?:Dr\. ?)?"
    rf"(?P<part>{NAME}(?: {{1,3}}{NAME}){{0,2}})(?!\w)"
    rf"|(?<!\w)(?P<before>{NAME}) {{1,3}}(?-i:Bey|Hanim|BEY|HANIM|bey|hanim){ENDING}",
    re.IGNORECASE,
)
GIVEN_NAME = "|".join(sorted(names.GIVEN_NAMES, key=len, reverse=True))
FULL_NAME = re.compile(
    rf"(?<!\w)(?:{GIVEN_NAME}) {{1,3}}(?:(?-i:[A-Z])[a-z]*\.? {{1,3}})?{NAME}(?!\w)",
    re.IGNORECASE,
)
# A statesman whose name the law protects is nobody's requester.
STATESMAN = re.compile(r"mustafa kemal", re.IGNORECASE)
SENTENCE_BEGINS = re.compile(r"(?:\A|[.?!:;…\n])[\s\"'«»“”()\[\]#>\-–•]*(?:\d+[.)] ?)?\Z")


@dataclass(frozen=True)
class Known:
    """Something we were told of a person, and that a text must therefore not hold."""

    kind: Kind
    words: str


def find(text: str, known: list[Known]) -> Iterator[Span]:
    """Where a folded text holds what is known, or a name that gives itself away."""
    for one in dict.fromkeys(known):
        yield from FINDERS.get(one.kind, _phrase)(text, one.words, one.kind)
    yield from _titled(text)
    yield from _full_names(text)


def _names(text: str, words: str, kind: Kind) -> Iterator[Span]:
    parts = [part for part in re.split(r"[^\w']+", plain(words)) if part]
    if len(parts) > 1:
        for order in (parts, [parts[-1], *parts[:-1]], [parts[0], parts[-1]], [parts[0][0], parts[-1]]):
            yield from _matches(BETWEEN.join(map(_spaced, order)), text, kind)
    for part in parts:
        if len(part) > 2 and part not in names.GENERIC:
            yield from (span for span in _matches(_spaced(part), text, kind) if _is_a_name(text, span, part))


def _organisations(text: str, words: str, kind: Kind) -> Iterator[Span]:
    parts = re.findall(r"\w+", plain(words))
    own = [part for part in parts if part not in names.GENERIC and len(part) > 2]
    if len(parts) > 1:
        yield from _matches(BETWEEN.join(map(_spaced, parts[:-1])) + BEHIND_AN_ORGANISATION, text, kind, bool(own))
        yield from _matches(BETWEEN.join(map(_spaced, parts)), text, kind)
    if len(own) > 1:
        yield from _matches(BETWEEN.join(map(_spaced, own)) + BEHIND_AN_ORGANISATION, text, kind)
    for part in own:
        found = _matches(_spaced(part) + BEHIND_AN_ORGANISATION, text, kind)
        yield from (span for span in found if text[span[0]].isupper() and _is_a_name(text, span, part, careful=True))
    initials = "".join(part[0] for part in parts if part not in ("ve", "and", "of", "the")).upper()
    if len(initials) > 2:
        yield from ((m.start(), m.end(), kind) for m in re.finditer(rf"(?<!\w){initials}(?:'[a-z]+)?(?!\w)", text))


def _phones(text: str, words: str, kind: Kind) -> Iterator[Span]:
    digits = digits_of(words)[-10:]
    if len(digits) >= 7:
        yield from _matches(rf"(?:\+?{GAP}(?:00)?90{GAP}|0{GAP})?" + GAP.join(digits), text, kind)


def _phrase(text: str, words: str, kind: Kind) -> Iterator[Span]:
    parts = plain(words).split()
    if parts:
        yield from _matches(r"\s+".join(map(re.escape, parts)), text, kind)


FINDERS = {Kind.NAME: _names, Kind.ORGANISATION: _organisations, Kind.PHONE: _phones}


def _matches(pattern: str, text: str, kind: Kind, is_telling: bool = True) -> Iterator[Span]:
    if is_telling:
        for match in _compiled(pattern).finditer(text):
            yield *match.span(), kind


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern:
    return re.compile(rf"(?<!\w){pattern}{ENDING}", re.IGNORECASE)


def _spaced(word: str) -> str:
    """A word, also with its letters set apart: "A y ş e"."""
    letters = ["'?" if letter == "'" else letter for letter in word]
    return rf"(?:{''.join(letters)}|{'[ .-]'.join(letters)})" if len(word) > 2 else word


def _is_a_name(text: str, span: Span, part: str, *, careful: bool = False) -> bool:
    """Whether a word that may be ordinary is a name here: "Deniz'in", or a capital where no sentence begins."""
    start, end, _kind = span
    if not careful and part not in names.ORDINARY:
        return True
    if not text[start].isupper():
        return False
    return "'" in text[start:end] or not (_begins_a_sentence(text, start) or _is_shouted(text, start))


def _begins_a_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 12) : place]
    return bool(SENTENCE_BEGINS.search(f"x{before}" if place > 12 else before))


def _is_shouted(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 :].split("\n", 1)[0]
    return line.isupper()


def _titled(text: str) -> Iterator[Span]:
    for match in TITLED.finditer(text):
        named = match["part"] or match["before"]
        if not {plain(word).split("'")[0] for word in named.split()} & names.NOBODY:
            yield *match.span(), Kind.NAME


def _full_names(text: str) -> Iterator[Span]:
    for match in FULL_NAME.finditer(text):
        if match.group()[0].isupper() and not STATESMAN.match(match.group()):
            yield *match.span(), Kind.NAME
