"""Mails to the desk come as their recipient wishes, and every one of them shows the way out."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from helpdesk import workflow
from helpdesk.mail import digests, outbox
from helpdesk.models import BusinessCalendar, MailWish, OutgoingMail, Ticket
from tests.factories import ask, knows
from tests.pages import Page

pytestmark = pytest.mark.django_db

ISTANBUL = ZoneInfo("Europe/Istanbul")
MONDAY = datetime.datetime(2026, 11, 16, 14, 20, tzinfo=ISTANBUL)
AT_ONCE = dict.fromkeys(MailWish.ABOUT, "at_once") | {"language": "tr", "calendar": ""}


def wishes(user, **paces: str) -> MailWish:
    wish = MailWish.objects.of(user)
    for name, value in paces.items():
        setattr(wish, name, value)
    wish.save()
    return wish


def waiting_since(moment: datetime.datetime) -> None:
    OutgoingMail.objects.filter(sent_at=None).update(not_before=moment)


def to(mailbox, address: str) -> list:
    return [mail for recipients, mail in mailbox.mails if recipients == [address]]


def test_wishes_are_chosen_on_a_page_one_reaches_from_every_page(expert, signed_in):
    browser = signed_in(expert)
    assert "/desk/notifications/" in Page(browser.get("/desk/")).links
    before = Page(browser.get("/desk/notifications/")).forms[""]

    saved = browser.post("/desk/notifications/", AT_ONCE | {"replied": "daily", "assigned": "none", "language": "en"})
    bad = browser.post("/desk/notifications/", AT_ONCE | {"replied": "now and then"})

    assert (before["assigned"], before["unassigned"]) == ("at_once", "none")
    assert (saved.status_code, bad.status_code) == (302, 422)
    wish = MailWish.objects.get(user=expert)
    assert (wish.replied, wish.assigned, wish.language) == ("daily", "none", "en")


def test_managers_are_told_what_stays_on_and_cannot_switch_it_off(manager, expert, topic, signed_in, smtp):
    page = Page(signed_in(manager).get("/desk/notifications/"))
    signed_in(manager).post("/desk/notifications/", AT_ONCE | {"due_soon": "none", "unassigned": "none"})
    ask(None)
    mailbox = smtp()

    workflow.warn_of_due(now=timezone.now() + datetime.timedelta(days=60))
    outbox.deliver()

    assert "kapatılamaz" in page.words
    assert "due_soon" not in page.forms[""]
    mails = to(mailbox, "selin@example.org")
    assert [mail["Subject"].split(":")[0].strip() for mail in mails] == ["Süresi doldu"]
    assert mails[0]["List-Unsubscribe"] is None
    assert "kapatılamaz" in mails[0].get_body(("plain",)).get_content()


def test_a_kind_of_mail_that_is_not_wanted_is_not_sent(ticket, expert, smtp):
    wishes(expert, assigned="none")
    mailbox = smtp()

    outbox.deliver()

    assert to(mailbox, "elif@example.org") == []
    assert ticket.mails.get(kind="assigned").given_up_at is not None
    assert len(to(mailbox, ticket.requester_email)) == 1


def test_news_of_an_hour_come_in_one_mail_with_a_link_each_in_the_language_of_the_reader(
    topic, expert, second_expert, smtp
):
    wishes(expert, assigned="hourly", followed="hourly", language="en")
    knows(expert, topic)
    tickets = [ask(topic), ask(topic, subject="Bağış makbuzu?")]
    workflow.add_note(tickets[0], by=second_expert, body="Not", files=[])
    mailbox = smtp()
    waiting_since(MONDAY)

    outbox.deliver(now=MONDAY)
    early = digests.gather(now=MONDAY + datetime.timedelta(minutes=39))
    gathered = digests.gather(now=MONDAY + datetime.timedelta(minutes=40))
    again = digests.gather(now=MONDAY + datetime.timedelta(minutes=40))
    outbox.deliver()

    assert (early, gathered, again) == (0, 1, 0)
    (mail,) = to(mailbox, "elif@example.org")
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "3 pieces of news from the desk"
    assert text.count("A ticket was given to you.") == 2
    assert "Mert wrote a note." in text
    for ticket in tickets:
        assert ticket.get_absolute_url() in text
        assert ticket.get_absolute_url() in mail.get_body(("html",)).get_content()
    assert OutgoingMail.objects.filter(recipient=expert, sent_at=None).count() == 0


@pytest.mark.parametrize(
    ("happens", "comes"),
    [
        ("2026-11-16 14:20", "2026-11-17 09:00"),
        ("2026-11-16 07:00", "2026-11-16 09:00"),
        ("2026-11-20 17:00", "2026-11-23 09:00"),
        ("2026-10-28 10:00", "2026-10-30 09:00"),
    ],
    ids=["tomorrow", "this morning", "after the weekend", "after the holiday"],
)
def test_the_daily_mail_comes_when_the_desk_opens(ticket, expert, happens, comes):
    wishes(expert, assigned="daily")
    happens, comes = (datetime.datetime.fromisoformat(text).replace(tzinfo=ISTANBUL) for text in (happens, comes))
    waiting_since(happens)

    outbox.deliver(now=happens)

    assert ticket.mails.get(kind="assigned").not_before == comes


def test_the_daily_mail_follows_the_calendar_of_the_person(ticket, expert):
    berlin = BusinessCalendar.objects.create(
        name="Berlin", time_zone="Europe/Berlin", country="DE", opens=datetime.time(8), closes=datetime.time(16)
    )
    wishes(expert, assigned="daily", calendar=berlin)
    waiting_since(MONDAY)

    outbox.deliver(now=MONDAY)

    expected = datetime.datetime(2026, 11, 17, 8, tzinfo=ZoneInfo("Europe/Berlin"))
    assert ticket.mails.get(kind="assigned").not_before == expected


def test_beyond_the_budget_of_an_hour_mails_come_together(topic, expert, smtp):
    knows(expert, topic, most=40)
    for _each in range(22):
        ask(topic)
    mailbox = smtp()

    outbox.deliver(limit=100)
    digests.gather(now=timezone.now() + datetime.timedelta(hours=1))
    outbox.deliver()

    subjects = [mail["Subject"] for mail in to(mailbox, "elif@example.org")]
    assert len(subjects) == 21
    assert subjects[-1] == "Destek masasından 2 gelişme"


def test_one_click_ends_this_kind_of_mail_without_signing_in_and_looking_ends_nothing(ticket, expert, smtp):
    mailbox = smtp()
    outbox.deliver()
    (mail,) = to(mailbox, "elif@example.org")
    address = mail["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    stranger = Client(enforce_csrf_checks=True)

    looked = stranger.get(address)
    still = MailWish.objects.filter(user=expert).exists()
    clicked = stranger.post(address, {"List-Unsubscribe": "One-Click"})

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.get_body(("plain",)).get_content()
    assert (looked.status_code, still, clicked.status_code) == (200, False, 200)
    wish = MailWish.objects.get(user=expert)
    assert (wish.assigned, wish.replied) == ("none", "at_once")
    broken = stranger.post(address[:-3] + "x/")
    assert (broken.status_code, "Bu adres çalışmıyor" in Page(broken).words) == (404, True)


def test_whoever_became_a_manager_is_told_why_a_mail_stays_on(ticket, expert, smtp):
    mailbox = smtp()
    workflow.warn_of_due(now=ticket.first_response_due - datetime.timedelta(hours=1))
    outbox.deliver()
    mails = to(mailbox, "elif@example.org")
    mail = next(mail for mail in mails if "dört çalışma saatinden" in mail.get_body(("plain",)).get_content())
    address = mail["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    expert.groups.add(Group.objects.get(name="manager"))

    response = Client().post(address)

    assert "Bu e-postalar gelmeyi sürdürür" in Page(response).words
    assert MailWish.objects.filter(user=expert).exists() is False


def test_one_click_on_a_mail_of_gathered_news_ends_all_that_come_together(ticket, expert, smtp):
    wishes(expert, assigned="hourly", replied="daily")
    mailbox = smtp()
    workflow.receive_reply(ticket, body="Bir de şu")
    waiting_since(MONDAY)
    outbox.deliver(now=MONDAY)
    digests.gather(now=MONDAY + datetime.timedelta(hours=1))
    outbox.deliver()
    (mail,) = to(mailbox, "elif@example.org")

    Client().post(mail["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000"))
    gathered = digests.gather(now=MONDAY + datetime.timedelta(days=2))

    wish = MailWish.objects.get(user=expert)
    assert (wish.assigned, wish.replied, wish.mentioned) == ("none", "none", "at_once")
    assert gathered == 0
    assert ticket.mails.get(kind="replied").given_up_at is not None


def test_managers_who_ask_get_the_numbers_of_the_week_once_when_it_begins(manager, expert, topic, smtp, signed_in):
    knows(expert, topic)
    first, second = ask(topic, subject="Bağış makbuzu?"), ask(topic)
    workflow.resolve(first, by=expert, answer="Üç yılda bir.")
    Ticket.objects.update(
        created_at=MONDAY - datetime.timedelta(days=3), resolution_due=MONDAY - datetime.timedelta(days=1)
    )
    Ticket.objects.filter(pk=first.pk).update(resolved_at=MONDAY - datetime.timedelta(days=2))
    signed_in(manager).post("/desk/notifications/", AT_ONCE | {"weekly": "on"})
    signed_in(expert).post("/desk/notifications/", AT_ONCE | {"weekly": "on"})
    mailbox = smtp()
    outbox.deliver()
    mailbox.mails.clear()

    early = workflow.send_numbers(now=MONDAY.replace(hour=8, minute=59))
    queued = [workflow.send_numbers(now=moment) for moment in (MONDAY, MONDAY, MONDAY + datetime.timedelta(days=4))]
    outbox.deliver()

    assert (early, queued) == (0, [1, 0, 0])
    assert [recipients for recipients, _mail in mailbox.mails] == [["selin@example.org"]]
    mail = mailbox.mails[0][1]
    text = mail.get_body(("plain",)).get_content()
    counted = [line.split(": ")[1].strip() for line in text.splitlines()[:5]]
    assert counted == ["2", "1", "1 / 2 (50 %)", "1", "1"]
    assert second.subject not in text
    Client().post(mail["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000"))
    assert workflow.send_numbers(now=MONDAY + datetime.timedelta(days=7)) == 0


def test_whoever_knows_a_topic_hears_of_a_question_nobody_has_only_if_they_wish(
    topic, expert, second_expert, manager, mailoutbox
):
    for user in (expert, second_expert):
        knows(user, topic, most=0)
    wishes(second_expert, unassigned="at_once")

    ask(topic)
    ask(None)
    outbox.deliver()

    told = sorted(mail.to[0] for mail in mailoutbox if mail.subject.startswith("Dağıtım bekliyor"))
    assert told == ["mert@example.org", "selin@example.org", "selin@example.org"]
