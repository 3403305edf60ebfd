"""Questions asked by phone or at a meeting, put down by somebody of the desk."""

import datetime
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core import mail as sent_mail
from django.test import Client
from django.utils import timezone

from helpdesk import access, retention, workflow
from helpdesk.mail import outbox
from helpdesk.models import OutgoingMail, Ticket
from knowledge import search
from tests.factories import ask, knows, publish
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db

RECORD = "/desk/record/"
MEETING = {
    "subject": "Genel kurulu çevrim içi\ntoplayabilir miyiz?",
    "channel": "meeting",
    "channel_note": "Bursa, kent buluşması",
    "language": "tr",
    "obtained": "spoken",
    "process": "on",
}


@pytest.fixture
def stand(expert, signed_in) -> Client:
    """The phone of whoever stands at the stand."""
    return signed_in(expert)


def filled_in(**changes: object) -> dict[str, object]:
    asked_at = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    sent = MEETING | {"form_key": uuid.uuid4(), "asked_at": asked_at} | changes
    return {name: value for name, value in sent.items() if value is not None}


def test_one_line_is_enough_and_the_next_begins_where_the_last_one_was_asked(stand, expert, second_expert, topic):
    knows(second_expert, topic)

    saved = stand.post(RECORD, filled_in(topic=topic.pk, next="1"), follow=True)

    ticket = Ticket.objects.get()
    assert saved.redirect_chain == [(RECORD, 302)]
    assert (ticket.subject, ticket.messages.get(kind="question").body) == (MEETING["subject"].replace("\n", " "),) * 2
    assert (ticket.channel, ticket.channel_note, ticket.recorded_by) == ("meeting", "Bursa, kent buluşması", expert)
    assert (ticket.assignee, ticket.status, ticket.requester_email) == (second_expert, "new", "")
    form = Page(saved).forms[RECORD]
    assert {name: form[name] for name in ("channel", "channel_note", "subject", "language")} == {
        "channel": "meeting",
        "channel_note": "Bursa, kent buluşması",
        "subject": "",
        "language": "tr",
    }


def test_the_ticket_says_who_recorded_it_where_and_how_consent_was_given(stand, expert):
    stand.post(RECORD, filled_in(publish="on", obtained="signed"))

    ticket = Ticket.objects.get()
    event = ticket.messages.filter(kind="event").first()
    assert event.author == expert
    assert event.body == (
        "Elif kaydetti (Toplantı, Bursa, kent buluşması). Onaylar: "
        "aydınlatma metnini okudu: kâğıtta imzaladı; yanıt adsız yayımlanabilir: kâğıtta imzaladı."
    )
    assert sorted(ticket.consents.values_list("purpose", "obtained")) == [("process", "signed"), ("publish", "signed")]


def test_the_clock_starts_when_it_was_asked(stand):
    now = timezone.now()
    stand.post(RECORD, filled_in())
    stand.post(RECORD, filled_in(asked_at=f"{timezone.localtime(now - datetime.timedelta(days=21)):%Y-%m-%dT%H:%M}"))

    today, earlier = Ticket.objects.order_by("pk")
    assert earlier.clock_started_at == earlier.created_at < now - datetime.timedelta(days=20)
    assert (earlier.is_overdue, today.is_overdue) == (True, False)


@pytest.mark.parametrize("days", [-2, 61], ids=["the day after tomorrow", "two months ago"])
def test_nothing_was_asked_in_the_future_or_too_long_ago(stand, days):
    when = timezone.localtime() - datetime.timedelta(days=days)
    response = stand.post(RECORD, filled_in(asked_at=f"{when:%Y-%m-%dT%H:%M}"))

    assert response.status_code == 422
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"subject": ""}, {"process": None}, {"channel_note": ""}, {"channel": "web"}, {"requester_email": "ayse@"}]
    + [{"answered_with": "no-such-entry"}, {"language": "de"}, {"asked_at": "gestern"}],
    ids=str,
)
def test_a_mistake_keeps_what_was_typed(stand, wrong):
    sent = filled_in(requester_name="Ayşe Yılmaz", requester_phone="0532 000 00 00", **wrong)
    response = stand.post(RECORD, sent)

    kept = Page(response).forms[RECORD]
    typed = [name for name in ("subject", "requester_name", "requester_phone") if name not in wrong]
    assert response.status_code == 422
    assert {name: kept[name] for name in typed} == {name: sent[name] for name in typed}
    assert not Ticket.objects.exists()


def test_with_an_email_a_receipt_goes_out_and_without_nothing_does(stand, desk):
    stand.post(RECORD, filled_in())
    stand.post(RECORD, filled_in(requester_email="ayse@mavikus.example"))
    outbox.deliver()

    assert [mail.to for mail in sent_mail.outbox] == [["ayse@mavikus.example"]]


def test_without_an_email_the_private_link_is_shown_once_and_opens_the_ticket(stand):
    first = stand.post(RECORD, filled_in(save="1"), follow=True)
    again = stand.get(first.redirect_chain[-1][0])

    ticket = Ticket.objects.get()
    link = access.link_to(ticket)
    assert link in Page(first).words
    assert 'class="qr"' in first.content.decode()
    assert access.token_for(ticket) not in again.content.decode()
    assert 'class="qr"' not in again.content.decode()
    assert ticket.subject in Page(browser_of(ticket).get(f"/tr/tickets/{ticket.reference}/")).words


