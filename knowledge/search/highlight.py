"""The passage of an article that answers best, cut where sentences end, with the words that were met marked apart."""

import re

from knowledge.models import ArticleText

from . import analysis
from .document import plain
from .question import Question

LONGEST = 240
READ = 6_000
SENTENCE = re.compile(r"[^\n.!?…]*(?:[.!?…](?!\s|$)[^\n.!?…]*)*[.!?…]*")

Pieces = list[tuple[str, bool]]


def snippet(text: ArticleText, question: Question) -> Pieces:
    """The sentences from the best one on, as many as fit; where nothing was met, the short answer."""
    asked = _keys(question) if question.language == text.language else frozenset()
    # The answer usually begins with the summary, word for word.
    both = _sentences(plain(text.summary)) + _sentences(plain(text.answer[:READ]))
    sentences = list(dict.fromkeys(both))
    if not sentences:
        return []
    found = [len(_met(sentence, asked, text.language)) for sentence in sentences]
    start = found.index(max(found))
    passage = sentences[start]
    for sentence in sentences[start + 1 :]:
        if len(passage) + len(sentence) >= LONGEST:
            break
        passage = f"{passage} {sentence}"
    return marked(passage, asked, text.language)


def mark_question(text: ArticleText, question: Question) -> Pieces:
    asked = _keys(question) if question.language == text.language else frozenset()
    return marked(text.question, asked, text.language)


def marked(passage: str, asked: frozenset[str], language: str) -> Pieces:
    passage, pieces, at = analysis.composed(passage), [], 0
    for word in analysis.words(passage, language):
        if analysis.key(word.folded, language) in asked:
            pieces += [(passage[at : word.start], False), (passage[word.start : word.end], True)]
            at = word.end
    pieces.append((passage[at:], False))
    return [piece for piece in pieces if piece[0]]


def _keys(question: Question) -> frozenset[str]:
    return frozenset(
        analysis.key(word, question.language) for ways in question.slots for way in ways for word in way.words
    )


def _met(sentence: str, asked: frozenset[str], language: str) -> set[str]:
    return {analysis.key(word, language) for word in analysis.folded_words(sentence, language)} & asked


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE.findall(text) if sentence.strip()]
