import datetime

import pytest
from django.core import mail as sent_mail
from django.utils import timezone

from helpdesk import access, workflow
from helpdesk.mail import outbox
from helpdesk.models import OutgoingMail
from tests.factories import ask

pytestmark = pytest.mark.django_db

ANSWER = "Üç yılda bir.\n\n- **Önce** tüzüğe bakın\n- Sonra [bildirin](leg-032)\n\n<script>alert(1)</script>"


def test_receipt_and_assignment_are_delivered_each_to_one_person(ticket, smtp):
    mailbox = smtp()

    assert outbox.deliver() == 2

    recipients = sorted(to for to, _mail in mailbox.mails)
    assert recipients == [["ayse@mavikus.example"], ["elif@example.org"]]


def test_the_receipt_has_the_reference_and_the_link_and_nothing_the_sender_wrote(ticket, smtp):
    mailbox = smtp()
    outbox.deliver()

    _to, receipt = next(pair for pair in mailbox.mails if pair[0] == ["ayse@mavikus.example"])
    text = receipt.get_body(("plain",)).get_content()
    html = receipt.get_body(("html",)).get_content()
    token = access.token_for(ticket)
    assert ticket.reference in receipt["Subject"]
    assert f"/tr/tickets/{token}/" in text
    assert f"/tr/tickets/{token}/" in html
    for part in (receipt["Subject"], text, html):
        for written in ("Genel kurul", "Ayşe", "Mavi Kuş", "0532"):
            assert written not in part


def test_automatic_mail_says_that_it_is_automatic_and_hangs_on_one_thread(ticket, expert, smtp):
    mailbox = smtp()
    workflow.resolve(ticket, by=expert, answer=ANSWER)
    outbox.deliver()

    to_requester = [mail for to, mail in mailbox.mails if to == ["ayse@mavikus.example"]]
    assert {mail["Auto-Submitted"] for mail in to_requester} == {"auto-replied", "auto-generated"}
    assert len({mail["References"] for mail in to_requester}) == 1
    assert len({mail["Message-ID"] for mail in to_requester}) == 2


def test_the_answer_is_sent_whole_as_text_and_as_safe_html(ticket, expert, smtp, settings):
    settings.BASE_URL = "https://bilgi.example.org"
    mailbox = smtp()
    workflow.resolve(ticket, by=expert, answer=ANSWER)
    outbox.deliver()

    answer = next(mail for _to, mail in mailbox.mails if "Önce" in mail.get_body(("plain",)).get_content())
    html = answer.get_body(("html",)).get_content()
    assert ANSWER in answer.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "<strong>Önce</strong>" in html
    assert "<script" not in html
    assert 'href="https://bilgi.example.org/tr/a/leg-032/"' in html


def test_a_refused_mail_is_tried_again_later_with_the_same_message_id(ticket, smtp):
    mailbox = smtp(refusals=2)
    now = timezone.now()

    assert outbox.deliver(now=now) == 0
    assert outbox.deliver(now=now + datetime.timedelta(minutes=1)) == 0
    assert outbox.deliver(now=now + datetime.timedelta(minutes=10)) == 2

    ids = set(OutgoingMail.objects.values_list("mail_id", flat=True))
    assert {mail["Message-ID"] for _to, mail in mailbox.mails} == ids
    assert set(OutgoingMail.objects.values_list("attempts", "error")) == {(2, "")}


def test_a_server_that_is_away_loses_nothing(ticket, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert outbox.deliver() == 0

    assert OutgoingMail.objects.filter(sent_at=None, given_up_at=None).count() == 2
    assert set(OutgoingMail.objects.values_list("error", flat=True)) == {"ConnectionRefusedError"}


def test_after_a_dozen_attempts_a_mail_is_given_up_and_kept(ticket, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    OutgoingMail.objects.update(attempts=outbox.ATTEMPTS - 1)

    outbox.deliver()

    assert OutgoingMail.objects.exclude(given_up_at=None).count() == 2
    assert outbox.deliver(now=timezone.now() + datetime.timedelta(days=9)) == 0


def test_what_was_sent_is_not_sent_again(ticket):
    assert outbox.deliver() == 2
    assert outbox.deliver(now=timezone.now() + datetime.timedelta(days=1)) == 0
    assert len(sent_mail.outbox) == 2


def test_nobody_can_fill_a_strangers_mailbox_with_receipts(desk):
    for _n in range(5):
        ask()

    outbox.deliver()

    receipts = [mail for mail in sent_mail.outbox if mail.to == ["ayse@mavikus.example"]]
    assert len(receipts) == outbox.MAILS_AN_HOUR_TO_UNCONFIRMED
    assert OutgoingMail.objects.filter(kind="received", sent_at=None, given_up_at=None).count() == 2
