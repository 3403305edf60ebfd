"""What the desk does with one ticket. Who may do it is tried in test_desk_access."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from helpdesk import workflow
from helpdesk.mail import outbox
from helpdesk.models import ArticleLink, Message, Status, Ticket
from knowledge.models import Topic
from tests.factories import ask, knows, let_leave, publish
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db

ANSWER = "Önce **tüzüğe** bakın:\n\n- [giriş](leg-001)\n- [ara](/tr/search/)\n\n<script>alert(1)</script> & 5 < 6"
TOO_DEEP = "> " * 60 + "derin"


def do(browser: Client, ticket: Ticket, name: str, **sent: object):
    response = browser.post(reverse(f"desk:{name}", args=[ticket.reference]), sent, follow=True)
    let_leave()
    ticket.refresh_from_db()
    return response


def standing(ticket: Ticket) -> tuple[object, ...]:
    ticket.refresh_from_db()
    return ticket.status, ticket.assignee, ticket.topic, ticket.messages.count(), ticket.mails.count()


def composer(response, ticket: Ticket) -> str:
    return Page(response).forms[reverse("desk:answer", args=[ticket.reference])]["body"]


def test_a_ticket_is_shown_with_its_conversation_requester_and_consents(desk_of_expert, ticket, second_expert):
    workflow.add_note(ticket, by=second_expert, body="Emsal: **2025** sorusu", files=[])

    page = Page(desk_of_expert.get(ticket.get_absolute_url()))

    shown = (ticket.subject, "Telefonum 0532 123 45 67", "Emsal: 2025 sorusu", "Mert", "Elif", "Mavi Kuş Derneği")
    assert [word for word in (*shown, "ayse@mavikus.example", "Ayşe Yılmaz") if word not in page.words] == []


def test_of_two_who_take_a_ticket_the_second_is_told_who_has_it(desk_of_expert, second_expert, ticket, signed_in):
    do(desk_of_expert, ticket, "take")
    before = standing(ticket)

    response = do(signed_in(second_expert), ticket, "take")

    assert before[:2] == (Status.OPEN, ticket.assignee)
    assert ticket.assignee.username == "elif"
    assert standing(ticket) == before
    told = re.search(r'<ul class="messages".*?</ul>', response.content.decode(), re.DOTALL).group()
    assert "Elif" in told
    assert "Mert" not in told


def test_a_ticket_is_given_to_those_who_answer_and_to_nobody_else(manager, second_expert, stranger, ticket, signed_in):
    browser = signed_in(manager)
    before = standing(ticket)
    for nobody in ("", "abc", stranger.pk, 10**20):
        response = do(browser, ticket, "assign", assignee=nobody)
        assert response.redirect_chain[-1][0] == ticket.get_absolute_url()
        assert standing(ticket) == before

    do(browser, ticket, "assign", assignee=second_expert.pk)

    assert ticket.assignee == second_expert
    assert ticket.mails.filter(kind="assigned", recipient=second_expert).count() == 1


def test_one_composer_resolves_asks_back_or_keeps_a_note(desk_of_expert, expert, ticket):
    for button, status, kind, mail in (
        ("note", Status.NEW, Message.Kind.NOTE, None),
        ("ask_back", Status.PENDING, Message.Kind.ANSWER, "asked_back"),
        ("resolve", Status.RESOLVED, Message.Kind.ANSWER, "answered"),
    ):
        files = [SimpleUploadedFile(f"{button}.txt", b"x")]
        do(desk_of_expert, ticket, "answer", **{button: "1"}, body=f"Söz: {button}\r\nsatır", files=files)

        message = ticket.messages.get(body=f"Söz: {button}\nsatır")
        assert (ticket.status, message.kind, message.author) == (status, kind, expert)
        assert message.attachments.get().name == f"{button}.txt"
        assert list(message.mails.values_list("kind", flat=True)) == ([mail] if mail else [])


def test_a_note_is_mailed_to_nobody(desk_of_expert, ticket, mailoutbox):
    outbox.deliver()
    mailoutbox.clear()

    do(desk_of_expert, ticket, "answer", note="1", body="Zor bir başvuran")
    outbox.deliver()

    assert mailoutbox == []
    assert ticket.messages.get(kind="note").body == "Zor bir başvuran"


@pytest.mark.parametrize("button", ["resolve", "ask_back", "note"])
@pytest.mark.parametrize(
    ("body", "files", "status"),
    [
        (" ", [], 422),
        ("a\0b", [], 422),
        ("x" * 20_001, [], 422),
        ("Merhaba\nAyşe", [("virus.exe", b"MZ")], 422),
        (TOO_DEEP, [], 409),
    ],
    ids=["empty", "control", "long", "file", "deep"],
)
def test_what_cannot_be_sent_stays_in_the_composer(desk_of_expert, ticket, button, body, files, status):
    before = standing(ticket)

    uploads = [SimpleUploadedFile(*file) for file in files]
    response = do(desk_of_expert, ticket, "answer", **{button: "1"}, body=body, files=uploads)

    assert (response.status_code, composer(response, ticket)) == (status, body)
    assert standing(ticket) == before


def test_an_answer_that_comes_second_stays_in_the_composer(desk_of_expert, second_expert, ticket):
    workflow.resolve(ticket, by=second_expert, answer="Üç yılda bir.")
    before = standing(ticket)

    response = do(desk_of_expert, ticket, "answer", resolve="1", body="Benim **uzun** yanıtım")

    assert (response.status_code, composer(response, ticket)) == (409, "Benim **uzun** yanıtım")
    assert "Üç yılda bir." in Page(response).words
    assert standing(ticket) == before


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_preview_is_what_the_requester_reads_on_the_page_and_in_the_mail(
    desk_of_expert, topic, expert, language, mailoutbox, settings
):
    settings.BASE_URL = "https://bilgi.example.org"
    ticket = ask(topic, language=language)
    opened = desk_of_expert.get(ticket.get_absolute_url()).content.decode()

    address = re.search(r'hx-post="(/desk/preview/[^"]*)"', opened).group(1)
    preview = desk_of_expert.post(address, {"body": ANSWER}).content.decode()
    do(desk_of_expert, ticket, "answer", resolve="1", body=ANSWER)
    outbox.deliver()

    shown = re.search(r'<div class="prose"[^>]*>(.*?)</div>', preview, re.DOTALL).group(1)
    assert "<strong>tüzüğe</strong>" in shown
    assert "<script" not in shown
    assert shown in browser_of(ticket).get(f"/{language}/tickets/{ticket.reference}/").content.decode()
    mail = next(mail for mail in mailoutbox if "tüzüğe" in mail.body)
    assert ANSWER in mail.body
    assert shown.replace('href="/', 'href="https://bilgi.example.org/') in mail.alternatives[0].content


def test_a_topic_is_corrected_or_taken_away(desk_of_expert, second_expert, ticket):
    other = Topic.objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers")
    knows(second_expert, other)

    do(desk_of_expert, ticket, "topic", topic=other.pk)
    assert standing(ticket)[1:3] == (second_expert, other)
    before = standing(ticket)
    for bad in ("abc", "99999", 10**20):
        do(desk_of_expert, ticket, "topic", topic=bad)
        assert standing(ticket) == before
    do(desk_of_expert, ticket, "topic", topic="")

    assert standing(ticket)[1:3] == (None, None)


def test_spam_leaves_the_flow_and_can_be_undone(desk_of_expert, ticket):
    do(desk_of_expert, ticket, "unspam")
    assert ticket.status == Status.NEW
    do(desk_of_expert, ticket, "spam")
    assert ticket.status == Status.SPAM
    do(desk_of_expert, ticket, "take")
    do(desk_of_expert, ticket, "answer", resolve="1", body="Yanıt")
    assert (ticket.status, ticket.messages.filter(kind="answer").count()) == (Status.SPAM, 0)

    do(desk_of_expert, ticket, "unspam")

    assert ticket.status == Status.NEW


def test_an_inserted_link_stands_in_the_answer_and_is_recorded_when_that_is_sent(
    desk_of_expert, ticket, expert, editor, topic, settings
):
    settings.BASE_URL = "https://bilgi.example.org"
    text = publish(expert, editor, topic, question="Genel kurul [olağan] ne zaman?")
    address = reverse("desk:link", args=[ticket.reference, text.article.key])
    assert address in desk_of_expert.get(reverse("desk:similar", args=[ticket.reference])).content.decode()

    page = desk_of_expert.post(address, {"body": "Merhaba,"}, follow=True)

    typed = composer(page, ticket)
    entry = f"https://bilgi.example.org/a/{text.article.key}/"
    assert typed == f"Merhaba,\n\n[Genel kurul \\[olağan\\] ne zaman?]({entry})"
    assert ticket.article_links.count() == 0
    assert desk_of_expert.post(reverse("desk:link", args=[ticket.reference, "no-such-entry"])).status_code == 404
    do(desk_of_expert, ticket, "answer", resolve="1", body=typed)
    link = ticket.article_links.get()
    assert (link.kind, link.article, link.by) == (ArticleLink.Kind.ANSWERED_WITH, text.article, expert)
    assert text.question in Page(browser_of(ticket).get(f"/tr/tickets/{ticket.reference}/")).words
