"""What an expert writes: kept while it is written, held for twenty seconds, taken back or sent."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helpdesk import retention, worker, workflow
from helpdesk.mail import outbox
from helpdesk.models import Attachment, DraftFile, Message, ReplyDraft, Status, Ticket
from knowledge.models import Article, ArticleText
from tests.factories import let_leave, publish
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(expert, editor, topic) -> ArticleText:
    text = publish(expert, editor, topic, question="Ek bilgi isteyin", answer="Bize **tüzüğünüzü** gönderir misiniz?")
    Article.objects.filter(pk=text.article_id).update(audience=Article.Audience.INTERNAL)
    return text


def do(browser: Client, ticket: Ticket, name: str, *more: object, **sent: object):
    response = browser.post(reverse(f"desk:{name}", args=[ticket.reference, *more]), sent, follow=True)
    ticket.refresh_from_db()
    return response


def composer(response, ticket: Ticket) -> dict[str, str]:
    return Page(response).forms.get(reverse("desk:answer", args=[ticket.reference]), {})


def told(ticket: Ticket) -> str:
    return Page(browser_of(ticket).get(f"/tr/tickets/{ticket.reference}/")).words


def file(name: str = "tüzük.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x")


def test_what_is_typed_is_kept_and_stands_in_the_composer_again(desk_of_expert, expert, ticket, signed_in):
    do(desk_of_expert, ticket, "save_draft", body="Yarım kalan", version=0)

    again = composer(signed_in(expert).get(ticket.get_absolute_url()), ticket)

    assert (again["body"], again["version"]) == ("Yarım kalan", "1")
    assert list(Ticket.objects.with_draft_of(expert)) == [ticket]
    assert (ticket.status, ticket.messages.count()) == (Status.NEW, 2)
    assert "Yarım kalan" not in told(ticket)


def test_a_draft_is_seen_by_nobody_else_and_goes_when_it_is_emptied_or_discarded(
    desk_of_expert, second_expert, ticket, signed_in
):
    for ending in ({"name": "save_draft", "body": " ", "version": 1}, {"name": "discard_draft"}):
        do(desk_of_expert, ticket, "save_draft", body="Henüz emin değilim", files=[])
        assert "Henüz emin" not in Page(signed_in(second_expert).get(ticket.get_absolute_url())).words

        do(desk_of_expert, ticket, ending.pop("name"), **ending)

        assert composer(desk_of_expert.get(ticket.get_absolute_url()), ticket)["body"] == ""
        assert ReplyDraft.objects.count() == 0


def test_a_second_tab_overwrites_nothing(desk_of_expert, ticket):
    do(desk_of_expert, ticket, "save_draft", body="Birinci sekme", version=0)

    address = reverse("desk:save_draft", args=[ticket.reference])
    second = desk_of_expert.post(address, {"body": "İkinci", "version": 0}, headers={"HX-Request": "true"})

    assert (second.status_code, "başka bir sekmede" in second.content.decode()) == (422, True)
    assert 'name="version" value="0"' in second.content.decode()
    assert ReplyDraft.objects.get().body == "Birinci sekme"


def test_files_are_kept_with_the_draft_can_be_taken_out_and_go_along(
    desk_of_expert, ticket, django_capture_on_commit_callbacks
):
    do(desk_of_expert, ticket, "save_draft", body="Ekte", files=[file("bir.txt"), file("iki.txt")])
    refused = do(desk_of_expert, ticket, "save_draft", files=[file(f"{n}.txt") for n in range(4)])
    wrong = do(desk_of_expert, ticket, "save_draft", files=[SimpleUploadedFile("virus.exe", b"MZ")])
    assert ["5" in Page(refused).words, "virus.exe" in Page(wrong).words, DraftFile.objects.count()] == [True, True, 2]
    first = DraftFile.objects.get(name="bir.txt")

    with django_capture_on_commit_callbacks(execute=True):
        do(desk_of_expert, ticket, "remove_file", first.pk, body="Ekte olan", version=1)
    do(desk_of_expert, ticket, "answer", resolve="1", body="Ekte olan")
    let_leave()

    answer = ticket.messages.get(kind=Message.Kind.ANSWER)
    stored = first.file.storage
    assert [(row.name, stored.exists(row.file.name)) for row in answer.attachments.all()] == [("iki.txt", True)]
    assert (DraftFile.objects.count(), stored.exists(first.file.name)) == (0, False)


def test_an_answer_is_seen_and_mailed_only_when_its_seconds_have_passed(desk_of_expert, ticket, mailoutbox):
    outbox.deliver()
    mailoutbox.clear()

    page = do(desk_of_expert, ticket, "answer", resolve="1", body="Üç yılda bir.")
    worker.run_once()

    assert "Üç yılda bir." in Page(page).words
    assert (ticket.status, "Üç yılda bir." in told(ticket), mailoutbox) == (Status.NEW, False, [])
    assert composer(page, ticket) == {}

    assert let_leave() == 1
    assert let_leave() == 0
    outbox.deliver()

    ticket.refresh_from_db()
    assert (ticket.status, "Üç yılda bir." in told(ticket), len(mailoutbox)) == (Status.RESOLVED, True, 1)
    assert ReplyDraft.objects.count() == 0


@pytest.mark.parametrize("button", ["resolve", "ask_back"])
def test_a_reply_taken_back_is_a_draft_again_with_its_files(desk_of_expert, ticket, button):
    do(desk_of_expert, ticket, "answer", **{button: "1"}, body="Acele ettim", files=[file()])

    page = do(desk_of_expert, ticket, "undo")

    assert let_leave() == 0
    assert composer(page, ticket)["body"] == "Acele ettim"
    assert "tüzük.txt" in Page(page).words
    assert (ticket.status, ticket.messages.filter(kind="answer").count()) == (Status.NEW, 0)
    assert "geri aldı" in ticket.messages.filter(kind="event").last().body


def test_taking_back_comes_too_late_for_what_has_left_and_for_what_is_a_colleagues(
    desk_of_expert, second_expert, ticket, signed_in
):
    do(desk_of_expert, ticket, "answer", resolve="1", body="Gitti")
    do(signed_in(second_expert), ticket, "undo")
    assert ReplyDraft.objects.held().count() == 1
    let_leave()

    late = do(desk_of_expert, ticket, "undo")

    assert "çoktan" in Page(late).words
    assert (ticket.status, ticket.messages.filter(body="Gitti").count()) == (Status.RESOLVED, 1)


def test_a_colleague_who_answers_at_the_same_moment_is_told_and_keeps_their_text(
    desk_of_expert, second_expert, ticket, signed_in
):
    other = signed_in(second_expert)
    seen = composer(other.get(ticket.get_absolute_url()), ticket)["seen"]
    do(desk_of_expert, ticket, "answer", ask_back="1", body="Tüzüğünüz ne diyor?")

    first = do(other, ticket, "answer", resolve="1", body="Benim yanıtım", seen=seen)
    let_leave()
    second = do(other, ticket, "answer", resolve="1", body="Benim yanıtım", seen=seen)

    assert [first.status_code, second.status_code] == [409, 409]
    assert "Elif" in Page(first).words
    assert "Tüzüğünüz ne diyor?" in Page(second).words
    assert composer(second, ticket)["body"] == "Benim yanıtım"
    assert composer(second, ticket)["seen"] != seen
    assert ticket.reply_drafts.get(author=second_expert).body == "Benim yanıtım"
    do(other, ticket, "answer", **(composer(second, ticket) | {"resolve": "1"}))
    assert let_leave() == 1
    assert list(ticket.messages.filter(kind="answer").values_list("author__username", flat=True)) == ["elif", "mert"]


def test_a_reply_the_requester_crossed_is_not_sent_and_its_author_is_told(desk_of_expert, expert, ticket, mailoutbox):
    do(desk_of_expert, ticket, "answer", resolve="1", body="Eski bilgiyle")
    workflow.receive_reply(ticket, body="Durun, yanlış yazmışım.")

    assert let_leave() == 0

    ticket.refresh_from_db()
    assert (ticket.status, ticket.messages.filter(kind="answer").count()) == (Status.NEW, 0)
    page = desk_of_expert.get(ticket.get_absolute_url())
    assert composer(page, ticket)["body"] == "Eski bilgiyle"
    assert "gönderilmedi" in Page(page).words
    outbox.deliver()
    assert [mail.to for mail in mailoutbox if "Gönderilmedi" in mail.subject] == [[expert.email]]


def test_a_worker_that_was_away_sends_later_and_nothing_twice(desk_of_expert, ticket):
    do(desk_of_expert, ticket, "answer", resolve="1", body="Geç ama tam")

    later = timezone.now() + datetime.timedelta(hours=3)
    sent = [workflow.send_held(now=later), workflow.send_held(now=later)]

    assert sent == [1, 0]
    assert ticket.messages.filter(body="Geç ama tam").count() == 1


def test_a_reply_template_is_found_put_into_the_draft_and_counts_when_sent(desk_of_expert, ticket, template):
    address = reverse("desk:insertable", args=[ticket.reference])
    found = [template.question in Page(desk_of_expert.get(address, {"find": q})).words for q in ("", "BİLGİ", "xyz")]
    assert found == [True, True, False]

    page = do(desk_of_expert, ticket, "link", template.article.key, body="Merhaba,", version=0)

    written = composer(page, ticket)
    assert written["body"] == "Merhaba,\n\nBize **tüzüğünüzü** gönderir misiniz?"
    do(desk_of_expert, ticket, "answer", **(written | {"ask_back": "1"}))
    assert ticket.article_links.count() == 0
    let_leave()
    assert ticket.article_links.get().article == template.article
    assert template.question not in told(ticket)


def test_a_note_takes_the_files_of_the_draft_along_and_leaves_none(desk_of_expert, ticket):
    do(desk_of_expert, ticket, "save_draft", body="Not olacak", files=[file()])

    do(desk_of_expert, ticket, "answer", note="1", body="Not oldu")

    assert ticket.messages.get(body="Not oldu").attachments.get().name == "tüzük.txt"
    assert ReplyDraft.objects.count() == 0


def test_a_ticket_is_erased_with_what_was_being_written(desk_of_expert, ticket, django_capture_on_commit_callbacks):
    do(desk_of_expert, ticket, "save_draft", body="Ayşe Hanım için", files=[file()])
    stored = DraftFile.objects.get().file

    with django_capture_on_commit_callbacks(execute=True):
        retention.erase_person(ticket.requester_email)

    assert (ReplyDraft.objects.count(), Attachment.objects.count(), stored.storage.exists(stored.name)) == (0, 0, False)
