"""Reviewing, publishing and keeping through the desk's pages, and who is kept out."""

import datetime

import pytest
from django.urls import reverse

from knowledge import search, workflow
from knowledge.models import Article, ArticleText, Draft
from tests import factories
from tests.knowledge import entries
from tests.knowledge.curating import address
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


def act(browser, verb: str, subject: Draft | Article, **data: object):
    """Press a button of the page as it is now."""
    subject.refresh_from_db()
    return browser.post(address(verb, subject), {"version": getattr(subject, "version", ""), "revision": 2} | data)


def state_of(draft: Draft) -> str:
    draft.refresh_from_db()
    return draft.state


def article_of(text: ArticleText) -> Article:
    return Article.objects.get(pk=text.article_id)


def test_a_draft_goes_to_review_and_back_to_its_author(desk_of_expert, desk_of_editor, expert, topic):
    draft = factories.draft(expert, topic)

    states = []
    for browser, verb, data in [
        (desk_of_expert, "take_back", {}),
        (desk_of_expert, "submit", {}),
        (desk_of_editor, "send_back", {"comment": "Kaynağı ekleyin."}),
        (desk_of_expert, "submit", {}),
        (desk_of_expert, "discard", {}),
    ]:
        assert act(browser, verb, draft, **data).url == draft.get_absolute_url()
        states.append(state_of(draft))

    assert states == ["writing", "in_review", "sent_back", "in_review", "discarded"]


def test_the_author_reads_what_the_editor_asks_for(desk_of_expert, desk_of_editor, draft):
    act(desk_of_editor, "send_back", draft, comment="Madde numarasını <b>ekleyin</b>.")

    assert "Madde numarasını <b>ekleyin</b>." in read(desk_of_expert.get(draft.get_absolute_url())).text


@pytest.mark.parametrize(("comment", "status"), [("", 409), ("   ", 409), ("a\0b", 422), ("x" * 4001, 422)])
def test_sending_back_needs_a_comment(desk_of_editor, draft, comment, status):
    response = act(desk_of_editor, "send_back", draft, comment=comment)

    assert response.status_code == status
    assert address("send_back", draft) in read(response).forms
    assert state_of(draft) == Draft.State.IN_REVIEW


def test_publishing_shows_the_draft_to_readers_with_its_reason(desk_of_editor, client, draft, editor):
    response = act(desk_of_editor, "publish", draft, reason="İlk yayın", is_validated="on")

    assert response.url == draft.get_absolute_url()
    text = ArticleText.objects.get()
    revision = text.history.get()
    assert (revision.approver, revision.author, revision.history_change_reason) == (editor, draft.author, "İlk yayın")
    assert (state_of(draft), text.article.confidence) == ("published", "validated")
    assert text.question in read(client.get(text.get_absolute_url())).texts("h1")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_publishing_needs_a_reason(desk_of_editor, draft, reason):
    response = act(desk_of_editor, "publish", draft, reason=reason)

    assert response.status_code == 422
    assert read(response).value("reason") is not None
    assert (state_of(draft), ArticleText.objects.count()) == ("in_review", 0)


def test_an_expert_sees_no_way_to_publish_and_finds_none(desk_of_expert, draft):
    assert address("publish", draft) not in read(desk_of_expert.get(draft.get_absolute_url())).forms

    assert act(desk_of_expert, "publish", draft, reason="Ben yayımlarım").status_code == 403
    assert (state_of(draft), ArticleText.objects.count()) == ("in_review", 0)


def test_nobody_publishes_their_own_text_where_a_second_person_must_approve(
    desk_of_editor, signed_in, person, topic, editor
):
    topic.governance = "compliance"
    topic.save()
    own = factories.draft(editor, topic)
    assert address("publish", own) not in read(desk_of_editor.get(own.get_absolute_url())).forms

    refused = act(desk_of_editor, "publish", own, reason="Bence doğru")
    assert (refused.status_code, state_of(own), ArticleText.objects.count()) == (409, "in_review", 0)

    act(signed_in(person("ada", "editor")), "publish", own, reason="Denetlendi")
    assert (state_of(own), ArticleText.objects.count()) == ("published", 1)


def test_a_stale_draft_is_compared_three_ways_before_it_can_be_published(desk_of_expert, desk_of_editor, text, expert):
    change = workflow.start_draft(by=expert, language="tr", article=text.article)
    workflow.save_draft(change, by=expert, version=change.version, answer="Uzman böyle diyor.")
    workflow.submit(change, by=expert)
    words = {name: getattr(text, name) for name in workflow.TEXT_FIELDS} | {"answer": "Okurlar bunu görüyor."}
    workflow.revise(text.article, "tr", words, author=None, approver=None, reason="Dosyadan")

    page = read(desk_of_editor.get(change.get_absolute_url()))
    assert address("publish", change) not in page.forms
    assert "Okurlar" in " ".join(page.texts("ins"))
    assert "Uzman" in " ".join(page.texts("ins"))
    refused = act(desk_of_editor, "publish", change, reason="Acele")
    assert (refused.status_code, state_of(change)) == (409, "in_review")

    assert act(desk_of_expert, "rebase", change).url == change.get_absolute_url()
    act(desk_of_editor, "publish", change, reason="Karşılaştırıldı")
    text.refresh_from_db()
    assert (text.answer, text.revision) == ("Uzman böyle diyor.", 3)


