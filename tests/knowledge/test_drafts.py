"""Writing and reviewing through the desk's pages."""

import pytest
from django.urls import reverse

from knowledge import workflow
from knowledge.models import Draft, Topic
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db

NEW = "/desk/knowledge/drafts/new/"
WORDS = {
    "question": "Aidat nasıl toplanır?",
    "summary": "Tüzük nasıl yazıyorsa öyle.",
    "answer": "Tüzük **nasıl** yazıyorsa öyle.\n\n- Elden\n- Banka ile",
    "keywords": "aidat\nüyelik ödentisi",
    "asked_as": "parayı nasıl alırız",
    "reason": "Sık soruluyor",
}


def filled_in(topic: Topic, cited: list[tuple[int, str]] = (), **changes: object) -> dict[str, object]:
    """What a browser sends of the form."""
    rows = {"citations-TOTAL_FORMS": len(cited) + 2, "citations-INITIAL_FORMS": 0}
    for number, (source, place) in enumerate([*cited, ("", ""), ("", "")]):
        rows |= {f"citations-{number}-source": source, f"citations-{number}-place": place}
    other = {"topic": topic.pk, "language": "tr", "significance": "major", "valid_as_of": "2026-03-31"}
    return WORDS | other | rows | changes


def words_of(draft: Draft) -> dict[str, str]:
    draft.refresh_from_db()
    return {name: getattr(draft, name) for name in WORDS}


def act(browser, draft: Draft, verb: str, **data: object):
    return browser.post(reverse(f"curation:{verb}", args=[draft.pk]), {"revision": 0} | data)


def test_the_overview_shows_what_waits_what_is_mine_and_what_others_write(desk_of_editor, draft, expert, editor, topic):
    own = workflow.start_draft(by=editor, language="tr", question="Editörün taslağı?", topic=topic)
    anothers = workflow.start_draft(by=expert, language="tr", question="Uzmanın taslağı?", topic=topic)
    closed = workflow.start_draft(by=expert, language="tr", question="Kapanan taslak?", topic=topic)
    workflow.discard(closed, by=expert)

    page = read(desk_of_editor.get("/desk/knowledge/"))

    drafts = [link for link in page.links if link.startswith("/desk/knowledge/drafts/") and link != NEW]
    assert drafts == [one.get_absolute_url() for one in (draft, own, anothers)]
    assert NEW in page.links


def test_a_new_draft_keeps_every_field_and_its_sources_with_their_places(desk_of_expert, expert, topic):
    source, other = factories.source(), factories.source("dernekler-5253")

    response = desk_of_expert.post(NEW, filled_in(topic, [(source.pk, "art. 74"), (other.pk, "")]))

    draft = Draft.objects.get()
    assert response.url == draft.get_absolute_url()
    assert words_of(draft) == WORDS
    assert (draft.author, draft.topic, draft.language, str(draft.valid_as_of)) == (expert, topic, "tr", "2026-03-31")
    assert list(draft.citations.values_list("source", "place")) == [(source.pk, "art. 74"), (other.pk, "")]
    assert draft.state == Draft.State.WRITING


def test_a_new_draft_can_be_submitted_with_the_same_button(desk_of_expert, topic):
    desk_of_expert.post(NEW, filled_in(topic, [(factories.source().pk, "art. 74")], submit="1"))

    assert Draft.objects.get().state == Draft.State.IN_REVIEW


def test_an_incomplete_new_draft_is_kept_and_not_submitted(desk_of_expert, topic):
    desk_of_expert.post(NEW, filled_in(topic, submit="1"))

    draft = Draft.objects.get()
    assert (draft.state, words_of(draft)) == (Draft.State.WRITING, WORDS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""},
        {"question": "x" * 301},
        {"topic": "99999"},
        {"language": "de"},
        {"significance": "huge"},
        {"valid_as_of": "yesterday"},
        {"summary": "a\0b"},
        {"citations-0-source": "99999"},
        {"citations-0-place": "x" * 121},
        {"citations-TOTAL_FORMS": "many"},
        {"answer": "> " * 60 + "x"},
        {"answer": "x" * 50_001},
    ],
    ids=lambda wrong: " ".join(wrong),
)
def test_a_new_draft_that_cannot_be_kept_comes_back_as_it_was_typed(desk_of_expert, topic, wrong):
    cited = [(factories.source().pk, "art. 74")]

    response = desk_of_expert.post(NEW, filled_in(topic, cited) | wrong)

    assert response.status_code == 422
    page = read(response)
    for name in WORDS.keys() - wrong.keys():
        assert WORDS[name] in (page.value(name), *page.areas.values()), name
    assert Draft.objects.count() == 0


def test_a_new_draft_can_begin_with_a_question_and_in_a_language(desk_of_expert, topic):
    page = read(desk_of_expert.get(f"{NEW}?question=How+%3Cb%3E%3F&language=en"))

    assert page.value("question") == "How <b>?"
    assert "en" in [found["value"] for found in page.all("option", selected="")]
    assert Draft.objects.count() == 0


