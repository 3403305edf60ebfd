import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from helpdesk import workflow
from helpdesk.models import ArticleLink, Message, OutgoingMail, Status, Ticket
from knowledge import workflow as knowledge_workflow
from knowledge.models import Topic
from tests.factories import ask, knows, publish

Kind = OutgoingMail.Kind

pytestmark = pytest.mark.django_db


def test_a_question_is_stored_with_reference_clock_consents_and_mail(ticket, expert):
    assert ticket.reference == f"{timezone.localdate().year}-{ticket.pk:05d}"
    assert ticket.status == Status.NEW
    assert ticket.assignee == expert
    assert ticket.created_at < ticket.first_response_due < ticket.resolution_due
    assert set(ticket.consents.values_list("purpose", flat=True)) == {"process", "publish"}
    assert set(ticket.mails.values_list("kind", flat=True)) == {Kind.RECEIVED, Kind.ASSIGNED}


def test_the_same_form_sent_twice_gives_one_ticket(desk, topic):
    key = uuid.uuid4()

    first, second = ask(topic, form_key=key), ask(topic, form_key=key)

    assert first.pk == second.pk
    assert Ticket.objects.count() == 1


def test_a_ticket_is_taken_by_the_first_and_the_second_is_told_by_whom(ticket, expert, second_expert):
    workflow.take(ticket, by=expert)

    with pytest.raises(workflow.TransitionError, match="Elif"):
        workflow.take(ticket, by=second_expert)

    assert ticket.assignee == expert


def test_taking_what_is_already_mine_changes_nothing(ticket, expert):
    workflow.take(ticket, by=expert)
    before = ticket.messages.count()

    workflow.take(ticket, by=expert)

    assert ticket.messages.count() == before


def test_an_answer_resolves_stops_both_clocks_and_is_mailed(ticket, expert):
    message = workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    assert ticket.status == Status.RESOLVED
    assert ticket.first_response_at == ticket.resolved_at
    assert list(ticket.mails.filter(kind=Kind.ANSWERED).values_list("message", flat=True)) == [message.pk]


def test_a_resolved_ticket_takes_no_second_answer(ticket, expert):
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    with pytest.raises(workflow.TransitionError):
        workflow.resolve(ticket, by=expert, answer="Bir şey daha.")

    assert ticket.messages.filter(kind=Message.Kind.ANSWER).count() == 1


def test_a_refused_answer_leaves_no_file_behind(ticket, expert):
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    file = SimpleUploadedFile("tüzük.pdf", b"%PDF-1.7 something")

    with pytest.raises(workflow.TransitionError):
        workflow.resolve(ticket, by=expert, answer="Bir şey daha.", files=[file])

    assert not ticket.messages.filter(attachments__isnull=False).exists()


def test_asking_back_waits_and_a_reply_opens_again_with_the_rest_of_the_time(ticket, expert):
    workflow.ask_back(ticket, by=expert, question="Tüzüğünüz ne diyor?")
    due = ticket.resolution_due
    ticket.pending_since -= datetime.timedelta(days=14)
    ticket.created_at -= datetime.timedelta(days=14)
    ticket.clock_started_at -= datetime.timedelta(days=14)
    ticket.resolution_due -= datetime.timedelta(days=14)
    ticket.save()

    workflow.receive_reply(ticket, body="İki yılda bir diyor.")

    assert ticket.status == Status.OPEN
    assert ticket.pending_since is None
    assert ticket.paused > datetime.timedelta(hours=40)
    assert abs(ticket.resolution_due - due) < datetime.timedelta(days=5)
    assert ticket.mails.filter(kind=Kind.REPLIED, recipient=expert).count() == 1


def test_a_requester_confirms_rates_and_can_reopen(ticket, expert):
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    workflow.confirm(ticket)
    workflow.rate(ticket, rating=5, comment="Çok açık")

    assert (ticket.status, ticket.rating) == (Status.CLOSED, 5)

    workflow.receive_reply(ticket, body="Bir sorum daha var.")

    assert (ticket.status, ticket.closed_at) == (Status.OPEN, None)


def test_nothing_is_confirmed_or_rated_before_there_is_an_answer(ticket):
    with pytest.raises(workflow.TransitionError):
        workflow.confirm(ticket)
    with pytest.raises(workflow.TransitionError):
        workflow.rate(ticket, rating=1)


def test_a_ticket_closed_long_ago_stays_closed(ticket, expert):
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    workflow.confirm(ticket)
    ticket.closed_at -= datetime.timedelta(days=31)
    ticket.save()

    with pytest.raises(workflow.TransitionError):
        workflow.receive_reply(ticket, body="Hâlâ orada mısınız?")

    assert ticket.status == Status.CLOSED


def test_what_was_answered_a_fortnight_ago_closes_by_itself(ticket, expert):
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    assert workflow.close_answered() == 0
    assert workflow.close_answered(now=timezone.now() + datetime.timedelta(days=15)) == 1


def test_spam_leaves_the_flow_and_comes_back(ticket, expert):
    workflow.mark_spam(ticket, by=expert)
    assert not Ticket.objects.in_flow().exists()

    workflow.unmark_spam(ticket, by=expert)
    assert ticket.status == Status.NEW


def test_a_new_topic_routes_a_ticket_nobody_has_taken(ticket, expert, second_expert, topic):
    other = type(topic).objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers")
    knows(second_expert, other)

    workflow.change_topic(ticket, by=expert, topic=other)

    assert ticket.assignee == second_expert
    assert ticket.mails.filter(kind=Kind.ASSIGNED, recipient=second_expert).exists()


