import pytest
from django.core import mail as sent_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from helpdesk import access, retention, workflow
from helpdesk.mail import outbox
from helpdesk.models import OutgoingMail, Status, Ticket
from tests.factories import ask, publish
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(topic):
    return ask(topic, body="İlk sorumun ayrıntısı.")


@pytest.fixture
def again(topic):
    return ask(topic, subject="Aynı soru bir daha", requester_email="AYSE@mavikus.example")


@pytest.fixture
def anothers(topic):
    return ask(topic, subject="Başkasının sorusu", requester_email="can@ege.example", body="Gizli ayrıntı.")


def events(ticket):
    return " ".join(ticket.messages.filter(kind="event").values_list("body", flat=True))


def related_to(browser, ticket) -> list[str]:
    return Page(browser.get(reverse("desk:related", args=[ticket.reference]))).links


def post(browser, name, ticket, *more, **data):
    return browser.post(reverse(f"desk:{name}", args=[ticket.reference, *more]), data)


def test_a_question_asked_twice_becomes_one(first, again, expert, signed_in):
    post(signed_in(expert), "merge", again, other=first.reference)

    again.refresh_from_db()
    assert (again.status, again.merged_into) == (Status.MERGED, first)
    assert first.reference in events(again)
    assert again.reference in events(first)
    assert again.history.first().history_user == expert


def test_the_link_to_the_joined_conversation_goes_only_to_the_mailbox(first, again, expert):
    browser = browser_of(again)
    workflow.merge(again, by=expert, into=first)
    OutgoingMail.objects.exclude(kind="merged").delete()

    outbox.deliver()

    [mail] = sent_mail.outbox
    assert mail.to == ["AYSE@mavikus.example"]
    assert access.link_to(first) in mail.body
    assert access.link_to(first) in mail.alternatives[0].content
    page = Page(browser.get(f"/tr/tickets/{again.reference}/"))
    assert "İlk sorumun ayrıntısı." not in page.words
    assert first.reference not in page.words
    assert browser.get(f"/tr/tickets/{first.reference}/").status_code == 404


def test_the_merged_question_takes_no_reply_and_says_why(first, again, expert):
    workflow.merge(again, by=expert, into=first)

    response = browser_of(again).post(f"/tr/tickets/{again.reference}/reply/", {"body": "Ek bilgi."})

    assert response.status_code == 409
    assert not again.messages.filter(kind="requester_reply").exists()


def test_two_requesters_are_never_merged(first, anothers, expert):
    with pytest.raises(workflow.TransitionError):
        workflow.merge(anothers, by=expert, into=first)

    anothers.refresh_from_db()
    assert anothers.merged_into is None


def test_a_ticket_is_not_merged_into_itself_or_into_a_merged_one(first, again, topic, expert):
    third = ask(topic)
    workflow.merge(again, by=expert, into=first)

    for ticket, into in ((first, first), (third, again), (first, third)):
        with pytest.raises(workflow.TransitionError):
            workflow.merge(ticket, by=expert, into=into)


def test_what_was_answered_is_not_merged(first, again, expert):
    workflow.resolve(again, by=expert, answer="Evet.")

    with pytest.raises(workflow.TransitionError):
        workflow.merge(again, by=expert, into=first)


def test_a_merge_can_be_undone_and_the_clock_is_where_it_was(first, again, expert, signed_in):
    due = again.resolution_due
    workflow.ask_back(again, by=expert, question="Hangi il?")
    workflow.merge(again, by=expert, into=first)

    post(signed_in(expert), "unmerge", again)

    again.refresh_from_db()
    assert (again.status, again.merged_into) == (Status.OPEN, None)
    assert abs((again.resolution_due - due).total_seconds()) < 60
    with pytest.raises(workflow.TransitionError):
        workflow.unmerge(again, by=expert)


