"""How people put it: proposed without anything personal, decided by an editor with one press."""

import pytest

from knowledge import search, workflow
from knowledge.models import ArticleText, LearnedPhrase, SearchOutbox
from tests import factories

LIST = "/desk/knowledge/phrases/"
WORDS = "kongreyi ertelesek olur mu"


@pytest.fixture
def entry(topic, expert, editor) -> ArticleText:
    return factories.publish(expert, editor, topic=topic, asked_as="kaç yılda bir toplanmalıyız")


@pytest.fixture
def phrase(entry) -> LearnedPhrase:
    return workflow.propose_phrase(entry.article, language="tr", words=WORDS)


@pytest.mark.parametrize(
    "words",
    [
        "Genel kurul ne sıklıkla toplanır?",
        "GENEL KURULUN TOPLANMA SIKLIĞI",
        "genel kurul",
        "Kaç yılda bir toplanmalı",
        "kongre",
        "",
        "???",
    ],
)
def test_what_the_entry_says_already_or_says_too_little_is_not_proposed(entry, words):
    assert workflow.propose_phrase(entry.article, language="tr", words=words) is None
    assert not LearnedPhrase.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "kongreyi ertelesek ayse@mavikus.example",
        "kongreyi ertelesek 0532 123 45 67",
        "başkan Kalyoncuoğlu kongreyi ertelesin mi",
        "ben ayşe kongreyi ertelesem",
    ],
)
def test_what_may_be_personal_is_not_proposed_at_all(entry, words):
    assert workflow.propose_phrase(entry.article, language="tr", words=words) is None


def test_the_same_question_in_other_letters_counts_up(entry, phrase):
    workflow.propose_phrase(entry.article, language="tr", words="KONGREYİ ERTELESEK OLUR MU?")
    workflow.propose_phrase(entry.article, language="tr", words="kongreyi ertelesek olur mu")

    assert list(LearnedPhrase.objects.values_list("phrase", "seen")) == [(WORDS, 3)]


def test_one_press_approves_and_search_finds_the_entry_by_it(signed_in, editor, entry, phrase):
    assert search.find("ertelemek", language="tr").hits == []

    response = signed_in(editor).post(f"{LIST}{phrase.pk}/approve/")
    search.apply_outbox()

    phrase.refresh_from_db()
    assert (phrase.state, phrase.decided_by) == (LearnedPhrase.State.APPROVED, editor)
    assert [hit.text for hit in search.find("ertelemek", language="tr").hits] == [entry]
    assert response.url == f"{LIST}?state=proposed"


def test_one_press_refuses_and_the_same_words_are_not_proposed_again(signed_in, editor, entry, phrase):
    signed_in(editor).post(f"{LIST}{phrase.pk}/refuse/")
    workflow.propose_phrase(entry.article, language="tr", words=WORDS)

    assert not LearnedPhrase.objects.proposed().exists()
    assert LearnedPhrase.objects.get().state == LearnedPhrase.State.REFUSED


def test_a_decision_can_be_changed_but_not_made_twice(signed_in, editor, phrase):
    client = signed_in(editor)
    workflow.approve_phrase(phrase, by=editor)
    queued = SearchOutbox.objects.count()

    again = client.post(f"{LIST}{phrase.pk}/approve/", follow=True)
    assert "zaten" in again.content.decode()
    assert SearchOutbox.objects.count() == queued

    with pytest.raises(workflow.TransitionError):
        workflow.approve_phrase(phrase, by=editor)
    workflow.refuse_phrase(phrase, by=editor)
    workflow.approve_phrase(phrase, by=editor)
    assert phrase.state == LearnedPhrase.State.APPROVED


def test_the_page_of_the_entry_decides_too_and_comes_back_to_it(signed_in, editor, entry, phrase):
    client = signed_in(editor)
    address = f"/desk/knowledge/articles/{entry.article.key}/"
    assert WORDS in client.get(address).content.decode()

    response = client.post(f"{LIST}{phrase.pk}/approve/", {"on_article": "1"})

    assert response.url == address


def test_each_list_shows_its_state_and_the_overview_counts_what_waits(signed_in, editor, phrase):
    client = signed_in(editor)

    assert WORDS in client.get(LIST).content.decode()
    assert WORDS not in client.get(f"{LIST}?state=approved").content.decode()
    assert "karar bekleyen 1 ifade" in client.get("/desk/knowledge/").content.decode()


def test_the_list_asks_as_little_for_one_as_for_three(signed_in, editor, entry, django_assert_max_num_queries):
    client = signed_in(editor)
    for words in [WORDS, "kongre yapmazsak ne olur", "delege seçimi ertelenir mi"]:
        workflow.propose_phrase(entry.article, language="tr", words=words)

        with django_assert_max_num_queries(6):
            page = client.get(LIST).content.decode()

        assert words in page


def test_experts_see_the_words_and_only_editors_decide(signed_in, expert, stranger, client, phrase):
    steps = [f"{LIST}{phrase.pk}/approve/", f"{LIST}{phrase.pk}/refuse/"]

    page = signed_in(expert).get(LIST).content.decode()

    assert WORDS in page
    assert steps[0] not in page
    assert [signed_in(expert).post(step).status_code for step in steps] == [403, 403]
    assert signed_in(stranger).get(LIST).status_code == 403
    assert client.get(LIST).status_code == 302
    assert LearnedPhrase.objects.get().state == LearnedPhrase.State.PROPOSED


def test_deciding_is_a_post_on_a_phrase_that_exists(signed_in, editor, phrase):
    client = signed_in(editor)

    assert client.get(f"{LIST}{phrase.pk}/approve/").status_code == 405
    assert client.post(f"{LIST}999/refuse/").status_code == 404
