"""One step for several tickets: seen first, then done to each that is still as it was seen."""

import pytest

from helpdesk import workflow
from helpdesk.models import Message, Status, Ticket
from tests.factories import ask
from tests.pages import Page

pytestmark = pytest.mark.django_db

BULK = "/desk/bulk/"


def seen(*tickets: Ticket) -> list[str]:
    for ticket in tickets:
        ticket.refresh_from_db()
    return [f"{ticket.pk}:{ticket.state}" for ticket in tickets]


def answered(expert, number: int) -> list[Ticket]:
    tickets = [ask(subject=f"Soru {each}") for each in range(number)]
    for ticket in tickets:
        workflow.resolve(ticket, by=expert, answer="Evet.")
    return tickets


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_the_queue_offers_the_steps_and_the_page_after_it_says_what_will_happen(desk_of_manager, expert):
    done, fresh = answered(expert, 1)[0], ask(subject="Yeni soru")

    queue = Page(desk_of_manager.get("/desk/", {"view": "all"}))
    response = desk_of_manager.get(BULK, {"step": "close", "seen": seen(done, fresh), "back": "view=all"})

    assert BULK in queue.forms
    assert [ticket.pk for ticket in response.context["going"]] == [done.pk]
    assert response.context["staying"] == [(fresh, "Henüz yanıtlanmadı.")]
    assert Page(response).forms[BULK]["seen"] == seen(done)[0]
    assert "/desk/?view=all" in Page(response).links
    assert not Ticket.objects.filter(status=Status.CLOSED).exists()


def test_tickets_are_closed_together_and_those_that_moved_on_are_named(desk_of_manager, manager, expert):
    first, second, third = answered(expert, 3)
    as_seen = seen(first, second, third)
    workflow.receive_reply(second, body="Bir de şu var.")

    response = desk_of_manager.post(BULK, {"step": "close", "seen": as_seen, "back": "view=all"}, follow=True)

    assert told(response) == [f"2 kayıt kapatıldı, 1 kaydın durumu bu arada değişmiş: {second.reference}."]
    statuses = [Ticket.objects.get(pk=ticket.pk).status for ticket in (first, second, third)]
    assert statuses == [Status.CLOSED, Status.OPEN, Status.CLOSED]
    assert response.redirect_chain == [("/desk/?view=all", 302)]
    assert first.messages.filter(kind=Message.Kind.EVENT, author=manager).count() == 1


def test_a_ticket_that_waits_for_its_requester_can_be_closed_and_takes_a_reply(desk_of_manager, expert):
    ticket = ask()
    workflow.ask_back(ticket, by=expert, question="Hangi il?")

    desk_of_manager.post(BULK, {"step": "close", "seen": seen(ticket)})

    ticket.refresh_from_db()
    assert (ticket.status, ticket.pending_since, ticket.pauses.count()) == (Status.CLOSED, None, 1)
    workflow.receive_reply(ticket, body="İzmir.")
    assert ticket.status == Status.OPEN


def test_tickets_are_given_to_somebody_who_hears_of_each(desk_of_manager, expert, second_expert):
    tickets = [ask(), ask()]
    page = desk_of_manager.get(BULK, {"step": "assign", "seen": seen(*tickets)})
    nobody = desk_of_manager.post(BULK, {"step": "assign", "seen": seen(*tickets)})
    assert (nobody.status_code, Ticket.objects.exclude(assignee=None).count()) == (422, 0)

    response = desk_of_manager.post(
        BULK, {"step": "assign", "seen": seen(*tickets), "assignee": second_expert.pk}, follow=True
    )

    assert "assignee" in Page(page).forms[BULK]
    assert told(response) == ["2 kayıt atandı."]
    assert Ticket.objects.filter(assignee=second_expert).count() == 2


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(desk_of_manager, expert, second_expert):
    ticket = ask()
    as_seen = seen(ticket)
    workflow.take(ticket, by=expert)

    desk_of_manager.post(BULK, {"step": "assign", "seen": as_seen, "assignee": second_expert.pk})

    ticket.refresh_from_db()
    assert ticket.assignee == expert


def test_an_expert_takes_moves_and_sets_aside_but_gives_nothing_to_others(expert, second_expert, signed_in, topic):
    desk = signed_in(expert)
    mine, moved, spam = ask(), ask(), ask()

    desk.post(BULK, {"step": "take", "seen": seen(mine)})
    desk.post(BULK, {"step": "topic", "seen": seen(moved), "topic": topic.pk})
    desk.post(BULK, {"step": "spam", "seen": seen(spam)})
    desk.get("/desk/")
    refused = desk.post(BULK, {"step": "assign", "seen": seen(moved), "assignee": second_expert.pk}, follow=True)

    found = [Ticket.objects.get(pk=ticket.pk) for ticket in (mine, moved, spam)]
    assert (found[0].assignee, found[1].topic, found[2].status) == (expert, topic, Status.SPAM)
    assert found[1].assignee is None
    assert told(refused) == ["Bir veya birden çok kayıt ile ne yapılacağını seçin."]


def test_a_ticket_of_a_colleague_at_work_is_not_taken(expert, second_expert, signed_in):
    ticket = ask()
    workflow.take(ticket, by=second_expert)

    page = signed_in(expert).get(BULK, {"step": "take", "seen": seen(ticket)})

    assert page.context["staying"] == [(ticket, "Sorumlusu: Mert.")]
    assert page.context["going"] == []


@pytest.mark.parametrize("bad", [{}, {"step": "close"}, {"step": "erase", "seen": ["1:open.0"]}, {"seen": ["x", ":"]}])
def test_a_choice_that_makes_no_sense_does_nothing_and_says_so(desk_of_manager, bad):
    for send in (desk_of_manager.get, desk_of_manager.post):
        response = send(BULK, bad | {"back": "view=all\r\nX: y"}, follow=True)
        assert told(response) == ["Bir veya birden çok kayıt ile ne yapılacağını seçin."]


@pytest.mark.parametrize("number", [1, 3])
def test_the_confirmation_costs_five_queries(desk_of_manager, expert, number, django_assert_num_queries):
    as_seen = seen(*answered(expert, number))

    with django_assert_num_queries(5):
        response = desk_of_manager.get(BULK, {"step": "close", "seen": as_seen})

    assert len(response.context["going"]) == number
