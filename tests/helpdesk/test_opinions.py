"""A second pair of eyes before an answer leaves; nothing of it ever reaches the requester."""

import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helpdesk import retention, workflow
from helpdesk.mail import outbox
from helpdesk.models import Absence, SecondOpinion, SecondOpinionRule, Status, Ticket
from knowledge.models import Topic
from tests.factories import ask, let_leave
from tests.pages import Page, browser_of

pytestmark = pytest.mark.django_db

ANSWER = "Üç yılda bir toplanır; **tüzük** daha kısa yazabilir."
QUESTION, VIEW = "Süre sence doğru mu?", "Dernekler Kanunu 7. maddeye de bak."


@pytest.fixture
def opinion(ticket, expert, second_expert) -> SecondOpinion:
    return workflow.ask_opinion(ticket, by=expert, colleague=second_expert, answer=ANSWER, question=QUESTION)


def give(opinion: SecondOpinion, verdict: str = "fine", view: str = VIEW) -> None:
    workflow.give_opinion(opinion, by=opinion.colleague, verdict=verdict, view=view)


def ask_address(ticket: Ticket) -> str:
    return reverse("desk:ask_opinion", args=[ticket.reference])


def test_a_colleague_is_asked_from_the_composer_with_the_text_as_it_stands(
    ticket, expert, second_expert, signed_in, smtp
):
    browser, mailbox, clocks = signed_in(expert), smtp(), (ticket.first_response_due, ticket.resolution_due)

    first = Page(browser.post(ask_address(ticket), {"body": ANSWER}))
    sent = first.forms[ask_address(ticket)] | {"colleague": second_expert.pk, "question": QUESTION}
    response = browser.post(ask_address(ticket), sent)
    outbox.deliver()

    opinion = ticket.opinions.get()
    assert (opinion.asked_by, opinion.colleague, opinion.question) == (expert, second_expert, QUESTION)
    assert opinion.answer == ANSWER
    assert Page(response).forms[reverse("desk:answer", args=[ticket.reference])]["body"] == ANSWER
    mail = next(mail for to, mail in mailbox.mails if to == ["mert@example.org"])
    assert f"/desk/opinions/{opinion.pk}/" in mail.get_body(("plain",)).get_content()
    ticket.refresh_from_db()
    assert (ticket.first_response_due, ticket.resolution_due) == clocks
    assert (ticket.status, ticket.first_response_at) == (Status.NEW, None)


def test_a_colleague_who_is_away_is_named_as_such(ticket, expert, second_expert, manager, signed_in):
    today = timezone.localdate()
    Absence.objects.create(user=second_expert, begins_on=today, ends_on=today)

    words = Page(signed_in(expert).post(ask_address(ticket), {"body": ANSWER})).words

    assert ("Mert (izinli)" in words, "Selin (izinli)" in words, "Selin" in words) == (True, False, True)


def test_a_script_is_given_parts_and_a_page_stays_where_it_is(ticket, expert, second_expert, signed_in):
    browser, part = signed_in(expert), {"HX-Request": "true"}

    form = browser.post(ask_address(ticket), {"body": ANSWER}, headers=part)
    sent = {"body": ANSWER, "colleague": second_expert.pk, "question": ""}
    done = browser.post(ask_address(ticket), sent, headers=part)
    panel = browser.get(reverse("desk:team", args=[ticket.reference]), headers=part)

    assert [b"<html" in answer.content for answer in (form, done, panel)] == [False, False, False]
    assert json.loads(done["HX-Trigger"]) == {"team-changed": {}}
    assert "Mert" in Page(panel).words


@pytest.mark.parametrize(("body", "colleague"), [("", "mert"), (ANSWER, ""), (ANSWER, "elif"), (ANSWER, "yabanci")])
def test_nobody_is_asked_without_a_text_or_a_colleague_who_answers(
    ticket, expert, second_expert, stranger, signed_in, body, colleague
):
    people = {"mert": second_expert.pk, "elif": expert.pk, "yabanci": stranger.pk, "": ""}

    sent = {"body": body, "colleague": people[colleague], "question": QUESTION}
    response = signed_in(expert).post(ask_address(ticket), sent)

    assert response.status_code == 422
    assert Page(response).forms[ask_address(ticket)]["question"] == QUESTION
    assert ticket.opinions.count() == 0


