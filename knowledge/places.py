"""Places in a source as people write them ("art. 19/3", "m. 21-24, geçici m. 2"), and whether two of them meet."""

import re
from dataclasses import dataclass

# How a kind of place is written: one of it, several of it, and what else people type.
KINDS = {
    "temporary": ("temporary art.", "", r"(?:temporary|provisional) art(?:icle)?s?\.?|geçici (?:m|md|madde)\.?"),
    "additional": ("additional art.", "", r"additional art(?:icle)?s?\.?|ek (?:m|md|madde)\.?"),
    "repeated": ("repeated art.", "", r"repeated art(?:icle)?s?\.?|mükerrer (?:m|md|madde)\.?"),
    "article": ("art.", "arts.", r"art(?:icle)?s?\.?|(?:md|mad|m)\.?|madde(?:ler|si)?"),
    "annex": ("annex", "", r"annex(?:es)?|ek(?:ler)?-?"),
    "section": ("section", "sections", r"sections?|bölüm(?:ler)?"),
    "chapter": ("ch.", "", r"ch(?:apter)?s?\.?|böl\.?"),
    "paragraph": ("para.", "paras.", r"para(?:graph)?s?\.?|fıkra(?:lar)?"),
    "page": ("p.", "pp.", r"p{1,2}\.|pages?|s\.|sayfa(?:lar)?"),
}
# Numbered side by side in a law, so that one is never inside another. A page or a chapter may hold any of them.
PROVISIONS = ("temporary", "additional", "repeated", "article", "annex")

KIND = "|".join(f"(?P<{kind}>{pattern})" for kind, (_one, _many, pattern) in KINDS.items())
ITEM = re.compile(
    rf"(?:(?:{KIND})\s*)?(?P<first>\d{{1,4}})(?:\s*[-–]\s*(?P<last>\d{{1,4}})|/(?P<path>[^\W_]+(?:[-/][^\W_]+)*))?"
    r"\s*(?P<marked>\((?:repeated|mükerrer)\))?",
    re.IGNORECASE,
)
NUMBER_FIRST = re.compile(r"(\d+(?:/[^\W_]+)?)(?:['’.]\w*|\.)?\s+madde\w*", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:[,;]|\bve\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    kind: str
    first: int
    last: int
    path: tuple[str, ...]
    number: str

    def meets(self, other: "Place") -> bool:
        if self.kind != other.kind:
            return not (self.kind in PROVISIONS and other.kind in PROVISIONS)
        if self.last < other.first or other.last < self.first:
            return False
        # A whole article holds its paragraphs; two paragraphs of one article are two places.
        return all(mine == theirs for mine, theirs in zip(self.path, other.path, strict=False))


def parse(text: str) -> list[Place] | None:
    """The places named, or None where there is none or we do not understand it."""
    words = NUMBER_FIRST.sub(r"madde \1", " ".join(text.replace("İ", "i").split()))
    places: list[Place] = []
    for item in BETWEEN.split(words):
        match = ITEM.fullmatch(item)
        kind = next((name for name in KINDS if match[name]), None) if match else None
        if match is None or (kind is None and not places):
            return None
        places.append(_place("repeated" if match["marked"] else kind or places[-1].kind, match))
    return places


def _place(kind: str, match: re.Match) -> Place:
    first, last = int(match["first"]), int(match["last"] or match["first"])
    path = tuple(re.split(r"[-/]", match["path"].casefold())) if match["path"] else ()
    number = match["first"] + (f"-{match['last']}" if match["last"] else f"/{match['path']}" if path else "")
    if len(path) == 2 and path[0].isdigit() == path[1].isdigit() and "-" in match["path"]:
        # "5/1-3" and "32/a-d" are ranges inside one article: the article as a whole is near enough.
        path = ()
    return Place(kind, min(first, last), max(first, last), path, number)


def meet(one: str, other: str) -> bool:
    """Whether what is cited and what changed may be the same place. Without a place, or one we can read, they may."""
    mine, theirs = parse(one), parse(other)
    if mine is None or theirs is None:
        return True
    return any(place.meets(another) for place in mine for another in theirs)


def in_short(text: str) -> str | None:
    """The same places in the short form citations are kept in ("arts. 19, 21-24"), or None if we cannot read it."""
    places = parse(text)
    if places is None:
        return None
    parts: list[tuple[str, list[Place]]] = []
    for place in places:
        has_plural = KINDS[place.kind][1] != ""
        if parts and parts[-1][0] == place.kind and has_plural:
            parts[-1][1].append(place)
        else:
            parts.append((place.kind, [place]))
    return ", ".join(_written(kind, group) for kind, group in parts)


def _written(kind: str, group: list[Place]) -> str:
    one, many, _pattern = KINDS[kind]
    is_one = len(group) == 1 and group[0].first == group[0].last
    return f"{one if is_one or not many else many} {', '.join(place.number for place in group)}"
