"""The nearest word of a published article for a word that no article has."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.languages import Language

from . import analysis
from .snapshot import Lexicon, Snapshot

SHORTEST = 4
TWO_MISTAKES_FROM = 8
CANDIDATES = 10


def guess(word: str, language: str, snapshot: Snapshot) -> tuple[str, ...]:
    """One word, or the two that were written together; nothing for a word that is known or too short to tell."""
    if len(word) < SHORTEST or not word.isalpha():
        return ()
    spoken = sorted(Language.values, key=lambda other: other != language)
    # In any language: a Turkish word on the English pages is no mistake.
    if any(is_known(word, other, snapshot) for other in spoken):
        return _parts(word, snapshot.lexicon(language), least=4)
    for other in spoken:
        lexicon = snapshot.lexicon(other)
        if found := _parts(word, lexicon, least=3) or _nearest(word, lexicon, other, snapshot):
            return found
    return ()


def is_known(word: str, language: str, snapshot: Snapshot) -> bool:
    """Whether some article has the word, in whatever inflection."""
    return snapshot.has(language, analysis.key_term(word, language))


def _parts(word: str, lexicon: Lexicon, least: int) -> tuple[str, ...]:
    if word in lexicon.shown:
        return ()
    for at in range(least, len(word) - least + 1):
        if word[:at] in lexicon.shown and word[at:] in lexicon.shown:
            return lexicon.shown[word[:at]], lexicon.shown[word[at:]]
    return ()


def _nearest(word: str, lexicon: Lexicon, language: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The first letter is taken to be right: people seldom miss it, and it spares most of the comparing."""
    allowed = 2 if len(word) >= TWO_MISTAKES_FROM else 1
    others = lexicon.like(word, allowed)
    near = process.extract(word, others, scorer=OSA.distance, score_cutoff=allowed, limit=CANDIDATES)
    shown = [(distance, lexicon.shown[found]) for found, distance, _ in near]
    found = min(shown, key=lambda pair: (pair[0], -snapshot.frequency(pair[1], language)), default=None)
    return (found[1],) if found else ()
