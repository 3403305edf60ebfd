"""In a browser: what is typed is there until it arrives, opinions take one tap, large files are refused at once."""

import pytest
from playwright.sync_api import expect

from helpdesk import access, workflow
from helpdesk.models import Message
from knowledge.models import Feedback
from tests.factories import ask, publish

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reply_is_kept_until_it_has_arrived_and_then_forgotten(open_page, topic, expert):
    ticket = ask(topic)
    page = open_page("phone")
    page.goto(access.link_to(ticket))
    page.fill("[name=body]", "Bir de şunu sormak istiyorum.")
    page.goto("/tr/")
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    page.goto(f"/tr/tickets/{ticket.reference}/")
    expect(page.locator("[name=body]")).to_have_value("Bir de şunu sormak istiyorum.")
    page.locator("form[action$='/reply/'] button.button").click()

    expect(page.locator("[role=status] .notice-good")).to_be_visible()
    expect(page.locator("[name=body]")).to_have_value("")
    assert Message.objects.filter(kind=Message.Kind.REQUESTER_REPLY).count() == 1


def typed_at_another_time(page, days):
    page.evaluate(
        """days => {
          for (const key of Object.keys(localStorage)) {
            const kept = JSON.parse(localStorage[key]);
            localStorage[key] = JSON.stringify({ ...kept, at: kept.at - days * 24 * 60 * 60 * 1000 });
          }
        }""",
        days,
    )


def test_a_question_outlives_the_tab_for_a_week_and_is_cleared_with_all_that_belongs_to_it(open_page, topic):
    page = open_page("phone")
    page.goto("/tr/ask/")
    page.fill("[name=subject]", "Arşiv kime kalır?")
    page.fill("[name=body]", "Kırk yıllık belgelerimiz var.")
    page.locator("form[data-keep=ask] button.button").click()
    page.fill("[name=requester_email]", "ayse@mavikus.example")

    later = page.context.new_page()
    page.close()
    later.goto("/tr/ask/")
    expect(later.locator("[name=body]")).to_have_value("Kırk yıllık belgelerimiz var.")
    expect(later.locator("[data-restored]")).to_be_visible()
    typed_at_another_time(later, days=6)
    later.reload()
    expect(later.locator("[name=subject]")).to_have_value("Arşiv kime kalır?")

    later.locator("[data-clear]").click()
    assert later.evaluate("localStorage.length") == 0
    later.reload()
    expect(later.locator("[name=body]")).to_have_value("")
    expect(later.locator("[data-restored]")).to_be_hidden()

    later.fill("[name=body]", "Kimseye kalmasın.")
    typed_at_another_time(later, days=8)
    later.goto("/tr/")
    assert later.evaluate("localStorage.length") == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(open_page, topic, tmp_path):
    large = tmp_path / "tutanak.pdf"
    with large.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    page = open_page("phone")
    page.goto(access.link_to(ask(topic)))

    page.set_input_files("[name=files]", large)

    expect(page.get_by_role("alert").filter(has_text="tutanak.pdf")).to_be_visible()
    assert page.evaluate("document.querySelector('[name=files]').files.length") == 0


def test_an_opinion_takes_one_tap_and_goes_with_the_passage_that_was_marked(open_page, topic, expert, editor):
    text = publish(expert, editor, topic)
    page = open_page("phone")
    page.goto(text.get_absolute_url())
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-passages]'))")

    page.locator("button[name=flag][value=out_of_date]").click()

    expect(page.locator("[data-said] .notice-good")).to_be_visible()
    opinion = Feedback.objects.get()
    assert (opinion.is_helpful, opinion.flag, opinion.article) == (False, "out_of_date", text.article)
    assert "üç yılda bir" in opinion.passage
    assert page.url.endswith(text.get_absolute_url())
