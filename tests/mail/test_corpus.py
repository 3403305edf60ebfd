"""Raw mails and what must become of each: tests/mail/*.eml beside tests/mail/expected.yaml."""

from pathlib import Path

import pytest
import yaml

from helpdesk import workflow
from helpdesk.mail import addresses, outbox
from helpdesk.mail.incoming import ingest
from helpdesk.models import Inbox, IncomingMail, Message, OutgoingMail, Ticket
from tests.factories import ask, knows

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parent
EXPECTED = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))


@pytest.fixture
def answered(topic, expert) -> Ticket:
    """A question that was answered, so that a mail could reopen it."""
    knows(expert, topic)
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    outbox.deliver()
    return ticket


@pytest.fixture
def other(answered) -> Ticket:
    return ask(requester_email="fatma@example.org")


@pytest.fixture
def raw(answered, other):
    def read(name: str) -> bytes:
        token = addresses.token_for(answered)
        places = {
            b"CAPITALTOKEN": token.upper(),
            b"TOKEN": token,
            b"OTHER": addresses.token_for(other),
            b"MAIL-ID": OutgoingMail.objects.get(ticket=answered, kind="answered").mail_id,
        }
        content = (FOLDER / f"{name}.eml").read_bytes()
        for place, value in places.items():
            content = content.replace(place, value.encode())
        return content

    return read


def test_there_is_an_expected_outcome_for_every_mail():
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(EXPECTED)
    assert len(EXPECTED) >= 40


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_becomes_what_is_expected(name, raw, answered):
    expected = EXPECTED[name]
    Inbox.objects.update(strangers=expected.get("policy", "quarantine"))
    tickets, messages, mails = Ticket.objects.count(), Message.objects.count(), OutgoingMail.objects.count()
    content = raw(name)

    mail = ingest(content)

    assert (mail.state, mail.reason) == (expected["state"], expected["reason"])
    assert IncomingMail.objects.count() == 1
    answered.refresh_from_db()
    if mail.state == "accepted":
        check_words(Message.objects.filter(kind__in=["question", "requester_reply"]).latest("pk"), expected)
        check_ticket(mail.ticket, expected)
        assert IncomingMail.objects.get().raw is None
    else:
        bounces = 1 if expected.get("bounced") is not None else 0
        assert answered.status == "resolved"
        assert Ticket.objects.count() == tickets
        assert Message.objects.count() == messages + bounces
        assert OutgoingMail.objects.count() == mails
        check_bounce(expected)
    if mail.state == "quarantined":
        assert bytes(IncomingMail.objects.get().raw) == content


def check_words(message: Message, expected: dict) -> None:
    assert message.body == expected.get("body", message.body)
    assert message.body.startswith(expected.get("body_begins", ""))
    assert expected.get("body_has", "") in message.body
    assert message.quoted == expected.get("quoted", message.quoted)
    assert message.quoted.startswith(expected.get("quoted_begins", ""))
    assert expected.get("quoted_has", "") in message.quoted
    assert bool(message.quoted) == bool(expected.get("quoted_begins") or expected.get("quoted_has"))
    names = list(message.attachments.order_by("pk").values_list("name", flat=True))
    assert names == expected.get("files", [])


def check_ticket(ticket: Ticket, expected: dict) -> None:
    if expected["reason"] == "reply":
        assert ticket.status == "open"
        told = ticket.messages.filter(kind="event", body__contains="başka bir adresten").count()
        assert told == bool(expected.get("other_sender"))
        return
    assert (ticket.status, ticket.channel) == ("new", "email")
    assert not ticket.consents.exists()
    assert ticket.language == expected["language"]
    assert ticket.subject == expected.get("subject_is", ticket.subject)
    assert ticket.requester_name == expected.get("name", ticket.requester_name)


def check_bounce(expected: dict) -> None:
    bounced = OutgoingMail.objects.exclude(bounced_at=None)
    code = expected.get("bounced")
    assert [mail.error for mail in bounced] == ([] if code is None else [f"bounced {code}".strip()])
