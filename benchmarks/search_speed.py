"""How fast search is at 200, 2,000 and 20,000 articles, and how SQLite FTS5 does on the same data in the same run.

    .venv/bin/python benchmarks/search_speed.py [articles ...]

The articles are made up from the words of faq_seed/, as often as they occur there, with one word in fifteen never seen
before, so that the vocabulary grows as it does in life. Each has a Turkish and an English text of about 150 words. The
queries are the judged ones. Times are of one process on one core, database included; the first asking of each query
(cold) and later ones (warm) are reported apart.
"""

import random
import sys
import tempfile
from collections import Counter
from statistics import quantiles
from time import perf_counter

from search_quality import DEPTH, ROOT, fts5, judged, start_django

SIZES = (200, 2_000, 20_000)
LANGUAGES = ("tr", "en")


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"{'articles':>9}{'index s':>9}{'':>4}{'search, ms':^32}{'suggest, ms':^16}{'FTS5, ms':^16}{'ratio':>7}")
    print(
        f"{'':>22}{'cold p50':>8}{'p95':>8}{'warm p50':>9}{'p95':>8}{'p50':>8}{'p95':>8}{'p50':>8}{'p95':>8}{'p50':>7}"
    )
    with tempfile.TemporaryDirectory() as folder:
        start_django(folder)
        prepare()
        for size in sizes:
            measure(size)


def prepare() -> None:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)


def measure(size: int) -> None:
    from knowledge import search

    make_articles(size)
    started = perf_counter()
    search.rebuild()
    indexing = perf_counter() - started
    queries = [(query.query, query.language) for query in judged()]
    beginnings = [(query[: random.Random(query).randint(2, len(query))], language) for query, language in queries]
    cold = times(lambda query, language: search.find(query, language=language, limit=DEPTH), queries)
    warm = times(lambda query, language: search.find(query, language=language, limit=DEPTH), queries)
    suggested = times(lambda query, language: search.suggest(query, language=language), beginnings)
    plain = times(fts5(), queries)
    figures = "".join(f"{value:>8.1f}" for value in (*cold, *warm, *suggested, *plain))
    print(f"{size:>9}{indexing:>9.1f}{'':>4}{figures}{warm[0] / plain[0]:>7.1f}", flush=True)


def times(engine, queries: list[tuple[str, str]]) -> tuple[float, float]:
    """The median and the 95th percentile in milliseconds."""
    taken = []
    for query, language in queries:
        started = perf_counter()
        engine(query, language)
        taken.append((perf_counter() - started) * 1000)
    cuts = quantiles(taken, n=20)
    return cuts[9], cuts[18]


def make_articles(size: int) -> None:
    from django.utils import timezone

    from knowledge.models import Article, ArticleText, Topic

    topics = [
        Topic.objects.get_or_create(slug=f"topic-{n}", defaults={"name_tr": str(n), "name_en": str(n)})[0]
        for n in range(12)
    ]
    dice = random.Random(size)
    words = {language: vocabulary(language) for language in LANGUAGES}
    have = Article.objects.count()
    numbers = range(have, size)
    public = {"audience": Article.Audience.PUBLIC, "confidence": Article.Confidence.VALIDATED}
    articles = [Article(key=f"made-{number}", topic=dice.choice(topics), **public) for number in numbers]
    Article.objects.bulk_create(articles, batch_size=1_000)
    rows = (
        ArticleText(
            article=a,
            language=language,
            slug=a.key,
            revision=1,
            published_at=timezone.now(),
            **made_up(dice, *words[language]),
        )
        for a in articles
        for language in LANGUAGES
    )
    ArticleText.objects.bulk_create(rows, batch_size=1_000)


def vocabulary(language: str) -> tuple[list[str], list[int]]:
    texts = [
        path.read_text("utf-8").split("---\n", 2)[2] for path in sorted((ROOT / "faq_seed").glob(f"*/*.{language}.md"))
    ]
    counts = Counter(word for text in texts for word in text.split() if word.isalpha())
    return list(counts), list(counts.values())


def made_up(dice: random.Random, words: list[str], counts: list[int]) -> dict[str, str]:
    def text(length: int) -> str:
        chosen = dice.choices(words, counts, k=length)
        unseen = ("".join(dice.choices("abcdeghiklmnorstuvyz", k=dice.randint(5, 9))) for _ in range(length))
        return " ".join(next(unseen) if dice.random() < 1 / 15 else word for word in chosen)

    return {"question": text(9), "summary": text(22), "answer": text(120), "asked_as": "", "keywords": text(4)}


if __name__ == "__main__":
    main()
