"""Haystack's face of our index, so that its query sets, commands and tools meet the same results as readers do."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import get_language
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.models import SearchResult

from knowledge.languages import Language
from knowledge.models import Article

from . import indexer, ranking, snapshot
from .finding import WINDOW
from .question import LONGEST_QUERY


class Backend(BaseSearchBackend):
    """Words in, ranked articles out. Writing is the indexer's: what Haystack wants written is compared and repaired."""

    def update(self, index, iterable: Iterable[Model], commit: bool = True) -> None:
        indexer.put({article.pk for article in iterable})

    def remove(self, obj_or_string: Model | str, commit: bool = True) -> None:
        pk = obj_or_string.rsplit(".", 1)[-1] if isinstance(obj_or_string, str) else obj_or_string.pk
        indexer.put({int(pk)})

    def clear(self, models: list[type[Model]] | None = None, commit: bool = True) -> None:
        """An index without its articles is of no use to anybody, so clearing makes it anew."""
        indexer.rebuild()

    def search(self, query_string: str, start_offset: int = 0, end_offset: int | None = None, **_: object) -> dict:
        held = snapshot.latest()
        language = (get_language() or Language.TURKISH)[:2]
        if query_string == "*":
            ranked = [(pk, 0.0) for pk in sorted(held.live)]
        else:
            scores, _question = ranking.rank(query_string[:LONGEST_QUERY], language, held)
            ranked = ranking.best(scores, held, WINDOW)
        live = set(Article.objects.published().filter(pk__in=[pk for pk, _ in ranked]).values_list("pk", flat=True))
        ranked = [(pk, score) for pk, score in ranked if pk in live]
        results = [
            SearchResult("knowledge", "article", str(pk), score) for pk, score in ranked[start_offset:end_offset]
        ]
        return {"results": results, "hits": len(ranked)}


class Words(BaseSearchQuery):
    """Whatever is filtered by, our index is asked for the words in it."""

    def build_query_fragment(self, field: str, filter_type: str, value: object) -> str:
        if hasattr(value, "prepare"):
            value = value.prepare(self)
        return "" if field in (ID, DJANGO_CT, DJANGO_ID) else " ".join(str(value).split())

    def matching_all_fragment(self) -> str:
        return "*"

    def build_not_query(self, query_string: str) -> str:
        return ""

    def clean(self, query_fragment: str) -> str:
        return query_fragment

    def build_query(self) -> str:
        words = self.query_filter.as_query_string(self.build_query_fragment)
        return " ".join(word for word in words.translate(BRACKETS).split() if word not in ("AND", "OR", "NOT")) or "*"


BRACKETS = str.maketrans("()", "  ")


class Engine(BaseEngine):
    backend = Backend
    query = Words