@pytest.fixture
def volunteers(second_expert) -> Topic:
    """A topic another expert answers."""
    other = Topic.objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers")
    knows(second_expert, other)
    return other


def test_a_taken_ticket_goes_to_whoever_answers_its_new_topic(ticket, expert, second_expert, volunteers):
    workflow.take(ticket, by=expert)

    workflow.change_topic(ticket, by=expert, topic=volunteers)

    assert (ticket.assignee, ticket.status) == (second_expert, Status.OPEN)
    assert ticket.mails.filter(kind=Kind.ASSIGNED, recipient=second_expert).count() == 1


def test_a_taken_ticket_stays_with_an_expert_who_answers_the_new_topic_or_where_nobody_does(ticket, expert, volunteers):
    knows(expert, volunteers)
    nobodys = Topic.objects.create(slug="elections", name_tr="Seçimler", name_en="Elections")
    workflow.take(ticket, by=expert)

    holders = []
    for topic in (volunteers, nobodys, None):
        workflow.change_topic(ticket, by=expert, topic=topic)
        holders.append(ticket.assignee)

    assert holders == [expert] * 3


def test_an_expert_corrects_the_topic_and_keeps_the_ticket(ticket, expert, volunteers, signed_in):
    workflow.take(ticket, by=expert)

    signed_in(expert).post(f"{ticket.get_absolute_url()}topic/", {"topic": volunteers.pk, "keep": "1"})

    ticket.refresh_from_db()
    assert (ticket.topic, ticket.assignee) == (volunteers, expert)


def test_a_taken_ticket_is_passed_on_to_whoever_answers_its_new_topic(ticket, expert, second_expert, topic, signed_in):
    other = type(topic).objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers")
    knows(second_expert, other)
    workflow.take(ticket, by=expert)
    desk = signed_in(expert)
    desk.post(f"{ticket.get_absolute_url()}topic/", {"topic": other.pk, "keep": "1"})

    desk.post(f"{ticket.get_absolute_url()}pass-on/")

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.status) == (second_expert, Status.OPEN)
    assert ticket.mails.filter(kind=Kind.ASSIGNED, recipient=second_expert).count() == 1
    said = ticket.messages.filter(kind="event").latest("pk")
    assert said.body == (
        "Sorumlu olarak atandı: Mert. “Gönüllüler” konusunu bu dilde yanıtlıyor; açık kayıt: 0, üst sınır: 8."
    )
    assert said.author == expert


def test_what_was_answered_is_not_passed_on(ticket, expert):
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    with pytest.raises(workflow.TransitionError):
        workflow.pass_on(ticket, by=expert)


def test_a_ticket_can_be_given_to_a_colleague_who_is_told(ticket, manager, second_expert):
    workflow.assign(ticket, by=manager, to=second_expert)

    assert ticket.assignee == second_expert
    assert ticket.mails.filter(kind=Kind.ASSIGNED, recipient=second_expert).count() == 1


def test_an_article_linked_twice_counts_as_reuse_once(ticket, expert, editor, topic):
    text = publish(expert, editor, topic)

    workflow.link_article(ticket, text.article, by=expert)
    workflow.link_article(ticket, text.article, by=expert)

    assert ticket.article_links.filter(kind=ArticleLink.Kind.ANSWERED_WITH).count() == 1


def test_a_draft_from_a_ticket_carries_the_answer_without_the_person(ticket, expert):
    answer = (
        "Sayın Ayşe Yılmaz,\n\nMavi Kuş Derneği'nin genel kurulu en geç üç yılda bir toplanır.\n\nSaygılarımla\nElif"
    )
    workflow.resolve(ticket, by=expert, answer=answer)

    draft = workflow.draft_article(ticket, by=expert)
    knowledge_workflow.accept_all(draft, by=expert)

    assert draft.question == "Genel kurul ne zaman toplanır?"
    assert draft.answer == "Bir kuruluşun genel kurulu en geç üç yılda bir toplanır."
    everything = f"{draft.question} {draft.summary} {draft.answer} {draft.asked_as}"
    for personal in ("Ayşe", "Yılmaz", "Mavi", "0532", "Elif"):
        assert personal not in everything
    assert ticket.article_links.get().draft == draft


def test_an_unresolved_ticket_makes_no_draft(ticket, expert):
    with pytest.raises(workflow.TransitionError):
        workflow.draft_article(ticket, by=expert)


def test_without_consent_to_publish_no_draft_is_made(desk, topic, expert):
    ticket = ask(topic, consents=("process",))
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    with pytest.raises(workflow.TransitionError):
        workflow.draft_article(ticket, by=expert)

    assert not ticket.article_links.exists()


def test_improving_an_article_starts_a_draft_on_it(ticket, expert, editor, topic):
    text = publish(expert, editor, topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    draft = workflow.improve_article(ticket, text.article, by=expert)

    assert (draft.article, draft.based_on, draft.answer) == (text.article, 1, text.answer)
    assert ticket.article_links.get().kind == ArticleLink.Kind.IMPROVED


def test_every_change_of_status_leaves_a_trace_with_its_author(ticket, expert):
    workflow.take(ticket, by=expert)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    trace = ticket.history.order_by("history_date").values_list("status", "history_user")

    assert list(trace) == [("open", expert.pk), ("resolved", expert.pk)]
