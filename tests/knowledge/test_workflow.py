import datetime

import pytest

from knowledge import search, workflow
from knowledge.models import Article, ArticleText, Draft, Redirect
from tests import factories

pytestmark = pytest.mark.django_db


def found(query: str, language: str = "tr") -> list[str]:
    return [hit.text.article.key for hit in search.find(query, language=language).hits]


def test_publishing_makes_revision_one_with_author_approver_and_reason(draft, expert, editor):
    text = workflow.publish(draft, by=editor, reason="İlk yayın")

    revision = text.history.get()
    assert (revision.revision, revision.author, revision.approver) == (1, expert, editor)
    assert revision.history_change_reason == "İlk yayın"
    assert text.article.is_published
    assert not text.article.is_validated
    assert [str(citation.place) for citation in text.article.citations.all()] == ["art. 74"]


def test_a_published_entry_is_found_as_soon_as_the_outbox_is_drained(draft, editor):
    text = workflow.publish(draft, by=editor)
    search.apply_outbox()

    assert found("genel kurul") == [text.article.key]


def test_readers_keep_the_old_text_until_the_change_is_published(text, expert, editor):
    change = workflow.start_draft(by=expert, language="tr", article=text.article)
    workflow.save_draft(change, by=expert, version=change.version, answer="Yeni yanıt.")
    text.refresh_from_db()
    assert text.answer == factories.ANSWER

    workflow.submit(change, by=expert)
    workflow.publish(change, by=editor, reason="Yasa değişti")

    text.refresh_from_db()
    assert (text.answer, text.revision) == ("Yeni yanıt.", 2)
    assert text.history.count() == 2


def test_there_is_one_open_draft_per_article_and_language(text, expert, second_expert):
    first = workflow.start_draft(by=expert, language="tr", article=text.article)

    assert workflow.start_draft(by=second_expert, language="tr", article=text.article) == first
    assert workflow.start_draft(by=second_expert, language="en", article=text.article) != first


def test_a_draft_saved_by_somebody_else_meanwhile_is_not_overwritten(draft, expert, editor):
    seen = draft.version
    workflow.save_draft(draft, by=editor, version=seen, summary="Editörün özeti.")

    with pytest.raises(workflow.StaleDraft):
        workflow.save_draft(draft, by=expert, version=seen, summary="Uzmanın özeti.")

    draft.refresh_from_db()
    assert draft.summary == "Editörün özeti."


def test_an_incomplete_draft_says_what_is_missing(expert, topic):
    draft = workflow.start_draft(by=expert, language="tr", question="Yarım soru?", topic=topic)

    with pytest.raises(workflow.TransitionError) as refused:
        workflow.submit(draft, by=expert)

    assert draft.state == Draft.State.WRITING
    assert str(refused.value).count(",") == 2


def test_a_draft_sent_back_needs_a_comment_and_can_be_submitted_again(draft, expert, editor):
    with pytest.raises(workflow.TransitionError):
        workflow.send_back(draft, by=editor, comment=" ")

    workflow.send_back(draft, by=editor, comment="Kaynağı ekleyin.")
    assert (draft.state, draft.comments.get().body) == (Draft.State.SENT_BACK, "Kaynağı ekleyin.")

    workflow.submit(draft, by=expert)
    assert draft.state == Draft.State.IN_REVIEW


def test_a_discarded_draft_is_closed(draft, expert, editor):
    workflow.discard(draft, by=expert)

    with pytest.raises(workflow.TransitionError):
        workflow.publish(draft, by=editor)
    with pytest.raises(workflow.TransitionError):
        workflow.save_draft(draft, by=expert, version=draft.version, summary="x")

    assert not Article.objects.exists()


def test_in_compliance_topics_nobody_publishes_their_own_text(topic, editor):
    topic.governance = "compliance"
    topic.save()
    own = factories.draft(editor, topic)

    with pytest.raises(workflow.TransitionError):
        workflow.publish(own, by=editor)

    assert not ArticleText.objects.exists()


