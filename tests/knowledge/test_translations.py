"""A translation that no longer says what its source says: readers are warned, translators find their work."""

import pytest
from django.urls import reverse

from knowledge import workflow
from knowledge.models import ArticleText, Draft, SearchEvent, Task
from tests import factories
from tests.knowledge import entries
from tests.knowledge.reading import Page, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(text, expert, editor) -> ArticleText:
    return entries.translate(text, expert, editor)


@pytest.fixture
def revise(text, expert, editor):
    def change(significance: str, answer: str) -> None:
        factories.revise(text, expert, editor, answer=answer, significance=significance)

    return change


def warned(client, english: ArticleText) -> bool:
    notes = read(client.get(english.get_absolute_url())).all("div", role="note")
    return len(notes) == 1


def open_tasks() -> list[str]:
    return list(Task.objects.open().filter(kind=Task.Kind.TRANSLATION).values_list("language", flat=True))


def rows(browser) -> Page:
    return read(browser.get("/desk/knowledge/translations/"))


def test_a_minor_change_of_the_source_is_told_to_translators_only(client, desk_of_expert, english, revise):
    assert reverse("curation:start_change", args=[english.article.key, "en"]) not in rows(desk_of_expert).forms

    revise("minor", "En geç üç yılda bir toplanır.")

    assert not warned(client, english)
    assert open_tasks() == []
    assert reverse("curation:start_change", args=[english.article.key, "en"]) in rows(desk_of_expert).forms


def test_a_major_change_is_told_to_readers_of_the_translation_at_once_and_is_a_task(
    client, text, english, revise, desk_of_expert
):
    revise("major", "Artık iki yılda bir.")
    revise("minor", "Artık iki yılda bir toplanır.")

    assert warned(client, english)
    assert text.get_absolute_url() in read(client.get(english.get_absolute_url())).links
    assert read(client.get(text.get_absolute_url())).all("div", role="note") == []
    assert open_tasks() == ["en"]
    assert english.question in rows(desk_of_expert).text


def test_a_translator_sees_what_changed_brings_it_over_and_the_warning_is_gone(
    client, desk_of_expert, english, revise, expert, editor
):
    revise("major", factories.ANSWER.replace("üç", "iki"))
    draft = workflow.start_draft(by=expert, language="en", article=english.article)

    page = read(desk_of_expert.get(draft.get_absolute_url()))
    assert (page.texts("del")[0], page.texts("ins")[0]) == ("üç", "iki")
    follow = reverse("curation:follow_source", args=[draft.pk])
    assert follow in page.forms
    workflow.save_draft(draft, by=expert, version=draft.version, answer="Every **two** years.")
    desk_of_expert.post(follow, {"revision": 2})
    assert follow not in read(desk_of_expert.get(draft.get_absolute_url())).forms

    workflow.submit(draft, by=expert)
    workflow.publish(draft, by=editor, reason="Followed")

    english.refresh_from_db()
    assert (english.translated_from, warned(client, english), open_tasks()) == (2, False, [])


def test_a_spelling_mended_in_a_translation_does_not_hide_that_it_is_behind(client, english, revise, expert, editor):
    revise("major", "Artık iki yılda bir.")

    factories.revise(english, expert, editor, summary="Every three years at least.")

    english.refresh_from_db()
    assert (english.translated_from, warned(client, english), open_tasks()) == (1, True, ["en"])


def test_a_translation_begun_before_the_source_changed_is_behind_from_its_first_day(
    client, text, revise, expert, editor
):
    draft = workflow.start_draft(by=expert, language="en", article=text.article)
    revise("major", "Artık iki yılda bir.")
    workflow.save_draft(draft, by=expert, version=draft.version, question="How often does it meet?")
    workflow.submit(draft, by=expert)

    english = workflow.publish(draft, by=editor, reason="Translated")

    assert (english.translated_from, warned(client, english)) == (1, True)


@pytest.mark.parametrize("seen", [1, 99, "x", ""])
def test_only_what_was_compared_counts_as_brought_over(desk_of_expert, english, revise, expert, seen):
    revise("major", "Artık iki yılda bir.")
    draft = workflow.start_draft(by=expert, language="en", article=english.article)

    response = desk_of_expert.post(reverse("curation:follow_source", args=[draft.pk]), {"revision": seen})

    assert response.url == draft.get_absolute_url()
    assert Draft.objects.get(pk=draft.pk).translated_from == 1


def test_the_source_itself_follows_nothing(desk_of_expert, text, expert):
    draft = workflow.start_draft(by=expert, language="tr", article=text.article)

    desk_of_expert.post(reverse("curation:follow_source", args=[draft.pk]), {"revision": 1})

    assert Draft.objects.get(pk=draft.pk).translated_from is None


def test_what_is_missing_is_listed_by_how_much_it_is_read_and_names_whoever_is_at_it(
    desk_of_expert, text, expert, editor, topic
):
    other = factories.publish(expert, editor, topic, question="Aidat ne zaman ödenir?")
    SearchEvent.objects.create(query="aidat", language="tr", total=1, opened=other.article)
    draft = workflow.start_draft(by=expert, language="en", article=text.article)

    page = rows(desk_of_expert)

    assert page.text.index("Aidat ne zaman ödenir?") < page.text.index(text.question)
    assert reverse("curation:start_change", args=[other.article.key, "en"]) in page.forms
    assert reverse("curation:start_change", args=[text.article.key, "en"]) not in page.forms
    assert draft.get_absolute_url() in page.links


def test_archived_entries_need_no_translation(desk_of_expert, english, revise, editor):
    revise("major", "Artık iki yılda bir.")

    workflow.archive(english.article, by=editor, reason="Kural kalktı")

    assert english.question not in rows(desk_of_expert).text
