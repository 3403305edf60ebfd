"""Recording questions at a stand: one after the other on a phone, with or without a network, with or without script."""

import pytest
from playwright.sync_api import Page, expect

from helpdesk.models import Ticket
from tests.factories import knows, publish

from .test_journey import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def entry(topic, expert, editor):
    knows(expert, topic)
    return publish(expert, editor, topic, question="Genel kurul çevrim içi toplanabilir mi?")


def write(page: Page, subject: str) -> None:
    page.fill("[name=subject]", subject)
    page.check("[name=process]")


def test_questions_are_recorded_one_after_the_other_even_while_the_network_is_away(open_page, entry):
    page = open_page("phone")
    sign_in(page, "elif")
    page.goto("/desk/record/")
    page.fill("[name=channel_note]", "Bursa, kent buluşması")
    write(page, "Genel kurulu çevrim içi toplayabilir miyiz?")
    page.check(f"[name=answered_with][value='{entry.article.key}']")
    page.click("button[name=next]")
    expect(page.locator("[data-recorded] svg.qr")).to_be_visible()
    expect(page.locator("[name=channel_note]")).to_have_value("Bursa, kent buluşması")
    expect(page.locator("[name=subject]")).to_have_value("")

    page.context.set_offline(True)
    for number in (1, 2):
        write(page, f"Bağlantı yokken sorulan {number}. soru")
        page.click("button[name=next]")
        expect(page.locator("[data-record-waiting]")).to_be_visible()
        expect(page.locator("[name=subject]")).to_have_value("")
    assert Ticket.objects.count() == 1
    page.fill("[name=subject]", "Yarım kalan")
    page.context.set_offline(False)
    expect(page.locator("[data-record-waiting]")).to_be_hidden()

    assert list(Ticket.objects.order_by("pk").values_list("subject", "status", "channel_note")) == [
        ("Genel kurulu çevrim içi toplayabilir miyiz?", "resolved", "Bursa, kent buluşması"),
        ("Bağlantı yokken sorulan 1. soru", "new", "Bursa, kent buluşması"),
        ("Bağlantı yokken sorulan 2. soru", "new", "Bursa, kent buluşması"),
    ]
    page.reload()
    expect(page.locator("[name=subject]")).to_have_value("Yarım kalan")


def test_without_script_answers_are_looked_for_with_a_button(open_page, entry):
    page = open_page("phone", script=False)
    sign_in(page, "elif")
    page.goto("/desk/record/")
    page.fill("[name=channel_note]", "Bursa")
    write(page, "Genel kurulu çevrim içi toplayabilir miyiz?")
    page.click("button[name=look]")
    page.check(f"[name=answered_with][value='{entry.article.key}']")
    page.click("button[name=save]")
    expect(page.locator("[data-recorded] svg.qr")).to_be_visible()

    assert Ticket.objects.get().status == "resolved"
