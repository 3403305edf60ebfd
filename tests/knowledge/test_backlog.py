"""The backlog and the sources on the desk, and what readers are told meanwhile."""

import datetime

import pytest
from django.utils import timezone

from knowledge import workflow
from knowledge.models import Draft, SearchEvent, Source, SourceChange, Task
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db

BACKLOG = "/desk/knowledge/backlog/"
WHAT = {"what_tr": "Süre on beş güne indi.", "what_en": "The time limit is now fifteen days."}


@pytest.fixture
def gap(db) -> Task:
    return workflow.open_task(Task.Kind.SEARCHED, language="tr", words="yurt dışından bağış", weight=7)


def record(browser, place="m. 74", day=None, **words):
    day = (day or timezone.localdate()).isoformat()
    data = {"place": place, "applies_from": day} | WHAT | words
    return browser.post("/desk/knowledge/sources/tmk-4721/change/", data)


def law_task(browser, text) -> Task:
    record(browser)
    return Task.objects.get(kind="law")


def test_readers_of_a_flagged_answer_see_what_changed_until_an_editor_has_compared_it(client, desk_of_editor, text):
    task = law_task(desk_of_editor, text)
    shown = read(client.get(text.get_absolute_url())).text
    assert "Türk Medeni Kanunu, m. 74" in shown
    assert "bu yanıt denetleniyor" in shown
    assert "Süre on beş güne indi." in shown

    page = read(desk_of_editor.get(task.get_absolute_url()))
    assert f"{BACKLOG}{task.pk}/confirm/" in page.forms
    response = desk_of_editor.post(f"{BACKLOG}{task.pk}/confirm/", {"valid_as_of": timezone.localdate().isoformat()})

    assert response.url == BACKLOG
    assert "denetleniyor" not in read(client.get(text.get_absolute_url())).text


def test_a_change_to_come_says_from_when(client, desk_of_editor, text):
    record(desk_of_editor, day=datetime.date(2099, 1, 1))

    assert "1 Ocak 2099 tarihinde değişiyor" in " ".join(read(client.get(text.get_absolute_url())).text.split())


def test_two_changes_of_one_answer_are_both_told_and_no_source_twice(client, desk_of_editor, text):
    record(desk_of_editor)
    record(desk_of_editor, place="", what_tr="Başka bir değişiklik.")

    page = read(client.get(text.get_absolute_url()))
    assert ("Süre on beş güne indi." in page.text, "Başka bir değişiklik." in page.text) == (True, True)
    assert sum("https" not in link and "/sources/tmk-4721/" in link for link in page.links) == 1


@pytest.mark.parametrize(
    "wrong", [{"place": "somewhere"}, {"applies_from": "soon"}, {"what_en": ""}, {"place": "a\0b"}]
)
def test_a_change_that_is_not_understood_is_shown_again(desk_of_editor, text, wrong):
    response = desk_of_editor.post(
        "/desk/knowledge/sources/tmk-4721/change/", {"place": "m. 74", "applies_from": "2026-11-01"} | WHAT | wrong
    )

    assert response.status_code == 422
    assert read(response).areas["what_tr"] == WHAT["what_tr"]
    assert (SourceChange.objects.count(), Task.objects.count()) == (0, 0)


def test_a_source_nobody_knows_is_missing(client, desk_of_editor):
    for address in ("/tr/sources/nothing/", "/desk/knowledge/sources/nothing/"):
        assert desk_of_editor.get(address).status_code == 404
    assert desk_of_editor.post("/desk/knowledge/sources/nothing/change/").status_code == 404
    assert desk_of_editor.post("/desk/knowledge/changes/999/withdraw/").status_code == 404
    assert desk_of_editor.post(f"{BACKLOG}999/take/").status_code == 404


