import datetime
import email
import io
import time

import pytest
from django.core import mail as sent_mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from helpdesk import access, retention, workflow
from helpdesk.mail import addresses, incoming, outbox, reading
from helpdesk.mail.incoming import ingest
from helpdesk.models import Inbox, IncomingMail, Message, OutgoingMail, Ticket
from tests import processes
from tests.factories import ask, knows

pytestmark = pytest.mark.django_db

RECEIVE = """
import sys, io
from django.core.management import call_command
sys.stdin = io.TextIOWrapper(io.BytesIO(%r))
call_command("receive_mail")
"""


@pytest.fixture
def ticket(topic, expert) -> Ticket:
    knows(expert, topic)
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    return ticket


def letter(ticket: Ticket | None, text: str = "Teşekkürler.", sender: str = "ayse@mavikus.example", number: int = 1):
    to = addresses.reply_address(ticket) if ticket else "bilgi@example.org"
    head = f"From: {sender}\nTo: {to}\nSubject: Genel kurul\nMessage-ID: <{number}.{sender}>\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()


def test_an_answer_asks_for_replies_at_an_address_of_its_own_and_the_expert_gets_none(ticket, expert):
    outbox.deliver()

    to_requester = [mail for mail in sent_mail.outbox if mail.to == ["ayse@mavikus.example"]]
    to_expert = [mail for mail in sent_mail.outbox if mail.to == [expert.email]]
    assert {mail.extra_headers["Reply-To"] for mail in to_requester} == {addresses.reply_address(ticket)}
    assert [mail.extra_headers.get("Reply-To") for mail in to_expert] == [None] * len(to_expert)
    assert addresses.token_for(ticket) not in "".join(str(mail.extra_headers) for mail in to_expert)


def test_a_reply_and_the_next_answer_stand_in_one_thread(ticket, expert):
    ingest(letter(ticket))
    sent_mail.outbox.clear()
    workflow.resolve(ticket, by=expert, answer="Rica ederiz.")
    outbox.deliver()

    headers = next(m for m in sent_mail.outbox if "Rica ederiz." in m.body).extra_headers
    assert headers["In-Reply-To"] == "<1.ayse@mavikus.example>"
    assert headers["References"] == f"{addresses.thread_root(ticket)} <1.ayse@mavikus.example>"


def test_a_token_opens_no_page_and_ends_with_the_private_links(ticket):
    token = addresses.token_for(ticket)

    assert access.ticket_for(token) is None
    assert addresses.ticket_for(token) == ticket
    access.revoke(ticket)
    assert addresses.ticket_for(token) is None


def test_a_token_belongs_to_one_recipient(ticket):
    token = addresses.token_for(ticket)
    ticket.requester_email = "baska@example.net"
    ticket.save()

    assert addresses.ticket_for(token) is None


def test_the_same_bytes_and_the_same_message_id_are_taken_once(ticket):
    first = ingest(letter(ticket))
    same = ingest(letter(ticket))
    other_way = ingest(b"Received: by another server\n" + letter(ticket))

    assert [m.state for m in (first, same, other_way)] == ["accepted", "duplicate", "duplicate"]
    assert IncomingMail.objects.get(state="accepted").copies == 2
    assert Message.objects.filter(kind="requester_reply").count() == 1


def test_a_reply_to_a_ticket_closed_long_ago_is_quarantined_and_changes_nothing(ticket):
    workflow.confirm(ticket)
    Ticket.objects.update(closed_at=timezone.now() - datetime.timedelta(days=31))

    mail = ingest(letter(ticket))

    assert (mail.state, mail.reason, mail.ticket) == ("quarantined", "closed", ticket)
    assert Ticket.objects.get().status == "closed"


def test_a_responder_that_hides_being_one_gets_three_receipts_and_no_more(desk, settings):
    Inbox.objects.update_or_create(pk=1, defaults={"strangers": "ticket"})

    reasons = [ingest(letter(None, sender="robot@example.net", number=n)).reason for n in range(6)]
    outbox.deliver()

    assert reasons == ["question"] * incoming.QUESTIONS_A_DAY + ["too_many"] * 3
    assert [m.to for m in sent_mail.outbox].count(["robot@example.net"]) == 3


def test_a_flood_of_replies_is_quarantined(ticket):
    reasons = [ingest(letter(ticket, number=n)).reason for n in range(incoming.REPLIES_AN_HOUR + 2)]

    assert reasons == ["reply"] * incoming.REPLIES_AN_HOUR + ["too_many"] * 2


