"""Plainer results straight from the database, for as long as there is no index to ask."""

import re
from collections.abc import Iterator
from time import monotonic

from django.db.models import Case, When
from django.db.models.functions import Left

from knowledge.models import ArticleText

from . import analysis

BEGINNING = 600
# A large FAQ is looked through for as long as a reader would wait, its texts in the reader's language first.
SECONDS = 0.6


def rank(query: str, language: str) -> list[tuple[int, float]]:
    """Published articles by how many of the words they have, those in the question counting three times."""
    words = [word.folded for word in analysis.words(query, language)]
    telling = [word for word in words if not analysis.is_stop_word(word, language)]
    asked = {word[:5] for word in telling or words}
    scores: dict[int, float] = {}
    if asked:
        deadline = monotonic() + SECONDS
        for article, is_own, question, *more in _texts(language):
            points = 3 * _points(asked, question) + _points(asked, " ".join(more))
            if points:
                scores[article] = max(scores.get(article, 0.0), points + 0.5 * is_own)
            if monotonic() > deadline:
                break
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _texts(language: str) -> Iterator[tuple]:
    own_first = Case(When(language=language, then=1), default=0)
    rows = ArticleText.objects.published().annotate(is_own=own_first, beginning=Left("answer", BEGINNING))
    fields = ("article", "is_own", "question", "asked_as", "keywords", "summary", "beginning")
    return rows.order_by("-is_own", "pk").values_list(*fields).iterator()


def _points(asked: set[str], text: str) -> float:
    folded = analysis.fold_text(text)
    return float(sum(word in folded and re.search(rf"\b{word}", folded) is not None for word in asked))
