"""The law changed: who is flagged, what clears the flag, and what it costs."""

import datetime

import pytest
from django.utils import timezone

from helpdesk import workflow as desk_workflow
from knowledge import workflow
from knowledge.models import Task
from tests import factories
from tests.knowledge import entries

pytestmark = pytest.mark.django_db


def cite(text, *places: str) -> None:
    """What the entry rests on, as loaded or typed."""
    text.article.citations.all().delete()
    for place in places:
        text.article.citations.create(source=factories.source(), place=place)


def change(editor, place="m. 19", day=None, **more):
    words = {"what_tr": "Süre on beş güne indi.", "what_en": "The time limit is now fifteen days."}
    day = day or timezone.localdate()
    return workflow.record_change(factories.source(), by=editor, place=place, applies_from=day, **(words | more))


def flagged() -> set[str]:
    return set(Task.objects.open().filter(kind="law").values_list("article__key", flat=True))


def test_every_entry_that_cites_the_place_is_flagged_and_no_other(expert, editor, topic):
    cited = {"art. 19": True, "arts. 18-20": True, "": True, "art. 20": False, "temporary art. 19": False}
    texts = {place: factories.publish(expert, editor, topic, question=f"{place} nedir?") for place in cited}
    for place, text in texts.items():
        cite(text, place)
    gone = factories.publish(expert, editor, topic, question="Eski soru?")
    cite(gone, "art. 19")
    workflow.archive(gone.article, by=editor, reason="Kalktı")

    change(editor)

    assert flagged() == {texts[place].article.key for place, is_hit in cited.items() if is_hit}


def test_a_change_without_a_place_flags_all_that_cite_the_source(editor, text):
    change(editor, place="")

    assert flagged() == {text.article.key}


def test_the_task_is_the_owners_and_weighs_how_often_the_entry_is_read_and_reused(client, expert, editor, topic, text):
    desk_workflow.link_article(factories.ask(topic), text.article, by=expert)
    client.post(f"{text.get_absolute_url()}feedback/", {"helpful": "yes"})

    change(editor, place="m. 74")

    task = Task.objects.get()
    assert (task.owner, task.weight) == (expert, 2)


@pytest.mark.parametrize("number", [1, 3])
def test_flagging_costs_the_same_however_many_cite_the_place(expert, editor, topic, number, django_assert_num_queries):
    for n in range(number):
        factories.publish(expert, editor, topic, question=f"{n}. soru?")
    factories.source()

    with django_assert_num_queries(10):
        change(editor, place="m. 74")

    assert len(flagged()) == number


def test_an_editor_who_says_still_right_clears_the_flag_and_moves_the_day(editor, text):
    change(editor, place="m. 74")
    task = Task.objects.get()

    workflow.confirm(task, by=editor, valid_as_of=timezone.localdate(), is_validated=True)

    text.article.refresh_from_db()
    task.refresh_from_db()
    row = text.article.history.latest()
    assert (task.outcome, task.closed_by, flagged()) == ("still_right", editor, set())
    assert (text.article.valid_as_of, text.article.confidence) == (timezone.localdate(), "validated")
    assert (row.valid_as_of, row.history_user) == (timezone.localdate(), editor)
    assert row.history_change_reason == "Hâlâ doğru: Türk Medeni Kanunu, m. 74"


def test_an_expert_may_say_so_of_experience_and_it_is_not_called_checked(expert, editor, text):
    change(editor, place="m. 74")

    workflow.confirm(Task.objects.get(), by=expert, valid_as_of=timezone.localdate(), is_validated=False)

    text.article.refresh_from_db()
    assert (text.article.confidence, text.article.valid_as_of) == ("not_validated", timezone.localdate())


def test_where_a_second_person_approves_an_expert_may_not_say_so(expert, editor, topic):
    topic.governance = "compliance"
    topic.save()
    text = factories.publish(expert, editor, topic)
    change(editor, place="m. 74")

    with pytest.raises(workflow.TransitionError):
        workflow.confirm(Task.objects.get(), by=expert, valid_as_of=timezone.localdate(), is_validated=False)

    assert flagged() == {text.article.key}


def test_a_comparison_from_before_the_change_was_known_clears_nothing(editor, text):
    change(editor, place="m. 74")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    with pytest.raises(workflow.TransitionError):
        workflow.confirm(Task.objects.get(), by=editor, valid_as_of=yesterday, is_validated=True)
    workflow.validate(text.article, by=editor, valid_as_of=yesterday)
    factories.revise(text, editor, editor, answer="Yazım düzeltildi.", valid_as_of=yesterday)

    assert flagged() == {text.article.key}


def test_a_revision_compared_since_then_clears_the_flag(expert, editor, text):
    change(editor, place="m. 74")

    factories.revise(text, expert, editor, answer="On beş gün.", valid_as_of=timezone.localdate())

    task = Task.objects.get()
    text.article.refresh_from_db()
    assert (task.outcome, task.became, task.closed_by) == ("revised", text.article, editor)
    assert text.article.valid_as_of == timezone.localdate()


def test_a_translation_does_not_clear_what_is_asked_of_its_source(expert, editor, text):
    change(editor, place="m. 74")

    entries.translate(text, expert, editor, valid_as_of=timezone.localdate())

    assert flagged() == {text.article.key}


def test_a_change_recorded_by_mistake_is_taken_back_once(editor, text):
    recorded = change(editor, place="m. 74")

    workflow.withdraw_change(recorded, by=editor)
    with pytest.raises(workflow.TransitionError):
        workflow.withdraw_change(recorded, by=editor)

    assert (flagged(), Task.objects.get().outcome) == (set(), "not_needed")
