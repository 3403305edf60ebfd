"""An answer changed in substance: who was given it is told, once, if they agreed and their address is their own."""

import re

import pytest
from django.test import Client

from helpdesk import access, retention, workflow
from helpdesk.mail import outbox
from helpdesk.models import Consent, Ticket
from knowledge import workflow as knowledge_workflow
from tests import factories
from tests.knowledge import entries
from tests.pages import Page

pytestmark = pytest.mark.django_db

AGREED = ("process", "updates")


@pytest.fixture
def text(expert, editor, topic):
    return factories.publish(expert, editor, topic)


def answered(text, expert, mailoutbox, *, confirmed=True, **details) -> Ticket:
    """A ticket answered with the entry, whose requester followed the link of our mail and said that it helped."""
    ticket = factories.ask(text.article.topic, **({"consents": AGREED} | details))
    workflow.link_article(ticket, text.article, by=expert)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    mailoutbox.clear()
    outbox.deliver()
    mail = next(mail for mail in mailoutbox if mail.to == [ticket.requester_email] and "Üç yılda" in mail.body)
    if confirmed:
        browser = Client()
        browser.get(re.search(r"https?://[^/]+(/\S+\?m=\w+)", mail.body)[1])
        browser.post(f"/{ticket.language}/tickets/{ticket.reference}/confirm/")
    mailoutbox.clear()
    return ticket


def revise(text, expert, editor, **words):
    words = {"summary": "Artık dört yılda bir.", "significance": "major"} | words
    return factories.revise(text, expert, editor, **words)


def told(mailoutbox) -> list[str]:
    """Who is told, after two rounds of the worker."""
    mailoutbox.clear()
    for _round in range(2):
        workflow.recall_answers()
        outbox.deliver()
    return [mail.to[0] for mail in mailoutbox]


def test_who_was_given_the_answer_is_told_once_what_changed_and_what_to_do(text, expert, editor, mailoutbox):
    ticket = answered(text, expert, mailoutbox)
    revise(text, expert, editor)

    assert told(mailoutbox) == [ticket.requester_email]
    mail = mailoutbox[0]
    for part in (mail.body, mail.alternatives[0].content):
        assert "Artık dört yılda bir." in part
        assert "Yasa değişti" in part
        assert ticket.reference in part
        assert f"{text.get_absolute_url()}history/1..2/" in part
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_each_revision_is_told_of_and_what_was_given_since_is_not(text, expert, editor, mailoutbox):
    early = answered(text, expert, mailoutbox)
    revise(text, expert, editor)
    assert told(mailoutbox) == [early.requester_email]
    answered(text, expert, mailoutbox, requester_email="sonra@example.org")

    assert told(mailoutbox) == []
    revise(text, expert, editor, summary="Artık beş yılda bir.")

    assert sorted(told(mailoutbox)) == [early.requester_email, "sonra@example.org"]


@pytest.mark.parametrize(
    "details",
    [{"consents": ("process",)}, {"confirmed": False}],
    ids=["who did not agree", "whose address nobody confirmed"],
)
def test_others_are_not_told(text, expert, editor, mailoutbox, details):
    answered(text, expert, mailoutbox, **details)
    revise(text, expert, editor)

    assert told(mailoutbox) == []


def test_a_minor_change_and_one_from_files_are_told_to_nobody(text, expert, editor, mailoutbox):
    answered(text, expert, mailoutbox)
    revise(text, expert, editor, significance="minor")
    words = {name: getattr(text, name) for name in knowledge_workflow.TEXT_FIELDS} | {"answer": "Dosyadan."}
    knowledge_workflow.revise(text.article, "tr", words, author=None, approver=None, reason="Dosyadan")

    assert told(mailoutbox) == []


def test_somebody_who_asked_twice_and_whose_questions_were_joined_is_told_once(text, expert, editor, mailoutbox):
    first = answered(text, expert, mailoutbox)
    second = factories.ask(text.article.topic, consents=AGREED)
    workflow.link_article(second, text.article, by=expert)
    workflow.merge(second, by=expert, into=answered(text, expert, mailoutbox))
    outbox.deliver()
    revise(text, expert, editor)

    assert told(mailoutbox) == [first.requester_email]


def test_an_erased_person_is_never_told(text, expert, editor, mailoutbox):
    erased = answered(text, expert, mailoutbox)
    revise(text, expert, editor)
    workflow.recall_answers()
    retention.erase_person(erased.requester_email)

    assert told(mailoutbox) == []


def test_a_consent_taken_back_before_the_mail_left_holds_it(text, expert, editor, mailoutbox):
    ticket = answered(text, expert, mailoutbox)
    revise(text, expert, editor)
    workflow.recall_answers()
    workflow.withdraw(ticket, "updates")

    assert told(mailoutbox) == []


def test_people_read_it_in_their_language(text, expert, editor, mailoutbox):
    entries.translate(text, expert, editor)
    english = {"language": "en", "requester_email": "ann@example.org"}
    ticket = answered(text, expert, mailoutbox, **english)
    revise(text, expert, editor)
    assert told(mailoutbox) == []

    change = knowledge_workflow.start_draft(by=expert, language="en", article=text.article, reason="The law changed")
    words = {"summary": "Now every four years.", "significance": "minor"}
    knowledge_workflow.save_draft(change, by=expert, version=change.version, **words)
    knowledge_workflow.follow_source(change, by=expert, revision=2)
    knowledge_workflow.submit(change, by=expert)
    knowledge_workflow.publish(change, by=editor, reason="The law changed")

    # It catches up with a change of substance, whatever its translator calls it.
    assert told(mailoutbox) == [ticket.requester_email]
    assert mailoutbox[0].subject == f"The answer to your question {ticket.reference} has changed"
    assert "Now every four years." in mailoutbox[0].body


