import datetime
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from helpdesk import retention, workflow
from helpdesk.models import Consent, Message, OutgoingMail, Ticket
from tests.factories import ask

pytestmark = pytest.mark.django_db

YEARS = datetime.timedelta(days=3 * 365 + 2)


@pytest.fixture
def closed(desk, expert, settings, tmp_path) -> Ticket:
    settings.MEDIA_ROOT = tmp_path
    ticket = ask(files=[SimpleUploadedFile("kimlik.pdf", b"%PDF-1.7 Zeynep")])
    workflow.add_note(ticket, by=expert, body="Bu not bizde kalır.")
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    workflow.confirm(ticket)
    return ticket


def everything() -> list[int]:
    return [model.objects.count() for model in (Ticket, Message, Consent, OutgoingMail, Ticket.history.model)]


def test_a_closed_question_is_kept_for_three_years_and_then_removed_with_all_of_it(
    closed, settings, django_capture_on_commit_callbacks
):
    assert retention.purge() == 0

    with django_capture_on_commit_callbacks(execute=True):
        assert retention.purge(now=timezone.now() + YEARS) == 1

    assert everything() == [0] * 5
    assert [path for path in (settings.MEDIA_ROOT / "attachments").rglob("*") if path.is_file()] == []


def test_an_open_question_is_never_purged(desk):
    ask()

    assert retention.purge(now=timezone.now() + YEARS) == 0


def test_spam_goes_after_ninety_days(desk, expert):
    workflow.mark_spam(ask(), by=expert)

    assert retention.purge(now=timezone.now() + datetime.timedelta(days=89)) == 0
    assert retention.purge(now=timezone.now() + datetime.timedelta(days=91)) == 1


def test_a_person_is_erased_and_others_stay(closed):
    other = ask(requester_email="fatma@example.org", requester_name="Fatma")

    call_command("erase_person", "AYSE@mavikus.example", stdout=io.StringIO())

    assert list(Ticket.objects.all()) == [other]
    assert not Ticket.history.exclude(id=other.pk).exists()


def test_a_person_gets_a_copy_of_what_is_theirs(closed):
    out = io.StringIO()

    call_command("export_person", "ayse@mavikus.example", stdout=out)

    (copy,) = json.loads(out.getvalue())
    assert copy["reference"] == closed.reference
    assert [message["kind"] for message in copy["messages"]] == ["question", "answer"]
    assert copy["messages"][0]["attachments"] == ["kimlik.pdf"]
    assert {consent["purpose"] for consent in copy["consents"]} == {"process", "publish"}
    assert "Bu not bizde kalır." not in out.getvalue()
