"""Notes that mention, followers, and who else is on a ticket just now."""

import time
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from helpdesk import mentions, workflow
from helpdesk.mail import outbox
from helpdesk.models import Following, Status, Ticket
from tests.factories import ask, let_leave
from tests.pages import Page

pytestmark = pytest.mark.django_db


def post(browser: Client, ticket: Ticket, name: str, **sent: str):
    return browser.post(reverse(f"desk:{name}", args=[ticket.reference]), sent, follow=True)


def mailed(mailoutbox, address: str) -> list[str]:
    outbox.deliver()
    subjects = [mail.subject.split(":")[0] for mail in mailoutbox if mail.to == [address]]
    mailoutbox.clear()
    return subjects


@pytest.mark.parametrize(
    ("note", "found", "unknown"),
    [
        ("@mert bakar mısın?", ["mert"], []),
        ("(@Mert) ve @SELIN'e de sordum.", ["mert", "selin"], []),
        ("@mert. @mert, @mert!", ["mert"], []),
        ("@ümit ile @hicbiri", ["umit"], ["hicbiri"]),
        ("@yabanci", [], ["yabanci"]),
        ("ayse@mert.example https://x.example/@mert @", [], []),
        ("@mert.kaya", [], ["mert.kaya"]),
    ],
)
def test_a_mention_is_a_name_at_the_desk(second_expert, manager, stranger, person, note, found, unknown):
    person("umit", "expert")

    people, nobody = mentions.find(note)

    assert ([user.username for user in people], nobody) == (found, unknown)


def test_two_with_one_first_name_are_told_apart_by_their_user_names(person):
    for username in ("ayse1", "ayse2"):
        user = person(username, "expert")
        user.first_name = "Ayşe"
        user.save()

    people, nobody = mentions.find("@ayşe @ayse2")

    assert ([user.username for user in people], nobody) == (["ayse2"], ["ayşe"])


def test_whoever_is_mentioned_is_told_and_follows_and_an_unknown_name_is_said(
    ticket, expert, second_expert, signed_in, mailoutbox
):
    mailed(mailoutbox, "")

    response = post(signed_in(expert), ticket, "answer", note="1", body="@mert @kimse buna bakın")

    assert ticket.messages.get(kind="note").body == "@mert @kimse buna bakın"
    assert "@kimse" in Page(response).words.split("buna bakın")[0]
    assert [row.user for row in ticket.followings.all()] == [second_expert]
    assert mailed(mailoutbox, "mert@example.org") == ["Sizden söz edildi"]


def test_followers_hear_of_replies_and_notes_but_not_of_their_own(ticket, expert, second_expert, signed_in, mailoutbox):
    post(signed_in(second_expert), ticket, "follow")
    mailed(mailoutbox, "")

    workflow.add_note(ticket, by=second_expert, body="Kendi notum", files=[])
    own = mailed(mailoutbox, "mert@example.org")
    workflow.add_note(ticket, by=expert, body="Not", files=[])
    workflow.receive_reply(ticket, body="Bir de şu")
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    heard = mailed(mailoutbox, "mert@example.org")
    post(signed_in(second_expert), ticket, "unfollow")
    workflow.add_note(ticket, by=expert, body="Son", files=[])

    assert (own, heard) == ([], ["Yeni gelişme"] * 3)
    assert mailed(mailoutbox, "mert@example.org") == []


def test_the_assignee_hears_of_notes_of_others_and_a_merge_brings_followers_along(
    ticket, topic, expert, second_expert, mailoutbox
):
    other = ask(topic)
    workflow.follow(other, by=second_expert)
    workflow.follow(other, by=second_expert)
    mailed(mailoutbox, "")

    workflow.add_note(ticket, by=second_expert, body="Emsal var", files=[])
    workflow.merge(other, by=expert, into=ticket)

    assert mailed(mailoutbox, "elif@example.org") == ["Yeni gelişme"]
    assert Following.objects.filter(user=second_expert).count() == 2