def test_saving_replaces_words_and_sources(desk_of_expert, draft, topic):
    other = factories.source("dernekler-5253")

    response = desk_of_expert.post(
        draft.get_absolute_url(), filled_in(topic, [(other.pk, "art. 11")], version=draft.version)
    )

    assert response.url == draft.get_absolute_url()
    assert words_of(draft) == WORDS
    assert list(draft.citations.values_list("source__slug", "place")) == [("dernekler-5253", "art. 11")]


def test_a_row_marked_for_removal_is_removed(desk_of_expert, draft, topic):
    source = factories.source()
    rows = filled_in(topic, [(source.pk, "art. 74"), (source.pk, "art. 75")], version=draft.version)

    desk_of_expert.post(draft.get_absolute_url(), rows | {"citations-INITIAL_FORMS": 1, "citations-0-DELETE": "on"})

    assert list(draft.citations.values_list("place", flat=True)) == ["art. 75"]


def test_whoever_saves_second_keeps_their_words_and_sees_what_changed_meanwhile(desk_of_expert, draft, topic, editor):
    seen = draft.version
    workflow.save_draft(draft, by=editor, version=seen, summary="Editörün özeti.")

    response = desk_of_expert.post(draft.get_absolute_url(), filled_in(topic, version=seen))

    page = read(response)
    assert response.status_code == 409
    assert page.areas["answer"] == WORDS["answer"]
    assert page.value("question") == WORDS["question"]
    assert "Editörün" in page.texts("del")
    draft.refresh_from_db()
    assert draft.summary == "Editörün özeti."

    again = filled_in(topic, version=page.value("version"))
    assert desk_of_expert.post(draft.get_absolute_url(), again).status_code == 302
    assert words_of(draft) == WORDS


def test_sources_added_meanwhile_do_not_spoil_the_form_that_was_open(desk_of_expert, draft, topic, editor):
    cited = [(factories.source(), f"art. {number}") for number in (1, 2, 3)]
    workflow.save_draft(draft, by=editor, version=draft.version, citations=cited)
    opened = filled_in(topic, [(factories.source().pk, "art. 74")], version=draft.version)

    response = desk_of_expert.post(draft.get_absolute_url(), opened | {"citations-INITIAL_FORMS": 1})

    assert response.status_code == 302
    assert list(draft.citations.values_list("place", flat=True)) == ["art. 74"]


@pytest.mark.parametrize("answer", ["> " * 60 + "x", "[" * 20_000, "x\n" * 2_100], ids=["nested", "brackets", "lines"])
def test_an_answer_that_would_cost_too_much_is_refused_and_kept_on_the_page(desk_of_expert, draft, topic, answer):
    response = desk_of_expert.post(draft.get_absolute_url(), filled_in(topic, answer=answer, version=draft.version))

    assert response.status_code == 422
    assert read(response).areas["answer"] == answer
    draft.refresh_from_db()
    assert draft.answer == factories.ANSWER


@pytest.mark.parametrize("name", ["summary", "keywords", "asked_as"])
def test_no_field_takes_more_than_can_be_shown(desk_of_expert, draft, topic, name):
    response = desk_of_expert.post(
        draft.get_absolute_url(), filled_in(topic, version=draft.version, **{name: "x" * 50_001})
    )

    assert response.status_code == 422
    assert getattr(Draft.objects.get(), name) == getattr(draft, name)


def test_a_form_that_is_not_understood_comes_back_with_what_was_typed(desk_of_expert, draft, topic):
    response = desk_of_expert.post(draft.get_absolute_url(), filled_in(topic, question="", version=draft.version))

    assert response.status_code == 422
    assert read(response).areas["answer"] == WORDS["answer"]
    draft.refresh_from_db()
    assert draft.answer == factories.ANSWER


def test_fields_that_belong_to_the_workflow_are_ignored(desk_of_expert, draft, topic, editor, expert):
    forged = {"state": "published", "author": editor.pk, "based_on": 7, "approver": editor.pk, "article": 1}

    desk_of_expert.post(draft.get_absolute_url(), filled_in(topic, version=draft.version, **forged))

    draft.refresh_from_db()
    assert (draft.state, draft.author, draft.based_on, draft.approver, draft.article) == (
        Draft.State.IN_REVIEW,
        expert,
        0,
        None,
        None,
    )


def test_a_closed_draft_is_shown_and_takes_nothing(desk_of_expert, draft, topic, expert):
    workflow.discard(draft, by=expert)

    assert draft.question in read(desk_of_expert.get(draft.get_absolute_url())).text
    for verb in ("submit", "take_back", "rebase", "discard"):
        before = Draft.objects.values().get()
        assert act(desk_of_expert, draft, verb).url == draft.get_absolute_url()
        assert Draft.objects.values().get() == before
    refused = desk_of_expert.post(draft.get_absolute_url(), filled_in(topic, version=draft.version))
    assert refused.status_code == 409
    assert Draft.objects.values().get() == before


