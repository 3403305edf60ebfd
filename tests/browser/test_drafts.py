"""Writing in a browser: what is typed is kept, by the server or by the browser; a passage is quoted by selecting it."""

import re

import pytest
from playwright.sync_api import expect

from knowledge.models import Draft, DraftComment
from tests import factories
from tests.browser.test_journey import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_typed_is_kept_through_a_new_entry_a_lost_connection_and_a_second_window(open_page, topic, expert):
    page = open_page()
    sign_in(page, expert.username)
    page.goto("/desk/knowledge/drafts/new/")
    page.fill("[name=question]", "Aidat nasıl toplanır?")
    page.wait_for_url(re.compile(r"/drafts/\d+/$"))
    draft = Draft.objects.get()
    page.fill("[name=answer]", "Tüzük nasıl yazıyorsa.")
    expect(page.locator("#kept [name=version]")).to_have_value("2")
    assert Draft.objects.get().answer == "Tüzük nasıl yazıyorsa."

    page.context.set_offline(True)
    page.fill("[name=answer]", "Bağlantı yokken yazıldı.")
    page.wait_for_timeout(2000)
    page.context.set_offline(False)
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(draft.get_absolute_url())
    expect(page.locator("[data-typed]")).to_be_visible()
    page.locator("[data-typed-back]").click()
    expect(page.locator("[name=answer]")).to_have_value("Bağlantı yokken yazıldı.")
    expect(page.locator("#kept [name=version]")).to_have_value("3")

    second = page.context.new_page()
    second.goto(draft.get_absolute_url())
    page.fill("[name=summary]", "Birinci pencere.")
    expect(page.locator("#kept [name=version]")).to_have_value("4")
    second.fill("[name=summary]", "İkinci pencere.")
    expect(second.locator("#kept strong")).to_be_visible()
    assert Draft.objects.get().summary == "Birinci pencere."
    second.locator(".draft-form button.button:not([name])").last.click()
    expect(second.locator("#meanwhile-title")).to_be_visible()
    expect(second.locator("[name=summary]")).to_have_value("İkinci pencere.")


def test_an_editor_selects_a_passage_and_comments_on_it(open_page, topic, expert, editor):
    draft = factories.draft(expert, topic)
    page = open_page("phone")
    sign_in(page, editor.username)
    page.goto(draft.get_absolute_url())
    page.locator(".reading strong").select_text()
    page.locator("summary", has_text="yorum").click()
    page.locator("[data-quote]").click()
    page.fill("[name=body]", "Hangi madde?")
    page.locator("form[action$='/comment/'] button.button:not([data-quote])").click()
    expect(page.locator(".has-comments .comment-body")).to_have_text("Hangi madde?")

    assert DraftComment.objects.get().passage == "o geçerlidir"
