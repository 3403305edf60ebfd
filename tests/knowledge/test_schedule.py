"""What is approved for a day: nobody sees it before, and it comes back when something stands in its way."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from helpdesk import worker
from knowledge import workflow
from knowledge.models import Draft
from tests import factories
from tests.knowledge.reading import read
from tests.knowledge.test_hidden import PLACES

pytestmark = pytest.mark.django_db

NEW = "Takvimde bekleyen söz"
LATER = timezone.now() + datetime.timedelta(days=3)


@pytest.fixture
def change(text, expert) -> Draft:
    draft = workflow.start_draft(by=expert, language="tr", article=text.article, reason="Yasa değişiyor")
    workflow.save_draft(draft, by=expert, version=draft.version, answer=f"{NEW}.", summary=f"{NEW}!")
    workflow.submit(draft, by=expert)
    return draft


def schedule(browser, draft: Draft, **changes: object):
    moment = timezone.localtime(LATER).strftime("%Y-%m-%dT%H:%M")
    words = {"publish_at": moment, "reason": "Yasa o gün yürürlüğe giriyor", "is_validated": "on"}
    data = words | {"version": draft.version} | changes
    return browser.post(reverse("curation:schedule", args=[draft.pk]), data)


def scheduled(browser, draft: Draft) -> Draft:
    assert schedule(browser, draft).status_code == 302
    draft.refresh_from_db()
    return draft


def test_on_its_day_readers_see_it_with_the_reason_and_the_approver(desk_of_editor, change, text, editor):
    scheduled(desk_of_editor, change)

    assert workflow.publish_due(now=LATER - datetime.timedelta(hours=1)) == 0
    assert workflow.publish_due(now=LATER) == 1
    assert workflow.publish_due(now=LATER) == 0

    text.refresh_from_db()
    assert (text.answer, text.revision, text.approver) == (f"{NEW}.", 2, editor)
    assert text.history.first().history_change_reason == "Yasa o gün yürürlüğe giriyor"
    change.refresh_from_db()
    assert (change.state, change.article.confidence) == ("published", "validated")


def test_the_worker_publishes_what_is_due(desk_of_editor, change, text):
    scheduled(desk_of_editor, change)
    Draft.objects.update(publish_at=timezone.now() - datetime.timedelta(seconds=1))

    worker.run_once()

    text.refresh_from_db()
    assert text.answer == f"{NEW}."


def test_until_then_no_public_page_feed_api_or_search_knows_a_word_of_it(
    desk_of_editor, client, change, text, topic, expert
):
    scheduled(desk_of_editor, change)
    new = factories.draft(expert, topic, question=f"{NEW} nedir?")
    scheduled(desk_of_editor, new)
    worker.run_once()

    own = text.get_absolute_url()
    paths = [path.format(language=language) for path in PLACES for language in ("tr", "en")]
    paths += [
        own,
        f"{own}history/",
        f"{own}history/1/",
        f"{own}history/1..1/",
        f"{own}history/2/",
        f"/a/{text.article.key}/",
    ]
    paths += ["/tr/search/?q=takvimde", "/api/v1/search?q=takvimde", "/tr/search/suggestions/?q=takvimde"]
    paths += [
        "/tr/faq/booklet/",
        f"/tr/faq/{topic.slug}/booklet/",
        "/api/v1/changes?lang=tr",
        f"/feeds/tr/{topic.slug}.atom",
    ]
    paths += [f"/api/v1/articles/{text.article.key}", "/embed/tr/?q=takvimde"]

    assert [path for path in paths if NEW in client.get(path, follow=True).content.decode()] == []
    assert NEW in desk_of_editor.get("/desk/knowledge/").content.decode()


def test_what_waits_for_its_day_is_not_written_on_until_it_is_taken_off_the_calendar(desk_of_editor, change, expert):
    scheduled(desk_of_editor, change)
    with pytest.raises(workflow.TransitionError):
        workflow.save_draft(change, by=expert, version=change.version, answer="Son anda.")
    page = read(desk_of_editor.get(change.get_absolute_url()))
    assert "answer" not in page.areas

    unschedule = reverse("curation:unschedule", args=[change.pk])
    assert unschedule in page.forms
    desk_of_editor.post(unschedule)

    change.refresh_from_db()
    assert (change.state, change.publish_at) == ("in_review", None)
    workflow.save_draft(change, by=expert, version=change.version, answer="Artık olur.")
    assert workflow.publish_due(now=LATER) == 0
    assert schedule(desk_of_editor, change).status_code == 302


def test_there_is_still_one_open_draft_while_it_waits(desk_of_editor, change, text, expert):
    scheduled(desk_of_editor, change)

    assert workflow.start_draft(by=expert, language="tr", article=text.article) == change


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"publish_at": ""}, 422),
        ({"publish_at": "soon"}, 422),
        ({"publish_at": "2020-01-01T10:00"}, 409),
        ({"reason": ""}, 422),
        ({"version": 99}, 409),
    ],
)
def test_a_day_that_cannot_be_kept_is_refused_and_what_was_typed_stays(desk_of_editor, change, wrong, status):
    response = schedule(desk_of_editor, change, **wrong)

    assert response.status_code == status
    values = [found.get("value") for found in read(response).all("input", name="reason")]
    assert wrong.get("reason", "Yasa o gün yürürlüğe giriyor") in [value or "" for value in values]
    change.refresh_from_db()
    assert change.state == "in_review"


def overtaken(text, change, editor):
    words = {name: getattr(text, name) for name in workflow.TEXT_FIELDS}
    workflow.revise(text.article, "tr", words, author=None, approver=None, reason="Dosyadan")


def archived(text, change, editor):
    workflow.archive(text.article, by=editor, reason="Kural kalktı")


def commented(text, change, editor):
    workflow.comment(change, by=editor, body="Dur, bir daha bakalım.")


def marked(text, change, editor):
    Draft.objects.filter(pk=change.pk).update(answer="[[telefon]]")


def distrusted(text, change, editor):
    editor.groups.clear()


@pytest.mark.parametrize("obstacle", [overtaken, archived, commented, marked, distrusted])
def test_what_cannot_be_published_on_its_day_comes_back_to_review_and_says_why(
    desk_of_editor, signed_in, person, change, text, editor, obstacle
):
    scheduled(desk_of_editor, change)
    obstacle(text, change, editor)

    workflow.publish_due(now=LATER)

    change.refresh_from_db()
    assert (change.state, change.publish_at, change.refused_because != "") == ("in_review", None, True)
    assert [task.owner for task in change.tasks.open()] == [editor]
    text.refresh_from_db()
    assert text.answer == factories.ANSWER
    another = signed_in(person("ada", "editor"))
    assert change.refused_because in read(another.get(change.get_absolute_url())).text


def test_an_obstacle_to_one_does_not_hold_up_the_others(desk_of_editor, change, text, editor, expert, topic):
    other = scheduled(desk_of_editor, factories.draft(expert, topic, question="Aidat ne zaman ödenir?"))
    scheduled(desk_of_editor, change)
    archived(text, change, editor)

    workflow.publish_due(now=LATER)

    other.refresh_from_db()
    assert other.state == "published"


def test_a_second_person_approves_for_a_day_too(desk_of_editor, topic, editor):
    topic.governance = "compliance"
    topic.save()
    own = factories.draft(editor, topic)

    assert schedule(desk_of_editor, own).status_code == 409
    own.refresh_from_db()
    assert own.state == "in_review"
