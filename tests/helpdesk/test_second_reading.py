"""Each month a tenth of the answers is read a second time, blind to who wrote them."""

import datetime
import itertools
import re

import pytest
import time_machine
from django.test import Client

from helpdesk import workflow
from helpdesk.models import AnswerReview, Point
from tests import factories

pytestmark = pytest.mark.django_db

FIRST_OF_JUNE = datetime.date(2026, 6, 1)
ALL_YES = dict.fromkeys(Point.values, "yes")


def answered(topic, expert, *, on: str = "2026-05-12", answer: str = "Üç yılda bir.", **details):
    with time_machine.travel(datetime.datetime.fromisoformat(f"{on}T10:00:00+03:00"), tick=False):
        ticket = factories.ask(topic, **details)
        workflow.resolve(ticket, by=expert, answer=answer)
    return ticket


@pytest.fixture
def reader(editor, signed_in) -> Client:
    return signed_in(editor)


@pytest.fixture
def drawn(topic, expert) -> AnswerReview:
    signed = "Sayın Ayşe Yılmaz,\n\nEn geç **üç yılda** bir.\n\nSaygılarımla, Elif"
    answered(topic, expert, answer=signed)
    workflow.draw_sample(today=FIRST_OF_JUNE)
    return AnswerReview.objects.get()


def test_a_tenth_of_last_months_answers_is_drawn_once(topic, expert):
    tickets = [answered(topic, expert) for _number in range(21)]
    answered(topic, expert, on="2026-06-01")
    answered(topic, expert, on="2026-04-30")
    with time_machine.travel(datetime.datetime(2026, 5, 13, tzinfo=datetime.UTC), tick=False):
        factories.ask(topic)

    drawn = [workflow.draw_sample(today=FIRST_OF_JUNE) for _twice in range(2)]

    assert drawn == [3, 0]
    reviews = AnswerReview.objects.select_related("answer")
    assert {review.month for review in reviews} == {datetime.date(2026, 5, 1)}
    assert {review.answer.ticket_id for review in reviews} <= {ticket.pk for ticket in tickets}


def test_chance_decides_which_answers_are_drawn(topic, expert):
    for _number in range(30):
        answered(topic, expert)
    samples = set()
    for _time in range(6):
        workflow.draw_sample(today=FIRST_OF_JUNE)
        samples.add(frozenset(AnswerReview.objects.values_list("answer", flat=True)))
        AnswerReview.objects.all().delete()

    assert len(samples) > 1


def test_a_month_without_answers_draws_nothing(desk):
    assert workflow.draw_sample(today=FIRST_OF_JUNE) == 0


def test_the_reader_sees_neither_who_asked_nor_who_wrote(reader, drawn):
    page = reader.get(reader.post("/desk/reviews/next/").url).content.decode()

    assert "<strong>üç yılda</strong>" in page
    main = page[page.index("<main") :]
    for name in ("Ayşe", "Yılmaz", "Mavi Kuş", "0532", "Elif", drawn.answer.ticket.reference):
        assert name not in main


def test_nobody_reads_their_own_answer(expert, signed_in, drawn):
    browser = signed_in(expert)

    response = browser.post("/desk/reviews/next/", follow=True)

    assert "Sizi bekleyen yanıt yok" in response.content.decode()
    drawn.refresh_from_db()
    assert drawn.reader is None


def test_two_readers_who_ask_at_once_get_two_answers(topic, expert, editor, manager):
    for _number in range(11):
        answered(topic, expert)
    workflow.draw_sample(today=FIRST_OF_JUNE)

    first, second = (workflow.take_next_review(by=user) for user in (editor, manager))
    again = workflow.take_next_review(by=editor)

    assert first.pk != second.pk
    assert again.pk == first.pk


def test_what_the_reader_finds_is_kept_and_cannot_be_changed(reader, editor, drawn):
    address = reader.post("/desk/reviews/next/").url

    response = reader.post(address, ALL_YES | {"plain": "partly", "remark": "Kısa ve açık."}, follow=True)

    assert "Teşekkürler" in response.content.decode()
    drawn.refresh_from_db()
    assert (drawn.verdicts, drawn.remark) == (ALL_YES | {"plain": "partly"}, "Kısa ve açık.")
    assert reader.get(address).status_code == 404
    with pytest.raises(workflow.TransitionError):
        workflow.finish_review(drawn, by=editor, verdicts=ALL_YES)


def test_a_point_left_out_is_asked_for_and_the_rest_is_kept(reader, drawn):
    address = reader.post("/desk/reviews/next/").url
    given = dict.fromkeys(itertools.islice(Point.values, 8), "no")

    response = reader.post(address, given | {"remark": "Yarım kaldı."})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Bu maddeye bir şey söyleyin." in page
    assert len(re.findall(r'type="radio"[^>]* checked', page)) == 8
    assert "Yarım kaldı." in page
    drawn.refresh_from_db()
    assert drawn.done_at is None


def test_a_colleague_cannot_look_at_what_somebody_else_reads(reader, manager, signed_in, drawn):
    address = reader.post("/desk/reviews/next/").url

    assert signed_in(manager).get(address).status_code == 404
