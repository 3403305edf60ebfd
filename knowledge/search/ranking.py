"""Scores of documents for a question. The formula is explained in docs/search.md."""

from collections import defaultdict

from knowledge.languages import Language

from . import analysis
from .document import KINDS
from .question import Question, Way, understand
from .snapshot import Snapshot

OTHER_LANGUAGE = 0.8

# What scores less than this share of the best is no answer; it would only make the count meaningless.
RELEVANT = 0.2
FEW = 3

Scores = dict[int, float]


def rank(text: str, language: str, snapshot: Snapshot, is_typing: bool = False) -> tuple[Scores, Question]:
    """Every document that has anything of the question, and the question as the reader's language understands it."""
    question = understand(text, language, snapshot, is_typing)
    scores = score(question, snapshot)
    for other in Language.values:
        elsewhere = understand(text, other, snapshot, is_typing)
        # A Turkish question on the English pages: twice as many of its words are known there as here, or as many
        # and hardly anything here answers it.
        needed = question.known if _answers(scores) < FEW else 2 * question.known
        if other != language and elsewhere.known and elsewhere.known >= needed:
            for document, points in score(elsewhere, snapshot).items():
                scores[document] = scores.get(document, 0.0) + OTHER_LANGUAGE * points
    lifts = snapshot.lifts
    return {document: points * lifts[document] for document, points in scores.items()}, question


def _answers(scores: Scores) -> int:
    least = RELEVANT * max(scores.values(), default=0.0)
    return sum(points >= least for points in scores.values())


def best(scores: Scores, snapshot: Snapshot, most: int) -> list[tuple[int, float]]:
    """The articles that score best, without the tail of those that merely share a piece of a word."""
    least = RELEVANT * max(scores.values(), default=0.0)
    kept = sorted((-points, document) for document, points in scores.items() if points >= least)
    return [(snapshot.articles[document], -points) for points, document in kept[:most]]


def score(question: Question, snapshot: Snapshot) -> Scores:
    totals: Scores = {}
    for ways in question.slots:
        best: Scores = {}
        for way in ways:
            points = _points(way, question.language, snapshot)
            if not best:
                best = points
            else:
                for document, value in points.items():
                    if value > best.get(document, 0.0):
                        best[document] = value
        for document, value in best.items():
            totals[document] = totals.get(document, 0.0) + value
    return totals


def _points(way: Way, language: str, snapshot: Snapshot) -> Scores:
    points: defaultdict[int, float] = defaultdict(float)
    for word in way.words:
        for term, worth in _terms(word, language, way.is_beginning):
            postings = snapshot.postings(language, term)
            if postings.documents:
                factor = way.worth * worth * snapshot.rarity(postings)
                for document, weight in zip(postings.documents, postings.weights, strict=True):
                    points[document] += factor * weight
    return points


def _terms(word: str, language: str, is_beginning: bool) -> list[tuple[str, float]]:
    worth = KINDS[language]
    if is_beginning and 2 <= len(word) <= 4:
        return [(analysis.form("beginning", word).term, worth["beginning"])]
    return [(term, worth[kind]) for kind, term in analysis.forms(word, language)]
