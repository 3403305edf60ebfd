"""A ticket as the person who asked sees it, by a private link and without an account."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from helpdesk import access, workflow
from helpdesk.mail import outbox
from helpdesk.models import Message, Status, Ticket
from knowledge import workflow as knowledge_workflow
from tests.factories import ask, publish
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db

MISSING = "2026-99999"
VERBS = ["reply", "confirm", "rate"]


@pytest.fixture
def answered(ticket, expert) -> Ticket:
    workflow.resolve(ticket, by=expert, answer="En geç **üç yılda** bir.\n\n- [Yasa](https://mevzuat.gov.tr)")
    return ticket


def address(ticket: Ticket, verb: str = "") -> str:
    return f"/tr/tickets/{ticket.reference}/{verb and f'{verb}/'}"


def now(ticket: Ticket) -> tuple[str, int | None, str, int]:
    ticket.refresh_from_db()
    return ticket.status, ticket.rating, ticket.rating_comment, ticket.messages.count()


def test_a_private_link_becomes_a_session_and_an_address_without_secret(client, ticket):
    token = access.token_for(ticket)

    opened = client.get(f"/tr/tickets/{token}/")
    page = client.get(opened.url)

    assert opened.url == address(ticket)
    assert (client.cookies["sessionid"]["httponly"], client.cookies["sessionid"]["samesite"]) == (True, "Lax")
    assert ticket.subject in Page(page).words
    assert "Telefonum 0532 123 45 67" in Page(page).words
    for response in (opened, page):
        assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
        assert response["Referrer-Policy"] == "same-origin"


def test_one_browser_opens_several_tickets(client, ticket):
    other = ask(subject="Aidat nasıl alınır?")
    for one in (ticket, other):
        client.get(f"/tr/tickets/{access.token_for(one)}/")

    assert ticket.subject in Page(client.get(address(ticket))).words
    assert other.subject in Page(client.get(address(other))).words


def test_wrong_foreign_and_missing_links_look_the_same(client, ticket, expert, signed_in):
    other = ask()
    code = access.token_for(other).partition("-")[2]
    guesses = [f"{ticket.pk}-{code}", f"{ticket.pk}-x", f"99999-{code}", "x", ticket.reference, MISSING]
    browsers = [client, browser_of(other), signed_in(expert)]

    answers = [browser.get(f"/tr/tickets/{guess}/") for browser in browsers for guess in guesses]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert {answer["Cache-Control"] for answer in answers} == {answers[0]["Cache-Control"]}


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_else_can_do_anything_with_a_ticket(client, answered, expert, signed_in, verb):
    before = now(answered)
    sent = {"body": "Ben değilim.", "rating": 1}

    for browser in (client, browser_of(ask()), signed_in(expert)):
        foreign = browser.post(address(answered, verb), sent)
        missing = browser.post(f"/tr/tickets/{MISSING}/{verb}/", sent)
        assert (foreign.status_code, foreign.content) == (404, missing.content)

    assert now(answered) == before


@pytest.mark.parametrize("verb", VERBS)
def test_looking_changes_nothing(answered, verb):
    browser, before = browser_of(answered), now(answered)

    response = browser.get(address(answered, verb), {"body": "Merhaba", "rating": 5})

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert now(answered) == before


def test_a_revoked_link_ends_with_every_session_it_opened(ticket):
    browser, old = browser_of(ticket), access.token_for(ticket)
    assert ticket.subject in Page(browser.get(address(ticket))).words

    access.revoke(ticket)

    unknown = browser.get(f"/tr/tickets/{MISSING}/").content
    for gone in (address(ticket), f"/tr/tickets/{old}/"):
        assert (browser.get(gone).status_code, browser.get(gone).content) == (404, unknown)
    assert browser.post(address(ticket, "reply"), {"body": "Hâlâ ben"}).status_code == 404
    assert ticket.messages.filter(kind="requester_reply").count() == 0
    assert ticket.subject in Page(browser_of(ticket).get(address(ticket))).words


def test_notes_names_of_staff_and_other_tickets_never_show(ticket, expert, second_expert, manager, editor, topic):
    other = ask(topic, subject="Bambaşka bir konu", body="Gizli gövde")
    workflow.assign(ticket, by=manager, to=second_expert)
    workflow.add_note(ticket, by=expert, body="Zor bir başvuran", files=[SimpleUploadedFile("zor.txt", b"zor")])
    archived = publish(expert, editor, topic, question="Kaldırılan bir soru?").article
    workflow.link_article(ticket, archived, by=expert)
    knowledge_workflow.archive(archived, by=editor, reason="Eski")
    workflow.resolve(ticket, by=second_expert, answer="Üç yılda bir.")
    started = workflow.draft_article(ticket, by=second_expert)
    knowledge_workflow.save_draft(started, by=second_expert, version=started.version, question="Taslak sorusu?")
    workflow.confirm(ticket)
    browser = browser_of(ticket)
    events = [message.body for message in ticket.messages.filter(kind="event")]
    staff = [word for user in (expert, second_expert, manager, editor) for word in (user.first_name, user.email)]
    secrets = ["Zor bir", "zor.txt", other.subject, "Gizli gövde", other.reference, "Kaldırılan", "Taslak sorusu"]

    for language in ("tr", "en"):
        page = browser.get(f"/{language}/tickets/{ticket.reference}/").content.decode()
        assert "Üç yılda bir." in page
        assert [secret for secret in secrets + staff + events if secret in page] == []
    assert len(events) == 3


def test_nothing_of_the_desk_is_in_the_mail_to_the_requester(ticket, expert, second_expert, mailoutbox):
    workflow.add_note(ticket, by=second_expert, body="Zor bir başvuran")
    workflow.ask_back(ticket, by=expert, question="Tüzük ne diyor?")
    workflow.receive_reply(ticket, body="İki yıl diyor.")
    workflow.resolve(ticket, by=expert, answer="İki yılda bir.")

    outbox.deliver()

    mine = [mail for mail in mailoutbox if mail.to == [ticket.requester_email]]
    assert len(mine) == 3
    for mail in mine:
        whole = f"{mail.subject} {mail.body} {mail.alternatives} {mail.from_email} {mail.extra_headers}"
        assert [word for word in ("Zor", "Elif", "Mert", "elif@") if word in whole] == []


def test_a_reply_opens_the_ticket_again_and_the_expert_is_told(ticket, expert):
    workflow.ask_back(ticket, by=expert, question="Tüzüğünüz ne diyor?")
    files = [SimpleUploadedFile("tüzük.pdf", b"%PDF-1.7 ...")]

    response = browser_of(ticket).post(
        address(ticket, "reply"), {"body": "İki yılda bir <b>diyor</b>.", "files": files}
    )

    assert response.url == address(ticket)
    assert now(ticket)[0] == Status.OPEN
    reply = ticket.messages.get(kind=Message.Kind.REQUESTER_REPLY)
    assert (reply.body, reply.author) == ("İki yılda bir <b>diyor</b>.", None)
    assert reply.attachments.get().name == "tüzük.pdf"
    assert ticket.mails.filter(kind="replied", recipient=expert).count() == 1
    page = browser_of(ticket).get(address(ticket))
    assert "İki yılda bir <b>diyor</b>." in Page(page).words
    assert "<b>diyor" not in page.content.decode()


def test_a_refused_reply_keeps_what_was_typed(answered):
    browser, before = browser_of(answered), now(answered)
    exe = SimpleUploadedFile("virus.exe", b"MZ")

    for body, files in (("Bir sorum\ndaha var.", [exe]), ("a\0b", []), ("x" * 20_001, []), (" ", [])):
        response = browser.post(address(answered, "reply"), {"body": body, "files": files})
        assert (response.status_code, Page(response).forms[address(answered, "reply")]["body"]) == (422, body)

    assert now(answered) == before


def test_a_reply_that_comes_too_late_is_kept_on_the_page_and_told_what_to_do(answered):
    workflow.confirm(answered)
    answered.closed_at -= datetime.timedelta(days=31)
    answered.save()
    before = now(answered)

    response = browser_of(answered).post(address(answered, "reply"), {"body": "Hâlâ orada mısınız?"})

    assert response.status_code == 409
    assert Page(response).forms[address(answered, "reply")]["body"] == "Hâlâ orada mısınız?"
    assert now(answered) == before


def test_after_thirty_replies_in_an_hour_the_next_is_slowed_down_and_its_text_kept(ticket):
    browser = browser_of(ticket)
    for number in range(30):
        browser.post(address(ticket, "reply"), {"body": f"Bir şey daha: {number}"})

    response = browser.post(address(ticket, "reply"), {"body": "Otuz birinci sözüm"})

    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Otuz birinci sözüm" in Page(response).words
    assert ticket.messages.filter(kind="requester_reply").count() == 30


def test_a_requester_confirms_rates_thinks_again_and_reopens(answered):
    browser = browser_of(answered)

    browser.post(address(answered, "confirm"))
    assert now(answered)[0] == Status.CLOSED
    browser.post(address(answered, "rate"), {"rating": 5, "comment": "Çok açık"})
    browser.post(address(answered, "rate"), {"rating": 4, "comment": "Çok açık, biraz uzun"})
    assert now(answered)[:3] == (Status.CLOSED, 4, "Çok açık, biraz uzun")
    form = Page(browser.get(address(answered))).forms[address(answered, "rate")]
    assert (form["rating"], form["comment"]) == ("4", "Çok açık, biraz uzun")
    browser.post(address(answered, "reply"), {"body": "Bir sorum daha var."})

    assert now(answered)[:2] == (Status.OPEN, 4)
    assert address(answered, "rate") not in Page(browser.get(address(answered))).forms


@pytest.mark.parametrize("rating", ["", "0", "6", "5.5", "beş"])
def test_a_rating_that_is_none_is_refused_and_its_comment_kept(answered, rating):
    sent = {"rating": rating, "comment": "Çok\naçık"}

    response = browser_of(answered).post(address(answered, "rate"), sent)

    assert (response.status_code, Page(response).forms[address(answered, "rate")]["comment"]) == (422, "Çok\naçık")
    assert now(answered)[1:3] == (None, "")


def test_nothing_is_confirmed_or_rated_before_there_is_an_answer(ticket):
    browser, before = browser_of(ticket), now(ticket)
    forms = Page(browser.get(address(ticket))).forms

    browser.post(address(ticket, "confirm"))
    browser.post(address(ticket, "rate"), {"rating": 1})

    assert now(ticket) == before
    assert {address(ticket, "confirm"), address(ticket, "rate")} & forms.keys() == set()


def test_the_answer_is_shown_as_safe_html_with_the_entries_it_rests_on(ticket, expert, editor, topic):
    text = publish(expert, editor, topic)
    workflow.link_article(ticket, text.article, by=expert)
    workflow.resolve(ticket, by=expert, answer="**Evet**\n\n<script>alert(1)</script> [x](javascript:alert(1))")

    response = browser_of(ticket).get(address(ticket))

    assert "<strong>Evet</strong>" in response.content.decode()
    assert text.get_absolute_url() in Page(response).links
    for wicked in ("<script>alert", "javascript:"):
        assert wicked not in response.content.decode()