def test_the_colleague_finds_it_in_a_list_and_gives_view_and_verdict(
    opinion, ticket, expert, second_expert, signed_in, smtp
):
    mailbox, browser = smtp(), signed_in(second_expert)
    listed, page = Page(browser.get("/desk/opinions/")), Page(browser.get(opinion.get_absolute_url()))
    assert opinion.get_absolute_url() in listed.links
    assert [word for word in (QUESTION, "tüzük", "Telefonum 0532") if word not in page.words] == []

    browser.post(reverse("desk:give_opinion", args=[opinion.pk]), {"verdict": "change", "view": VIEW})
    outbox.deliver()

    opinion.refresh_from_db()
    assert (opinion.verdict, opinion.view, opinion.is_waiting) == ("change", VIEW, False)
    assert VIEW in Page(signed_in(expert).get(reverse("desk:team", args=[ticket.reference]))).words
    assert "Mert yanıtın önce değiştirilmesini istiyor." in ticket.messages.filter(kind="event").last().body
    subjects = [mail["Subject"] for to, mail in mailbox.mails if to == ["elif@example.org"]]
    assert any(subject.strip().startswith("İkinci görüş") for subject in subjects)


def test_a_verdict_is_chosen_and_a_change_is_named(opinion, second_expert, signed_in):
    browser, address = signed_in(second_expert), reverse("desk:give_opinion", args=[opinion.pk])

    answers = [browser.post(address, sent) for sent in ({}, {"verdict": "so-so"}, {"verdict": "change", "view": " "})]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    opinion.refresh_from_db()
    assert opinion.is_waiting


def test_only_the_asked_give_it_and_only_the_asker_takes_it_back(opinion, expert, second_expert, manager, signed_in):
    give_address, back = (reverse(f"desk:{name}_opinion", args=[opinion.pk]) for name in ("give", "withdraw"))

    refused = [
        signed_in(user).post(address, {"verdict": "fine"}).status_code
        for user, address in ((expert, give_address), (manager, give_address), (second_expert, back), (manager, back))
    ]
    signed_in(expert).post(back)
    late = signed_in(second_expert).post(give_address, {"verdict": "fine", "view": VIEW})

    assert refused == [403, 403, 403, 403]
    assert late.status_code == 409
    opinion.refresh_from_db()
    assert (opinion.verdict, opinion.withdrawn_at is None) == ("", False)
    with pytest.raises(workflow.TransitionError):
        workflow.withdraw_opinion(opinion, by=expert)


def test_a_colleague_is_asked_once_at_a_time_and_oneself_never(opinion, ticket, expert, second_expert):
    for colleague in (second_expert, expert):
        with pytest.raises(workflow.TransitionError):
            workflow.ask_opinion(ticket, by=expert, colleague=colleague, answer="Başka metin")
    with pytest.raises(IntegrityError), transaction.atomic():
        ticket.opinions.create(asked_by=expert, colleague=second_expert, answer="x")

    give(opinion)
    workflow.ask_opinion(ticket, by=expert, colleague=second_expert, answer="Başka metin")

    assert ticket.opinions.count() == 2


def test_a_topic_may_ask_for_one_and_then_only_the_text_found_fine_is_sent(
    ticket, topic, expert, second_expert, signed_in
):
    below = Topic.objects.create(slug="congress", name_tr="Genel kurul", name_en="Congress", parent=topic)
    SecondOpinionRule.objects.create(topic=topic)
    workflow.change_topic(ticket, by=expert, topic=below)
    browser, address = signed_in(expert), reverse("desk:answer", args=[ticket.reference])

    unasked = browser.post(address, {"resolve": "1", "body": ANSWER})
    give(workflow.ask_opinion(ticket, by=expert, colleague=second_expert, answer="Beş yılda bir."), "change")
    warned = browser.post(address, {"resolve": "1", "body": "Beş yılda bir."})
    give(workflow.ask_opinion(ticket, by=expert, colleague=second_expert, answer=ANSWER))
    changed = browser.post(address, {"resolve": "1", "body": ANSWER + " Belki."})
    ticket.refresh_from_db()
    assert [answer.status_code for answer in (unasked, warned, changed)] == [409, 409, 409]
    assert "uygun bulunca gönderilir" in Page(unasked).words
    assert "Metin, uygun bulunduktan sonra değişti" in Page(changed).words
    assert Page(changed).forms[address]["body"] == ANSWER + " Belki."
    assert ticket.messages.filter(kind="answer").count() == 0

    browser.post(address, {"resolve": "1", "body": ANSWER.replace("; ", ";\r\n")})
    let_leave()

    ticket.refresh_from_db()
    assert ticket.status == Status.RESOLVED


