import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from knowledge import seed, workflow
from knowledge.models import Article, ArticleText, Programme, SearchOutbox, Source, Synonym, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small part of the real FAQ: one topic, its sources and programmes."""
    small = tmp_path / "seed"
    shutil.copytree(
        settings.FAQ_SEED, small, ignore=lambda path, names: [n for n in names if n.startswith(("leg-", "eu-"))]
    )
    for language in ("tr", "en"):
        for number in ("001", "002"):
            shutil.copy(settings.FAQ_SEED / f"associations/leg-{number}.{language}.md", small / "associations")
    for path in small.glob("*/*.tr.md"):
        without_pointers(path)
    return small


def without_pointers(path: Path) -> None:
    text = path.read_text("utf-8")
    head, marker, tail = text.partition("related:\n")
    if marker:
        rest = tail.split("\n")
        while rest and rest[0].startswith("- "):
            rest.pop(0)
        path.write_text(head + "related: []\n" + "\n".join(rest), "utf-8")


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def counts() -> list[int]:
    return [
        model.objects.count()
        for model in (Topic, Source, Programme, Article, ArticleText, Synonym, ArticleText.history.model)
    ]


def test_the_whole_faq_loads_twice_alike_and_comes_back_byte_for_byte(tmp_path):
    call_command("load_articles", settings.FAQ_SEED)
    before = counts()
    SearchOutbox.objects.all().delete()

    call_command("load_articles", settings.FAQ_SEED)
    assert counts() == before
    assert not SearchOutbox.objects.exists()

    call_command("export_articles", tmp_path)
    assert contents(tmp_path) == contents(settings.FAQ_SEED)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}


def test_a_loaded_text_has_a_first_revision_and_waits_for_the_index(folder):
    loaded = seed.load(folder)

    text = ArticleText.objects.get(article__key="leg-001", language="tr")
    assert (text.revision, text.history.count()) == (1, 1)
    assert text.history.get().history_change_reason
    assert SearchOutbox.objects.waiting().count() == loaded.articles == Article.objects.count()


def test_a_changed_file_becomes_the_next_revision(folder):
    seed.load(folder)
    change(folder, "associations/leg-001.tr.md", "keywords:\n", "keywords:\n- yepyeni terim\n")

    assert seed.load(folder).articles == 1

    text = ArticleText.objects.get(article__key="leg-001", language="tr")
    assert text.revision == 2
    assert text.keywords.startswith("yepyeni terim\n")


def test_what_people_revised_here_is_kept_and_named(folder, expert, editor):
    seed.load(folder)
    text = ArticleText.objects.get(article__key="leg-001", language="tr")
    factories.revise(text, expert, editor, answer="Burada düzeltildi.")
    change(folder, "associations/leg-001.tr.md", "keywords:\n", "keywords:\n- yepyeni terim\n")

    loaded = seed.load(folder)

    text.refresh_from_db()
    assert text.answer == "Burada düzeltildi."
    assert loaded.kept == ["leg-001"]


def test_an_archived_entry_stays_archived(folder, editor):
    seed.load(folder)
    workflow.archive(Article.objects.get(key="leg-001"), by=editor, reason="Kalktı")

    seed.load(folder)

    assert Article.objects.get(key="leg-001").is_archived


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "says"),
    [
        ("associations/leg-001.tr.md", "key: leg-001", "key: leg-999", 2, "leg-001.tr.md"),
        ("associations/leg-001.tr.md", "confidence: ", "confidence: surely-", None, "confidence"),
        ("associations/leg-001.tr.md", "related: []", "related:\n- leg-404", None, "leg-404"),
        ("associations/leg-001.tr.md", "- source: ", "- source: no-such-", None, "no-such-"),
        ("associations/leg-001.tr.md", "question: ", "soru: ", 1, "question"),
        ("associations/leg-001.en.md", "keywords:", "colour: red\nkeywords:", None, "colour"),
        ("associations/leg-001.en.md", "---\n", "", 1, "---"),
        ("associations/leg-001.en.md", "asked_as:\n", "asked_as: [unclosed\n", None, "leg-001.en.md"),
        ("topics.yaml", "slug: associations", "slug: clubs", 1, "associations"),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_changes_nothing(folder, name, old, new, line, says):
    change(folder, name, old, new)

    with pytest.raises(seed.SeedError) as refused:
        seed.load(folder)

    problem = next(p for p in refused.value.problems if says in p)
    where, number, _what = problem.split(":", 2)
    assert (folder / where).exists()
    assert int(number) == line if line else int(number) > 1
    assert counts() == [0] * 7


def test_every_error_is_reported_at_once(folder):
    change(folder, "associations/leg-001.tr.md", "confidence: ", "confidence: surely-")
    change(folder, "associations/leg-002.tr.md", "- source: ", "- source: no-such-")
    (folder / "associations/leg-002.en.md").write_bytes(b"---\nquestion: \xff\n---\n\nx\n")

    with pytest.raises(CommandError) as refused:
        call_command("load_articles", folder)

    for name in ("leg-001.tr.md", "leg-002.tr.md", "leg-002.en.md"):
        assert name in str(refused.value)


def test_an_english_faq_without_sources_or_translations_can_be_loaded(tmp_path):
    (tmp_path / "topics.yaml").write_text("- slug: faq\n  name: {tr: SSS, en: FAQ}\n", "utf-8")
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq/q1.en.md").write_text(
        "---\nkey: q1\nquestion: How do I reset it?\n---\n\nPress the button.\n", "utf-8"
    )

    assert seed.load(tmp_path).articles == 1

    article = Article.objects.get(key="q1")
    assert (article.source_language, article.is_published) == ("en", True)
