"""Words that mean one thing.

Editors keep them in the database. Searching reads a copy beside the index, so that it asks the database nothing, and a
change takes effect at the indexer's next pass, without a restart.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from knowledge.languages import Language
from knowledge.models import Synonym

from . import analysis, store

FILE = "synonyms.json"
MAX_OTHERS = 8

Sequence = tuple[str, ...]


class Groups(NamedTuple):
    """From the keys of a term's words to the other ways to say it, each as folded words."""

    others: dict[Sequence, list[Sequence]]
    longest: int


@transaction.atomic
def load_synonyms(folder: Path) -> int:
    """Load `tr.txt` and `en.txt`: one group a line, separated by commas. What an editor changed since stays changed."""
    count = 0
    for language in Language.values:
        path = folder / f"{language}.txt"
        lines = [_tidy(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
        groups = list(dict.fromkeys(line for line in lines if "," in line))
        seeded = Synonym.objects.filter(language=language).exclude(seeded_as="")
        seeded.exclude(seeded_as__in=groups).delete()
        known = set(seeded.values_list("seeded_as", flat=True)) | set(_written_by_hand(language))
        Synonym.objects.bulk_create(Synonym(language=language, terms=g, seeded_as=g) for g in groups if g not in known)
        count += len(groups)
    transaction.on_commit(refresh)
    return count


def _tidy(line: str) -> str:
    terms = [" ".join(term.split()) for term in line.split("#")[0].split(",")]
    return ", ".join(filter(None, terms))[:500]


def _written_by_hand(language: str) -> list[str]:
    return list(Synonym.objects.filter(language=language, seeded_as="").values_list("terms", flat=True))


def refresh() -> None:
    """Write the copy that searching reads, if an editor changed something."""
    path = store.folder() / FILE
    text = json.dumps(in_database(), ensure_ascii=False)
    if not path.exists() or path.read_text() != text:
        store.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        store.replace(path, text)


def in_database() -> dict[str, list[list[str]]]:
    groups: dict[str, list[list[str]]] = {language: [] for language in Language.values}
    for language, terms in Synonym.objects.order_by("pk").values_list("language", "terms"):
        groups[language].append([term.strip() for term in terms.split(",") if term.strip()])
    return groups


_read: tuple[tuple[object, ...], dict[str, Groups]] | None = None


def groups(language: str) -> Groups:
    global _read
    path = store.folder() / FILE
    try:
        state = path.stat()
    except OSError:
        return Groups({}, 0)
    wanted = (path, state.st_ino, state.st_mtime_ns)
    if _read is None or _read[0] != wanted:
        _read = (
            wanted,
            {language: _grouped(terms, language) for language, terms in json.loads(path.read_text()).items()},
        )
    return _read[1][language]


def _grouped(groups: list[list[str]], language: str) -> Groups:
    others: defaultdict[Sequence, list[Sequence]] = defaultdict(list)
    for group in groups:
        sequences = [tuple(word.folded for word in analysis.words(term, language)) for term in group]
        for sequence in filter(None, sequences):
            others[keys(sequence, language)] += [other for other in sequences if other and other != sequence]
    return Groups(dict(others), max(map(len, others), default=0))


def keys(sequence: Sequence, language: str) -> Sequence:
    """What a word and its inflected forms have in common."""
    return tuple(analysis.key(word, language) for word in sequence)


def others(sequence: list[str], at: int, language: str) -> tuple[int, list[Sequence]]:
    """How many of the words from `at` on are a known term, and the other ways to say it."""
    known = groups(language)
    found = keys(tuple(sequence[at : at + known.longest]), language)
    for length in range(len(found), 0, -1):
        if found[:length] in known.others:
            return length, known.others[found[:length]][:MAX_OTHERS]
    return 1, []
