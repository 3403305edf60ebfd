"""How many questions a page may put to the database: the same number, however much there is to show."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from helpdesk import workflow
from helpdesk.models import ReplyDraft, Ticket
from tests.factories import ask, knows, publish
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of_manager(manager, signed_in) -> Client:
    """Whoever may do most sees most."""
    return signed_in(manager)


@pytest.mark.parametrize("number", [1, 3])
def test_asking_costs_ten_queries(client, expert, second_expert, editor, topic, number, django_assert_num_queries):
    for user in (expert, second_expert, editor)[:number]:
        knows(user, topic)
        ask(topic)
    details = {"requester_email": "ayse@mavikus.example", "process": "on", "publish": "on", "form_key": uuid.uuid4()}
    question = {"subject": "Genel kurul ne zaman?", "body": "Tüzük susuyor.", "topic": topic.pk}

    # The begin and the end of the transaction are two of them.
    with django_assert_num_queries(10):
        response = client.post("/tr/ask/send/", question | details)

    ticket = Ticket.objects.latest("pk")
    assert client.get(response.url).url == f"/tr/tickets/{ticket.reference}/thanks/"
    assert ticket.assignee == expert


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_costs_nine_queries(desk_of_manager, expert, topic, number, django_assert_num_queries):
    knows(expert, topic)
    tickets = [ask(topic) for _ in range(number)]

    with django_assert_num_queries(9):
        response = desk_of_manager.get("/desk/", {"view": "all", "topic": topic.pk, "q": "kurul"})

    assert [ticket.get_absolute_url() in Page(response).links for ticket in tickets] == [True] * number


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("length", [3, 40])
def test_a_ticket_costs_eleven_queries(
    desk_of_manager, expert, editor, topic, number, length, django_assert_num_queries
):
    knows(expert, topic)
    ticket = ask(topic)
    for each in range(number):
        text = publish(expert, editor, topic, question=f"Genel kurul ne zaman toplanır, {each}?")
        workflow.link_article(ticket, text.article, by=expert)
    for each in range(length - 2):
        files = [SimpleUploadedFile(f"{each}-{n}.txt", b"x") for n in range(number)]
        workflow.add_note(ticket, by=expert, body=f"Not {each}", files=files)

    with django_assert_num_queries(11):
        response = desk_of_manager.get(ticket.get_absolute_url())

    page = Page(response)
    assert ticket.messages.count() == length
    assert f"Not {length - 3}" in page.words
    assert len([link for link in page.links if "/attachments/" in link]) == (length - 2) * number
    assert len([link for link in page.links if "/knowledge/articles/" in link]) == number


@pytest.mark.parametrize("who", ["expert", "manager"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_ticket_with_a_restored_reply_costs_twelve_queries(
    request, signed_in, expert, second_expert, topic, who, number, django_assert_max_num_queries
):
    user = request.getfixturevalue(who)
    knows(expert, topic)
    ticket = ask(topic)
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(number)]
    workflow.save_draft(ticket, by=user, body="Üç yılda bir.")
    workflow.add_files(ticket, by=user, files=files)
    workflow.hold(ticket, by=second_expert, step=ReplyDraft.Step.ASK_BACK, body="Tüzük ne diyor?")
    desk = signed_in(user)

    with django_assert_max_num_queries(12):
        response = desk.get(ticket.get_absolute_url())

    page = Page(response)
    assert "Üç yılda bir." in page.words
    assert f"{number - 1}.txt" in page.words


@pytest.mark.parametrize("number", [1, 3])
def test_the_ticket_costs_its_requester_five_queries(expert, editor, topic, number, django_assert_num_queries):
    ticket = ask(topic)
    for each in range(number):
        text = publish(expert, editor, topic, question=f"Genel kurul ne zaman toplanır, {each}?")
        workflow.link_article(ticket, text.article, by=expert)
        workflow.ask_back(ticket, by=expert, question=f"Soru {each}", files=[SimpleUploadedFile("a.txt", b"a")])
    browser = browser_of(ticket)

    with django_assert_num_queries(5):
        response = browser.get(f"/tr/tickets/{ticket.reference}/")

    page = Page(response)
    assert f"Soru {number - 1}" in page.words
    assert len([link for link in page.links if "/attachments/" in link]) == number
    assert len([link for link in page.links if "/tr/faq/associations/" in link]) == number
