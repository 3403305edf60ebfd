"""The entries most asked for, as the worker last counted them: how often each was opened, judged and answered with."""

from django.core.cache import cache
from django.db.models import Case, IntegerField, Value, When

from . import demand, pages
from .models import Article

KEY = "most-asked"
MOST = 24
KEPT_FOR = 2 * 86_400


def remember() -> int:
    """For the worker: count and keep the result for the home page."""
    ranked = [pk for pk, _times in demand.of_articles().most_common()]
    published = set(Article.objects.published().values_list("pk", flat=True))
    cache.set(KEY, [pk for pk in ranked if pk in published][:MOST], KEPT_FOR)
    return 0


def place() -> Case:
    """Where an article's text stands among the most asked for; those nobody asked for come last."""
    ranked = pages.last_known(KEY, [])
    places = [When(article=pk, then=Value(number)) for number, pk in enumerate(ranked)]
    return Case(*places, default=Value(MOST), output_field=IntegerField())
