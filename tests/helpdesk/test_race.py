"""Two experts, two processes, one ticket."""

import datetime
import uuid

import pytest

from helpdesk import workflow
from helpdesk.mail import outbox
from helpdesk.models import MailWish, Message, OutgoingMail, ReplyDraft, Status, Ticket
from tests import processes
from tests.factories import ask, knows

pytestmark = pytest.mark.django_db(transaction=True)

MEET = """
import time
from pathlib import Path
def meet(name, others):
    Path(folder, name).touch()
    while not all(Path(folder, other).exists() for other in others):
        time.sleep(0.005)
"""

TAKE = """
from django.contrib.auth.models import User
from helpdesk import workflow
from helpdesk.models import Ticket
ticket, expert = Ticket.objects.get(pk={ticket}), User.objects.get(pk={expert})
meet("{expert}", {everyone})
try:
    workflow.take(ticket, by=expert)
    print("mine")
except workflow.TransitionError as error:
    print(error)
"""

ASK = """
import uuid
from helpdesk import workflow
meet("{name}", {everyone})
key = uuid.UUID("{key}")
ticket = workflow.open_ticket(language="tr", subject="S?", body="B", requester_email="a@example.org", form_key=key)
print(ticket.reference)
"""

OPEN = """
from helpdesk import workflow
meet("{name}", {everyone})
for n in range({count}):
    workflow.open_ticket(language="tr", subject="S?", body="B", requester_email="a@example.org")
"""


GATHER = """
import datetime
from django.utils import timezone
from helpdesk.mail import digests
meet("{name}", {everyone})
print(digests.gather(now=timezone.now() + datetime.timedelta(hours=2)))
"""


def race(tmp_path, codes: list[str]) -> list[str]:
    meet = f"folder = {str(tmp_path)!r}\n" + MEET
    return processes.finish(*[processes.start(meet + code) for code in codes])


def test_of_two_experts_one_gets_the_ticket_and_the_other_is_told_who(tmp_path, topic, expert, second_expert):
    knows(expert, topic)
    ticket = ask(topic)
    people = {str(expert.pk): "Elif", str(second_expert.pk): "Mert"}
    everyone = list(people)

    printed = race(tmp_path, [TAKE.format(ticket=ticket.pk, expert=pk, everyone=everyone) for pk in people])

    ticket.refresh_from_db()
    winner = people[str(ticket.assignee_id)]
    assert ticket.status == Status.OPEN
    assert sorted(text == "mine" for text in printed) == [False, True]
    assert winner in next(text for text in printed if text != "mine")
    assert ticket.messages.filter(kind=Message.Kind.EVENT).count() == 2


def test_two_workers_gather_news_into_one_mail(tmp_path, topic, expert):
    knows(expert, topic)
    wish = MailWish.objects.of(expert)
    wish.assigned = "hourly"
    wish.save()
    for _each in range(3):
        ask(topic)
    outbox.deliver()

    printed = race(tmp_path, [GATHER.format(name=name, everyone=["a", "b"]) for name in ("a", "b")])

    assert sorted(printed) == ["0", "1"]
    assert OutgoingMail.objects.get(kind="digest").items.count() == 3


def test_a_form_sent_by_two_processes_at_once_is_one_ticket(tmp_path, desk):
    key = uuid.uuid4()

    printed = race(tmp_path, [ASK.format(name=n, everyone=["a", "b"], key=key) for n in ("a", "b")])

    assert Ticket.objects.count() == 1
    assert printed == [Ticket.objects.get().reference] * 2


def test_four_writers_wait_for_each_other_and_none_fails(tmp_path, desk):
    names = ["a", "b", "c", "d"]

    race(tmp_path, [OPEN.format(name=n, everyone=names, count=15) for n in names])

    assert Ticket.objects.count() == 60
    assert len({ticket.reference for ticket in Ticket.objects.all()}) == 60


UNDO = """
from django.contrib.auth.models import User
from helpdesk import workflow
from helpdesk.models import Ticket
expert = User.objects.get(pk={expert})
for turn, ticket in enumerate(Ticket.objects.filter(pk__in={tickets})):
    meet(f"undo{{turn}}", [f"undo{{turn}}", f"send{{turn}}"])
    time.sleep(turn * 0.02)
    try:
        workflow.undo(ticket, by=expert)
        print("taken back")
    except workflow.TransitionError as error:
        print(error)
"""

SEND = """
import datetime
from django.utils import timezone
from helpdesk import workflow
for turn in range(len({tickets})):
    meet(f"send{{turn}}", [f"undo{{turn}}", f"send{{turn}}"])
    workflow.send_held(now=timezone.now() + datetime.timedelta(hours=turn + 1))
"""


def test_a_reply_is_either_taken_back_or_sent_once(tmp_path, topic, expert):
    """Each turn undo comes a little later; where exactly sending becomes quicker is the machine's affair."""
    tickets = [ask(topic) for _turn in range(6)]
    for turn, ticket in enumerate(tickets):
        draft = workflow.hold(ticket, by=expert, step=ReplyDraft.Step.RESOLVE, body="Üç yılda bir.")
        ReplyDraft.objects.filter(pk=draft.pk).update(leaves_at=draft.leaves_at + datetime.timedelta(hours=turn))
    numbers = {"tickets": [ticket.pk for ticket in tickets], "expert": expert.pk}

    undone, _none = race(tmp_path, [UNDO.format(**numbers), SEND.format(**numbers)])

    for ticket, said in zip(tickets, undone.splitlines(), strict=True):
        answers = ticket.messages.filter(kind=Message.Kind.ANSWER).count()
        mails = OutgoingMail.objects.filter(ticket=ticket, kind=OutgoingMail.Kind.ANSWERED).count()
        drafts = [draft.leaves_at for draft in ticket.reply_drafts.all()]
        is_sent = answers == 1
        assert (answers, mails, drafts) == ((1, 1, []) if is_sent else (0, 0, [None]))
        assert said == ("Yanıt çoktan gitti: soran onu okuyabilir." if is_sent else "taken back")
