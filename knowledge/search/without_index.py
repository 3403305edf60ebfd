"""Plainer results straight from the database, for as long as there is no index to ask."""

from django.db.models.functions import Left

from knowledge.models import ArticleText

from . import analysis

BEGINNING = 600
MOST_TEXTS = 50_000


def rank(query: str, language: str) -> list[tuple[int, float]]:
    """Published articles by how many of the words they have, those in the question counting three times."""
    asked = {
        word.folded[:5] for word in analysis.words(query, language) if not analysis.is_stop_word(word.folded, language)
    }
    asked = asked or {word.folded[:5] for word in analysis.words(query, language)}
    if not asked:
        return []
    rows = ArticleText.objects.published().order_by("pk").annotate(beginning=Left("answer", BEGINNING))
    fields = ("article", "language", "question", "asked_as", "keywords", "summary", "beginning")
    scores: dict[int, float] = {}
    for article, written_in, question, *more in rows.values_list(*fields)[:MOST_TEXTS].iterator():
        points = _points(asked, question, written_in) * 3 + _points(asked, " ".join(more), written_in)
        if points:
            scores[article] = max(scores.get(article, 0.0), points + 0.5 * (written_in == language))
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _points(asked: set[str], text: str, language: str) -> float:
    folded = " " + analysis.fold_text(text, language)
    return float(sum(f" {word}" in folded for word in asked))
