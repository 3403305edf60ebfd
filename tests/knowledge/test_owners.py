"""Who looks after entries, what comes due, and what happens when somebody leaves."""

import datetime

import pytest
from django.utils import timezone

from knowledge import workflow
from knowledge.models import Article, Task
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db

YEAR = datetime.timedelta(days=365)


@pytest.fixture
def text(expert, editor, topic):
    text = factories.publish(expert, editor, topic)
    workflow.validate(text.article, by=editor, valid_as_of=timezone.localdate())
    return text


def article_of(text) -> Article:
    return Article.objects.select_related("topic", "owner").get(pk=text.article_id)


def test_a_review_comes_on_the_owners_list_a_fortnight_before_it_is_due(expert, text):
    due = article_of(text).review_day
    assert due == timezone.localdate() + YEAR

    assert workflow.ask_for_reviews(today=due - datetime.timedelta(days=15)) == 0
    assert [workflow.ask_for_reviews(today=due - datetime.timedelta(days=14)) for _twice in range(2)] == [1, 0]
    assert (Task.objects.get().kind, Task.objects.get().owner) == ("review", expert)


def test_the_topic_says_how_often_and_an_editor_may_say_otherwise(signed_in, editor, topic, text):
    topic.review_every = 6
    topic.save()
    assert article_of(text).review_day == timezone.localdate() + datetime.timedelta(days=182)

    signed_in(editor).post(f"/desk/knowledge/articles/{text.article.key}/review-day/", {"review_due": "2026-12-01"})
    assert article_of(text).review_day == datetime.date(2026, 12, 1)

    workflow.validate(article_of(text), by=editor, valid_as_of=timezone.localdate())
    assert article_of(text).review_day == timezone.localdate() + datetime.timedelta(days=182)


def test_what_nobody_reviewed_for_thirty_days_is_no_longer_called_checked_and_says_so(client, text):
    Article.objects.get(pk=text.article_id)
    late = timezone.localdate() - YEAR - datetime.timedelta(days=31)
    workflow.validate(article_of(text), by=None, valid_as_of=late)
    assert "karşılaştırmadı" not in read(client.get(text.get_absolute_url())).text

    assert [workflow.lapse_overdue() for _twice in range(2)] == [1, 0]

    row = article_of(text).history.latest()
    assert (row.confidence, row.history_user, "otuz gün" in row.history_change_reason) == ("not_validated", None, True)
    assert "Henüz kimse karşılaştırmadı" in read(client.get(text.get_absolute_url())).text


def test_what_is_due_for_less_than_thirty_days_stays_checked(text):
    workflow.validate(article_of(text), by=None, valid_as_of=timezone.localdate() - YEAR - datetime.timedelta(days=29))

    assert (workflow.lapse_overdue(), article_of(text).is_validated) == (0, True)


@pytest.mark.parametrize("leaving", ["is deactivated", "loses the role"])
def test_what_somebody_who_leaves_looked_after_goes_to_the_editors_pool(expert, editor, topic, text, leaving):
    draft = factories.draft(expert, topic, question="Yarım kalan soru?")
    gap = workflow.open_task(Task.Kind.SEARCHED, language="tr", words="bağış")
    workflow.take_task(gap, by=expert)
    assert workflow.pass_on_from_leavers() == 0
    if leaving == "is deactivated":
        expert.is_active = False
        expert.save()
    else:
        expert.groups.clear()

    assert [workflow.pass_on_from_leavers() for _twice in range(2)] == [3, 0]

    gap.refresh_from_db()
    left = Task.objects.get(kind="draft")
    assert (article_of(text).owner, gap.owner, left.owner, left.draft) == (None, None, None, draft)
    assert article_of(text).history.latest().history_change_reason == "Sorumlu: Elif → Editörlerin ortak listesi"
    draft.refresh_from_db()
    assert draft.author == expert
    workflow.publish(draft, by=editor, reason="Bitirildi")
    assert Task.objects.get(kind="draft").outcome == "new_entry"


def test_a_draft_left_behind_and_discarded_is_done_with(expert, editor, topic):
    draft = factories.draft(expert, topic)
    workflow.hand_over(expert, to=editor, by=editor)

    workflow.discard(draft, by=editor)

    assert (Task.objects.get().outcome, Task.objects.get().owner) == ("not_needed", editor)


def test_a_chosen_successor_takes_over_by_itself_and_another_one_now(
    signed_in, expert, second_expert, editor, text, person
):
    browser = signed_in(editor)
    page = read(browser.get("/desk/knowledge/owners/"))
    assert ("Elif" in page.text, page.value("person")) == (True, str(expert.pk))

    assert browser.post("/desk/knowledge/owners/", {"person": expert.pk, "to": second_expert.pk}).status_code == 302
    assert article_of(text).owner == expert
    expert.is_active = False
    expert.save()
    workflow.pass_on_from_leavers()
    assert article_of(text).owner == second_expert

    browser.post("/desk/knowledge/owners/", {"person": second_expert.pk, "to": editor.pk, "now": "1"})
    assert (article_of(text).owner, article_of(text).history.latest().history_user) == (editor, editor)


def test_handing_over_to_nobody_known_is_shown_again(signed_in, expert, editor, stranger, text):
    for to in (stranger.pk, "x"):
        response = signed_in(editor).post("/desk/knowledge/owners/", {"person": expert.pk, "to": to, "now": "1"})
        assert response.status_code == 422
    assert article_of(text).owner == expert


@pytest.mark.parametrize("number", [1, 3])
def test_the_owners_cost_the_same_however_many_they_are(
    signed_in, editor, topic, person, number, django_assert_num_queries
):
    for n in range(number):
        factories.publish(person(f"uzman{n}", "expert"), editor, topic, question=f"{n}. soru?")
    browser = signed_in(editor)

    with django_assert_num_queries(7):
        page = read(browser.get("/desk/knowledge/owners/"))

    assert len(page.all("input", name="person")) == number


def test_an_editor_gives_an_entry_to_somebody_and_its_page_tells_what_happened(signed_in, editor, second_expert, text):
    browser, address = signed_in(editor), f"/desk/knowledge/articles/{text.article.key}/"

    assert browser.post(f"{address}owner/", {"owner": second_expert.pk}).url == f"{address}keeping/"

    assert article_of(text).owner == second_expert
    assert "Elif → Mert" in read(browser.get(f"{address}keeping/")).text
    assert browser.post(f"{address}owner/", {"owner": "0"}).status_code == 422
    assert browser.post(f"{address}review-day/", {"review_due": "someday"}).status_code == 422
    assert browser.get("/desk/knowledge/articles/no-such/keeping/").status_code == 404
