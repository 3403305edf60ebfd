"""Find and mark what could lead back to the person who asked: their own details and patterns of personal data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Ticket

APOSTROPHE = "['’]"
SUFFIX = rf"(?:{APOSTROPHE}\w+|\w{{0,8}})"
COMMON_WORDS = {
    *(
        "dernek",
        "derneği",
        "vakıf",
        "vakfı",
        "kooperatif",
        "kooperatifi",
        "platform",
        "platformu",
        "girişim",
        "girişimi",
    ),
    *("federasyon", "federasyonu", "birlik", "birliği", "kulüp", "kulübü", "sosyal", "yardım", "dayanışma", "kültür"),
    *(
        "gençlik",
        "kadın",
        "çevre",
        "eğitim",
        "ve",
        "ile",
        "için",
        "association",
        "foundation",
        "the",
        "of",
        "and",
        "for",
    ),
}
TURKISH_LETTERS = {
    "i": "[iİıI]",
    "ı": "[ıIiİ]",
    "ş": "[şŞsS]",
    "ç": "[çÇcC]",
    "ğ": "[ğĞgG]",
    "ö": "[öÖoO]",
    "ü": "[üÜuU]",
}


@dataclass(frozen=True)
class Finding:
    start: int
    end: int
    text: str
    mark: str


def patterns() -> list[tuple[str, str]]:
    """What is personal in any text, with the mark that takes its place."""
    return [
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _("[[email]]")),
        (r"\bTR\s?\d{2}(?:[\s-]?\d){22}\b", _("[[IBAN]]")),
        (r"\+\d{1,3}(?:[\s.()-]*\d){6,12}\b", _("[[phone]]")),
        (r"(?:\+90|\b0)[\s.(-]*\d{3}[\s.)-]*\d{3}[\s.-]*\d{2}[\s.-]*\d{2}\b", _("[[phone]]")),
        (r"\b[5]\d{2}[\s.-]?\d{3}[\s.-]?\d{2}[\s.-]?\d{2}\b", _("[[phone]]")),
        (r"\b\d{2}-\d{3}-\d{3}\b", _("[[register number]]")),
        (r"\b[1-9]\d{9,10}\b", _("[[number]]")),
        (r"\b\d{2}\s?[A-ZÇĞİÖŞÜ]{1,3}\s?\d{2,5}\b", _("[[licence plate]]")),
    ]


def find(text: str, ticket: Ticket) -> list[Finding]:
    """Everything in the text that we know to be the requester's, or that looks personal; without overlaps, in order."""
    known = [(_name_pattern(word), _("[[name]]")) for word in _names(ticket.requester_name)]
    known += [(_phrase_pattern(ticket.organisation), _("[[organisation]]"))] if ticket.organisation.strip() else []
    if ticket.requester_email:
        known.insert(0, (re.escape(ticket.requester_email), _("[[email]]")))
    matches = [
        Finding(match.start(), match.end(), match.group(), mark)
        for pattern, mark in known + patterns()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    matches += _parts_of_organisation(text, ticket)
    return list(_without_overlaps(matches))


def _parts_of_organisation(text: str, ticket: Ticket) -> Iterator[Finding]:
    # One word of a name is a name only with a capital: "Kedi Dostları" is one, a question about a cat is not.
    for word in _names(ticket.organisation):
        for match in re.finditer(_name_pattern(word), text, re.IGNORECASE):
            if match.group()[0].isupper():
                yield Finding(match.start(), match.end(), match.group(), _("[[organisation]]"))


def redact(text: str, ticket: Ticket) -> str:
    """The text with a mark in the place of every finding."""
    pieces, position = [], 0
    for finding in find(text, ticket):
        pieces += [text[position : finding.start], finding.mark]
        position = finding.end
    return "".join([*pieces, text[position:]])


def _names(name: str) -> list[str]:
    words = re.findall(r"[^\W\d_]{3,}", name)
    return [word for word in words if word.replace("İ", "i").replace("I", "ı").lower() not in COMMON_WORDS]


def _name_pattern(word: str) -> str:
    return rf"(?<!\w){_letters(word)}{SUFFIX}(?!\w)"


def _phrase_pattern(phrase: str) -> str:
    words = r"\s+".join(_letters(word) for word in phrase.split())
    return rf"(?<!\w){words}{SUFFIX}(?!\w)"


def _letters(word: str) -> str:
    # Capitals, dotted or not, and Turkish letters typed without their marks are the same name.
    lower = word.replace("İ", "i").replace("I", "ı").lower()
    return "".join(TURKISH_LETTERS.get(letter, re.escape(letter)) for letter in lower)


def _without_overlaps(findings: list[Finding]) -> Iterator[Finding]:
    end = 0
    for finding in sorted(findings, key=lambda f: (f.start, -(f.end - f.start))):
        if finding.start >= end:
            end = finding.end
            yield finding
