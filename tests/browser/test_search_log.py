"""In a browser: what was searched in vain is told to the editors, with a script and without."""

import time

import pytest
from playwright.sync_api import expect

from knowledge.models import ArticleText, LearnedPhrase, SearchEvent
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def entry(topic, expert, editor) -> ArticleText:
    return publish(expert, editor, topic=topic)


def noted(number: int) -> list[tuple]:
    """What has been told, as soon as there is so much of it; the browser tells when it likes."""
    until = time.monotonic() + 5
    while SearchEvent.objects.count() < number and time.monotonic() < until:
        time.sleep(0.05)
    return list(SearchEvent.objects.order_by("pk").values_list("query", "total", "opened__key"))


def test_an_empty_result_an_opened_answer_and_an_abandoned_search(open_page, entry):
    page = open_page()
    page.goto("/tr/search/?q=zürafa")
    assert noted(1) == [("zürafa", 0, None)]

    page.goto("/tr/search/?q=genel+kurul")
    page.locator(".hits a").first.click()
    page.wait_for_url(f"**{entry.get_absolute_url()}?q=*")
    assert noted(2)[1:] == [("genel kurul", 1, entry.article.key)]

    page.go_back()
    page.goto("/tr/search/?q=kurul+toplant%C4%B1s%C4%B1")
    page.locator("a.site-name").click()
    assert noted(3)[2:] == [("kurul toplantısı", 1, None)]
    assert page.context.cookies() == []


def test_who_goes_on_to_ask_is_counted_once(open_page, entry, desk):
    page = open_page()
    page.goto("/tr/search/?q=zürafa")
    page.locator(".ask-invitation a").first.click()
    page.fill("[name=subject]", "Zürafa besleyebilir miyiz?")
    page.fill("[name=body]", "Bahçemiz var.")
    page.locator("form[data-keep=ask] button.button").first.click()
    expect(page.locator("[name=requester_email]")).to_be_visible()

    assert noted(1) == [("zürafa", 0, None)]


def test_without_a_script_the_words_travel_with_the_links(open_page, entry, desk):
    page = open_page(script=False)
    page.goto("/tr/search/?q=genel+kurulu+ertelesek")
    page.locator(".hits a").first.click()
    page.locator("[name=helpful][value=yes]").click()
    page.locator("form[method=post] button").last.click()
    assert LearnedPhrase.objects.get().phrase == "genel kurulu ertelesek"

    page.goto("/tr/search/?q=zürafa")
    page.locator(".ask-invitation a").first.click()
    page.fill("[name=subject]", "Zürafa besleyebilir miyiz?")
    page.fill("[name=body]", "Bahçemiz var.")
    page.locator("form[data-keep=ask] button.button").first.click()
    assert noted(1) == [("zürafa", 0, None)]


def test_an_editor_adds_a_synonym_and_approves_a_phrase_without_a_script(open_page, entry, editor):
    LearnedPhrase.objects.create(article=entry.article, language="tr", phrase="kongreyi ertelesek")
    page = open_page("phone", script=False)
    page.goto("/desk/knowledge/")
    page.fill("[name=login]", editor.username)
    page.fill("[name=password]", "correct horse battery")
    page.locator("form:has([name=password]) button").first.click()
    page.goto("/desk/knowledge/")
    page.locator("a[href='/desk/knowledge/phrases/']").click()
    page.get_by_role("button", name="Onayla").click()
    assert LearnedPhrase.objects.approved().count() == 1

    page.goto("/desk/knowledge/synonyms/")
    page.fill("[name=terms]", "genel kurul, zirve")
    page.get_by_role("button", name="Ekle").click()
    page.goto("/tr/search/?q=zirve")
    expect(page.locator(".hits a")).to_have_count(1)
