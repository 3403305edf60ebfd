"""Our one door to the search engine. Everybody else asks here and knows nothing of Haystack or Whoosh."""

from .analysis import folded_words
from .finding import Hit, Results, find, similar_to, suggest
from .indexer import apply_outbox, is_healthy, rebuild, reconcile
from .learning import opened, propose, record
from .question import LONGEST_QUERY
from .synonyms import load_synonyms

__all__ = [
    "LONGEST_QUERY",
    "Hit",
    "Results",
    "apply_outbox",
    "find",
    "folded_words",
    "is_healthy",
    "load_synonyms",
    "opened",
    "propose",
    "rebuild",
    "reconcile",
    "record",
    "similar_to",
    "suggest",
]