def test_one_click_takes_the_consent_back_for_every_question_and_opening_it_does_not(text, expert, editor, mailoutbox):
    ticket = answered(text, expert, mailoutbox)
    other = answered(text, expert, mailoutbox)
    revise(text, expert, editor)
    told(mailoutbox)
    address = mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>").partition("://")[2].partition("/")[2]
    agreed = Consent.objects.filter(purpose="updates", withdrawn_at=None)

    page = Client().get(f"/{address}")
    assert (page.status_code, agreed.count()) == (200, 2)
    assert Client(enforce_csrf_checks=True).post(f"/{address}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (agreed.count(), Ticket.objects.filter(pk__in=[ticket.pk, other.pk]).count()) == (0, 2)
    revise(text, expert, editor, summary="Yine değişti.")
    assert told(mailoutbox) == []


def test_an_address_nobody_gave_out_stops_nothing(client, text):
    for code in ("x", "W1sxLCJ4Il0:abc"):
        assert client.get(f"/tr/updates/{code}/").status_code == 404
        assert client.post(f"/tr/updates/{code}/").status_code == 404


def test_whoever_publishes_sees_first_who_will_be_told(signed_in, text, expert, editor, mailoutbox):
    ticket = answered(text, expert, mailoutbox)
    answered(text, expert, mailoutbox, confirmed=False, requester_email="baska@example.org")
    change = knowledge_workflow.start_draft(by=expert, language="tr", article=text.article)
    knowledge_workflow.submit(change, by=expert)
    browser = signed_in(editor)
    address = f"/desk/recall/{change.pk}/"

    assert address in Page(browser.get(change.get_absolute_url())).links
    page = Page(browser.get(address))
    assert (ticket.get_absolute_url() in page.links, "Bir kişi daha" in page.words) == (True, True)
    assert "<html" not in browser.get(address, headers={"hx-request": "true"}).content.decode()
    assert browser.get("/desk/recall/999/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_seeing_who_will_be_told_costs_the_same_however_many(
    signed_in, text, expert, editor, mailoutbox, number, django_assert_num_queries
):
    for n in range(number):
        answered(text, expert, mailoutbox, requester_email=f"n{n}@example.org")
    change = knowledge_workflow.start_draft(by=expert, language="tr", article=text.article)
    browser = signed_in(editor)

    with django_assert_num_queries(6):
        page = Page(browser.get(f"/desk/recall/{change.pk}/", headers={"hx-request": "true"}))

    assert sum(link.startswith("/desk/tickets/") for link in page.links) == number


def test_a_link_shown_on_the_page_confirms_no_address(client, text, expert):
    ticket = factories.ask(text.article.topic, consents=AGREED)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    from_page = Client()
    from_page.get(access.link_to(ticket) + "?m=guessed")
    from_page.post(f"/tr/tickets/{ticket.reference}/confirm/")

    assert set(ticket.consents.values_list("confirmed_address", flat=True)) == {""}
    assert Ticket.objects.get().status == "closed"


def test_who_was_given_what_is_archived_is_told_once_why_and_what_stands_instead(
    text, expert, editor, topic, mailoutbox
):
    ticket = answered(text, expert, mailoutbox)
    answered(text, expert, mailoutbox, consents=("process",), requester_email="hayir@example.org")
    newer = factories.publish(expert, editor, topic, question="Yeni kanunda genel kurul nasıl toplanır?")
    knowledge_workflow.archive(text.article, by=editor, reason="Kanun yürürlükten kalktı", replaced_by=newer.article)

    assert told(mailoutbox) == [ticket.requester_email]
    mail = mailoutbox[0]
    assert ticket.reference in mail.subject
    for part in (mail.body, mail.alternatives[0].content):
        assert "Kanun yürürlükten kalktı" in part
        assert f"{newer.article.get_absolute_url()}" in part
        assert "Yeni kanunda genel kurul nasıl toplanır?" in part
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_archiving_taken_back_and_one_from_files_and_a_merger_are_told_to_nobody(
    text, expert, editor, topic, mailoutbox
):
    answered(text, expert, mailoutbox)
    knowledge_workflow.archive(text.article, by=None, reason="Dosyadan")
    assert told(mailoutbox) == []
    knowledge_workflow.unarchive(text.article, by=editor)
    knowledge_workflow.archive(text.article, by=editor, reason="Yanlışlıkla")
    workflow.recall_answers()
    knowledge_workflow.unarchive(text.article, by=editor)
    assert told(mailoutbox) == []

    other = factories.publish(expert, editor, topic, question="Kongre ne zaman toplanır?")
    answered(other, expert, mailoutbox, requester_email="sonra@example.org")
    knowledge_workflow.merge_articles(other.article, by=editor, into=text.article, reason="Aynı soru")
    assert told(mailoutbox) == []
