"""Who may approve what, and that nothing reaches readers that its approver has not read."""

import pytest
from django.urls import reverse

from knowledge import workflow
from knowledge.models import Article, ArticleText, Draft
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def compliance(topic):
    topic.governance = "compliance"
    topic.save()
    return topic


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


PASSAGE = "en geç üç yılda bir"


def comment_on(draft: Draft, by, **words: str):
    return workflow.comment(draft, by=by, **({"body": "Kaynağı var mı?", "passage": PASSAGE} | words))


def test_a_comment_stands_beside_its_passage_until_it_is_resolved_and_stays_with_the_draft(
    desk_of_editor, desk_of_expert, draft
):
    # As copied from the page, where a mark is bold type and a line break a space.
    quoted = "yazıyorsa o geçerlidir"
    act(desk_of_editor, "comment", draft, passage=quoted, body="Hangi <b>madde</b>?")
    comment = draft.comments.get()

    page = read(desk_of_expert.get(draft.get_absolute_url()))
    row = desk_of_expert.get(draft.get_absolute_url()).content.decode().split('class="reading-row has-comments"')[1]
    assert "o geçerlidir</strong>" in row.split("comment-body")[0]
    assert "Hangi <b>madde</b>?" in page.text
    assert (quoted in page.texts("blockquote"), page.all("b")) == (True, [])

    address = reverse("curation:resolve_comment", args=[comment.pk])
    assert address in page.forms
    desk_of_expert.post(address, {"reply": "75. madde; ekledim."})
    page = read(desk_of_editor.get(draft.get_absolute_url()))
    assert address not in page.forms
    assert "75. madde; ekledim." in page.text

    workflow.publish(draft, by=comment.author)
    assert "75. madde; ekledim." in read(desk_of_editor.get(draft.get_absolute_url())).text


def test_a_comment_is_resolved_once(desk_of_expert, draft, editor, expert):
    comment = comment_on(draft, editor)
    workflow.resolve_comment(comment, by=expert, reply="Evet")

    desk_of_expert.post(reverse("curation:resolve_comment", args=[comment.pk]), {"reply": "Yok"})

    comment.refresh_from_db()
    assert (comment.reply, comment.resolved_by) == ("Evet", expert)


def test_too_long_a_reply_resolves_nothing(desk_of_expert, draft, editor):
    comment = comment_on(draft, editor)

    desk_of_expert.post(reverse("curation:resolve_comment", args=[comment.pk]), {"reply": "x" * 1001})

    comment.refresh_from_db()
    assert comment.resolved_at is None
    assert desk_of_expert.post(reverse("curation:resolve_comment", args=[comment.pk + 1])).status_code == 404


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"body": ""}, 422),
        ({"passage": "x" * 1001}, 422),
        ({"passage": "burada yazmayan söz"}, 409),
        ({"passage": "*"}, 409),
    ],
)
def test_a_comment_that_cannot_be_kept_comes_back_as_it_was_typed(desk_of_expert, draft, words, status):
    typed = {"passage": PASSAGE, "body": "Neden üç yıl?"} | words

    response = act(desk_of_expert, "comment", draft, **typed)

    assert (response.status_code, draft.comments.count()) == (status, 0)
    assert (read(response).areas["passage"], read(response).areas["body"]) == (typed["passage"], typed["body"])


def test_words_that_are_gone_leave_their_comment_on_the_whole(desk_of_expert, draft, editor, expert):
    comment_on(draft, editor)
    rewrite(draft, expert, summary="Dört yılda bir.", answer="Dört yılda bir.")

    page = desk_of_expert.get(draft.get_absolute_url()).content.decode()

    assert "has-comments" not in page
    assert "Kaynağı var mı?" in page


def test_nothing_is_published_over_an_open_comment(desk_of_editor, desk_of_expert, draft, editor):
    comment = comment_on(draft, editor)

    assert act(desk_of_editor, "publish", draft, reason="Olsun").status_code == 409
    assert act(desk_of_expert, "publish_unchecked", draft, reason="Olsun").status_code == 409
    desk_of_editor.post(reverse("curation:resolve_comment", args=[comment.pk]))
    assert act(desk_of_editor, "publish", draft, reason="Olsun").status_code == 302


def test_comments_on_passages_are_enough_to_send_a_draft_back(desk_of_editor, draft, editor):
    assert act(desk_of_editor, "send_back", draft, comment="").status_code == 409
    comment_on(draft, editor)

    act(desk_of_editor, "send_back", draft, comment="")

    draft.refresh_from_db()
    assert (draft.state, draft.comments.count()) == (Draft.State.SENT_BACK, 1)


def test_a_closed_draft_takes_no_comment(desk_of_editor, draft, expert):
    workflow.discard(draft, by=expert)

    assert act(desk_of_editor, "comment", draft, body="Neden?").status_code == 409
    assert draft.comments.count() == 0