def test_nobody_finds_their_own_answer_fine_and_a_question_back_needs_no_opinion(
    ticket, topic, expert, second_expert, opinion
):
    SecondOpinionRule.objects.create(topic=topic)
    give(opinion)

    workflow.ask_back(ticket, by=second_expert, question="Hangi tarihte?")
    with pytest.raises(workflow.TransitionError):
        workflow.resolve(ticket, by=second_expert, answer=ANSWER)
    workflow.resolve(ticket, by=expert, answer=ANSWER)

    assert ticket.status == Status.RESOLVED


def test_nobody_is_kept_waiting_for_an_opinion_once_the_answer_is_sent(
    opinion, ticket, expert, second_expert, signed_in
):
    workflow.resolve(ticket, by=expert, answer=ANSWER)

    opinion.refresh_from_db()
    assert opinion.is_waiting is False
    assert opinion.get_absolute_url() not in Page(signed_in(second_expert).get("/desk/opinions/")).links


def test_one_goes_on_with_the_text_that_was_found_fine(opinion, ticket, expert, signed_in):
    response = signed_in(expert).get(f"{ticket.get_absolute_url()}?opinion={opinion.pk}")
    nonsense = signed_in(expert).get(f"{ticket.get_absolute_url()}?opinion=²")

    address = reverse("desk:answer", args=[ticket.reference])
    assert [Page(page).forms[address]["body"] for page in (response, nonsense)] == [ANSWER, ""]


def test_nothing_of_opinions_notes_and_followers_reaches_the_requester(
    ticket, opinion, expert, second_expert, smtp, capsys
):
    mailbox, own = smtp(), ask(ticket.topic)
    workflow.add_note(ticket, by=expert, body="@mert GizliNot", files=[])
    give(opinion)
    workflow.ask_back(ticket, by=expert, question="Hangi yıl?")
    workflow.receive_reply(ticket, body="2025", quoted="> Hangi yıl?")
    workflow.merge(own, by=expert, into=ticket)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    outbox.deliver()
    browser = browser_of(ticket)
    seen = [browser.get(f"/tr/tickets/{ticket.reference}/{page}").content.decode() for page in ("", "data/", "thanks/")]
    seen.append(browser.get(f"/tr/tickets/{ticket.reference}/data/download/").content.decode())
    seen.append(json.dumps(retention.copy_for_person(ticket.requester_email), default=str, ensure_ascii=False))
    seen += [mail.as_string() for to, mail in mailbox.mails if to == [ticket.requester_email]]
    seen += [
        part.get_content()
        for to, mail in mailbox.mails
        if to == [ticket.requester_email]
        for part in mail.walk()
        if part.get_content_maintype() == "text"
    ]
    call_command("export_person", ticket.requester_email)
    seen.append(capsys.readouterr().out)

    secrets = ("GizliNot", "Mert", "mert", QUESTION, VIEW, "tüzük", "ikinci görüş", "İkinci görüş")
    assert "Hangi yıl?" in seen[0]
    assert [secret for secret in secrets for text in seen if secret in text] == []
    assert browser.get(opinion.get_absolute_url()).status_code == 302
    assert Client().get(opinion.get_absolute_url()).url.startswith("/accounts/login/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_however_much_there_is(
    ticket, expert, second_expert, person, signed_in, number, django_assert_num_queries
):
    for each in range(number):
        colleague = person(f"kisi{each}", "expert")
        give(
            workflow.ask_opinion(ticket, by=second_expert, colleague=colleague, answer=ANSWER), "fine", f"Görüş {each}"
        )
        workflow.ask_opinion(ask(ticket.topic), by=colleague, colleague=second_expert, answer=ANSWER)
        workflow.follow(ticket, by=colleague)
    browser = signed_in(second_expert)

    with django_assert_num_queries(8):
        panel = browser.get(reverse("desk:team", args=[ticket.reference]))
    with django_assert_num_queries(7):
        listed = browser.get("/desk/opinions/")

    assert [f"Görüş {each}" in Page(panel).words for each in range(number)] == [True] * number
    assert len([link for link in Page(listed).links if link.startswith("/desk/opinions/")]) == 2 * number + 1


def test_erasing_a_question_erases_what_colleagues_thought_of_its_answer(opinion, ticket):
    give(opinion)

    retention.erase_ticket(ticket)

    assert SecondOpinion.objects.count() == 0
