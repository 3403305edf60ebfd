"""What the desk feeds the backlog with, and whom it tells of it."""

import datetime

import pytest
from django.utils import timezone

from helpdesk import recurring, reminders, workflow
from helpdesk.mail import outbox
from helpdesk.models import Ticket
from knowledge import workflow as knowledge_workflow
from knowledge.models import Task
from tests import factories

pytestmark = pytest.mark.django_db


def ask(topic, subject: str, n: int, **details):
    return factories.ask(topic, subject=subject, requester_email=f"n{n}@example.org", **details)


def test_a_question_that_came_three_times_comes_on_the_backlog_without_who_asked(topic, editor):
    for n, subject in enumerate(
        ["Derneğe araç bağışı nasıl alınır?", "derneğe araç bağışı nasıl alınır", "Araç bağışı derneğe nasıl alınır??"]
    ):
        assert recurring.propose_what_is_asked() == 0
        ask(topic, subject, n)
    ask(topic, "Tüzük nasıl değişir?", 9)

    assert [recurring.propose_what_is_asked() for _twice in range(2)] == [1, 0]

    task = Task.objects.get()
    assert (task.kind, task.weight, "araç" in task.words.lower()) == ("asked", 3, True)
    knowledge_workflow.close_task(task, by=editor, outcome="not_needed", because="Başka bir kurumun işi.")
    ask(topic, "Derneğe araç bağışı nasıl alınır?", 4)
    assert recurring.propose_what_is_asked() == 0


def test_what_an_entry_answered_already_is_not_missing(topic, expert, editor):
    text = factories.publish(expert, editor, topic)
    for n in range(3):
        workflow.link_article(ask(topic, "Genel kurul ne zaman toplanır?", n), text.article, by=expert)

    assert recurring.propose_what_is_asked() == 0


@pytest.fixture
def flagged(topic, expert, editor) -> Task:
    factories.ask(topic)
    text = factories.publish(expert, editor, topic)
    today = timezone.localdate()
    words = {"what_tr": "Süre kısaldı.", "what_en": "The time limit is shorter."}
    knowledge_workflow.record_change(factories.source(), by=editor, place="m. 74", applies_from=today, **words)
    outbox.deliver()
    return Task.objects.get(article=text.article)


def told(mailoutbox, now=None) -> list[str]:
    mailoutbox.clear()
    reminders.remind_of_tasks(now=now)
    outbox.deliver()
    return [mail.to[0] for mail in mailoutbox]


def test_the_owner_is_told_once_and_the_editors_once_after_a_fortnight(flagged, expert, editor, mailoutbox):
    assert [told(mailoutbox), told(mailoutbox)] == [[expert.email], []]
    later = timezone.now() + datetime.timedelta(days=15)

    assert [told(mailoutbox, later), told(mailoutbox, later)] == [[editor.email], []]


def test_the_mail_names_what_is_to_be_done_and_where(flagged, expert, mailoutbox):
    told(mailoutbox)

    mail = mailoutbox[0]
    for part in (mail.body, mail.alternatives[0].content):
        assert "Türk Medeni Kanunu, m. 74" in part
        assert flagged.get_absolute_url() in part
        assert "Genel kurul ne sıklıkla toplanır?" in part


def test_what_nobody_owns_is_told_to_the_editors_and_passing_on_tells_the_next(
    flagged, expert, second_expert, editor, mailoutbox
):
    knowledge_workflow.assign_task(flagged, by=editor, owner=None)
    assert told(mailoutbox) == [editor.email]

    knowledge_workflow.assign_task(flagged, by=editor, owner=second_expert)

    assert told(mailoutbox) == [second_expert.email]


def test_an_owner_is_told_where_nobody_has_asked_anything_yet(topic, expert, editor, mailoutbox):
    factories.publish(expert, editor, topic)
    today = timezone.localdate()
    words = {"what_tr": "Süre kısaldı.", "what_en": "The time limit is shorter."}
    knowledge_workflow.record_change(factories.source(), by=editor, place="m. 74", applies_from=today, **words)

    assert told(mailoutbox) == [expert.email]
    assert "/desk/knowledge/backlog/" in mailoutbox[0].body
    assert not Ticket.objects.exists()
