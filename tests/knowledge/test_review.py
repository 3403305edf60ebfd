"""Who may approve what, and that nothing reaches readers that its approver has not read."""

import pytest
from django.urls import reverse

from knowledge import workflow
from knowledge.models import Article, ArticleText, Draft
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of_expert(signed_in, expert):
    return signed_in(expert)


@pytest.fixture
def desk_of_editor(signed_in, editor):
    return signed_in(editor)


@pytest.fixture
def compliance(topic):
    topic.governance = "compliance"
    topic.save()
    return topic


@pytest.fixture
def draft(expert, topic) -> Draft:
    return factories.draft(expert, topic)


def act(browser, verb: str, draft: Draft, **data: object):
    return browser.post(reverse(f"curation:{verb}", args=[draft.pk]), {"version": draft.version} | data)


def rewrite(draft: Draft, by, **words: object) -> None:
    workflow.save_draft(draft, by=by, version=draft.version, **words)


def test_an_editor_who_rewrote_a_draft_may_not_approve_it_where_a_second_person_must(
    compliance, expert, editor, desk_of_editor, signed_in, person
):
    draft = factories.draft(expert, compliance)
    rewrite(draft, editor, answer="Editör bunu bambaşka yazdı.")

    assert act(desk_of_editor, "publish", draft, reason="Bence doğru").status_code == 409
    assert ArticleText.objects.count() == 0
    assert act(signed_in(person("ada", "editor")), "publish", draft, reason="Denetlendi").status_code == 302
    assert ArticleText.objects.get().answer == "Editör bunu bambaşka yazdı."


def test_changing_only_the_sources_is_writing_too(compliance, expert, editor):
    draft = factories.draft(expert, compliance)
    workflow.save_draft(draft, by=editor, version=draft.version, citations=[(factories.source(), "art. 99")])

    with pytest.raises(workflow.TransitionError):
        workflow.publish(draft, by=editor)


def test_an_editor_who_saved_the_words_as_they_were_has_written_nothing(compliance, expert, editor):
    draft = factories.draft(expert, compliance)
    same = [(row.source, row.place) for row in draft.citations.all()]
    workflow.save_draft(
        draft, by=editor, version=draft.version, answer=draft.answer, reason="Daha açık", citations=same
    )

    assert workflow.publish(draft, by=editor).answer == factories.ANSWER


def test_no_way_into_a_compliance_topic_leads_around_the_second_person(topic, expert, editor, compliance):
    topic.governance = "experience"
    topic.save()
    text = factories.publish(expert, editor, topic)
    change = workflow.start_draft(by=editor, language="tr", article=text.article)
    topic.governance = "compliance"
    topic.save()

    with pytest.raises(workflow.TransitionError):
        workflow.publish(Draft.objects.get(pk=change.pk), by=editor)

    change.writers.set([expert])
    workflow.publish(Draft.objects.get(pk=change.pk), by=editor)
    assert Article.objects.get().governance == "compliance"


def test_an_expert_publishes_experience_and_readers_are_told_that_nobody_checked_it(desk_of_expert, client, draft):
    page = read(desk_of_expert.get(draft.get_absolute_url()))
    assert reverse("curation:publish_unchecked", args=[draft.pk]) in page.forms

    response = act(desk_of_expert, "publish_unchecked", draft, reason="Bunu her hafta yapıyoruz")

    text = ArticleText.objects.get()
    assert response.url == draft.get_absolute_url()
    assert (text.author, text.approver, text.article.confidence) == (draft.author, draft.author, "not_validated")
    assert "ikinci bir kişi" in read(client.get(text.get_absolute_url())).text


def test_an_expert_publishes_nothing_where_a_second_person_must_approve(compliance, expert, desk_of_expert):
    draft = factories.draft(expert, compliance)
    address = reverse("curation:publish_unchecked", args=[draft.pk])
    assert address not in read(desk_of_expert.get(draft.get_absolute_url())).forms

    response = act(desk_of_expert, "publish_unchecked", draft, reason="Bence doğru")

    assert (response.status_code, ArticleText.objects.count()) == (409, 0)


@pytest.mark.parametrize("verb", ["publish", "publish_unchecked"])
def test_what_was_changed_while_an_editor_read_is_not_published_unread(desk_of_editor, draft, expert, verb):
    seen = draft.version
    rewrite(draft, expert, answer="Bunu kimse okumadı.")

    response = act(desk_of_editor, verb, draft, version=seen, reason="Okudum")

    assert (response.status_code, ArticleText.objects.count()) == (409, 0)
    assert "Bunu kimse okumadı." in response.content.decode()
    assert act(desk_of_editor, verb, draft, reason="Şimdi okudum").status_code == 302


@pytest.mark.parametrize("verb", ["publish", "publish_unchecked"])
@pytest.mark.parametrize("wrong", [{"reason": ""}, {"version": ""}, {"version": "x"}])
def test_publishing_needs_a_reason_and_what_was_read(desk_of_editor, draft, verb, wrong):
    response = act(desk_of_editor, verb, draft, **({"reason": "İlk yayın"} | wrong))

    assert (response.status_code, ArticleText.objects.count()) == (422, 0)


def test_a_draft_compared_with_one_revision_does_not_build_on_another(desk_of_expert, expert, editor, topic):
    text = factories.publish(expert, editor, topic)
    change = workflow.start_draft(by=expert, language="tr", article=text.article)
    words = {name: getattr(text, name) for name in workflow.TEXT_FIELDS}
    for answer in ("İkinci hâli.", "Üçüncü hâli."):
        workflow.revise(text.article, "tr", words | {"answer": answer}, author=None, approver=None, reason="Dosyadan")

    based_on = []
    for seen in (2, "x", 3):
        assert act(desk_of_expert, "rebase", change, revision=seen).url == change.get_absolute_url()
        change.refresh_from_db()
        based_on.append(change.based_on)

    assert based_on == [1, 1, 3]
