"""The entries most asked for, as the worker last counted them: how often each was opened, judged and answered with."""

from django.core.cache import cache
from django.db.models import Case, IntegerField, QuerySet, Value, When

from . import demand, pages
from .languages import CODES
from .models import ArticleText

KEY = "most-asked-by-language"
MOST = 24
KEPT_FOR = 2 * 86_400


def remember() -> int:
    """For the worker: count and keep the result for the home page."""
    asked_for = [pk for pk, _times in demand.of_articles().most_common()]
    cache.set(KEY, {language: _ranked(language, asked_for) for language in CODES}, KEPT_FOR)
    return 0


def _ranked(language: str, asked_for: list[int]) -> list[int]:
    texts = ArticleText.objects.published().filter(language=language)
    in_order = list(texts.order_by("article__topic__order", "article__key").values_list("article", flat=True))
    published = set(in_order)
    return list(dict.fromkeys([pk for pk in asked_for if pk in published] + in_order))[:MOST]


def first(texts: QuerySet[ArticleText], language: str) -> QuerySet[ArticleText]:
    """The texts of a language, the most asked for first, then in the order of topics."""
    ranked = pages.last_known(KEY, {}).get(language, [])
    if len(ranked) == MOST:
        # There are enough of them; thousands of others need not be put in order.
        texts = texts.filter(article__in=ranked)
    places = [When(article=pk, then=Value(number)) for number, pk in enumerate(ranked)]
    place = Case(*places, default=Value(MOST), output_field=IntegerField())
    return texts.order_by(place, "article__topic__order", "article__key")