def test_what_was_typed_is_inert_in_the_editors_pages(desk_of_editor, draft, expert):
    wicked = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    words = dict.fromkeys(("question", "summary", "answer", "keywords", "asked_as", "reason"), wicked)
    workflow.save_draft(draft, by=expert, version=draft.version, **words)

    for address in (draft.get_absolute_url(), "/desk/knowledge/"):
        page = read(desk_of_editor.get(address))
        assert page.all("img") == []
        assert page.running == []
    assert page.text.count(wicked) == 1


AUTOSAVE = "/desk/knowledge/drafts/autosave/"


def test_what_is_typed_is_kept_and_the_answer_names_the_version_to_go_on_from(desk_of_expert, draft, topic):
    typed = filled_in(topic, draft=draft.pk, version=draft.version)

    line = read(desk_of_expert.post(AUTOSAVE, typed))
    again = desk_of_expert.post(AUTOSAVE, typed | {"version": line.value("version"), "reason": "Daha da açık"})

    assert (again.status_code, words_of(draft)) == (200, WORDS | {"reason": "Daha da açık"})
    assert (line.value("draft"), draft.citations.count()) == (str(draft.pk), 0)


def test_the_first_words_of_a_new_entry_are_kept_as_one_draft(desk_of_expert, topic):
    line = desk_of_expert.post(AUTOSAVE, filled_in(topic))
    draft = Draft.objects.get()
    assert line["HX-Replace-Url"] == draft.get_absolute_url()

    known = {"draft": read(line).value("draft"), "version": read(line).value("version")}
    line = desk_of_expert.post(AUTOSAVE, filled_in(topic, answer="Biraz sonra.", **known))
    known["version"] = read(line).value("version")
    saved = desk_of_expert.post(NEW, filled_in(topic, answer="Düğmeyle.", **known))

    assert (saved.url, Draft.objects.get().answer) == (draft.get_absolute_url(), "Düğmeyle.")


def test_keeping_what_is_unchanged_is_no_new_version(desk_of_expert, draft, topic):
    typed = filled_in(topic, draft=draft.pk, version=draft.version)
    version = read(desk_of_expert.post(AUTOSAVE, typed)).value("version")

    assert read(desk_of_expert.post(AUTOSAVE, typed | {"version": version})).value("version") == version


def test_of_two_windows_the_second_is_told_and_overwrites_nothing(desk_of_expert, desk_of_editor, draft, topic, editor):
    typed = filled_in(topic, draft=draft.pk, version=draft.version)
    desk_of_editor.post(AUTOSAVE, typed | {"answer": "Editörün penceresi."})

    response = desk_of_expert.post(AUTOSAVE, typed)

    assert (response.status_code, words_of(draft)["answer"]) == (409, "Editörün penceresi.")
    assert read(response).value("version") == str(typed["version"])


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"question": ""}, 422),
        ({"answer": "x" * 50_001}, 422),
        ({"draft": 99999}, 404),
        ({"citations-TOTAL_FORMS": "x"}, 422),
    ],
)
def test_what_cannot_be_kept_changes_nothing(desk_of_expert, draft, topic, wrong, status):
    before = words_of(draft)

    response = desk_of_expert.post(AUTOSAVE, filled_in(topic, draft=draft.pk, version=draft.version) | wrong)

    assert (response.status_code, words_of(draft)) == (status, before)


def test_a_closed_draft_keeps_nothing_more(desk_of_expert, draft, topic, expert):
    workflow.discard(draft, by=expert)

    response = desk_of_expert.post(AUTOSAVE, filled_in(topic, draft=draft.pk, version=draft.version))

    assert (response.status_code, words_of(draft)["answer"]) == (409, factories.ANSWER)


def test_two_people_with_one_draft_open_see_each_other(desk_of_expert, desk_of_editor, draft, topic):
    alone = act(desk_of_expert, draft, "presence")
    together = act(desk_of_editor, draft, "presence", version=draft.version)
    desk_of_expert.post(AUTOSAVE, filled_in(topic, draft=draft.pk, version=draft.version))
    writing = act(desk_of_editor, draft, "presence", version=draft.version)

    assert read(alone).text.strip() == ""
    assert "Elif" in read(together).text
    assert read(together).links == []
    assert "Elif" in read(writing).text
    # The page of the editor is older than what Elif has just kept.
    assert read(writing).links == [draft.get_absolute_url()]
    assert "Deniz" in read(desk_of_expert.get(draft.get_absolute_url())).text


def test_without_the_cache_nobody_is_shown_and_writing_goes_on(desk_of_expert, draft, topic, settings):
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1"}}

    assert act(desk_of_expert, draft, "presence").status_code == 200
    kept = desk_of_expert.post(AUTOSAVE, filled_in(topic, draft=draft.pk, version=draft.version))
    assert (kept.status_code, words_of(draft)) == (200, WORDS)