def test_a_lost_link_is_replaced_and_the_old_one_ends(stand):
    stand.post(RECORD, filled_in())
    ticket = Ticket.objects.get()
    old = access.token_for(ticket)

    page = Page(stand.post(f"{RECORD}{ticket.reference}/link/", follow=True))

    ticket.refresh_from_db()
    assert access.link_to(ticket) in page.words
    assert access.ticket_for(old) is None
    assert ticket.messages.latest("pk").body == "Elif yeni bir özel bağlantı verdi."


def test_the_link_of_somebody_with_an_email_is_not_replaced(stand, topic):
    ticket = ask(topic)
    old = access.token_for(ticket)

    response = stand.post(f"{RECORD}{ticket.reference}/link/", follow=True)

    assert access.ticket_for(old) == ticket
    assert old not in response.content.decode()


def test_what_answers_it_and_what_asks_the_same_is_offered(stand, topic, expert, editor):
    text = publish(expert, editor, topic, question="Genel kurul çevrim içi toplanabilir mi?")
    same = ask(topic, subject="Çevrim içi genel kurul toplanır mı?")
    ask(topic, subject="Vergi levhası nereye asılır?")
    closed = ask(topic, subject="Genel kurul çevrim içi toplansın mı?")
    workflow.resolve(closed, by=expert, answer="Evet.")

    shown = stand.get(f"{RECORD}alike/", {"subject": MEETING["subject"], "language": "tr"})
    looked = stand.post(RECORD, filled_in(look="1"))

    for response in (shown, looked):
        content = response.content.decode()
        assert f'name="answered_with" value="{text.article.key}"' in content
        assert [ticket.reference in content for ticket in (same, closed)] == [True, False]
        assert "Vergi levhası" not in content
    assert Ticket.objects.count() == 3


def test_an_entry_can_be_given_as_the_answer_at_once(stand, topic, expert, editor, second_expert):
    knows(second_expert, topic)
    text = publish(expert, editor, topic)
    sent = filled_in(answered_with=text.article.key, topic=topic.pk, requester_email="ayse@mavikus.example")

    stand.post(RECORD, sent)
    stand.post(RECORD, sent)
    search.apply_outbox()

    ticket = Ticket.objects.get()
    answer = ticket.messages.get(kind="answer")
    assert (ticket.status, ticket.assignee) == ("resolved", expert)
    assert text.summary in answer.body
    assert f"/a/{text.article.key}/" in answer.body
    assert ticket.article_links.get(kind="answered_with").by == expert
    kinds = OutgoingMail.objects.filter(recipient=None).values_list("kind", flat=True)
    assert sorted(kinds) == ["answered", "received"]
    assert not OutgoingMail.objects.filter(recipient=second_expert).exists()


def test_a_ticket_that_asks_the_same_is_related(stand, topic):
    other = ask(topic)

    stand.post(RECORD, filled_in(like=other.reference))

    assert list(Ticket.objects.latest("pk").related.all()) == [other]


def test_a_form_sent_twice_is_one_question(stand):
    sent = filled_in()
    for _time in range(2):
        assert stand.post(RECORD, sent).status_code == 302

    assert Ticket.objects.get().messages.count() == 3


def test_what_waited_on_the_device_shows_no_link_to_whoever_holds_it(stand):
    response = stand.post(RECORD, filled_in(kept="1", next="1"), follow=True)

    assert access.token_for(Ticket.objects.get()) not in response.content.decode()


@pytest.mark.parametrize(("button", "said"), [("reached", "telefonda yanıtı iletti"), ("", "aradı, ulaşamadı")])
def test_a_call_back_is_noted(stand, button, said):
    stand.post(RECORD, filled_in(requester_phone="0532 000 00 00"))
    ticket = Ticket.objects.get()
    page = Page(stand.get(ticket.get_absolute_url()))
    assert "0532 000 00 00" in page.words

    stand.post(f"{ticket.get_absolute_url()}called/", {button: "1"})

    assert ticket.messages.latest("pk").body == f"Elif {said}."


def test_two_people_without_an_email_are_two_people(stand, expert):
    for _person in range(2):
        stand.post(RECORD, filled_in())
    one, other = Ticket.objects.all()

    with pytest.raises(workflow.TransitionError):
        workflow.merge(one, by=expert, into=other)
    assert list(Ticket.objects.of_requester("")) == []
    assert retention.erase_person("") == 0
    assert retention.copy_for_person("") == []


def test_who_only_records_sees_what_they_recorded_and_nothing_else(person, signed_in, topic):
    volunteer = person("gonullu")
    volunteer.user_permissions.add(Permission.objects.get(codename="record_ticket"))
    stand = signed_in(volunteer)
    other = ask(topic, subject="Genel kurulu çevrim içi toplamak")

    saved = stand.post(RECORD, filled_in(), follow=True)

    own = Ticket.objects.latest("pk")
    assert saved.status_code == 200
    assert other.subject not in Page(stand.get(f"{RECORD}alike/", {"subject": MEETING["subject"]})).words
    assert stand.get(f"{RECORD}{other.reference}/").status_code == 404
    assert stand.get(f"{RECORD}{own.reference}/").status_code == 200
    assert stand.get(own.get_absolute_url()).status_code == 403
    assert stand.get("/desk/").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_offering_costs_the_same_however_much_there_is(stand, topic, expert, editor, number, django_assert_num_queries):
    for each in range(number):
        publish(expert, editor, topic, question=f"Genel kurul çevrim içi toplanabilir mi, {each}?")
        ask(topic, subject=f"Çevrim içi genel kurul {each}")

    with django_assert_num_queries(6):
        response = stand.get(f"{RECORD}alike/", {"subject": MEETING["subject"], "language": "tr"})

    assert response.content.decode().count('name="like"') == number
