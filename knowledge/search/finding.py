"""Questions to articles: the door everybody else comes in by."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from knowledge.languages import Language
from knowledge.models import Article, ArticleText, Topic

from . import highlight, keywords, ranking, server, snapshot, without_index
from .analysis import composed
from .question import LONGEST_QUERY, Question

logger = logging.getLogger(__name__)

WINDOW = 1_000


@dataclass(frozen=True)
class Hit:
    text: ArticleText
    score: float
    highlight: list[tuple[str, bool]]


@dataclass(frozen=True)
class Results:
    query: str
    language: str
    hits: list[Hit]
    total: int
    topics: list[tuple[Topic, int]]
    suggestion: str
    is_plain: bool


def find(query: str, *, language: str, topic: str = "", limit: int = 10, offset: int = 0) -> Results:
    """The published articles that answer a question, best first. Answers anything, with or without an index."""
    query, language = _tidy(query), _known(language)
    ranked, question, is_plain = _ranked(query, language)
    topics = list(Topic.objects.in_order()) if ranked else []
    places = (
        dict(Article.objects.published().filter(pk__in=[pk for pk, _ in ranked]).values_list("pk", "topic"))
        if ranked
        else {}
    )
    published = [(pk, score) for pk, score in ranked if pk in places]
    wanted = _branch(topic, topics)
    chosen = [(pk, score) for pk, score in published if not topic or places[pk] in wanted]
    page = chosen[max(offset, 0) : max(offset, 0) + max(limit, 0)]
    return Results(
        query=query,
        language=language,
        hits=_hits(page, language, lambda text: highlight.snippet(text, question)),
        total=len(chosen),
        topics=_facets(Counter(places.values()), topics),
        suggestion=question.corrected,
        is_plain=is_plain,
    )


def suggest(query: str, *, language: str, limit: int = 5) -> list[Hit]:
    """A few articles for what has been typed so far; the last word may be unfinished."""
    query, language = _tidy(query, keep_end=True), _known(language)
    if len(query.strip()) < 2:
        return []
    ranked, question, _ = _ranked(query, language, is_typing=True)
    return _hits(ranked[: limit + 5], language, lambda text: highlight.mark_question(text, question))[:limit]


def similar_to(words: str, *, language: str, limit: int = 5, leave_out: Article | None = None) -> list[Hit]:
    """Articles on the matter of a text, which may be long: a ticket, a draft, another article."""
    language = _known(language)
    try:
        words = keywords.telling(words, language, snapshot.latest())
    except snapshot.Unreadable:
        words = words[:LONGEST_QUERY]
    ranked, question, _ = _ranked(words, language)
    others = [(pk, score) for pk, score in ranked if leave_out is None or pk != leave_out.pk]
    return _hits(others[: limit + 5], language, lambda text: highlight.snippet(text, question))[:limit]


def _tidy(query: str, keep_end: bool = False) -> str:
    query = " ".join(composed(query).replace("\0", " ")[: 4 * LONGEST_QUERY].split()) + (
        " " if keep_end and query[-1:].isspace() else ""
    )
    return query[:LONGEST_QUERY]


def _known(language: str) -> str:
    return language if language in Language.values else Language.TURKISH.value


def _ranked(query: str, language: str, is_typing: bool = False) -> tuple[list[tuple[int, float]], Question, bool]:
    """Articles with their scores, best first, from the index or, failing that, straight from the database."""
    try:
        if server.is_used():
            return server.rank(query, language, WINDOW), Question.unread(query, language), False
        held = snapshot.latest()
        scores, question = ranking.rank(query, language, held, is_typing)
        return ranking.best(scores, held, WINDOW), question, False
    except Exception as error:
        # Whatever is wrong with the index, readers get an answer; the indexer repairs it.
        logger.warning("Answered without the index: %s", error)
        return without_index.rank(query, language)[:WINDOW], Question.unread(query, language), True


def _hits(page: list[tuple[int, float]], language: str, passage: Callable[[ArticleText], list]) -> list[Hit]:
    texts = _texts([pk for pk, _ in page], language) if page else {}
    return [Hit(texts[pk], round(score, 4), passage(texts[pk])) for pk, score in page if pk in texts]


def _texts(articles: list[int], language: str) -> dict[int, ArticleText]:
    """Each article's text in the reader's language, or in the other where there is none."""
    rows: QuerySet[ArticleText] = ArticleText.objects.published().filter(article__in=articles)
    rows = rows.select_related("article__topic")
    return {text.article_id: text for text in sorted(rows, key=lambda text: text.language == language)}


def _branch(topic: str, topics: Iterable[Topic]) -> set[int]:
    mine = next((one for one in topics if one.slug == topic), None)
    return {one.pk for one in topics if mine and mine.pk in (one.pk, one.parent_id)}


def _facets(counts: Counter[int], topics: Iterable[Topic]) -> list[tuple[Topic, int]]:
    return [(topic, counts[topic.pk]) for topic in topics if counts[topic.pk]]
