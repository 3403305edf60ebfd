"""Mail that waits: its sender confirms it, or an administrator decides."""

import datetime
import re

import pytest
from django.core import mail as sent_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helpdesk import access, worker, workflow
from helpdesk.mail import addresses, confirming
from helpdesk.mail.incoming import ingest
from helpdesk.models import Inbox, IncomingMail, Message, Ticket
from tests import processes
from tests.factories import ask
from tests.pages import Page

pytestmark = pytest.mark.django_db

WICKED = "<script>alert(1)</script> Ucuz kredi"
DROP = """
from django.contrib.auth.models import User
from helpdesk.mail import quarantine
from helpdesk.models import IncomingMail
from helpdesk.workflow import TransitionError
try:
    quarantine.%s(IncomingMail.objects.get(), by=User.objects.get(username="umut"))
    print("decided")
except TransitionError:
    print("told")
"""


def letter(
    text: str = WICKED, sender: str = "can@example.net", number: int = 1, to: str = "bilgi@example.org"
) -> bytes:
    head = f"From: Can <{sender}>\nTo: {to}\nSubject: {WICKED}\nMessage-ID: <{number}.{sender}>\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()


@pytest.fixture
def administrator(person):
    user = person("umut", "administrator")
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def desk_of_administrator(administrator, signed_in) -> Client:
    return signed_in(administrator)


@pytest.fixture
def rule_confirm(desk):
    Inbox.objects.update(strangers="confirm")


def asked() -> list:
    worker.run_once()
    return [mail for mail in sent_mail.outbox if "+c" in mail.extra_headers.get("Reply-To", "")]


def path_in(mail) -> str:
    return re.search(r"http://[^/]+(/\w\w/mail/\S+/)", mail.body).group(1)


def test_without_a_choice_mail_of_strangers_waits_and_nobody_is_written_to(desk):
    mail = ingest(letter())

    assert (mail.state, mail.reason) == ("quarantined", "stranger")
    assert asked() == []


def test_an_administrator_chooses_the_rule(desk_of_administrator):
    for rule, reason in (("confirm", "unconfirmed"), ("ticket", "question"), ("quarantine", "stranger")):
        desk_of_administrator.post(reverse("admin:helpdesk_inbox_change", args=[1]), {"strangers": rule})
        assert ingest(letter(sender=f"{rule}@example.net")).reason == reason


def test_a_sender_is_asked_with_nothing_they_wrote_and_confirms_with_a_button(rule_confirm, client):
    ingest(letter("Dernek nasıl kurulur? Üyelerimiz hazır."))
    (question,) = asked()

    assert question.to == ["can@example.net"]
    for part in (question.subject, question.body, question.alternatives[0].content):
        for word in ("Dernek", "kredi", "Can", "script"):
            assert word not in part
    page = client.get(path_in(question))
    assert Ticket.objects.count() == 0
    assert "kredi" not in page.content.decode()
    thanks = client.post(path_in(question), follow=True)
    ticket = Ticket.objects.get()
    assert ticket.reference in Page(thanks).words
    assert (ticket.requester_email, ticket.channel, ticket.subject) == ("can@example.net", "email", WICKED)
    assert IncomingMail.objects.get().raw is None
    again = Client().post(path_in(question))
    assert again.status_code == 200
    assert access.token_for(ticket) not in again.content.decode()
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("more", ["", "Bir de: kaç üye gerek?"])
def test_a_sender_confirms_by_replying(rule_confirm, more):
    ingest(letter("Dernek nasıl kurulur?"))
    (question,) = asked()

    reply = ingest(letter(f"Evet. {more}".strip(), number=2, to=question.extra_headers["Reply-To"]))

    ticket = Ticket.objects.get()
    assert (reply.state, reply.reason, reply.ticket) == ("accepted", "confirmed", ticket)
    assert list(ticket.messages.filter(kind="requester_reply").values_list("body", flat=True)) == [
        f"Evet. {more}"
    ] * bool(more)
    assert ticket.messages.get(kind="question").body == "Dernek nasıl kurulur?"


def test_an_automatic_answer_confirms_nothing(rule_confirm):
    ingest(letter())
    (question,) = asked()

    mail = ingest(b"Auto-Submitted: auto-replied\n" + letter(number=2, to=question.extra_headers["Reply-To"]))

    assert (mail.state, mail.reason) == ("dropped", "automatic")
    assert Ticket.objects.count() == 0


def test_at_most_three_mails_an_hour_go_to_an_address_nobody_confirmed(rule_confirm):
    for number in range(5):
        ingest(letter(number=number))

    assert len(asked()) == 3
    assert len(asked()) == 3
    IncomingMail.objects.exclude(asked_at=None).update(asked_at=timezone.now() - datetime.timedelta(hours=2))
    assert len(asked()) == 5


def test_a_question_to_a_sender_is_tried_again_under_the_same_id(rule_confirm, settings):
    ingest(letter())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert confirming.ask_senders() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    (question,) = asked()

    mail = IncomingMail.objects.get()
    assert question.extra_headers["Message-ID"] == f"<confirm-{mail.pk}-{mail.sha256[:16]}@{addresses.domain()}>"
    assert mail.asked_at is not None


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: t + "a", lambda t: f"9{t}", lambda t: "x"])
def test_a_wrong_link_opens_nothing(rule_confirm, client, change):
    mail = ingest(letter())

    assert client.get(f"/tr/mail/{change(confirming.token_for(mail))}/").status_code == 404


