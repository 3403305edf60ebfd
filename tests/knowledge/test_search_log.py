"""What was searched for in vain is noted without a person, and shown to editors."""

import datetime

import pytest
from django.utils import timezone

from knowledge import workflow
from knowledge.models import ArticleText, LearnedPhrase, SearchEvent
from tests import factories

LOG = "/tr/search/log/"
GAPS = "/desk/knowledge/gaps/"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def entry(topic, expert, editor) -> ArticleText:
    return factories.publish(expert, editor, topic=topic)


@pytest.fixture
def strict(client):
    client.handler.enforce_csrf_checks = True
    return client


def noted() -> list[tuple]:
    return list(SearchEvent.objects.order_by("pk").values_list("query", "language", "total", "opened__key"))


def test_the_browser_tells_and_the_index_is_asked_for_the_number(strict, entry):
    key = entry.article.key
    strict.post(LOG, {"q": "zürafa beslemek", "total": "7"}, headers=OURS)
    strict.post("/en/search/log/", {"q": "genel kurul"}, headers=OURS)
    response = strict.post(LOG, {"q": "genel kurul", "opened": key}, headers=OURS)

    assert noted() == [
        ("zürafa beslemek", "tr", 0, None),
        ("genel kurul", "en", 1, None),
        ("genel kurul", "tr", 1, key),
    ]
    assert response.status_code == 204
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "http://testserver/tr/search/"},
    ],
)
def test_other_sites_and_scripts_are_refused(strict, db, headers):
    assert strict.post(LOG, {"q": "zürafa beslemek"}, headers=headers).status_code == 403
    assert noted() == []


def test_over_plain_http_the_origin_is_enough(strict, db):
    strict.post(LOG, {"q": "zürafa beslemek"}, headers={"Origin": "http://testserver"})

    assert noted() == [("zürafa beslemek", "tr", 0, None)]


def test_nothing_personal_and_nothing_long_is_kept(client, db):
    client.post(LOG, {"q": "ayse@mavikus.example zürafa 0532 123 45 67"}, headers=OURS)
    client.post(LOG, {"q": "zürafa " * 100}, headers=OURS)

    assert [query for query, *_ in noted()] == ["… zürafa …", ("zürafa " * 100)[:200].strip()]
    fields = {field.name for field in SearchEvent._meta.get_fields()}
    assert fields == {"id", "query", "language", "total", "opened", "created_at"}


@pytest.mark.parametrize("query", ["", "   ", "?!", "\0", "ve"])
def test_what_asks_nothing_is_not_noted(client, db, query):
    assert client.post(LOG, {"q": query}, headers=OURS).status_code == 204
    assert noted() == []


def test_an_entry_that_is_not_published_was_not_opened(client, entry, editor):
    workflow.archive(entry.article, by=editor, reason="Eskidi")

    client.post(LOG, {"q": "genel kurul", "opened": entry.article.key}, headers=OURS)
    client.post(LOG, {"q": "genel kurul", "opened": "x" * 5000}, headers=OURS)

    assert [opened for *_, opened in noted()] == [None, None]


def test_one_address_is_noted_a_limited_number_of_times(client, db):
    for number in range(65):
        client.post(LOG, {"q": f"zürafa {number}"}, headers=OURS)

    assert SearchEvent.objects.count() == 60


def test_reading_notes_nothing(client, entry):
    client.get("/tr/search/", {"q": "zürafa beslemek"})

    assert client.get(LOG).status_code == 405
    assert noted() == []


def test_without_a_script_the_question_form_tells(client, entry, desk):
    page = client.get("/tr/ask/", {"q": "zürafa beslemek"}).content.decode()
    assert '<input type="hidden" name="q" value="zürafa beslemek"' in page

    question = {"q": "zürafa beslemek", "subject": "Zürafa besleyebilir miyiz?", "body": "Bahçemiz var."}
    client.post("/tr/ask/", question | {"body": ""})
    assert noted() == []
    client.post("/tr/ask/", question)
    client.post("/tr/ask/", question | {"q": ""})

    assert noted() == [("zürafa beslemek", "tr", 0, None)]


def test_a_question_that_was_not_searched_before_tells_nothing(client, desk):
    assert 'name="q"' not in client.get("/tr/ask/").content.decode()


