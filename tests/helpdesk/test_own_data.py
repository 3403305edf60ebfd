"""A requester's own data: see it, take it along, put it right, take consents back, have it erased."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from helpdesk import access, worker, workflow
from helpdesk.models import Message, Ticket
from tests.factories import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(desk, expert, settings, tmp_path) -> Ticket:
    settings.MEDIA_ROOT = tmp_path
    ticket = ask(files=[SimpleUploadedFile("tutanak.pdf", b"%PDF-1.7")], consents=("process", "publish", "updates"))
    workflow.add_note(ticket, by=expert, body="Bu not bizde kalır.")
    return ticket


@pytest.fixture
def requester(ticket) -> Client:
    client = Client()
    client.get(access.link_to(ticket).partition("testserver")[2] or access.link_to(ticket))
    return client


def page(ticket: Ticket, *more: str) -> str:
    return "/".join(["/tr/tickets", ticket.reference, "data", *more, ""])


def test_the_page_shows_what_can_be_done_and_is_kept_by_no_cache(ticket, requester):
    response = requester.get(page(ticket))

    assert 'value="Ayşe Yılmaz"' in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_a_requester_takes_a_copy_of_this_question_without_internal_notes(ticket, requester):
    ask(subject="Başka bir soru?")

    response = requester.get(page(ticket, "download"))

    copy = response.json()
    assert response["Content-Disposition"] == f'attachment; filename="{ticket.reference}.json"'
    assert copy["reference"] == ticket.reference
    assert copy["requester_email"] == "ayse@mavikus.example"
    assert [message["attachments"] for message in copy["messages"]] == [["tutanak.pdf"]]
    assert "Bu not bizde kalır." not in response.content.decode()
    assert "Başka bir soru?" not in response.content.decode()


def test_a_requester_puts_names_right_and_nothing_else(ticket, requester):
    wrong = {"requester_name": "Ayşe Demir", "organisation": "Kırmızı Kuş", "requester_email": "x@y.example"}

    requester.post(page(ticket, "correct"), wrong | {"status": "closed"})

    ticket.refresh_from_db()
    assert (ticket.requester_name, ticket.organisation) == ("Ayşe Demir", "Kırmızı Kuş")
    assert (ticket.requester_email, ticket.status) == ("ayse@mavikus.example", "new")


def test_a_name_that_is_too_long_is_shown_again(ticket, requester):
    response = requester.post(page(ticket, "correct"), {"requester_name": "A" * 121, "organisation": ""})

    assert response.status_code == 422
    assert "A" * 121 in response.content.decode()
    assert Ticket.objects.get().requester_name == "Ayşe Yılmaz"


def test_a_consent_is_taken_back_once_and_the_desk_is_told(ticket, requester):
    for _time in range(2):
        requester.post(page(ticket, "withdraw", "publish"))

    consents = {c.purpose: c.withdrawn_at is None for c in ticket.consents.all()}
    assert consents == {"process": True, "publish": False, "updates": True}
    assert ticket.messages.filter(kind=Message.Kind.EVENT, body__contains="onay").count() == 1


def test_having_read_the_notice_cannot_be_taken_back(ticket, requester):
    requester.post(page(ticket, "withdraw", "process"))

    assert ticket.consents.get(purpose="process").withdrawn_at is None


def test_erasing_asks_first_and_then_leaves_nothing(ticket, requester, django_capture_on_commit_callbacks):
    other = ask(subject="Başka bir soru?")
    assert requester.post(page(ticket, "erase")).status_code == 422
    assert Ticket.objects.filter(pk=ticket.pk).exists()

    with django_capture_on_commit_callbacks(execute=True):
        response = requester.post(page(ticket, "erase"), {"is_sure": "on"})

    assert "silindi" in response.content.decode()
    assert list(Ticket.objects.all()) == [other]
    assert not Ticket.history.filter(id=ticket.pk).exists()


def test_what_was_erased_is_said_to_be_gone_where_it_was_erased_and_to_nobody_else(ticket, requester, client):
    requester.post(page(ticket, "erase"), {"is_sure": "on"})

    gone, asked = requester.get(page(ticket)), f"/tr/tickets/{ticket.reference}/"
    assert (gone.status_code, requester.get(asked).status_code) == (410, 410)
    assert "Sorunuz silindi" in gone.content.decode()
    # Whoever guesses sees the same for what was erased and for what never was.
    never = f"/tr/tickets/{ticket.reference[:-1]}9/"
    assert [client.get(each).status_code for each in (asked, never)] == [404, 404]
    assert client.get(asked).content == client.get(never).content
    assert requester.get(never).status_code == 404


@pytest.mark.parametrize("what", [[], ["download"]])
def test_nobody_else_sees_any_of_it(ticket, client, what):
    assert client.get(page(ticket, *what)).status_code == 404


@pytest.mark.parametrize("what", [["correct"], ["erase"], ["withdraw", "publish"]])
def test_nobody_else_changes_any_of_it_and_looking_changes_nothing(ticket, client, requester, what):
    said = {"is_sure": "on", "requester_name": "Biri", "organisation": ""}

    assert client.post(page(ticket, *what), said).status_code == 404
    assert requester.get(page(ticket, *what), said).status_code == 405
    assert Ticket.objects.get().requester_name == "Ayşe Yılmaz"
    assert not ticket.consents.exclude(withdrawn_at=None).exists()


def links_mailed() -> list[str]:
    worker.run_once()
    mails = [message for message in mail.outbox if "bağlantılar" in message.subject]
    return [word for message in mails for word in message.body.split() if "/tickets/" in word]


def test_all_questions_of_an_address_come_by_mail_to_it(ticket, client):
    second = ask(subject="İkinci soru?")
    ask(subject="Başkasının?", requester_email="fatma@example.org")
    spam = ask(subject="Reklam", requester_email="ayse@mavikus.example")
    Ticket.objects.filter(pk=spam.pk).update(status="spam")

    client.post("/tr/tickets/", {"address": "AYSE@mavikus.example"})

    assert links_mailed() == [access.link_to(ticket), access.link_to(second)]
    assert mail.outbox[-1].to == ["ayse@mavikus.example"]


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(ticket, client):
    known, unknown = (client.post("/tr/tickets/", {"address": a}) for a in (ticket.requester_email, "nobody@x.example"))

    assert known.content == unknown.content
    assert known.status_code == unknown.status_code == 200
    assert len(links_mailed()) == 1


def test_an_address_gets_at_most_three_such_mails_an_hour(ticket, client):
    answers = [client.post("/tr/tickets/", {"address": ticket.requester_email}) for _time in range(5)]

    assert {answer.content for answer in answers} == {answers[0].content}
    assert len(links_mailed()) == 3


def test_no_address_is_no_request(client, desk):
    response = client.post("/tr/tickets/", {"address": "ayse"})

    assert response.status_code == 422
    assert 'value="ayse"' in response.content.decode()
