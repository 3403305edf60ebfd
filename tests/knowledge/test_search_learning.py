"""Search learns how people put things, and keeps nothing of who they are."""

import pytest

from knowledge import search, workflow
from knowledge.models import ArticleText, LearnedPhrase, SearchEvent
from knowledge.search.learning import scrub
from tests import factories


@pytest.fixture
def entry(topic, expert, editor) -> ArticleText:
    return factories.publish(expert, editor, topic=topic, question="Genel kurul ne sıklıkla toplanır?")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ayse.yilmaz@example.org adresine makbuz", "… adresine makbuz"),
        ("telefonum 0532 123 45 67 arayın", "telefonum … arayın"),
        ("TR33 0006 1005 1978 6457 8413 26 hesabı", "… hesabı"),
        ("5253 sayılı kanun 19. madde", "5253 sayılı kanun 19. madde"),
        ("ben ayşe kongreyi kaçırdım", "ben … kongreyi kaçırdım"),
        ("dernek başkanı Kalyoncuoğlu istifa etti", "dernek başkanı … istifa etti"),
        ("GENEL KURUL ZÜRAFA", "GENEL KURUL ZÜRAFA"),
        ("Zürafa beslemek", "Zürafa beslemek"),
        ("www.example.org/u/7 neden açılmıyor", "… neden açılmıyor"),
    ],
)
def test_what_is_personal_is_scrubbed_and_the_rest_is_kept(db, typed, kept):
    assert scrub(typed, "tr") == kept


def test_a_name_that_articles_use_is_no_persons_name(entry):
    assert scrub("bizim Genel Kurul", "tr") == "bizim Genel Kurul"


def test_searches_without_a_result_and_abandoned_ones_are_told_apart(entry):
    search.record("zürafa beslemek", language="tr", total=0)
    search.record("genel kurul", language="tr", total=3)
    read = search.record("kongre", language="tr", total=1)

    search.opened(read.pk, entry.article)

    assert [event.query for event in SearchEvent.objects.without_result()] == ["zürafa beslemek"]
    assert [event.query for event in SearchEvent.objects.abandoned()] == ["genel kurul"]


def test_words_that_were_proposed_are_found_once_an_editor_has_approved_them(entry, editor):
    phrase = search.propose(entry.article, language="tr", words="kongreyi ertelesek olur mu")

    assert phrase.state == LearnedPhrase.State.PROPOSED
    assert search.apply_outbox() == 0
    assert search.find("kongreyi ertelemek", language="tr").hits == []

    workflow.approve_phrase(phrase, by=editor)
    search.apply_outbox()

    assert [hit.text for hit in search.find("kongreyi ertelemek", language="tr").hits] == [entry]
    assert search.reconcile() == 0


def test_a_refused_phrase_is_forgotten_again(entry, editor):
    phrase = search.propose(entry.article, language="tr", words="kongreyi ertelesek olur mu")
    workflow.approve_phrase(phrase, by=editor)
    search.apply_outbox()

    workflow.refuse_phrase(phrase, by=editor)
    search.apply_outbox()

    assert search.find("kongreyi ertelemek", language="tr").hits == []


def test_the_same_words_count_up_and_too_few_are_not_proposed(entry):
    for _ in range(3):
        search.propose(entry.article, language="tr", words="kongreyi ertelesek")

    assert search.propose(entry.article, language="tr", words="ayşe") is None
    assert LearnedPhrase.objects.get().seen == 3