def test_a_question_by_mail_gets_a_receipt_that_can_be_answered(topic, settings):
    Inbox.objects.update_or_create(pk=1, defaults={"strangers": "ticket"})
    ticket = ingest(letter(None, sender="can@example.net")).ticket
    outbox.deliver()

    receipt = next(m for m in sent_mail.outbox if m.to == ["can@example.net"])
    assert receipt.extra_headers["In-Reply-To"] == "<1.can@example.net>"
    assert ingest(letter(ticket, sender="can@example.net", number=2)).reason == "reply"


def test_what_is_too_large_is_quarantined_at_once(ticket):
    begin = time.process_time()

    mail = ingest(letter(ticket) + b"x" * reading.MOST_BYTES)

    assert (mail.state, mail.reason) == ("quarantined", "too_large")
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\n\n" + b"\n" * 20_000_000,
        b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 400_000,
        b"From: " + b"(" * 400_000 + b"\n\nx",
        b"From: a@b.example\nContent-Type: text/html\n\n" + b"<div>" * 400_000,
        b"From: a@b.example\nContent-Type: text/plain;" + b"a=b;" * 50_000 + b"\n\nx",
        b"From: a@b.example\n\n" + "yazdı:\n".encode() * 400_000,
    ],
    ids=["lines", "messages", "parentheses", "tags", "parameters", "attributions"],
)
def test_hostile_mails_cost_seconds_at_most(raw, desk):
    begin = time.process_time()

    assert ingest(raw).state == "quarantined"
    assert time.process_time() - begin < 8


def test_quarantine_and_the_person_it_came_from_are_forgotten_in_time(ticket):
    ingest(letter(None, sender="biri@example.net"))
    ingest(b"unreadable, but names ayse@mavikus.example\n")
    ingest(letter(ticket))

    retention.erase_person("ayse@mavikus.example")
    assert [m.sender for m in IncomingMail.objects.all()] == ["biri@example.net"]

    retention.purge(now=timezone.now() + datetime.timedelta(days=91))
    assert not IncomingMail.objects.exists()


def test_what_is_quoted_is_folded_for_both_sides(ticket, client, signed_in, expert):
    ingest(letter(ticket, text="Olur.\n\nOn Friday, Center <bilgi@example.org> wrote:\n> <b>Üç</b> yılda bir."))
    client.get(access.link_to(ticket))

    theirs = client.get(reverse("helpdesk:ticket", args=[ticket.reference])).content.decode()
    ours = signed_in(expert).get(ticket.get_absolute_url()).content.decode()

    for page in (theirs, ours):
        assert "&gt; &lt;b&gt;Üç&lt;/b&gt; yılda bir." in page.partition("<details")[2]


@pytest.mark.django_db(transaction=True)
def test_two_servers_that_bring_one_mail_at_the_same_moment_bring_it_once(ticket):
    deliveries = [processes.start(RECEIVE % (b"Received: %d\n" % n + letter(ticket))) for n in (1, 2, 2)]

    states = sorted(out.split(":")[0] for out in processes.finish(*deliveries))

    assert states == ["accepted", "duplicate", "duplicate"]
    assert Message.objects.filter(kind="requester_reply").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_makes_the_mail_server_try_again(ticket):
    away = RECEIVE % letter(ticket)
    away = "from django.conf import settings\nsettings.DATABASES['default']['NAME'] = '/nowhere/at/all'\n" + away
    process = processes.start(away)

    process.communicate(timeout=60)

    assert process.returncode == 75


def test_the_whole_conversation_works_for_somebody_who_only_uses_mail(topic, expert, settings):
    Inbox.objects.update_or_create(pk=1, defaults={"strangers": "ticket"})
    knows(expert, topic)
    ticket = ingest(letter(None, sender="can@example.net", text="Dernek nasıl kurulur?")).ticket
    workflow.resolve(ticket, by=expert, answer="Yedi kişiyle.")
    outbox.deliver()
    answer = sent_mail.outbox[-1].message()
    reply = email.message_from_bytes(letter(None, sender="can@example.net", number=2, text="Sağ olun, ya tüzük?"))
    reply.replace_header("To", answer["Reply-To"])

    mail = ingest(reply.as_bytes())

    assert (mail.reason, mail.ticket) == ("reply", ticket)
    words = list(ticket.messages.for_requester().values_list("body", flat=True))
    assert words == ["Dernek nasıl kurulur?", "Yedi kişiyle.", "Sağ olun, ya tüzük?"]


def test_fetching_without_a_mailbox_says_what_to_set(desk):
    with pytest.raises(Exception, match="INBOX_URL"):
        call_command("fetch_mail", stdout=io.StringIO())

    assert OutgoingMail.objects.count() == 0