def test_a_draft_on_an_old_base_is_refused_until_its_author_has_compared(text, expert, editor):
    change = workflow.start_draft(by=expert, language="tr", article=text.article)
    workflow.revise(
        text.article,
        "tr",
        {"question": text.question, "answer": "Ara revizyon."},
        author=None,
        approver=None,
        reason="x",
    )

    with pytest.raises(workflow.TransitionError):
        workflow.publish(change, by=editor)

    workflow.rebase(change, by=expert, revision=2)
    workflow.publish(change, by=editor)
    text.refresh_from_db()
    assert text.revision == 3


def test_an_old_revision_comes_back_through_a_draft(text, expert, editor):
    factories.revise(text, expert, editor, answer="İkinci hâli.")

    draft = workflow.restore(text, 1, by=expert)

    assert (draft.answer, draft.based_on) == (factories.ANSWER, 2)
    text.refresh_from_db()
    assert text.answer == "İkinci hâli."


def test_a_changed_question_moves_the_address_and_the_old_one_leads_there(text, expert, editor):
    old = text.slug

    revised = factories.revise(text, expert, editor, question="Genel kurul kaç yılda bir yapılır?")

    assert revised.slug != old
    assert Redirect.objects.get(slug=old, language="tr").article == text.article


def test_two_entries_with_the_same_question_get_two_addresses(text, expert, editor, topic):
    other = factories.publish(expert, editor, topic)

    assert {text.slug, other.slug} == {"genel-kurul-ne-siklikla-toplanir", "genel-kurul-ne-siklikla-toplanir-2"}


def test_an_archived_entry_leaves_search_and_can_come_back(text, editor):
    workflow.archive(text.article, by=editor, reason="Kural kalktı")
    assert found("genel kurul") == []

    workflow.unarchive(text.article, by=editor)
    search.apply_outbox()
    assert found("genel kurul") == [text.article.key]


def test_an_archived_entry_takes_no_new_revision(text, expert, editor):
    change = workflow.start_draft(by=expert, language="tr", article=text.article)
    workflow.archive(text.article, by=editor, reason="Kural kalktı")

    with pytest.raises(workflow.TransitionError):
        workflow.publish(change, by=editor)


def test_validating_records_who_and_the_day(text, editor):
    day = datetime.date(2026, 11, 1)

    workflow.validate(text.article, by=editor, valid_as_of=day)

    assert text.article.is_validated
    latest = text.article.history.latest()
    assert (latest.history_user, latest.valid_as_of) == (editor, day)


def test_a_translation_knows_which_revision_it_was_made_from(text, expert, editor):
    factories.revise(text, expert, editor, answer="İkinci hâli.")

    translation = workflow.start_draft(by=expert, language="en", article=text.article)
    assert translation.question == text.question
    workflow.submit(translation, by=expert)
    english = workflow.publish(translation, by=editor)

    assert (english.language, english.revision, english.translated_from) == ("en", 1, 2)


def test_text_that_would_cost_too_much_to_show_is_refused(draft, expert):
    with pytest.raises(workflow.TransitionError):
        workflow.save_draft(draft, by=expert, version=draft.version, answer="> " * 200 + "x")

    draft.refresh_from_db()
    assert draft.answer == factories.ANSWER


@pytest.mark.parametrize("name", ["question", "summary", "answer", "asked_as"])
def test_a_draft_with_a_mark_left_in_it_is_not_published(draft, expert, editor, name):
    workflow.save_draft(draft, by=expert, version=draft.version, **{name: "Bize [[telefon]] üzerinden ulaştı."})

    with pytest.raises(workflow.TransitionError, match=r"\[\[telefon\]\]"):
        workflow.publish(draft, by=editor)

    assert not ArticleText.objects.exists()


def test_links_tables_and_single_brackets_are_no_marks(draft, expert, editor):
    answer = "Bkz. [genel kurul](leg-012), “Genel [olağan] kurul”.\n\n| a | b |\n|---|---|\n| [x](leg-013) | 2 |"
    workflow.save_draft(draft, by=expert, version=draft.version, answer=answer)

    assert workflow.publish(draft, by=editor).answer == answer


def test_an_entry_nobody_compared_with_its_sources_says_no_day(draft, editor):
    assert workflow.publish(draft, by=editor).article.valid_as_of is None