def test_a_change_recorded_by_mistake_leaves_the_pages_of_readers(client, desk_of_editor, text):
    record(desk_of_editor)
    change = SourceChange.objects.get()
    assert "Süre on beş" in read(client.get("/tr/sources/tmk-4721/")).text

    for _again in range(2):
        assert desk_of_editor.post(f"/desk/knowledge/changes/{change.pk}/withdraw/").url == (
            "/desk/knowledge/sources/tmk-4721/"
        )

    assert "Süre on beş" not in read(client.get("/tr/sources/tmk-4721/")).text
    assert "Süre on beş" not in read(client.get(text.get_absolute_url())).text
    assert "Süre on beş" in read(desk_of_editor.get("/desk/knowledge/sources/tmk-4721/")).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_source_lists_what_rests_on_it_and_nothing_hidden(
    client, expert, editor, topic, number, django_assert_num_queries
):
    texts = [factories.publish(expert, editor, topic, question=f"{n}. soru?") for n in range(number)]
    hidden = factories.publish(expert, editor, topic, question="Eski soru?")
    workflow.archive(hidden.article, by=editor, reason="Kalktı")

    with django_assert_num_queries(4):
        page = read(client.get("/tr/sources/tmk-4721/"))

    assert {text.get_absolute_url() for text in texts} <= set(page.links)
    assert "Eski soru?" not in page.text
    assert page.text.count("m. 74") == number
    with django_assert_num_queries(1):
        assert "/tr/sources/tmk-4721/" in read(client.get("/tr/sources/")).links


def test_a_source_no_published_answer_rests_on_is_in_no_list(client, desk_of_expert):
    factories.source("unused")

    assert "unused" not in client.get("/tr/sources/").content.decode()
    assert "/sources/unused/" not in client.get("/sitemap.xml").content.decode()
    assert "/desk/knowledge/sources/unused/" in read(desk_of_expert.get("/desk/knowledge/sources/")).links


def test_what_readers_flag_is_one_task_and_is_handled_with_it(client, desk_of_editor, expert, text):
    for passage in ("en geç üç yılda", "Tüzüğünüz"):
        client.post(f"{text.get_absolute_url()}feedback/", {"helpful": "no", "flag": "wrong", "passage": passage})
    task = Task.objects.get()
    page = read(desk_of_editor.get(task.get_absolute_url()))
    assert (task.kind, task.owner, "Tüzüğünüz" in page.text, "en geç üç yılda" in page.text) == (
        *("flag", expert),
        *(True, True),
    )

    closing = {"outcome": "not_needed", "because": "Okur başka bir kanundan söz ediyor."}
    desk_of_editor.post(f"{BACKLOG}{task.pk}/close/", closing)

    assert not text.article.feedback.flagged().exists()
    page = read(desk_of_editor.get(task.get_absolute_url()))
    assert "Okur başka bir kanundan söz ediyor." in page.text
    assert page.forms.count(f"{BACKLOG}{task.pk}/close/") == 0


def test_searches_in_vain_come_on_the_backlog_once_and_what_is_not_needed_stays_away(editor):
    for query in ("yurt dışından bağış", "Yurt dışından BAĞIŞ", "bağış yurt dışından", "nadir bir soru"):
        SearchEvent.objects.create(query=query, language="tr", total=0)

    assert [workflow.gather(), workflow.gather()] == [1, 0]
    task = Task.objects.get()
    assert (task.kind, task.weight, task.owner) == ("searched", 3, None)

    workflow.close_task(task, by=editor, outcome="not_needed", because="Başka bir kurumun işi.")
    SearchEvent.objects.create(query="yurt dışından bağış", language="tr", total=0)
    assert (workflow.gather(), Task.objects.open().count()) == (0, 0)


def test_a_gap_becomes_an_entry_and_closes_itself(desk_of_expert, editor, topic, gap):
    response = desk_of_expert.post(f"{BACKLOG}{gap.pk}/draft/")

    draft = Draft.objects.get()
    assert (response.url, draft.question) == (draft.get_absolute_url(), gap.words)
    assert desk_of_expert.post(f"{BACKLOG}{gap.pk}/draft/").url == response.url
    whole = {"summary": "Bildirilir.", "answer": "Bağış **önceden** bildirilir.", "topic": topic}
    cited = [(factories.source(), "m. 21")]
    workflow.save_draft(draft, by=draft.author, version=draft.version, citations=cited, **whole)
    workflow.submit(draft, by=draft.author)
    text = workflow.publish(draft, by=editor, reason="Yeni")
    gap.refresh_from_db()
    assert (gap.outcome, gap.became, gap.closed_by) == ("new_entry", text.article, editor)


