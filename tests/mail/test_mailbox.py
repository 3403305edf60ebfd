"""Mail out through a real SMTP server, back through a real IMAP server (Dovecot), as a requester's program does it."""

import email
import io
import shutil
import ssl

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from helpdesk import worker, workflow
from helpdesk.mail import mailbox, outbox
from helpdesk.models import Inbox, IncomingMail
from tests.factories import ask, knows

from .conftest import PASSWORD

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        shutil.which("dovecot") is None or shutil.which("openssl") is None,
        reason="Dovecot is missing: apt-get install dovecot-imapd",
    ),
]


def question(number: int, text: str = "Dernek nasıl kurulur?") -> bytes:
    head = f"From: can@example.net\nTo: bilgi@example.org\nSubject: Soru\nMessage-ID: <{number}@example.net>\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()


def test_an_answer_goes_out_by_smtp_and_its_reply_comes_in_by_imap(dovecot, smtp, topic, expert):
    knows(expert, topic)
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    outbox.deliver()
    to_requester = [mail for to, mail in smtp.mails if to == "ayse@mavikus.example"]
    answer = next(mail for mail in to_requester if "Üç yılda bir." in mail.get_body(("plain",)).get_content())
    reply = email.message.EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = (
        "ayse@mavikus.example",
        answer["Reply-To"],
        f"Re: {answer['Subject']}",
    )
    reply["Message-ID"], reply["In-Reply-To"] = "<y1@mavikus.example>", answer["Message-ID"]
    words = "Çok teşekkürler, İğdır'dan selamlar."
    reply.set_content(f"{words}\n\n20.11.2026 tarihinde Bilgi Merkezi yazdı:\n> Üç yılda bir.")
    dovecot.bring(reply.as_bytes())

    worker.run_once()

    ticket.refresh_from_db()
    said = ticket.messages.latest("pk")
    assert (ticket.status, said.body) == ("open", words)
    assert said.quoted.endswith("> Üç yılda bir.")
    assert (dovecot.count("INBOX"), dovecot.count(dovecot.processed)) == (0, 1)
    workflow.resolve(ticket, by=expert, answer="Rica ederiz.")
    outbox.deliver()
    assert smtp.mails[-1][1]["In-Reply-To"] == "<y1@mavikus.example>"


def test_one_bad_mail_delays_no_other_and_nothing_comes_twice(dovecot, desk, settings):
    Inbox.objects.update_or_create(pk=1, defaults={"strangers": "ticket"})
    dovecot.bring(question(1), b"\x00\xff not a mail\r\n", question(1), question(2))

    call_command("fetch_mail", stdout=io.StringIO())
    again = mailbox.fetch()

    states = list(IncomingMail.objects.order_by("pk").values_list("state", "copies"))
    assert states == [("accepted", 2), ("quarantined", 1), ("accepted", 1)]
    assert again == 0
    assert dovecot.count(dovecot.processed) == 4


def test_a_certificate_nobody_vouches_for_is_refused(dovecot, desk, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    dovecot.bring(question(1))

    with pytest.raises(ssl.SSLError):
        mailbox.fetch()

    assert dovecot.count("INBOX") == 1


def test_without_tls_only_this_machine_is_asked(dovecot, desk, settings):
    dovecot.bring(question(1))
    settings.INBOX_URL = dovecot.url("imap")
    assert mailbox.fetch() == 1

    settings.INBOX_URL = "imap://merkez:x@mail.example.org/INBOX"
    with pytest.raises(ImproperlyConfigured):
        mailbox.fetch()


def test_a_wrong_password_is_said_and_the_worker_goes_on(dovecot, desk, settings):
    settings.INBOX_URL = dovecot.url().replace(PASSWORD, "wrong")

    with pytest.raises(CommandError, match="could not be"):
        call_command("fetch_mail", stdout=io.StringIO())
    assert worker.run_once() >= 0
