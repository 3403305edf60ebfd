"""The entries most asked for, as the worker last counted them: how often each was opened, judged and answered with."""

from django.core.cache import cache
from django.db.models import QuerySet

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


def first(texts: QuerySet[ArticleText], language: str, number: int) -> list[ArticleText]:
    """The texts of a language most asked for at the last count; before there was one, the first ones of the topics."""
    ranked = pages.last_known(KEY, {}).get(language, [])
    if not ranked:
        return list(texts.order_by("article__topic__order", "article__key")[:number])
    # Put in order here: telling the database the place of each costs more than reading two dozen rows.
    return sorted(texts.filter(article__in=ranked), key=lambda text: ranked.index(text.article_id))[:number]
