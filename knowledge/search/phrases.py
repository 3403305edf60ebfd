"""Whether words may be kept, and whether they say anything that search does not hear yet."""

from knowledge.models import Article

from . import analysis
from .learning import scrub
from .question import LONGEST_QUERY


def is_doubtful(words: str, language: str) -> bool:
    """Something in them looks personal, so that scrubbing would take it out."""
    return scrub(words, language) != " ".join(analysis.composed(words).split())[:LONGEST_QUERY]


def sense(words: str, language: str) -> frozenset[str]:
    """What the ways to write one question share, whatever their capitals, suffixes, marks and order."""
    folded = analysis.folded_words(words, language)
    return frozenset(analysis.key(word, language) for word in folded if not analysis.is_stop_word(word, language))


def is_said_already(article: Article, words: str, language: str) -> bool:
    """The entry's own question, or one way it is also asked, has all of these words."""
    said = [line for t in article.texts.filter(language=language) for line in (t.question, *t.asked_as.splitlines())]
    return any(sense(words, language) <= sense(line, language) for line in said)


def folded(term: str, language: str) -> str:
    """A term as search reads it: without capitals, marks and diacritics."""
    return " ".join(analysis.folded_words(term, language))