def test_the_words_that_led_to_help_are_proposed(client, entry):
    with_words = f"{entry.get_absolute_url()}?q=genel+kurulu+ertelesek"
    results = client.get("/tr/search/", {"q": "genel kurulu ertelesek"}).content.decode()
    assert f'href="{entry.get_absolute_url()}?q=genel%20kurulu%20ertelesek"' in results

    referer = {"Referer": f"http://testserver{with_words}"}
    form = client.get(f"{entry.get_absolute_url()}feedback/?helpful=yes", headers=referer).content.decode()
    assert '<input type="hidden" name="q" value="genel kurulu ertelesek">' in form
    client.post(f"{entry.get_absolute_url()}feedback/", {"helpful": "yes", "q": "genel kurulu ertelesek"})

    assert LearnedPhrase.objects.get().phrase == "genel kurulu ertelesek"
    assert LearnedPhrase.objects.get().state == LearnedPhrase.State.PROPOSED


@pytest.mark.parametrize(
    "said",
    [
        {"helpful": "no", "q": "genel kurulu ertelesek", "flag": "wrong"},
        {"helpful": "yes", "q": "zürafa beslemek istiyoruz"},
        {"helpful": "yes", "q": "genel kurulu ertelesek 0532 123 45 67"},
        {"helpful": "yes"},
    ],
    ids=["it did not help", "search leads elsewhere", "personal", "no search"],
)
def test_other_words_are_not_proposed(client, entry, said):
    client.post(f"{entry.get_absolute_url()}feedback/", said)

    assert not LearnedPhrase.objects.exists()


@pytest.mark.parametrize(
    "referer", ["http://elsewhere.example{}?q=x+y", "http://testserver/tr/?q=x+y", "http://[", "{}?q=x"]
)
def test_the_feedback_form_believes_only_the_entrys_own_address(client, entry, referer):
    address = entry.get_absolute_url()

    page = client.get(f"{address}feedback/?helpful=yes", headers={"Referer": referer.format(address)})

    assert 'name="q"' not in page.content.decode()


def test_the_public_page_of_an_entry_is_the_same_whatever_was_searched(client, entry):
    plain = client.get(entry.get_absolute_url())
    searched = client.get(entry.get_absolute_url(), {"q": "genel kurulu ertelesek"})

    assert searched.content == plain.content
    assert searched["ETag"] == plain["ETag"]
    assert "public" in searched["Cache-Control"]


def test_the_same_question_is_one_gap_however_it_is_written(signed_in, expert, entry):
    for query in ["zürafa beslemek", "Zürafa besleme", "ZÜRAFA BESLEMEK", "zürafa beslemek"]:
        workflow.note_search(query, language="tr")
    workflow.note_search("genel kurul", language="tr")
    workflow.note_search("genel kurul", language="tr", opened=entry.article.key)
    workflow.note_search("genel kurul", language="en", opened=entry.article.key)

    page = signed_in(expert).get(GAPS)

    nothing, abandoned = page.context["nothing"], page.context["abandoned"]
    assert [(gap.query, gap.language, gap.nothing) for gap in nothing] == [("zürafa beslemek", "tr", 4)]
    assert [(gap.query, gap.abandoned, gap.searches) for gap in abandoned] == [("genel kurul", 1, 2)]
    assert "4 kez" in page.content.decode()
    assert "2 aramada 1 kez" in page.content.decode()


def test_a_gap_becomes_a_draft_with_its_question(signed_in, expert, db):
    workflow.note_search("zürafa & fil beslemek", language="en")
    client = signed_in(expert)
    link = "/desk/knowledge/drafts/new/?question=z%C3%BCrafa%20%26%20fil%20beslemek&amp;language=en"

    assert link in client.get(GAPS).content.decode()

    form = client.get(link.replace("&amp;", "&")).context["form"]
    assert (form["question"].value(), form["language"].value()) == ("zürafa & fil beslemek", "en")


def test_the_gaps_are_empty_on_a_new_site_and_ask_as_little_for_one_as_for_three(
    signed_in, expert, stranger, client, django_assert_max_num_queries
):
    desk = signed_in(expert)
    assert "Şimdiye kadar hiçbir arama boş dönmedi" in desk.get(GAPS).content.decode()
    for query in ["zürafa beslemek", "fil beslemek", "deve beslemek"]:
        workflow.note_search(query, language="tr")

        with django_assert_max_num_queries(5):
            assert query in desk.get(GAPS).content.decode()

    assert signed_in(stranger).get(GAPS).status_code == 403
    assert client.get(GAPS).status_code == 302


def test_old_searches_are_forgotten(db):
    old, new = (workflow.note_search(query, language="tr") for query in ("zürafa beslemek", "fil beslemek"))
    now = timezone.now()
    SearchEvent.objects.filter(pk=old.pk).update(created_at=now - datetime.timedelta(days=181))

    assert workflow.forget_old_searches(now=now) == 1
    assert SearchEvent.objects.get() == new
