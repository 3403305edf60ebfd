"""An article as the index holds it: for each language the weight of every term, worked out when it is indexed.

The formula is explained, part by part with what each gained, in docs/search.md.
"""

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Avg, Count, Prefetch, Q, QuerySet
from django.db.models.functions import Length

from knowledge.languages import Language
from knowledge.models import Article, ArticleText, LearnedPhrase

from . import analysis

SCHEMA = 2
# How much a match in each field is worth, and how much its length counts against it.
FIELDS = {
    "question": (2.4, 0.4),
    "asked_as": (2.0, 0.4),
    "keywords": (1.6, 0.4),
    "summary": (1.3, 0.6),
    "answer": (1.0, 0.7),
}
SHOWN = ("question", "summary", "answer")
PIECED = ("question", "asked_as", "keywords", "summary")
SATURATION = 1.0
KINDS = {
    "tr": {"word": 1.0, "five": 0.8, "root": 0.35, "piece": 0.12, "beginning": 1.0},
    "en": {"word": 1.0, "stem": 1.0, "piece": 0.1, "beginning": 1.0},
}
USUAL_LENGTHS = {"question": 60.0, "asked_as": 250.0, "keywords": 80.0, "summary": 180.0, "answer": 1200.0}

LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
LINE_MARKS = re.compile(r"^[ \t]*(?:#{1,6}|[-*+]|\d+[.)]|>|\|?[-:| ]{3,}$)(?:[ \t]+|$)", re.MULTILINE)
INLINE_MARKS = re.compile(r"\*\*|__|[`*|]|(?<!\w)_|_(?!\w)")

Lengths = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Document:
    article: int
    topic: int
    stamp: int
    lift: float
    terms: dict[str, dict[str, float]]
    lexicon: dict[str, set[str]]


def plain(markdown: str) -> str:
    """The words of a Markdown text, never shown as HTML. Rendering would do the same a hundred times slower."""
    text = LINE_MARKS.sub("", LINK.sub(r"\1", markdown))
    return INLINE_MARKS.sub("", text)


def indexable() -> QuerySet[Article]:
    """What goes into the index: the published articles with their texts and the votes of readers."""
    learned = Prefetch("learned_phrases", LearnedPhrase.objects.approved().order_by("pk"))
    votes = {
        "helped": Count("feedback", filter=Q(feedback__is_helpful=True)),
        "not_helped": Count("feedback", filter=Q(feedback__is_helpful=False)),
    }
    return Article.objects.published().annotate(**votes).prefetch_related("texts", learned).order_by("pk")


def usual_lengths() -> Lengths:
    """The average length in letters of each field in each language."""
    averages = {field: Avg(Length(field), filter=~Q(**{field: ""})) for field in FIELDS}
    rows = (
        ArticleText.objects.published()
        .order_by("language")
        .values("language")
        .annotate(**{f"{f}_length": a for f, a in averages.items()})
    )
    found = {row["language"]: {f: row[f"{f}_length"] for f in FIELDS} for row in rows}
    return {
        language: {f: found.get(language, {}).get(f) or USUAL_LENGTHS[f] for f in FIELDS}
        for language in Language.values
    }


def lift(article: Article) -> float:
    """A small advantage for what experts checked and readers found helpful; never more than a tenth."""
    votes = article.helped + article.not_helped
    helpful = (article.helped - article.not_helped) / (votes + 5)
    return 1 + 0.03 * article.is_validated + 0.07 * helpful


def stamp(article: Article) -> int:
    """A number that changes whenever the article's document would."""
    parts = [SCHEMA, article.topic_id, round(lift(article), 3)]
    for text in sorted(article.texts.all(), key=lambda text: text.language):
        parts += [text.language, *(getattr(text, field) for field in FIELDS), *learned_phrases(article, text.language)]
    digest = hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=7).digest()
    return int.from_bytes(digest)


def document(article: Article, lengths: Lengths) -> Document:
    texts = {text.language: text for text in article.texts.all()}
    return Document(
        article=article.pk,
        topic=article.topic_id,
        stamp=stamp(article),
        lift=lift(article),
        terms={
            language: weigh(fields_of(text, learned_phrases(article, language)), language, lengths[language])
            for language, text in texts.items()
        },
        lexicon={language: shown_words(text) for language, text in texts.items()},
    )


def learned_phrases(article: Article, language: str) -> list[str]:
    """How people put the question who found this article helpful, as far as an editor approved."""
    return [learned.phrase for learned in article.learned_phrases.all() if learned.language == language]


def fields_of(text: ArticleText, learned: list[str]) -> dict[str, str]:
    """The words of each field, without Markdown; what was learned is heard like `asked_as`."""
    return {field: getattr(text, field) for field in FIELDS} | {
        "asked_as": "\n".join([text.asked_as, *learned]),
        "answer": plain(text.answer),
        "summary": plain(text.summary),
    }


def weigh(fields: dict[str, str], language: str, lengths: dict[str, float]) -> dict[str, float]:
    """BM25 of every term, field by field, but for the rarity of the term, which is known only when somebody asks."""
    weights: defaultdict[str, float] = defaultdict(float)
    for field, text in fields.items():
        worth, share = FIELDS[field]
        slope = SATURATION * (1 - share + share * len(text) / lengths[field])
        for term, count in count_terms(text, field, language).items():
            weights[term] += worth * count * (SATURATION + 1) / (count + slope)
    return weights


def count_terms(text: str, field: str, language: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    is_pieced = field in PIECED
    folded = Counter(analysis.folded_words(text, language))
    for word, count in folded.items():
        if analysis.is_stop_word(word, language):
            continue
        for kind, term in analysis.forms(word, language):
            if is_pieced or kind != "piece":
                counts[term] += count
        if field == "question":
            for _, term in analysis.beginnings(word):
                counts[term] += count
    return counts


def shown_words(text: ArticleText) -> set[str]:
    """The words a reader can see in the published text: only these are ever suggested."""
    visible = " ".join([text.question, plain(text.summary), plain(text.answer)])
    return {word for word in analysis.small_words(visible, text.language) if len(word) > 2 and word.isalpha()}
