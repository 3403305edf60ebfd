"""The telling words of a long text."""

from collections import Counter

from . import analysis
from .snapshot import Snapshot

LONGEST = 6_000
MOST = 16


def telling(text: str, language: str, snapshot: Snapshot) -> str:
    """The rarest and most repeated words, in the order of the text; a short text stays as it is."""
    words = [
        word for word in analysis.words(text[:LONGEST], language) if not analysis.is_stop_word(word.folded, language)
    ]
    if len(words) <= MOST:
        return " ".join(word.lower for word in words)
    counts = Counter(word.folded for word in words)
    values = {word: count**0.5 * _rarity(word, language, snapshot) for word, count in counts.items()}
    chosen = set(sorted(values, key=values.__getitem__, reverse=True)[:MOST])
    return " ".join(dict.fromkeys(word.lower for word in words if word.folded in chosen))


def _rarity(word: str, language: str, snapshot: Snapshot) -> float:
    postings = snapshot.postings(language, analysis.key_term(word, language))
    return snapshot.rarity(postings) if postings.documents else 0.0
