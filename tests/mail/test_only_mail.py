"""A requester who only ever uses email: from the first question to leaving, over real SMTP and IMAP."""

import datetime
import email.message
import re
import shutil

import pytest
from django.test import Client
from django.utils import timezone

from helpdesk import worker, workflow
from helpdesk.mail import outbox
from helpdesk.models import Inbox, IncomingMail, Ticket
from tests.factories import knows
from tests.pages import Page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        shutil.which("dovecot") is None or shutil.which("openssl") is None,
        reason="Dovecot is missing: apt-get install dovecot-imapd",
    ),
]

ME = "cagri@example.net"


class Requester:
    """Somebody's mail program: what came in, and how they answer it."""

    def __init__(self, dovecot, smtp):
        self.dovecot, self.smtp, self.number = dovecot, smtp, 0

    def write(self, text: str, *, answers=None, subject: str = "Dernek kurmak") -> None:
        self.number += 1
        mail = email.message.EmailMessage()
        mail["From"], mail["To"] = f"Çağrı Öz <{ME}>", answers["Reply-To"] if answers else "bilgi@example.org"
        mail["Subject"], mail["Message-ID"] = subject, f"<{self.number}.{ME}>"
        if answers:
            mail["In-Reply-To"] = answers["Message-ID"]
            text += "\n\n20.11.2026 tarihinde Bilgi Merkezi yazdı:\n> " + " ".join(_text(answers).split())[:60]
        mail.set_content(text)
        self.dovecot.bring(mail.as_bytes())
        worker.run_once()

    def latest(self):
        outbox.deliver(now=timezone.now() + datetime.timedelta(minutes=1))
        return [mail for to, mail in self.smtp.mails if to == ME][-1]


def _text(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def private_link(mail) -> str:
    return re.search(r"https?://[^/]+(/\w\w/tickets/\S+)", _text(mail)).group(1)


@pytest.mark.parametrize("dovecot", [""], indirect=True, ids=["folders beside the inbox"])
def test_somebody_asks_confirms_reads_answers_rates_and_leaves_by_mail(dovecot, smtp, expert, topic):
    knows(expert, topic)
    Inbox.objects.update(strangers="confirm")
    me = Requester(dovecot, smtp)

    me.write("Merhaba, dernek kurmak için kaç kişi gerekir? Şimdiden teşekkürler.")
    assert Ticket.objects.count() == 0
    asked = me.latest()
    assert "onaylayın" in asked["Subject"]
    assert "kaç kişi" not in asked.as_string()

    me.write("Evet", answers=asked)
    ticket = Ticket.objects.get()
    receipt = me.latest()
    assert (ticket.requester_email, ticket.requester_name, ticket.language) == (ME, "Çağrı Öz", "tr")
    assert ticket.reference in receipt["Subject"]

    workflow.change_topic(ticket, by=expert, topic=topic)
    workflow.resolve(ticket, by=expert, answer="En az **yedi** kişi gerekir.")
    answer = me.latest()
    assert "yedi" in _text(answer)
    assert answer["References"].split()[-1] == answer["In-Reply-To"]

    me.write("Peki çocuklar da kurabilir mi?", answers=answer)
    ticket.refresh_from_db()
    said = ticket.messages.latest("pk")
    assert (ticket.status, said.kind, said.body) == ("open", "requester_reply", "Peki çocuklar da kurabilir mi?")
    assert "yazdı:" in said.quoted

    workflow.resolve(ticket, by=expert, answer="Hayır; çocuk dernekleri ayrıdır.")
    second = me.latest()
    assert "çocuk dernekleri" in _text(second)

    browser = Client()
    page = Page(browser.get(private_link(second), follow=True))
    rate = f"/tr/tickets/{ticket.reference}/rate/"
    browser.post(rate, page.forms[rate] | {"rating": "5"})
    browser.post(f"/tr/tickets/{ticket.reference}/confirm/")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.rating) == ("closed", 5)

    browser.post(f"/tr/tickets/{ticket.reference}/data/erase/", {"is_sure": "on"})
    assert not Ticket.objects.exists()
    assert not IncomingMail.objects.filter(ticket__isnull=False).exists()
    me.write("Bir şey daha…", answers=second)
    assert not Ticket.objects.exists()
