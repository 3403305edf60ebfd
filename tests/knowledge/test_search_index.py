"""The index behind search: late, broken, missing or rebuilding, it never shows what it should not."""

import io
import threading

import pytest
from django.core.management import call_command
from haystack.query import SearchQuerySet

from knowledge import search, workflow
from knowledge.models import ArticleText, SearchOutbox
from knowledge.search import document, store
from tests import factories
from tests.settings import DATA

INDEX = DATA / "index"


@pytest.fixture
def entry(topic, expert, editor) -> ArticleText:
    words = {"question": "Lokal açmak için izin gerekir mi?", "summary": "Mülki amirden izin alınır."}
    return factories.publish(expert, editor, topic=topic, **words)


def found(query: str) -> list[ArticleText]:
    return [hit.text for hit in search.find(query, language="tr").hits]


def test_a_published_entry_is_found_after_the_indexers_next_pass(topic, expert, editor):
    draft = factories.draft(expert, topic, question="Lokal açmak için izin gerekir mi?")
    search.rebuild()
    text = workflow.publish(draft, by=editor, reason="İlk yayın")

    assert found("lokal izni") == []
    assert search.apply_outbox() == 1

    assert found("lokal izni") == [text]
    assert search.apply_outbox() == 0


def test_an_archived_entry_leaves_the_index_and_can_come_back(entry, editor):
    workflow.archive(entry.article, by=editor, reason="Yasa değişti")
    search.apply_outbox()

    assert found("lokal izni") == []
    assert search.reconcile() == 0

    workflow.unarchive(entry.article, by=editor)
    search.apply_outbox()

    assert search.reconcile() == 0


def test_an_entry_changed_many_times_is_handled_once(entry):
    for _ in range(3):
        SearchOutbox.objects.create(article=entry.article)

    assert search.apply_outbox() == 1
    assert not SearchOutbox.objects.waiting().exists()


def test_an_entry_that_cannot_be_indexed_is_parked_and_holds_up_nobody(entry, topic, expert, editor, monkeypatch):
    other = factories.publish(expert, editor, topic=topic, question="Kermes yapabilir miyiz?")
    SearchOutbox.objects.create(article=entry.article)
    SearchOutbox.objects.create(article=other.article)
    healthy = document.weigh
    monkeypatch.setattr(
        document, "weigh", lambda fields, *more: healthy(fields, *more) if "Kermes" in fields["question"] else 1 / 0
    )

    assert search.apply_outbox() == 1

    parked = SearchOutbox.objects.waiting().get()
    assert (parked.article, parked.attempts, parked.error) == (
        entry.article,
        1,
        "ZeroDivisionError('division by zero')",
    )

    monkeypatch.undo()

    assert search.apply_outbox() == 1
    assert not SearchOutbox.objects.waiting().exists()


@pytest.mark.parametrize("damage", ["missing", "empty pointer", "pointer astray", "files gone", "files garbled"])
def test_a_broken_index_is_answered_from_the_database_and_repaired(entry, damage):
    generation = INDEX / (INDEX / "CURRENT").read_text()
    if damage == "missing":
        (INDEX / "CURRENT").unlink()
    elif damage == "empty pointer":
        store.replace(INDEX / "CURRENT", "")
    elif damage == "pointer astray":
        store.replace(INDEX / "CURRENT", f"g-99-{document.SCHEMA}")
    else:
        for path in [path for path in generation.iterdir() if path.suffix != ".json"]:
            path.unlink() if damage == "files gone" else path.write_bytes(b"garbage" * 100)
        store.publish(generation)

    plain = search.find("LOKALE izin", language="tr")

    assert ([hit.text for hit in plain.hits], plain.is_plain) == ([entry], True)
    assert search.is_healthy() is False

    search.reconcile()

    repaired = search.find("LOKALE izin", language="tr")
    assert ([hit.text for hit in repaired.hits], repaired.is_plain) == ([entry], False)
    assert search.is_healthy() is True


def test_plain_results_show_published_entries_only(entry, editor):
    workflow.archive(entry.article, by=editor, reason="Yasa değişti")
    (INDEX / "CURRENT").unlink()

    assert found("lokal izni") == []


def test_reconciling_finds_what_the_outbox_never_heard_of(entry):
    ArticleText.objects.filter(pk=entry.pk).update(question="Kermes düzenleyebilir miyiz?")

    assert search.reconcile() == 1
    assert search.reconcile() == 0

    assert [text.pk for text in found("kermes düzenlemek")] == [entry.pk]


def test_a_rebuild_never_empties_the_results(entry):
    empty, finished = [], threading.Event()

    def read():
        held = search.finding.snapshot
        while not finished.is_set():
            empty.append(held.latest().count)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(5):
        search.rebuild()
    finished.set()
    reader.join()

    assert set(empty) == {1}


def test_a_rebuild_that_died_half_way_leaves_the_index_as_it_was(entry):
    before = (INDEX / "CURRENT").read_text()
    store.create(document.usual_lengths())

    assert found("lokal izni") == [entry]
    assert (INDEX / "CURRENT").read_text() == before
    assert search.rebuild() == 1
    assert len(list(INDEX.glob("g-*-*"))) == store.KEEP


def test_the_commands_of_haystack_do_it_our_way(entry):
    said = io.StringIO()

    call_command("rebuild_index", "--noinput", stdout=said)
    call_command("update_index", stdout=said)
    call_command("clear_index", "--noinput", stdout=said)

    assert said.getvalue().splitlines() == [
        "1 FAQ entries in the search index",
        "0 FAQ entries brought up to date in the search index",
        "1 FAQ entries in the search index",
    ]
    assert found("lokal izni") == [entry]


def test_haystacks_query_sets_find_the_same(entry):
    assert [int(result.pk) for result in SearchQuerySet().auto_query("LOKALE izin")] == [entry.article_id]
    assert SearchQuerySet().all().count() == 1


def test_the_index_holds_published_words_only(entry, topic, expert, editor):
    factories.draft(expert, topic, question="Zürafa beslemek serbest mi?")
    search.rebuild()

    assert all(b"zurafa" not in path.read_bytes() for path in INDEX.rglob("*") if path.is_file())
    assert oct(INDEX.stat().st_mode)[-3:] == "700"