def test_a_second_question_in_a_reply_becomes_a_ticket_of_its_own(first, expert, signed_in):
    file = SimpleUploadedFile("tüzük.txt", b"madde 1")
    reply = workflow.receive_reply(first, body="Bir de aidat ne zaman ödenir?", files=[file])

    response = post(signed_in(expert), "split", first, reply.pk, subject="Aidat ne zaman ödenir?")

    new = Ticket.objects.exclude(pk=first.pk).get()
    assert response.url == new.get_absolute_url()
    assert (new.subject, new.requester_email, new.created_at) == (
        "Aidat ne zaman ödenir?",
        first.requester_email,
        reply.created_at,
    )
    question = new.messages.get(kind="question")
    copy, original = question.attachments.get(), reply.attachments.get()
    assert question.body == reply.body
    with copy.file.open("rb") as kept:
        assert (copy.name, kept.read()) == ("tüzük.txt", b"madde 1")
    assert copy.file.name != original.file.name
    assert set(new.consents.values_list("purpose", flat=True)) == {"process", "publish"}
    assert list(new.related.all()) == [first]
    assert new.reference in events(first)
    assert new.mails.filter(kind="received").count() == 1


def test_only_a_reply_of_the_requester_is_split_off(first, anothers, expert, signed_in):
    note = workflow.add_note(first, by=expert, body="Not")
    elsewhere = workflow.receive_reply(anothers, body="Gizli ek.")
    browser = signed_in(expert)

    assert post(browser, "split", first, note.pk, subject="Olmaz").url == first.get_absolute_url()
    assert post(browser, "split", first, elsewhere.pk, subject="Olmaz").status_code == 404
    assert post(browser, "split", anothers, elsewhere.pk, subject="").url == anothers.get_absolute_url()
    assert Ticket.objects.count() == 2


def test_related_tickets_show_on_both_pages_and_to_no_requester(first, anothers, expert, signed_in):
    browser = signed_in(expert)
    post(browser, "relate", first, other=anothers.reference)
    post(browser, "relate", first, other=anothers.reference)

    assert anothers.get_absolute_url() in related_to(browser, first)
    assert first.get_absolute_url() in related_to(browser, anothers)
    assert anothers.reference not in Page(browser_of(first).get(f"/tr/tickets/{first.reference}/")).words
    assert events(first).count(anothers.reference) == 1

    post(browser, "unrelate", anothers, other=first.reference)

    assert anothers.get_absolute_url() not in related_to(browser, first)


@pytest.mark.parametrize("number", ["", "2026-99999", "kırk iki"])
@pytest.mark.parametrize("name", ["merge", "relate", "unrelate"])
def test_a_number_nobody_has_is_refused_kindly(first, expert, signed_in, name, number):
    response = post(signed_in(expert), name, first, other=number)

    assert response.url == first.get_absolute_url()
    assert first.related.count() == 0


@pytest.mark.parametrize("name", ["merge", "unmerge", "relate", "unrelate", "split"])
def test_only_the_desk_joins_and_only_by_post(first, again, expert, stranger, signed_in, name):
    more = [first.messages.first().pk] if name == "split" else []

    assert post(signed_in(stranger), name, first, *more, other=again.reference).status_code == 403
    assert post(Client(), name, first, *more, other=again.reference).status_code == 302
    assert signed_in(expert).get(reverse(f"desk:{name}", args=[first.reference, *more])).status_code == 405
    first.refresh_from_db()
    assert (first.merged_into, first.related.count()) == (None, 0)


def test_the_topics_of_the_nearest_entries_are_offered_with_one_tap(expert, editor, topic, signed_in):
    publish(expert, editor, topic)
    unsure = ask(None)
    browser = signed_in(expert)

    offered = browser.get(f"{unsure.get_absolute_url()}similar/").content.decode()
    post(browser, "topic", unsure, topic=topic.pk)

    unsure.refresh_from_db()
    assert f'name="topic" value="{topic.pk}"' in offered
    assert unsure.topic == topic
    assert (
        f'name="topic" value="{topic.pk}"' not in browser.get(f"{unsure.get_absolute_url()}similar/").content.decode()
    )


def test_erasing_a_person_removes_what_was_merged_too(first, again, expert):
    workflow.merge(again, by=expert, into=first)

    assert retention.erase_person("ayse@mavikus.example") == 2
    assert not Ticket.objects.exists()