def test_an_entry_is_shown_to_those_who_keep_it_with_texts_drafts_and_steps(
    desk_of_expert, desk_of_editor, text, expert, editor
):
    english = entries.translate(text, expert, editor)
    change = workflow.start_draft(by=expert, language="tr", article=text.article)

    for browser, may in ((desk_of_expert, False), (desk_of_editor, True)):
        page = read(browser.get(address("article", text.article)))
        assert {text.get_absolute_url(), english.get_absolute_url(), change.get_absolute_url()} <= set(page.links)
        assert (address("archive", text.article) in page.forms) == may
        assert (address("validate", text.article) in page.forms) == may


def test_changing_an_entry_begins_one_draft_a_language(desk_of_expert, text):
    for language in ("tr", "en", "tr", "xx"):
        desk_of_expert.post(reverse("curation:start_change", args=[text.article.key, language]))

    drafts = Draft.objects.open().order_by("language")
    assert [(draft.language, draft.question, draft.based_on) for draft in drafts] == [
        ("en", text.question, 0),
        ("tr", text.question, 1),
    ]


def test_archiving_names_the_reason_and_the_replacement(desk_of_editor, text, expert, editor, topic):
    new = factories.publish(expert, editor, topic, question="Yeni soru?")

    response = act(desk_of_editor, "archive", text.article, reason="Yasa değişti", replaced_by=new.article.key)

    old = article_of(text)
    assert response.url == address("article", old)
    assert (old.is_archived, old.archived_because, old.replaced_by) == (True, "Yasa değişti", new.article)
    page = read(desk_of_editor.get(response.url))
    assert "Yasa değişti" in page.text
    assert address("article", new.article) in page.links


@pytest.mark.parametrize(
    "data",
    [
        {"reason": ""},
        {"reason": "Kalktı", "replaced_by": "no-such-key"},
        {"reason": "Kalktı", "replaced_by": "1"},
        {"reason": "Kalktı", "replaced_by": "a\0b"},
        {"reason": "Kalktı", "replaced_by": "secret"},
    ],
)
def test_archiving_without_a_reason_or_for_nothing_is_refused(desk_of_editor, text, tmp_path, data):
    entries.load(tmp_path, "secret", tr="Gizli soru?", audience="internal")

    act(desk_of_editor, "archive", text.article, **data)

    assert not article_of(text).is_archived


def test_an_archived_entry_comes_back_as_not_yet_checked(desk_of_editor, client, text, editor):
    workflow.archive(text.article, by=editor, reason="Yanlışlıkla")

    response = act(desk_of_editor, "unarchive", text.article)

    assert response.url == address("article", text.article)
    assert article_of(text).confidence == "not_validated"
    assert client.get(text.get_absolute_url()).status_code == 200
    before = article_of(text).history.count()
    act(desk_of_editor, "unarchive", text.article)
    assert article_of(text).history.count() == before


def test_validating_keeps_the_day_and_who_compared(desk_of_editor, text, editor):
    act(desk_of_editor, "validate", text.article, valid_as_of="2026-11-01")

    article = article_of(text)
    assert (article.confidence, article.valid_as_of) == ("validated", datetime.date(2026, 11, 1))
    assert article.history.latest().history_user == editor


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01"])
def test_validating_needs_a_day(desk_of_editor, text, day):
    act(desk_of_editor, "validate", text.article, valid_as_of=day)

    assert article_of(text).confidence == "not_validated"


def test_an_old_revision_is_found_compared_and_brought_back_as_a_draft(desk_of_expert, text, expert, editor):
    factories.revise(text, expert, editor, answer="İkinci hâli.")
    restore = reverse("curation:restore", args=[text.article.key, "tr", 1])
    page = read(desk_of_expert.get(reverse("curation:revisions", args=[text.article.key, "tr"])))
    assert restore in page.forms
    assert f"{text.get_absolute_url()}history/1..2/" in page.links

    response = desk_of_expert.post(restore)

    draft = Draft.objects.open().get()
    assert response.url == draft.get_absolute_url()
    assert (draft.answer, draft.based_on) == (factories.ANSWER, 2)
    text.refresh_from_db()
    assert text.answer == "İkinci hâli."


def test_an_old_revision_never_replaces_a_draft_somebody_writes(desk_of_expert, text, expert, second_expert, editor):
    factories.revise(text, expert, editor, answer="İkinci hâli.")
    writing = workflow.start_draft(by=second_expert, language="tr", article=text.article)
    workflow.save_draft(writing, by=second_expert, version=writing.version, answer="Yarım kalan.")

    response = desk_of_expert.post(reverse("curation:restore", args=[text.article.key, "tr", 1]))

    assert response.url == address("article", text.article)
    writing.refresh_from_db()
    assert (writing.answer, Draft.objects.open().count()) == ("Yarım kalan.", 1)


def test_entries_are_found_by_words_or_key_and_the_unpublished_are_listed(desk_of_expert, text, tmp_path):
    hidden = entries.load(tmp_path, "secret", tr="Gizli soru?", audience="internal")
    search.apply_outbox()

    def listed(query: str) -> list[str]:
        links = read(desk_of_expert.get("/desk/knowledge/articles/", {"q": query})).links
        return [
            link.split("/")[-2] for link in links if link.startswith("/desk/knowledge/articles/") and link[-2] != "s"
        ]

    assert listed("") == [hidden.key]
    assert listed("genel kurul") == [text.article.key, hidden.key]
    assert listed("SECRET") == [hidden.key, hidden.key]
    for odd in ("\0", "%", "' OR 1=1 --", "x" * 5_000):
        assert listed(odd) == [hidden.key]
