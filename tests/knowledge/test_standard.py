"""The content standard: ticked where a text is approved, counted by topic."""

import datetime

import pytest
from django.utils import timezone

from knowledge import workflow
from knowledge.models import StandardCheck
from tests.factories import draft
from tests.pages import Page

pytestmark = pytest.mark.django_db


def publishing(shown) -> str:
    return f"{shown.get_absolute_url()}publish/"


def test_what_is_ticked_when_publishing_is_counted_for_the_topic(expert, editor, topic, signed_in):
    browser = signed_in(editor)
    for number, ticked in enumerate([{"is_unique": "on", "is_sourced": "on"}, {"is_unique": "on"}]):
        shown = draft(expert, topic, question=f"Soru {number}?")
        browser.post(publishing(shown), {"reason": "Yeni", "version": shown.version} | ticked)

    (row,) = StandardCheck.objects.by_topic()
    assert (row["topic"], row["checked"], row["is_unique"], row["is_sourced"], row["is_dated"]) == (
        topic.pk,
        2,
        2,
        1,
        0,
    )
    words = Page(browser.get("/desk/knowledge/standard/")).words
    assert f"{topic} 2 100 0 50" in words


def test_what_could_not_be_published_is_not_counted(expert, editor, topic, signed_in):
    shown = draft(expert, topic, summary="Arayın: 0532 123 45 67")

    signed_in(editor).post(publishing(shown), {"reason": "Yeni", "version": shown.version, "is_unique": "on"})

    assert not StandardCheck.objects.exists()


def test_before_anything_is_approved_the_page_says_so(expert, signed_in):
    assert "<table" not in signed_in(expert).get("/desk/knowledge/standard/").content.decode()


def test_no_person_is_kept_with_what_was_ticked():
    assert [field.name for field in StandardCheck._meta.fields if field.is_relation] == ["draft", "topic"]


def test_the_index_is_kept_by_month_from_the_day_readers_see_the_text(expert, editor, topic, signed_in):
    browser = signed_in(editor)
    shown = draft(expert, topic)
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    ticked = dict.fromkeys(StandardCheck.POINTS[:3], "on")
    day = {"publish_at": tomorrow.strftime("%Y-%m-%dT%H:%M")}
    browser.post(f"{shown.get_absolute_url()}schedule/", {"reason": "Yeni", "version": shown.version} | day | ticked)
    assert "<table" not in browser.get("/desk/knowledge/standard/").content.decode()
    assert StandardCheck.objects.count() == 1

    workflow.publish_due(now=tomorrow + datetime.timedelta(days=1))

    (row,) = StandardCheck.objects.published().by_month(timezone.now() - datetime.timedelta(days=1))
    assert (row["topic"], row["checked"], row["is_unique"], row["is_plain"]) == (topic.pk, 1, 1, 0)
    assert f"{topic} – – – – – 50 50" in Page(browser.get("/desk/knowledge/standard/")).words
    assert "Onaylanan 1 metnin" in Page(browser.get("/desk/practice/")).words


def test_a_publication_that_fails_leaves_nothing_ticked(expert, editor, topic):
    shown = draft(expert, topic, summary="Arayın: 0532 123 45 67")

    with pytest.raises(workflow.TransitionError):
        workflow.publish(shown, by=editor, reason="Yeni", met={"is_unique": True})

    assert not StandardCheck.objects.exists()