def test_an_item_is_taken_by_one_and_passed_on_by_an_editor(
    desk_of_expert, desk_of_editor, signed_in, second_expert, gap
):
    desk_of_expert.post(f"{BACKLOG}{gap.pk}/take/")
    refused = signed_in(second_expert).post(f"{BACKLOG}{gap.pk}/take/", follow=True)
    gap.refresh_from_db()
    assert (gap.owner.username, "Elif" in read(refused).text) == ("elif", True)

    desk_of_editor.post(f"{BACKLOG}{gap.pk}/assign/", {"owner": second_expert.pk})
    gap.refresh_from_db()
    assert gap.owner == second_expert
    desk_of_editor.post(f"{BACKLOG}{gap.pk}/assign/", {"owner": ""})
    gap.refresh_from_db()
    assert gap.owner is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "not_needed"},
        {"outcome": "revised"},
        {"outcome": "merged", "became": "no-such-key"},
        {"outcome": "still_right"},
        {},
    ],
)
def test_closing_says_what_it_became(desk_of_expert, gap, wrong):
    response = desk_of_expert.post(f"{BACKLOG}{gap.pk}/close/", wrong)

    gap.refresh_from_db()
    assert (response.status_code, gap.is_open) == (422, True)
    assert f"{BACKLOG}{gap.pk}/close/" in read(response).forms


def test_closing_names_the_entry_it_became(desk_of_expert, gap, text):
    desk_of_expert.post(f"{BACKLOG}{gap.pk}/close/", {"outcome": "merged", "became": text.article.key})

    gap.refresh_from_db()
    assert (gap.outcome, gap.became) == ("merged", text.article)


def test_a_change_of_the_law_cannot_be_waved_away(desk_of_editor, text):
    task = law_task(desk_of_editor, text)

    response = desk_of_editor.post(f"{BACKLOG}{task.pk}/close/", {"outcome": "not_needed", "because": "Bana ne"})

    task.refresh_from_db()
    assert (response.status_code, task.is_open) == (422, True)


@pytest.mark.parametrize("day", ["", "2099-01-01", "2020-01-01"])
def test_an_impossible_day_confirms_nothing(desk_of_editor, text, day):
    task = law_task(desk_of_editor, text)

    response = desk_of_editor.post(f"{BACKLOG}{task.pk}/confirm/", {"valid_as_of": day})

    task.refresh_from_db()
    assert (response.status_code, task.is_open) == (422, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_backlog_shows_the_most_needed_first_at_one_price(
    desk_of_expert, expert, number, django_assert_num_queries
):
    for n in range(number):
        task = workflow.open_task(Task.Kind.SEARCHED, language="tr", words=f"{n}. soru", weight=n)
        workflow.take_task(task, by=expert)
    desk_of_expert.get(BACKLOG)

    with django_assert_num_queries(6):
        page = read(desk_of_expert.get(BACKLOG))

    tasks = [link for link in page.links if link.startswith(BACKLOG) and link != BACKLOG]
    assert tasks == [task.get_absolute_url() for task in Task.objects.order_by("-weight")]
    assert f"{BACKLOG}{Task.objects.first().pk}/take/" not in page.forms


def test_the_backlog_can_be_narrowed(desk_of_expert, expert, gap):
    workflow.take_task(workflow.open_task(Task.Kind.ASKED, language="tr", words="Derneğe araç"), by=expert)

    found = {}
    for query in ("", "?whose=mine", "?whose=pool", "?kind=searched", "?kind=x&whose=x", "?whose=mine&kind=searched"):
        page = desk_of_expert.get(BACKLOG + query).content.decode()
        found[query] = [task.words for task in Task.objects.order_by("pk") if task.words in page]

    both = [gap.words, "Derneğe araç"]
    assert found == {
        "": both,
        "?whose=mine": ["Derneğe araç"],
        "?whose=pool": [gap.words],
        "?kind=searched": [gap.words],
        "?kind=x&whose=x": both,
        "?whose=mine&kind=searched": [],
    }


def test_a_source_is_named_for_the_day_it_changed(desk_of_editor, text):
    record(desk_of_editor, day=datetime.date(2026, 3, 1))
    record(desk_of_editor, day=datetime.date(2026, 1, 1))

    assert Source.objects.get().changed_on == datetime.date(2026, 3, 1)
