"""Another engine of Haystack's, chosen by SEARCH_URL, in place of our own index."""

from django.conf import settings
from haystack import connections
from haystack.query import SearchQuerySet

from knowledge.languages import Language
from knowledge.models import Article

from . import analysis
from .document import FIELDS, indexable
from .question import MAX_WORDS

OURS = "knowledge.search.engine.Engine"
OTHER_LANGUAGE = 0.5


def is_used() -> bool:
    return settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"] != OURS


def rank(text: str, language: str, most: int) -> list[tuple[int, float]]:
    """Articles with any of the words, the fields weighed as in our own index."""
    words = [word.lower for word in analysis.words(text, language)][:MAX_WORDS]
    if not words:
        return []
    # The words are letters and digits only, and quoted: nothing in them is query code.
    asked = " OR ".join(f'"{word}"' for word in words)
    clauses = [
        f"{field}_{spoken}:({asked})^{worth * (1.0 if spoken == language else OTHER_LANGUAGE):.2f}"
        for field, (worth, _) in FIELDS.items()
        for spoken in Language.values
    ]
    found = SearchQuerySet().models(Article).raw_search(" OR ".join(clauses))[:most]
    return [(int(result.pk), float(result.score or 0)) for result in found]


def put(articles: set[int]) -> dict[int, str]:
    """Write these articles as they are now, or take them out."""
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Article)
    published = list(indexable().filter(pk__in=articles))
    for pk in articles - {article.pk for article in published}:
        backend.remove(f"knowledge.article.{pk}")
    if published:
        backend.update(index, published)
    return {}


def live() -> dict[int, int]:
    """The stamp of every article the server holds."""
    return {int(result.pk): int(result.stamp) for result in SearchQuerySet().models(Article)}


def count() -> int:
    return SearchQuerySet().models(Article).count()


def rebuild() -> int:
    """A changed analysis needs a new index; readers have the database meanwhile."""
    connections["default"].get_backend().clear()
    articles = set(Article.objects.published().values_list("pk", flat=True))
    put(articles)
    return len(articles)
