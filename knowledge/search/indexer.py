"""The one writer of the index: applies the outbox, finds differences, rebuilds beside what is in use."""

import datetime
import logging
from collections.abc import Iterator
from pathlib import Path

from django.db.models import F, QuerySet
from django.utils import timezone

from knowledge.models import Article, SearchOutbox

from . import server, snapshot, store, synonyms
from .document import Document, Lengths, document, indexable, stamp, usual_lengths

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
CLOCK_MARGIN = datetime.timedelta(minutes=5)
KEEP_DONE = datetime.timedelta(days=1)
CHUNK = 500


def apply_outbox(limit: int = 200) -> int:
    """Bring the articles that changed up to date; returns how many were handled."""
    synonyms.refresh()
    waiting = SearchOutbox.objects.waiting()
    if not waiting.exists():
        return 0
    if not server.is_used() and _worth_rebuilding(waiting.values("article").distinct().count()):
        return _rebuild_for_outbox()
    with store.locked("write"):
        rows = list(waiting.filter(attempts__lt=MAX_ATTEMPTS).order_by("attempts", "pk")[:limit])
        failed = _put({row.article_id for row in rows}, store.current()) if rows else {}
        _close(rows, failed)
    return len({row.article_id for row in rows} - failed.keys())


def _worth_rebuilding(waiting: int) -> bool:
    """A missing or damaged index, or one of which more is new than old, is quicker made anew."""
    try:
        return waiting > max(200, snapshot.latest().count)
    except snapshot.Unreadable:
        return True


def _rebuild_for_outbox() -> int:
    before = list(SearchOutbox.objects.waiting())
    count = rebuild()
    _close(before, {})
    return count


def _close(rows: list[SearchOutbox], failed: dict[int, str]) -> None:
    done = [row.pk for row in rows if row.article_id not in failed]
    SearchOutbox.objects.filter(pk__in=done).update(done_at=timezone.now(), error="")
    for article, error in failed.items():
        stuck = [row.pk for row in rows if row.article_id == article]
        SearchOutbox.objects.filter(pk__in=stuck).update(attempts=F("attempts") + 1, error=error)


def put(articles: set[int]) -> None:
    """Bring these articles up to date in the index, whatever was to be done with them."""
    if store.current() is None:
        rebuild()
        return
    with store.locked("write"):
        _put(articles, store.current())


def _put(articles: set[int], generation: Path) -> dict[int, str]:
    """Write these articles as they are now, or take them out; returns the ones that failed, with the error."""
    if server.is_used():
        return server.put(articles)
    lengths = store.lengths_of(generation)
    documents, failed = [], {}
    for article in indexable().filter(pk__in=articles):
        try:
            documents.append(document(article, lengths))
        except Exception as error:
            # One article that cannot be indexed must not hold up the others.
            logger.exception("Article %s cannot be indexed", article.pk)
            failed[article.pk] = repr(error)
    store.write(generation, documents, gone=articles - failed.keys())
    if generation == store.current():
        store.publish(generation)
    return failed


def reconcile() -> int:
    """Compare the index with the database and repair what differs; returns how many articles that was."""
    SearchOutbox.objects.filter(done_at__lt=timezone.now() - KEEP_DONE).delete()
    synonyms.refresh()
    try:
        in_index = server.live() if server.is_used() else snapshot.latest().live
    except Exception:
        logger.warning("The index cannot be read and is made anew", exc_info=True)
        return rebuild()
    different = _differing(in_index)
    if not different:
        return 0
    if len(different) > max(200, len(in_index) // 2):
        rebuild()
        return len(different)
    with store.locked("write"):
        failed = _put(different, store.current())
    return len(different) - len(failed)


def rebuild() -> int:
    """Make the index anew beside the one in use, then put it in its place; returns how many documents it holds."""
    if server.is_used():
        return server.rebuild()
    with store.locked("rebuild"):
        started = timezone.now()
        lengths = usual_lengths()
        generation = store.create(lengths)
        written: dict[int, int] = {}
        store.write(generation, _documents(lengths, written), megabytes=512)
        with store.locked("write"):
            # What changed while we were reading is done again, found by time: ids commit out of order.
            changed = SearchOutbox.objects.filter(queued_at__gte=started - CLOCK_MARGIN).values("article")
            if different := _differing(written, only=changed):
                _put(different, generation)
            store.publish(generation)
    synonyms.refresh()
    return snapshot.latest().count


def _documents(lengths: Lengths, written: dict[int, int]) -> Iterator[Document]:
    for article in indexable().iterator(chunk_size=CHUNK):
        try:
            made = document(article, lengths)
        except Exception:
            logger.exception("Article %s cannot be indexed", article.pk)
        else:
            written[made.article] = made.stamp
            yield made


def _differing(in_index: dict[int, int], only: QuerySet | None = None) -> set[int]:
    """The articles of which the index holds something else than the database."""
    articles = indexable() if only is None else indexable().filter(pk__in=only)
    published = {article.pk: stamp(article) for article in articles.iterator(chunk_size=CHUNK)}
    looked_at = in_index.keys() if only is None else in_index.keys() & set(only.values_list("article", flat=True))
    return {pk for pk in looked_at | published.keys() if in_index.get(pk) != published.get(pk)}


def is_healthy() -> bool:
    try:
        count = server.count() if server.is_used() else snapshot.latest().count
    except Exception:
        # Each engine has its own way to fail; all of them are ill health.
        return False
    return count > 0 or not Article.objects.published().exists()
