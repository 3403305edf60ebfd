"""Files of a ticket, given back to those who may see their message, and always as inert downloads."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from helpdesk import access, workflow
from helpdesk.models import Attachment, Message, Ticket
from tests.factories import ask
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db

CONTENT = b"<script>alert(1)</script>"


@pytest.fixture
def ticket(desk) -> Ticket:
    return ask(files=[SimpleUploadedFile("Şube “tüzüğü”.txt", CONTENT)])


def with_file(message: Message) -> Attachment:
    return message.attachments.get()


def file(name: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, CONTENT)]


def for_requester(attachment: Attachment, ticket: Ticket | None = None) -> str:
    return f"/tr/tickets/{(ticket or attachment.message.ticket).reference}/attachments/{attachment.pk}/"


def for_desk(attachment: Attachment, ticket: Ticket | None = None) -> str:
    return f"/desk/tickets/{(ticket or attachment.message.ticket).reference}/attachments/{attachment.pk}/"


def test_a_file_is_downloaded_and_never_shown_by_the_browser(ticket, expert, signed_in):
    asked = with_file(ticket.messages.get(kind="question"))

    for browser, address in ((browser_of(ticket), for_requester(asked)), (signed_in(expert), for_desk(asked))):
        response = browser.get(address)
        assert b"".join(response) == CONTENT
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Şube “tüzüğü”.txt')}"
        assert "no-store" in response["Cache-Control"]


def test_the_requester_gets_the_files_of_answers_and_not_those_of_notes(ticket, expert):
    note = with_file(workflow.add_note(ticket, by=expert, body="Not", files=file("not.txt")))
    answer = with_file(workflow.resolve(ticket, by=expert, answer="Yanıt", files=file("yanıt.txt")))
    browser = browser_of(ticket)

    page = browser.get(reverse("helpdesk:ticket", args=[ticket.reference]))
    hidden = browser.get(for_requester(note))

    assert "yanıt.txt" in Page(page).words
    assert for_requester(answer) in Page(page).links
    assert for_requester(note) not in Page(page).links
    assert hidden.status_code == 404
    assert hidden.content == browser.get(for_requester(note).replace(f"/{note.pk}/", "/99999/")).content


def test_the_desk_gets_every_file_of_the_ticket_in_the_address(ticket, expert, signed_in):
    note = with_file(workflow.add_note(ticket, by=expert, body="Not", files=file("not.txt")))
    other = ask()
    desk = signed_in(expert)

    assert for_desk(note) in Page(desk.get(ticket.get_absolute_url())).links
    assert b"".join(desk.get(for_desk(note))) == CONTENT
    assert desk.get(for_desk(note, other)).status_code == 404


def test_a_file_opens_to_nobody_else(ticket, expert, stranger, signed_in):
    asked = with_file(ticket.messages.get(kind="question"))
    other = ask()
    revoked = browser_of(ticket)
    access.revoke(ticket)

    for browser in (Client(), browser_of(other), signed_in(expert), revoked):
        assert browser.get(for_requester(asked)).status_code == 404
    assert browser_of(other).get(for_requester(asked, other)).status_code == 404
    assert signed_in(stranger).get(for_desk(asked)).status_code == 403
    assert Client().get(for_desk(asked)).url == f"/accounts/login/?next={for_desk(asked)}"


def test_a_file_lost_from_the_disk_is_missing_and_no_failure(ticket, expert, signed_in):
    asked = with_file(ticket.messages.get(kind="question"))
    asked.file.storage.delete(asked.file.name)

    assert browser_of(ticket).get(for_requester(asked)).status_code == 404
    assert signed_in(expert).get(for_desk(asked)).status_code == 404
