"""What a process holds of the index: numbers of every document, and the postings it has met so far.

Whoosh stores and finds postings; adding up a score over its matchers would be ten times slower than over plain arrays.
A snapshot never changes. When the index does, the next search opens a new one.
"""

import threading
from array import array
from collections import defaultdict
from functools import cached_property
from math import log
from typing import NamedTuple

from whoosh import index
from whoosh.reading import IndexReader, TermNotFound

from . import analysis, store

KEPT_POSTINGS = 20_000_000


class Postings(NamedTuple):
    documents: array
    weights: array


NOTHING = Postings(array("L"), array("f"))


class Lexicon(NamedTuple):
    """The words readers can see in published articles, by their folded form."""

    shown: dict[str, str]
    shelves: dict[tuple[str, int], list[str]]

    def like(self, word: str, difference: int) -> list[str]:
        """The words with the same first letter that are about as long."""
        lengths = range(len(word) - difference, len(word) + difference + 1)
        return [other for length in lengths for other in self.shelves.get((word[0], length), ())]


class Snapshot:
    def __init__(self, reader: IndexReader):
        self.reader = reader
        self.lock = threading.Lock()
        self.count = reader.doc_count()
        self.articles, self.topics, self.lifts, self.stamps = (
            list(reader.column_reader(name)) if self.count else [] for name in ("pk", "topic", "lift", "stamp")
        )
        self._postings: dict[tuple[str, str], Postings] = {}
        self._lexicons: dict[str, Lexicon] = {}
        self._kept = 0

    def postings(self, field: str, term: str) -> Postings:
        found = self._postings.get((field, term))
        return found if found is not None else self._read(field, term)

    def rarity(self, postings: Postings) -> float:
        """One idf for a term in whatever field it stands."""
        frequency = len(postings.documents)
        return log(1 + (self.count - frequency + 0.5) / (frequency + 0.5))

    def has(self, field: str, term: str) -> bool:
        return len(self.postings(field, term).documents) > 0

    def lexicon(self, language: str) -> Lexicon:
        if language not in self._lexicons:
            with self.lock:
                words = [word.decode() for word in self.reader.lexicon(f"lexicon_{language}")] if self.count else []
            shown, shelves = {analysis.fold(word): word for word in words}, defaultdict(list)
            for folded in shown:
                shelves[folded[0], len(folded)].append(folded)
            self._lexicons[language] = Lexicon(shown, shelves)
        return self._lexicons[language]

    def frequency(self, word: str, language: str) -> int:
        """How many articles show readers this very word."""
        with self.lock:
            return self.reader.doc_frequency(f"lexicon_{language}", word.encode())

    @cached_property
    def live(self) -> dict[int, int]:
        """The stamp of every article in the index; a duplicate counts as a difference."""
        stamps: dict[int, int] = {}
        for number in self.reader.all_doc_ids() if self.count else ():
            article = self.articles[number]
            stamps[article] = 0 if article in stamps else self.stamps[number]
        return stamps

    def _read(self, field: str, term: str) -> Postings:
        # Threads share one reader, whose files have one position each.
        with self.lock:
            try:
                matcher = self.reader.postings(field, term.encode())
            except TermNotFound:
                found = NOTHING
            else:
                found = _drain(matcher)
            if self._kept > KEPT_POSTINGS:
                self._postings.clear()
                self._kept = 0
            self._kept += len(found.documents) + 20
            self._postings[field, term] = found
        return found


def _drain(matcher) -> Postings:
    documents, weights = array("L"), array("f")
    while matcher.is_active():
        documents.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return Postings(documents, weights)


class Unreadable(Exception):
    """There is no index, or not one that can be read."""


_opened: tuple[tuple[object, ...], Snapshot] | None = None
_opening = threading.Lock()


def latest() -> Snapshot:
    """The index as it is now."""
    global _opened
    wanted = (store.folder(), *store.version())
    opened = _opened
    if opened is not None and opened[0] == wanted:
        return opened[1]
    with _opening:
        if _opened is None or _opened[0] != wanted:
            _opened = wanted, open_snapshot()
        return _opened[1]


def open_snapshot() -> Snapshot:
    generation = store.current()
    if generation is None:
        raise Unreadable("There is no index.")
    try:
        return Snapshot(index.open_dir(generation).reader())
    except Exception as error:
        # Whoosh raises whatever a damaged file makes it stumble over.
        raise Unreadable(f"The index in {generation.name} cannot be read: {error}") from error
