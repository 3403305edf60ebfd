"""What the desk knows of who asks: their organisation, and what else it asked."""

import pytest

from helpdesk import access, workflow
from helpdesk.models import Ticket
from helpdesk.places import countries, provinces
from tests.factories import ask
from tests.pages import Page

pytestmark = pytest.mark.django_db

KNOWN = {
    "requester_name": "Ayşe Yılmaz",
    "organisation": "Mavi Kuş Derneği",
    "legal_form": "association",
    "activity": "environment",
    "province": "abroad",
    "country": "DE",
}


@pytest.fixture
def ticket(topic) -> Ticket:
    return ask(topic, body="Tüzük susuyor.")


def address(ticket: Ticket, what: str) -> str:
    return f"{ticket.get_absolute_url()}{what}/"


def test_there_are_eighty_one_provinces_and_countries_in_the_order_of_their_language():
    names = [name for code, name in countries() if code]

    assert len(provinces()) == 81 + 2
    assert names.index("Bulgaristan") < names.index("Çekya") < names.index("Danimarka")
    assert names.index("Irak") < names.index("İran") < names.index("Kanada")
    assert names[-1] == "Başka bir ülke"


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_form_takes_what_an_organisation_is_and_its_copy_gives_it_back(client, desk, language):
    question = {"subject": "Fon alabilir miyiz?", "body": "Berlin'deyiz.", "process": "on"}
    sent = question | KNOWN | {"requester_email": "a@b.example", "form_key": "7e7a1a34-6e4b-4d3c-9b30-0d7a6a3c2f10"}

    client.post(f"/{language}/ask/send/", sent, follow=True)

    ticket = Ticket.objects.get()
    copy = client.get(f"/{language}/tickets/{ticket.reference}/data/download/").json()
    assert {name: getattr(ticket, name) for name in KNOWN} == KNOWN
    assert {name: copy[name] for name in KNOWN} == KNOWN


@pytest.mark.parametrize("wrong", [{"province": "Atlantis"}, {"country": "XX"}, {"activity": "golf"}], ids=str)
def test_what_is_not_on_a_list_is_refused_and_the_rest_kept(client, desk, wrong):
    question = {"subject": "Fon?", "body": "Berlin'deyiz.", "process": "on", "requester_email": "a@b.example"}
    response = client.post("/tr/ask/send/", question | KNOWN | wrong)

    kept = Page(response).forms["/tr/ask/send/"]
    assert response.status_code == 422
    assert {name: kept[name] for name in KNOWN if name not in wrong} == {
        name: value for name, value in KNOWN.items() if name not in wrong
    }


def test_an_expert_puts_right_who_asks_and_the_ticket_says_so(ticket, desk_of_expert, expert):
    form = Page(desk_of_expert.get(address(ticket, "requester"))).forms[address(ticket, "requester")]

    desk_of_expert.post(address(ticket, "requester"), form | KNOWN | {"requester_phone": "0532 000 00 00"})

    ticket.refresh_from_db()
    event = ticket.messages.latest("pk")
    assert {name: getattr(ticket, name) for name in KNOWN} == KNOWN
    assert ticket.requester_phone == "0532 000 00 00"
    assert (event.author, event.kind) == (expert, "event")
    assert event.body == "Elif düzeltti: telefon, hukuki yapı, bulunduğu il, ülke, faaliyet alanı."
    assert ticket.history.first().history_user == expert
    page = Page(desk_of_expert.get(ticket.get_absolute_url())).words
    for word in ("Almanya", "Yurt dışı", "Çevre ve iklim", "0532 000 00 00"):
        assert word in page


def test_saving_without_a_change_leaves_no_trace(ticket, desk_of_expert):
    before = ticket.messages.count()
    form = Page(desk_of_expert.get(address(ticket, "requester"))).forms[address(ticket, "requester")]

    assert desk_of_expert.post(address(ticket, "requester"), form).status_code == 302
    assert ticket.messages.count() == before


def test_a_mistake_is_shown_and_what_was_typed_kept(ticket, desk_of_expert):
    typed = {"requester_name": "Ayşe Demir", "organisation": "x" * 201}
    response = desk_of_expert.post(address(ticket, "requester"), typed)

    assert response.status_code == 422
    assert Page(response).forms[address(ticket, "requester")]["requester_name"] == "Ayşe Demir"
    ticket.refresh_from_db()
    assert ticket.requester_name == "Ayşe Yılmaz"


def test_a_province_written_before_there_was_a_list_is_not_lost(ticket, desk_of_expert):
    Ticket.objects.update(province="Batı Trakya")
    form = Page(desk_of_expert.get(address(ticket, "requester"))).forms[address(ticket, "requester")]

    desk_of_expert.post(address(ticket, "requester"), form | {"organisation": "Kırmızı Kuş"})

    ticket.refresh_from_db()
    assert (ticket.province, ticket.organisation) == ("Batı Trakya", "Kırmızı Kuş")


@pytest.mark.parametrize("number", [1, 3])
def test_questions_of_the_same_organisation_however_it_is_written(
    ticket, desk_of_expert, expert, number, django_assert_num_queries
):
    written = ["MAVİ KUŞ DERNEĞİ", "mavi kus dernegi", "Mavi Kuş  Derneği."][:number]
    others = [ask(organisation=name, subject=f"Soru {name}", requester_email="b@c.example") for name in written]
    spam = ask(subject="Reklam")
    workflow.mark_spam(spam, by=expert)
    ask(organisation="Mavi Kuş Vakfı")
    ask(organisation="")

    with django_assert_num_queries(6):
        response = desk_of_expert.get(address(ticket, "organisation"), headers={"hx-request": "true"})

    found = [link for link in Page(response).links if link.startswith("/desk/tickets/")]
    assert found == [other.get_absolute_url() for other in reversed(others)]
    assert "<html" not in response.content.decode()
    assert "<html" in desk_of_expert.get(address(ticket, "organisation")).content.decode()


def test_a_ticket_without_an_organisation_has_no_others(desk_of_expert, topic):
    ticket = ask(topic, organisation="")
    ask(topic, organisation="")

    assert address(ticket, "organisation") not in Page(desk_of_expert.get(ticket.get_absolute_url())).links
    assert not Ticket.objects.of_same_organisation(ticket).exists()


def test_a_corrected_name_is_what_the_desk_finds(ticket, desk_of_expert, client):
    client.get(access.link_to(ticket).partition(":8000")[2])
    own = f"/tr/tickets/{ticket.reference}/data/"
    client.post(f"{own}correct/", Page(client.get(own)).forms[f"{own}correct/"] | {"organisation": "Zümrüdüanka"})

    found = Page(desk_of_expert.get("/desk/", {"view": "all", "q": "zümrüdüanka"})).links
    assert ticket.get_absolute_url() in found
    found = Page(desk_of_expert.get("/desk/", {"view": "all", "q": "mavi kuş"})).links
    assert ticket.get_absolute_url() not in found


@pytest.mark.parametrize("what", ["requester", "organisation"])
def test_a_ticket_that_does_not_exist_is_missing(desk_of_expert, what):
    assert desk_of_expert.get(f"/desk/tickets/2026-99999/{what}/").status_code == 404
    assert desk_of_expert.post(f"/desk/tickets/2026-99999/{what}/").status_code in (404, 405)
