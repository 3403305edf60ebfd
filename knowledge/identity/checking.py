"""All that is found in one text, in order and without overlaps."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from knowledge.models.identity import Kind

from . import numbers, words
from .folding import Folded, fold, plain
from .numbers import Span
from .replacements import suggestion
from .words import Known

# Something neutral still has to be written where these stand, such as "[[telefon]]".
PLACEHOLDER = re.compile(r"\[\[[^\[\]\n]{1,30}\]\]")
# "Ayşe'nin" is Ayşe.
ENDING = re.compile(r"(?<=...)'\w*\Z")
SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=\S))+")
WITH_AMOUNTS = (Kind.NAME, Kind.ORGANISATION)


@dataclass(frozen=True)
class Finding:
    """A stretch of a text that may lead back to somebody."""

    start: int
    end: int
    text: str
    kind: Kind
    suggestion: str

    @property
    def key(self) -> str:
        """The same for the same words wherever they stand, and telling nobody what they are."""
        return fingerprints(self.kind, self.text)[0]


def fingerprints(kind: str, text: str) -> list[str]:
    """Keyed hashes of a find: with the present secret first, then with those before it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    value = f"{kind}:{ENDING.sub('', plain(text))}"
    return [salted_hmac("knowledge.identity", value, secret=s, algorithm="sha256").hexdigest() for s in secrets]


def find(text: str, *, language: str, known: Iterable[Known] = ()) -> list[Finding]:
    """Everything in the text that is known to be somebody's, or that looks personal."""
    folded = fold(text)
    spans = [*numbers.find(folded.text), *words.find(folded.text, list(known))]
    spans += [(*match.span(), Kind.PLACEHOLDER) for match in PLACEHOLDER.finditer(folded.text)]
    spans = _joined(folded.text, _without_overlaps(spans))
    spans = _without_overlaps([*spans, *_amounts(folded.text, spans)])
    return [_finding(folded, span, language) for span in spans]


def _finding(folded: Folded, span: Span, language: str) -> Finding:
    start, end = folded.span(*span[:2])
    text = folded.original[start:end]
    return Finding(start, end, text, span[2], suggestion(span[2], text, language))


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
        elif span[1] > kept[-1][1]:
            kept[-1] = (kept[-1][0], span[1], kept[-1][2])
    return kept


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Two parts of a name beside each other are one find."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last[2] == span[2] == Kind.NAME and re.fullmatch(r"[ \n]{1,4}", text[last[1] : span[0]]):
            joined[-1] = (last[0], span[1], Kind.NAME)
        else:
            joined.append(span)
    return joined


def _amounts(text: str, spans: list[Span]) -> Iterator[Span]:
    """What somebody named paid, got or owns; an amount in a law is nobody's."""
    names = [span for span in spans if span[2] in WITH_AMOUNTS]
    for sentence in SENTENCE.finditer(text) if names else ():
        if any(sentence.start() <= start < sentence.end() for start, _end, _kind in names):
            for match in numbers.AMOUNT.finditer(text, *sentence.span()):
                yield *match.span(), Kind.AMOUNT