def test_a_link_ends_after_a_fortnight(rule_confirm, client):
    mail = ingest(letter())
    IncomingMail.objects.update(received_at=timezone.now() - datetime.timedelta(days=15))

    assert client.post(f"/tr/mail/{confirming.token_for(mail)}/").status_code == 404
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_is_listed_with_its_reason(desk_of_administrator, number, django_assert_num_queries):
    for each in range(number):
        ingest(letter(number=each, sender=f"can{each}@example.net"))

    with django_assert_num_queries(7):
        page = Page(desk_of_administrator.get("/desk/incoming/"))

    assert len([link for link in page.links if re.fullmatch(r"/desk/incoming/\d+/", link)]) == number
    assert "tanınmayan biri" in page.words


def test_a_mail_is_shown_inert_and_given_as_it_came(desk_of_administrator):
    raw = letter()
    mail = ingest(raw)

    response = desk_of_administrator.get(f"/desk/incoming/{mail.pk}/")
    given = desk_of_administrator.get(f"/desk/incoming/{mail.pk}/bytes/")

    assert "<script>alert" not in response.content.decode()
    words = Page(response).words
    for seen in (WICKED, "Message-ID: <1.can@example.net>", "can@example.net", "tanınmayan biri"):
        assert seen in words
    assert (given.content, given["Content-Type"]) == (raw, "application/octet-stream")
    assert given["Content-Disposition"] == f'attachment; filename="mail-{mail.pk}.eml"'


def test_a_mail_becomes_a_question_of_its_sender(desk_of_administrator, administrator):
    mail = ingest(letter("Dernek nasıl kurulur?"))

    response = desk_of_administrator.post(f"/desk/incoming/{mail.pk}/release/", {"new": "1"})

    ticket = Ticket.objects.get()
    mail.refresh_from_db()
    assert response.url == ticket.get_absolute_url()
    assert (mail.state, mail.reason, mail.ticket, mail.decided_by) == ("accepted", "released", ticket, administrator)
    assert mail.decided_at
    assert mail.raw is None
    assert ticket.messages.latest("pk").body == "Umut bekletilen bir e-postayı içeri aldı."


@pytest.mark.parametrize(
    ("sender", "kind"), [("ayse@mavikus.example", "requester_reply"), ("baska@example.net", "note")]
)
def test_a_mail_goes_onto_a_ticket_and_only_its_requester_speaks_there(desk_of_administrator, topic, sender, kind):
    ticket = ask(topic)
    mail = ingest(letter("Ek bilgi.", sender=sender))

    desk_of_administrator.post(f"/desk/incoming/{mail.pk}/release/", {"onto": "1", "other": ticket.reference})

    said = ticket.messages.exclude(kind="event").latest("pk")
    assert (said.kind, "Ek bilgi." in said.body) == (kind, True)
    assert Ticket.objects.count() == 1
    assert Message.objects.filter(kind="event", body__contains="bekletilen").count() == 1


def test_a_number_that_names_no_ticket_is_said_and_nothing_happens(desk_of_administrator):
    mail = ingest(letter())

    response = desk_of_administrator.post(f"/desk/incoming/{mail.pk}/release/", {"onto": "1", "other": "2026-99999"})

    assert response.status_code == 422
    assert IncomingMail.objects.get().state == "quarantined"
    assert desk_of_administrator.post("/desk/incoming/999/release/").status_code == 404


def test_a_mail_is_dropped_once(desk_of_administrator, administrator):
    mail = ingest(letter())

    desk_of_administrator.post(f"/desk/incoming/{mail.pk}/drop/")
    again = desk_of_administrator.post(f"/desk/incoming/{mail.pk}/release/", {"new": "1"}, follow=True)

    mail.refresh_from_db()
    assert (mail.state, mail.reason, mail.decided_by, mail.raw) == ("dropped", "discarded", administrator, None)
    assert "zaten karar verilmiş" in Page(again).words
    assert Ticket.objects.count() == 0


def test_what_cannot_be_read_can_only_be_dropped(desk_of_administrator):
    mail = ingest(b"no mail at all\n")
    assert "gösteremiyoruz" in Page(desk_of_administrator.get(f"/desk/incoming/{mail.pk}/")).words

    desk_of_administrator.post(f"/desk/incoming/{mail.pk}/release/", {"new": "1"})
    assert Ticket.objects.count() == 0
    desk_of_administrator.post(f"/desk/incoming/{mail.pk}/drop/")
    mail.refresh_from_db()
    assert mail.state == "dropped"


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_one_decides(administrator):
    ingest(letter())

    outputs = processes.finish(processes.start(DROP % "drop"), processes.start(DROP % "release"))

    assert sorted(outputs) == ["decided", "told"]


def test_a_mail_that_came_back_is_shown_to_the_expert(topic, expert, signed_in):
    ticket = ask(topic)
    browser = signed_in(expert)
    notice = "postayı geri gönderdi"
    assert notice not in Page(browser.get(ticket.get_absolute_url())).words

    workflow.note_bounce(ticket.mails.get(kind="received"), "5.1.1")

    assert notice in Page(browser.get(ticket.get_absolute_url())).words
