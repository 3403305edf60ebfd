"""How well search finds the entry that answers, beside stock Haystack/Whoosh and SQLite FTS5 on the same data.

    .venv/bin/python benchmarks/search_quality.py

Loads faq_seed/ into a database and an index of its own, asks the judged queries in benchmarks/queries/, and prints for
each language and class, how often an entry that answers is first (R@1) or among five (R@5), the mean reciprocal rank,
and nDCG among ten, and how often nothing at all was found. Every third query, picked by its checksum, was kept aside
while weights were chosen; those are reported apart. With --misses it lists the others that have no answer among five.
"""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from math import log2
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

ROOT = Path(__file__).resolve().parents[1]
CLASSES = ("plain", "inflected", "no_diacritics", "capitals", "typos", "colloquial")
DEPTH = 10
I_VARIANTS = "iıIİ"

Engine = Callable[[str, str], list[str]]


class Judged(NamedTuple):
    language: str
    kind: str
    query: str
    answers: frozenset[str]

    @property
    def is_kept_aside(self) -> bool:
        return crc32(self.query.encode()) % 3 == 0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        start_django(folder)
        load_faq()
        engines = {"ours": ours, **stock(Path(folder) / "stock"), "SQLite FTS5": fts5()}
        queries = judged()
        for name, engine in engines.items():
            report(name, engine, queries)
        check_i_variants(queries)


def start_django(folder: str) -> None:
    os.environ |= {"DATA_DIR": folder, "DEBUG": "1"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def load_faq() -> None:
    from django.core.management import call_command

    from knowledge import search, seed

    call_command("migrate", run_syncdb=True, verbosity=0)
    seed.load(ROOT / "faq_seed")
    search.load_synonyms(ROOT / "faq_seed" / "synonyms")
    print(f"{search.rebuild()} entries in the index\n")


def judged() -> list[Judged]:
    queries = []
    for path in sorted((Path(__file__).parent / "queries").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, query, answers = line.split("\t")
                queries.append(Judged(path.stem, kind, query, frozenset(answers.split(","))))
    return queries


def ours(query: str, language: str) -> list[str]:
    from knowledge import search

    return [hit.text.article.key for hit in search.find(query, language=language, limit=DEPTH).hits]


def texts(language: str) -> list[tuple[str, str]]:
    """What the other engines get to index: the same words, all in one field."""
    from knowledge.models import ArticleText

    fields = ("article__key", "question", "asked_as", "keywords", "summary", "answer")
    rows = ArticleText.objects.published().filter(language=language).values_list(*fields)
    return [(key, "\n".join(words)) for key, *words in rows]


def stock(folder: Path) -> dict[str, Engine]:
    """The analyser and the parser that Haystack gives every text field in Whoosh, with its two default operators."""
    from whoosh import fields, index
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.qparser import AndGroup, OrGroup, QueryParser

    schema = fields.Schema(key=fields.ID(stored=True), text=fields.TEXT(analyzer=StemmingAnalyzer()))
    searchers = {}
    for language in ("tr", "en"):
        (folder / language).mkdir(parents=True)
        held = index.create_in(folder / language, schema)
        writer = held.writer()
        for key, words in texts(language):
            writer.add_document(key=key, text=words)
        writer.commit()
        searchers[language] = held.searcher()

    def engine(group: type) -> Engine:
        def search(query: str, language: str) -> list[str]:
            words = "".join(letter if letter.isalnum() else " " for letter in query.lower())
            parsed = QueryParser("text", schema, group=group).parse(words)
            return [hit["key"] for hit in searchers[language].search(parsed, limit=DEPTH)]

        return search

    return {"stock Whoosh, AND": engine(AndGroup), "stock Whoosh, OR": engine(OrGroup)}


def fts5() -> Engine:
    databases = {}
    for language in ("tr", "en"):
        databases[language] = sqlite3.connect(":memory:")
        databases[language].execute(
            "CREATE VIRTUAL TABLE faq USING fts5(key UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')"
        )
        databases[language].executemany("INSERT INTO faq VALUES (?, ?)", texts(language))

    def search(query: str, language: str) -> list[str]:
        words = "".join(letter if letter.isalnum() else " " for letter in query).split()
        asked = " OR ".join(f'"{word}"' for word in words)
        found = "SELECT key FROM faq WHERE faq MATCH ? ORDER BY rank LIMIT ?"
        return [key for (key,) in databases[language].execute(found, [asked, DEPTH])]

    return search


def report(name: str, engine: Engine, queries: list[Judged]) -> None:
    ranked = {query: engine(query.query, query.language) for query in queries}
    print(f"{name:<34}{'n':>5}{'R@1':>8}{'R@5':>8}{'MRR':>8}{'nDCG':>8}{'none':>8}")
    for language in ("tr", "en"):
        for kind in CLASSES:
            show(f"  {language} {kind}", {q: r for q, r in ranked.items() if q.language == language and q.kind == kind})
        show(f"  {language}", {q: r for q, r in ranked.items() if q.language == language})
    show("  colloquial, both", {q: r for q, r in ranked.items() if q.kind == "colloquial"})
    show("  all, used for choosing weights", {q: r for q, r in ranked.items() if not q.is_kept_aside})
    show("  all, kept aside", {q: r for q, r in ranked.items() if q.is_kept_aside})
    show("  colloquial, kept aside", {q: r for q, r in ranked.items() if q.is_kept_aside and q.kind == "colloquial"})
    show("  all", ranked)
    print()
    if "--misses" in sys.argv and name == "ours":
        show_misses(ranked)


def show(label: str, ranked: dict[Judged, list[str]]) -> None:
    ranks = [first_rank(query, keys) for query, keys in ranked.items()]
    if not ranks:
        return
    values = (
        sum(rank == 1 for rank in ranks),
        sum(0 < rank <= 5 for rank in ranks),
        sum(1 / rank for rank in ranks if rank),
        sum(1 / log2(rank + 1) for rank in ranks if rank),
        sum(not keys for keys in ranked.values()),
    )
    print(f"{label:<34}{len(ranks):>5}" + "".join(f"{value / len(ranks):>8.3f}" for value in values))


def first_rank(query: Judged, keys: list[str]) -> int:
    """Where the first entry that answers stands; 0 where none does."""
    return next((rank for rank, key in enumerate(keys, start=1) if key in query.answers), 0)


def show_misses(ranked: dict[Judged, list[str]]) -> None:
    for query, keys in ranked.items():
        if not query.is_kept_aside and not 0 < first_rank(query, keys) <= 5:
            wanted, got = ",".join(query.answers), ",".join(keys[:5])
            print(f"  {query.language} {query.kind:<14}{query.query}  wants {wanted}, got {got}")


def check_i_variants(queries: list[Judged]) -> None:
    different = []
    for query in queries:
        variants = ["".join(i if letter in I_VARIANTS else letter for letter in query.query) for i in I_VARIANTS]
        if len({tuple(ours(variant, query.language)) for variant in variants}) > 1:
            different.append(query.query)
    print(f"Same list for all four i: {len(queries) - len(different)} of {len(queries)}", *different, sep="\n  ")


if __name__ == "__main__":
    main()
