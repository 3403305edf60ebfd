"""Search learns from a ticket how its requester put the question, and nothing about who that was."""

import datetime

import pytest
from django.utils import timezone

from helpdesk import promotion, workflow
from knowledge import workflow as knowledge_workflow
from knowledge.models import ArticleText, LearnedPhrase
from tests.factories import ask, publish


@pytest.fixture
def entry(topic, expert, editor) -> ArticleText:
    return publish(expert, editor, topic=topic)


def linked(entry: ArticleText, by, **details: object) -> list[str]:
    workflow.link_article(ask(entry.article.topic, **details), entry.article, by=by)
    return list(LearnedPhrase.objects.values_list("phrase", flat=True))


def test_the_requesters_words_are_proposed_when_an_entry_answers_them(entry, expert):
    assert linked(entry, expert, subject="Kongreyi erteleyebilir miyiz?") == ["Kongreyi erteleyebilir miyiz?"]
    assert LearnedPhrase.objects.get().language == "tr"
    assert LearnedPhrase.objects.get().state == LearnedPhrase.State.PROPOSED


def test_linking_twice_counts_once_and_a_second_ticket_counts_up(entry, expert):
    ticket = ask(entry.article.topic, subject="Kongreyi erteleyebilir miyiz?")
    workflow.link_article(ticket, entry.article, by=expert)
    workflow.link_article(ticket, entry.article, by=expert)
    assert LearnedPhrase.objects.get().seen == 1

    linked(entry, expert, subject="kongreyi erteleyebilir miyiz")

    assert LearnedPhrase.objects.get().seen == 2


def test_what_we_know_of_the_requester_is_left_out(entry, expert):
    subject = "Mavi Kuş Derneği'nin kongresini erteleyebilir miyiz, Ayşe Yılmaz?"

    assert linked(entry, expert, subject=subject) == ["kongresini erteleyebilir miyiz?"]


@pytest.mark.parametrize(
    "subject",
    [
        "Başkanımız Kalyoncuoğlu kongreyi ertelesin mi?",
        "zeynep kongreyi erteleyebilir mi",
        "Genel kurul ne sıklıkla toplanır?",
        "Ayşe Yılmaz 0532 123 45 67",
    ],
    ids=["a name we do not know", "a given name", "the entry's own question", "nothing is left"],
)
def test_what_stays_doubtful_or_says_nothing_new_is_not_proposed(entry, expert, subject):
    assert linked(entry, expert, subject=subject) == []


def test_an_entry_readers_cannot_find_learns_nothing(entry, expert, editor):
    knowledge_workflow.archive(entry.article, by=editor, reason="Eskidi")

    assert linked(entry, expert, subject="Kongreyi erteleyebilir miyiz?") == []


def test_a_link_put_into_an_answer_proposes_too_once_the_answer_is_sent(entry, expert, signed_in):
    ticket = ask(entry.article.topic, subject="Kongreyi erteleyebilir miyiz?")
    signed_in(expert).post(f"/desk/tickets/{ticket.reference}/link/{entry.article.key}/")
    assert not LearnedPhrase.objects.exists()

    held = ticket.reply_drafts.get()
    workflow.hold(ticket, by=expert, step="resolve", body=held.body)
    workflow.send_held(now=timezone.now() + datetime.timedelta(minutes=1))

    assert LearnedPhrase.objects.get().article == entry.article


def test_own_words_read_as_a_sentence(db):
    ticket = ask(subject="Ayşe Yılmaz , kongreyi erteleyebilir miyiz ?")

    assert promotion.own_words(ticket) == "kongreyi erteleyebilir miyiz?"
