"""The public read API: what readers may see, as JSON for anyone."""

import datetime
from functools import wraps

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from knowledge import pages, rendering, search
from knowledge.languages import Language
from knowledge.models import Article, ArticleText
from knowledge.openapi import description

from .faq import topics_with_counts

MOST = 50
DEFAULT_LIMIT = 10


class BadParameter(Exception):
    """A parameter we do not understand; the message is for the developer at the other end."""


def endpoint(view):
    """A cacheable JSON view open to every origin, in the language asked for; errors are JSON too."""

    @wraps(view)
    @require_safe
    @pages.public
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        language = request.GET.get("lang", Language.TURKISH)
        try:
            if language not in Language.values:
                raise BadParameter(f"lang must be one of: {', '.join(Language.values)}")
            with override(language):
                response = JsonResponse(
                    view(request, *args, language=language, **kwargs), json_dumps_params={"ensure_ascii": False}
                )
        except BadParameter as error:
            response = JsonResponse({"error": str(error)}, status=400)
        except Http404:
            response = JsonResponse({"error": "There is no such thing here."}, status=404)
        response["Access-Control-Allow-Origin"] = "*"
        response["Content-Language"] = language if language in Language.values else "en"
        return response

    return answered


def _whole_number(request: HttpRequest, name: str, default: int, most: int) -> int:
    value = request.GET.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise BadParameter(f"{name} must be a whole number")
    return min(int(value), most)


def _topic(request: HttpRequest) -> str:
    value = request.GET.get("topic", "")
    if "\0" in value:
        raise BadParameter("topic must be the address of a topic")
    return value


@endpoint
def search_articles(request: HttpRequest, *, language: str) -> dict:
    limit = _whole_number(request, "limit", DEFAULT_LIMIT, MOST)
    query = request.GET.get("q", "").strip()[: search.LONGEST_QUERY]
    found = search.find(query, language=language, topic=_topic(request), limit=limit)
    return {
        "query": query,
        "language": language,
        "count": found.total,
        "results": [_hit(request, hit) for hit in found.hits],
    }


@endpoint
def suggest(request: HttpRequest, *, language: str) -> dict:
    query = request.GET.get("q", "").strip()[: search.LONGEST_QUERY]
    hits = search.suggest(query, language=language)
    return {"query": query, "language": language, "count": len(hits), "results": [_hit(request, hit) for hit in hits]}


def _hit(request: HttpRequest, hit: search.Hit) -> dict:
    return {
        "key": hit.text.article.key,
        "question": hit.text.question,
        "url": request.build_absolute_uri(hit.text.get_absolute_url()),
        "score": round(hit.score, 4),
        "highlight": "".join(piece for piece, _is_match in hit.highlight),
    }


@endpoint
def articles(request: HttpRequest, *, language: str) -> dict:
    limit = _whole_number(request, "limit", DEFAULT_LIMIT, MOST)
    offset = _whole_number(request, "offset", 0, 10**8)
    texts = (
        ArticleText.objects.published()
        .filter(language=language)
        .select_related("article__topic")
        .order_by("article__key")
    )
    if topic := _topic(request):
        texts = texts.filter(article__topic__slug=topic) | texts.filter(article__topic__parent__slug=topic)
    rows = list(texts[offset : offset + limit + 1])
    following = _following(request, limit, offset) if len(rows) > limit > 0 else None
    return {"count": texts.count(), "next": following, "results": [_summary(request, text) for text in rows[:limit]]}


def _following(request: HttpRequest, limit: int, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = limit, offset + limit
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


@endpoint
def article(request: HttpRequest, key: str, *, language: str) -> dict:
    texts = ArticleText.objects.published().select_related("article__topic")
    text = get_object_or_404(texts, article__key=key, language=language)
    citations = text.article.citations.select_related("source")
    return _summary(request, text) | {
        "answer": text.answer,
        "answer_html": rendering.render(text.answer),
        "citations": [{"source": c.source.title, "place": c.place_for_readers, "url": c.source.url} for c in citations],
    }


def _summary(request: HttpRequest, text: ArticleText) -> dict:
    return {
        "key": text.article.key,
        "language": text.language,
        "question": text.question,
        "summary": text.summary,
        "topic": text.article.topic.slug,
        "url": request.build_absolute_uri(text.get_absolute_url()),
        "revision": text.revision,
        "valid_as_of": text.article.valid_as_of,
        "confidence": text.article.confidence,
    }


@endpoint
def changes(request: HttpRequest, *, language: str) -> dict:
    """What was published since a moment, oldest first, and the keys of what was taken out since."""
    since = _moment(request.GET.get("since", ""))
    limit, offset = _whole_number(request, "limit", DEFAULT_LIMIT, MOST), _whole_number(request, "offset", 0, 10**8)
    revisions = ArticleText.objects.revisions_since(since, language=language)
    rows = list(revisions[offset : offset + limit + 1])
    texts = ArticleText.objects.select_related("article__topic").in_bulk({row.id for row in rows})
    return {
        "count": revisions.count(),
        "next": _following(request, limit, offset) if len(rows) > limit > 0 else None,
        "results": [_change(request, row, texts[row.id]) for row in rows[:limit]],
        "withdrawn": list(Article.objects.withdrawn_since(since).values_list("key", flat=True)),
    }


def _change(request: HttpRequest, row: models.Model, text: ArticleText) -> dict:
    return {
        "key": text.article.key,
        "language": row.language,
        "revision": row.revision,
        "question": row.question,
        "url": request.build_absolute_uri(text.get_absolute_url()),
        "changed_at": row.history_date,
        "significance": row.significance,
        "reason": row.history_change_reason,
    }


def _moment(value: str) -> datetime.datetime:
    """A day or a moment in ISO 8601; without one, the beginning."""
    try:
        moment = datetime.datetime.fromisoformat(value or "2000-01-01")
    except ValueError as error:
        raise BadParameter("since must be a day or a moment in ISO 8601, such as 2026-01-31") from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


@endpoint
def topics(request: HttpRequest, *, language: str) -> dict:
    rows = [row for parent in topics_with_counts() for row in [parent, *parent.subtopics]]
    results = [
        {
            "slug": row.slug,
            "parent": row.parent_id and next(other.slug for other in rows if other.pk == row.parent_id),
            "name": row.name,
            "description": row.description,
            "articles": row.article_count,
            "url": request.build_absolute_uri(row.get_absolute_url()),
        }
        for row in rows
    ]
    return {"count": len(results), "next": None, "results": results}


@endpoint
def openapi(request: HttpRequest, *, language: str) -> dict:
    return description(request.build_absolute_uri("/api/v1"))


@endpoint
def nothing(request: HttpRequest, anything: str, *, language: str) -> dict:
    """Whoever mistypes an address of the API gets an answer their program can read."""
    raise Http404
