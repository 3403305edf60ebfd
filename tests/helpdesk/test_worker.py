"""Killed at any moment, one run of the worker brings everything into agreement again."""

import random
import time

import pytest
from django.core import mail as sent_mail
from django.core.management import call_command

from helpdesk import worker
from helpdesk.models import OutgoingMail
from knowledge import search, workflow
from knowledge.models import Article, ArticleText
from tests import processes
from tests.factories import ask, draft

pytestmark = pytest.mark.django_db(transaction=True)

BUSY = """
from helpdesk import worker
worker.run_for_ever()
"""


def found(word: str) -> set[str]:
    return {hit.text.article.key for hit in search.find(word, language="tr", limit=50).hits}


def test_a_worker_killed_anywhere_leaves_nothing_wrong(topic, expert, editor):
    dice = random.Random(2860)
    published, gone = set(), set()
    for attempt in range(6):
        process = processes.start(BUSY)
        begin = time.monotonic()
        while time.monotonic() - begin < 1.2 + dice.random():
            text = workflow.publish(
                draft(expert, topic, question=f"Zürafa {len(published) + len(gone)} nedir?"), by=editor
            )
            published.add(text.article.key)
            if attempt % 2:
                key = dice.choice(sorted(published))
                workflow.archive(Article.objects.get(key=key), by=editor, reason="Kalktı")
                published.remove(key)
                gone.add(key)
        process.kill()
        process.communicate()

    worker.run_once()

    assert set(ArticleText.objects.published().values_list("article__key", flat=True)) == published
    assert {hit.text.article.key for hit in search.find("zürafa", language="tr", limit=500).hits} == published
    assert search.reconcile() == 0


def test_a_damaged_index_is_repaired_and_readers_get_answers_meanwhile(topic, expert, editor, settings):
    text = workflow.publish(draft(expert, topic), by=editor)
    search.apply_outbox()
    for path in sorted((settings.DATA_DIR / "index").rglob("*")):
        if path.is_file():
            path.write_bytes(b"damaged")

    assert found("genel kurul") == {text.article.key}
    worker.run_once()
    assert found("genel kurul") == {text.article.key}
    assert search.is_healthy()


def test_one_round_does_everything_there_is_to_do(topic, expert, editor):
    text = workflow.publish(draft(expert, topic), by=editor)
    ask(topic)

    call_command("work", once=True)

    assert found("genel kurul") == {text.article.key}
    assert not OutgoingMail.objects.filter(sent_at=None).exists()
    assert sent_mail.outbox