def test_people_who_can_be_mentioned_are_listed_for_eyes_and_for_the_script(expert, second_expert, stranger, signed_in):
    page = signed_in(expert).get("/desk/people/")
    part = signed_in(expert).get("/desk/people/", headers={"HX-Request": "true"})

    assert ("@mert" in Page(page).words, "yabanci" in Page(page).words) == (True, False)
    assert 'data-mention="mert"' in part.content.decode()
    assert "<html" not in part.content.decode()


def test_others_are_seen_on_the_ticket_until_a_minute_has_passed(
    ticket, expert, second_expert, signed_in, django_assert_num_queries
):
    looking, other = signed_in(expert), signed_in(second_expert)
    address = reverse("desk:presence", args=[ticket.reference])

    with django_assert_num_queries(5):
        alone = looking.post(address, {"writing": "0"})
    seen = other.post(address, {"writing": "1"})
    page = looking.get(ticket.get_absolute_url())

    assert (Page(alone).words, Page(seen).words) == ("", "Elif buna bakıyor")
    assert "Mert yazıyor" in Page(page).words
    key = f"presence-helpdesk.ticket-{ticket.pk}"
    past = {pk: replace(here, seen_at=time.time() - 61) for pk, here in cache.get(key).items()}
    cache.set(key, past)
    assert "Mert yazıyor" not in Page(looking.get(ticket.get_absolute_url())).words


def test_whoever_sends_while_another_writes_is_warned_once_and_loses_nothing(ticket, expert, second_expert, signed_in):
    post(signed_in(second_expert), ticket, "presence", writing="1")
    browser, address = signed_in(expert), reverse("desk:answer", args=[ticket.reference])

    warned = browser.post(address, {"resolve": "1", "body": "Üç yılda bir."})
    ticket.refresh_from_db()
    assert (warned.status_code, ticket.status) == (409, Status.NEW)
    assert "Mert de yazıyor" in Page(warned).words
    assert Page(warned).forms[address]["body"] == "Üç yılda bir."
    assert 'name="anyway" value="1" form="composer"' in warned.content.decode()
    noted = browser.post(address, {"note": "1", "body": "Not"})
    sent = browser.post(address, {"resolve": "1", "body": "Üç yılda bir.", "anyway": "1"})
    let_leave()

    ticket.refresh_from_db()
    assert (noted.status_code, sent.status_code, ticket.status) == (302, 302, Status.RESOLVED)


def test_whoever_takes_a_ticket_another_writes_in_is_told(ticket, expert, second_expert, signed_in):
    post(signed_in(second_expert), ticket, "answer", preview="1", body="Taslak")

    response = post(signed_in(expert), ticket, "take")

    assert "Şu anda burada Mert yazıyor" in Page(response).words
    ticket.refresh_from_db()
    assert ticket.assignee == expert


@pytest.mark.parametrize("button", ["note", "resolve", "ask_back"])
def test_who_chose_to_write_a_note_sends_nothing_by_any_button(ticket, expert, signed_in, button):
    response = post(signed_in(expert), ticket, "answer", writes="note", body="Aramızda kalsın", **{button: "1"})

    ticket.refresh_from_db()
    assert (ticket.status, ticket.messages.get(body="Aramızda kalsın").kind) == (Status.NEW, "note")
    assert Page(response).forms[reverse("desk:answer", args=[ticket.reference])]["writes"] == "reply"
    workflow.mark_spam(ticket, by=expert)
    closed = Page(signed_in(expert).get(ticket.get_absolute_url()))
    assert closed.forms[reverse("desk:answer", args=[ticket.reference])]["writes"] == "note"


def test_a_note_says_in_words_what_it_is(ticket, expert, signed_in):
    workflow.add_note(ticket, by=expert, body="Aramızda", files=[])

    page = Page(signed_in(expert).get(ticket.get_absolute_url()))

    assert "İç not: soran bunu görmez" in page.words
