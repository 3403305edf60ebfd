"""What somebody typed, understood: a row of slots, each with the ways in which it may be met.

A slot is a word, or a few words that are one known term. A document scores with the best of the slot's ways, so that an
article is not praised twice for saying one thing in two words.
"""

from typing import NamedTuple, Self

from . import analysis, spelling, synonyms
from .analysis import fold
from .snapshot import Snapshot

LONGEST_QUERY = 200
MAX_WORDS = 40
SYNONYM_WORTH = 0.7
GUESS_WORTH = 0.4


class Way(NamedTuple):
    worth: float
    words: tuple[str, ...]
    is_beginning: bool = False


class Question(NamedTuple):
    language: str
    slots: list[list[Way]]
    known: int
    corrected: str

    @classmethod
    def unread(cls, text: str, language: str) -> Self:
        """Only its words, where there is no index to understand it with."""
        slots = [[Way(1.0, (word.folded,))] for word in analysis.words(text, language)]
        return cls(language, slots, 0, "")


def understand(text: str, language: str, snapshot: Snapshot, is_typing: bool = False) -> Question:
    """Read the words in one language. While somebody is typing, the last word is only its beginning."""
    words = list(analysis.words(text, language))[:MAX_WORDS]
    kept = [word for word in words if not analysis.is_stop_word(word.folded, language)] or words
    unfinished = kept[-1] if is_typing and kept and kept[-1].end == len(text) else None
    guesses = {word.folded: spelling.guess(word.folded, language, snapshot) for word in kept if word is not unfinished}
    folded = [word.folded for word in kept]
    slots, at = [], 0
    while at < len(kept):
        length, others = synonyms.others(folded, at, language)
        slots += [_slot(folded[at : at + length], others, guesses)]
        at += length
    if unfinished:
        slots[-1].append(Way(1.0, (unfinished.folded,), is_beginning=True))
    read = [guesses.get(word) or (word,) for word in folded]
    known = sum(all(spelling.is_known(fold(part), language, snapshot) for part in parts) for parts in read)
    return Question(language, slots, known, _corrected(text, words, guesses))


def _slot(words: list[str], others: list[tuple[str, ...]], guesses: dict[str, tuple[str, ...]]) -> list[Way]:
    ways = [Way(1.0, tuple(words))]
    ways += [Way(SYNONYM_WORTH / max(1, len(other) / len(words)), other) for other in others]
    if any(guesses.get(word) for word in words):
        ways.append(Way(GUESS_WORTH, tuple(fold(part) for word in words for part in guesses.get(word) or (word,))))
    return ways


def _corrected(text: str, words: list[analysis.Word], guesses: dict[str, tuple[str, ...]]) -> str:
    """The text with every misspelt word replaced; empty where nothing was."""
    for word in reversed(words):
        if guess := guesses.get(word.folded):
            text = text[: word.start] + " ".join(guess) + text[word.end :]
    return text if any(guesses.values()) else ""
