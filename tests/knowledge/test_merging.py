"""Two entries become one, and nothing that led to either is lost."""

import pytest

from knowledge import search, workflow
from knowledge.models import Article, Draft, Task
from tests import factories
from tests.knowledge import entries
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(expert, editor, topic):
    return factories.publish(expert, editor, topic)


@pytest.fixture
def twin(client, expert, editor, topic):
    """An entry in two languages with a source, ears, feedback and a task of its own."""
    text = factories.publish(
        expert, editor, topic, question="Kongre kaç senede bir yapılır?", asked_as="delegeler ne zaman buluşur"
    )
    entries.translate(text, expert, editor, question="When is the congress?")
    text.article.citations.create(source=factories.source("dk-5253"), place="art. 6", order=5)
    client.post(f"{text.get_absolute_url()}feedback/", {"helpful": "no", "flag": "unclear"})
    return text


def merge(browser, text, into, reason="Aynı soru"):
    data = {"into": into, "reason": reason}
    return browser.post(f"/desk/knowledge/articles/{text.article.key}/merge/", data)


def test_every_address_of_the_one_leads_to_the_other(client, signed_in, editor, kept, twin):
    addresses = [text.get_absolute_url() for text in twin.article.texts.select_related("article__topic")]

    merge(signed_in(editor), twin, kept.article.key)

    for address in [*addresses, f"/a/{twin.article.key}/", f"/tr/a/{twin.article.key}/"]:
        response = client.get(address, follow=True)
        assert (response.status_code, response.redirect_chain[-1][0]) == (200, kept.get_absolute_url())
    assert {client.get(address).status_code for address in addresses} == {301}


def test_the_other_takes_over_what_led_to_it(signed_in, editor, kept, twin):
    merge(signed_in(editor), twin, kept.article.key)
    search.apply_outbox()

    assert set(kept.article.citations.values_list("source__slug", "place")) == {
        ("tmk-4721", "art. 74"),
        ("dk-5253", "art. 6"),
    }
    found = [hit.text.article_id for hit in search.find("delegeler ne zaman buluşur", language="tr").hits]
    assert found == [kept.article_id]
    assert (kept.article.feedback.count(), Task.objects.open().get().article) == (1, kept.article)


def test_both_keep_their_revisions_and_the_reason_is_told(signed_in, editor, kept, twin):
    before = twin.history.count()
    browser = signed_in(editor)
    merge(browser, twin, kept.article.key)

    old = Article.objects.get(pk=twin.article_id)
    assert (old.replaced_by, old.archived_because, twin.history.count()) == (kept.article, "Aynı soru", before)
    assert browser.get(f"/desk/knowledge/articles/{old.key}/tr/revisions/").status_code == 200
    assert (
        f"/desk/knowledge/articles/{old.key}/"
        in read(browser.get(f"/desk/knowledge/articles/{kept.article.key}/keeping/")).links
    )


def test_an_entry_brought_back_has_its_addresses_again(client, signed_in, editor, kept, twin):
    merge(signed_in(editor), twin, kept.article.key)

    workflow.unarchive(Article.objects.get(pk=twin.article_id), by=editor)

    assert client.get(twin.get_absolute_url()).status_code == 200


def test_what_cannot_be_merged_is_refused_and_shown_again(signed_in, expert, editor, kept, twin):
    browser = signed_in(editor)
    for into, reason in ((twin.article.key, "x"), ("no-such-key", "x"), (kept.article.key, "")):
        assert merge(browser, twin, into, reason).status_code == 422
    draft = workflow.start_draft(by=expert, language="tr", article=twin.article)
    assert merge(browser, twin, kept.article.key).status_code == 422
    assert (Article.objects.get(pk=twin.article_id).is_archived, Draft.objects.get(pk=draft.pk).is_open) == (
        False,
        True,
    )


def test_the_replacement_of_a_replacement_is_named(client, expert, editor, topic, kept, twin):
    newest = factories.publish(expert, editor, topic, question="Yeni soru?")
    workflow.archive(kept.article, by=editor, reason="Değişti", replaced_by=twin.article)
    workflow.archive(twin.article, by=editor, reason="Yine değişti", replaced_by=newest.article)

    response = client.get(kept.get_absolute_url())

    assert (response.status_code, newest.get_absolute_url() in read(response).links) == (410, True)


def test_the_history_of_what_was_merged_is_read_from_the_others_and_is_not_an_answer(
    client, signed_in, expert, editor, kept, twin
):
    factories.revise(twin, expert, editor, answer="Üç yılda bir, ilkbaharda.")
    merge(signed_in(editor), twin, kept.article.key)
    theirs = f"{twin.get_absolute_url()}history/"

    page = read(client.get(f"{kept.get_absolute_url()}history/"))
    assert (theirs in page.links, "Kongre kaç senede bir yapılır?" in page.text) == (True, True)
    for address in (theirs, f"{theirs}1/", f"{theirs}2/", f"{theirs}1..2/"):
        shown = read(client.get(address))
        assert "artık yanıt olarak verilmiyor" in shown.text
        assert "bugünkü yanıttır" not in shown.text
    workflow.archive(kept.article, by=editor, reason="Eskidi")
    assert client.get(theirs).status_code == 404


def test_the_history_of_what_was_archived_without_merging_stays_closed(client, editor, kept, twin):
    workflow.archive(twin.article, by=editor, reason="Eskidi", replaced_by=kept.article)

    assert client.get(f"{twin.get_absolute_url()}history/").status_code == 404
    assert "Kongre" not in read(client.get(f"{kept.get_absolute_url()}history/")).text
