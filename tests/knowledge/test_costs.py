"""How many questions a page of the FAQ may put to the database: the same number, however much there is to show."""

import pytest

from knowledge import workflow
from knowledge.models import Programme, Topic
from tests import factories
from tests.knowledge import entries
from tests.knowledge.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("number", [1, 3])]


def publish(expert, editor, topic, number: int) -> list:
    return [factories.publish(expert, editor, topic, question=f"Genel kurul {n}. soru?") for n in range(number)]


def links(response) -> list[str]:
    return [link for link in dict.fromkeys(read(response).links) if "/faq/" in link and link.count("/") == 5]


def test_the_home_page_costs_three_queries(client, expert, editor, topic, number, django_assert_num_queries):
    publish(expert, editor, topic, number)
    for n in range(1, number):
        Topic.objects.create(slug=f"topic-{n}", parent=topic, name_tr=f"Konu {n}", name_en=f"Topic {n}")

    with django_assert_num_queries(3):
        response = client.get("/tr/")

    assert len(links(response)) == number


def test_a_topic_costs_two_queries(client, expert, editor, topic, number, django_assert_num_queries):
    publish(expert, editor, topic, number)
    below = Topic.objects.create(slug="organs", parent=topic, name_tr="Organlar", name_en="Organs")
    publish(expert, editor, below, number)

    with django_assert_num_queries(2):
        response = client.get("/tr/faq/associations/")

    assert len(links(response)) == 2 * number + 1


def test_an_entry_costs_three_queries(client, tmp_path, topic, number, django_assert_num_queries):
    for n in range(number):
        entries.load(tmp_path, f"related-{n}", tr=f"Benzer {n}?", en=f"Similar {n}?")
        names = {"name_tr": f"Program {n}", "name_en": f"Programme {n}", "description_tr": "x", "description_en": "x"}
        Programme.objects.create(slug=f"programme-{n}", **names)
        factories.source(f"source-{n}")
    pointers = {
        "related": [f"related-{n}" for n in range(number)],
        "programmes": [f"programme-{n}" for n in range(number)],
        "citations": [{"source": f"source-{n}", "place": "art. 1"} for n in range(number)],
    }
    entries.load(tmp_path, "main", tr="Asıl soru?", en="Main question?", **pointers)

    with django_assert_num_queries(3):
        response = client.get("/tr/faq/associations/asil-soru/")

    assert len(links(response)) == number + 1
    assert sum("Türk Medeni Kanunu" in words for words in read(response).texts("li")) == number


@pytest.mark.parametrize("path", ["/tr/search/?q=genel+kurul", "/api/v1/search?q=genel+kurul"])
def test_a_search_costs_three_queries(client, expert, editor, topic, number, path, django_assert_num_queries):
    publish(expert, editor, topic, number)
    client.get(path)

    with django_assert_num_queries(3):
        response = client.get(path)

    assert response.content.decode().count("genel-kurul-") >= number


def test_suggestions_cost_one_query(client, expert, editor, topic, number, django_assert_num_queries):
    publish(expert, editor, topic, number)
    client.get("/tr/search/suggestions/?q=genel")

    with django_assert_num_queries(1):
        response = client.get("/tr/search/suggestions/?q=genel")

    assert len(links(response)) == number


def test_browsing_costs_one_query(client, topic, number, django_assert_num_queries):
    for n in range(1, number):
        Topic.objects.create(slug=f"topic-{n}", parent=topic, name_tr=f"Konu {n}", name_en=f"Topic {n}")

    with django_assert_num_queries(1):
        response = client.get("/tr/faq/")

    assert sum(link.startswith("/tr/faq/") for link in read(response).links) >= number


def test_the_history_costs_four_queries(client, expert, editor, topic, number, django_assert_num_queries):
    text = factories.publish(expert, editor, topic)
    for n in range(1, number):
        factories.revise(text, expert, editor, answer=f"{n}. hâli.")

    with django_assert_num_queries(4):
        response = client.get(f"{text.get_absolute_url()}history/")

    assert sum(f"history/{n}/" in link for link in read(response).links for n in range(1, number + 1)) == number


def test_a_list_of_the_api_costs_two_queries(client, expert, editor, topic, number, django_assert_num_queries):
    publish(expert, editor, topic, number)

    with django_assert_num_queries(2):
        response = client.get("/api/v1/articles")

    assert len(response.json()["results"]) == number


def test_the_topics_of_the_api_cost_one_query(client, topic, number, django_assert_num_queries):
    for n in range(1, number):
        Topic.objects.create(slug=f"topic-{n}", parent=topic, name_tr=f"Konu {n}", name_en=f"Topic {n}")

    with django_assert_num_queries(1):
        response = client.get("/api/v1/topics")

    assert response.json()["count"] == number


def test_the_feed_costs_one_query(client, expert, editor, topic, number, django_assert_num_queries):
    publish(expert, editor, topic, number)

    with django_assert_num_queries(1):
        response = client.get("/feeds/tr.atom")

    assert response.content.count(b"<entry>") == number


def test_the_overview_of_the_desk_costs_the_same_however_much_waits(
    client, expert, editor, topic, signed_in, number, django_assert_num_queries
):
    browser = signed_in(editor)
    for text in publish(expert, editor, topic, number):
        client.post(f"{text.get_absolute_url()}feedback/", {"helpful": "no", "flag": "wrong"})
        workflow.start_draft(by=editor, language="tr", article=text.article)
        workflow.start_draft(by=expert, language="en", article=text.article)
        factories.draft(expert, topic)

    with django_assert_num_queries(8):
        response = browser.get("/desk/knowledge/")

    drafts = [link for link in read(response).links if link.startswith("/desk/knowledge/drafts/")]
    assert len(drafts) == 3 * number + 1


def test_an_entry_on_the_desk_costs_the_same_however_much_there_is(
    client, expert, editor, topic, signed_in, number, django_assert_num_queries
):
    browser, text = signed_in(editor), factories.publish(expert, editor, topic)
    for n in range(number):
        client.post(f"{text.get_absolute_url()}feedback/", {"helpful": "no", "comment": f"{n}. görüş"})

    with django_assert_num_queries(12):
        response = browser.get(f"/desk/knowledge/articles/{text.article.key}/")

    assert read(response).text.count(". görüş") == number


def test_a_draft_costs_the_same_however_many_sources_it_has(
    expert, topic, signed_in, number, django_assert_num_queries
):
    browser, draft = signed_in(expert), factories.draft(expert, topic)
    cited = [(factories.source(f"source-{n}"), "art. 1") for n in range(number)]
    workflow.save_draft(draft, by=expert, version=draft.version, citations=cited)

    with django_assert_num_queries(14):
        response = browser.get(draft.get_absolute_url())

    assert sum(found.get("value") == "art. 1" for found in read(response).all("input")) == number


def test_the_list_of_translations_costs_the_same_however_many_are_missing_or_behind(
    expert, editor, topic, signed_in, number, django_assert_num_queries
):
    browser = signed_in(expert)
    for text in publish(expert, editor, topic, number):
        entries.translate(text, expert, editor, question=f"How often, {text.pk}?")
        factories.revise(text, expert, editor, answer="Bambaşka.")
        factories.publish(expert, editor, topic, question=f"Çevrilmemiş {text.pk}?")
        workflow.start_draft(by=expert, language="en", article=text.article)

    with django_assert_num_queries(11):
        response = browser.get("/desk/knowledge/translations/")

    assert len([link for link in read(response).links if "/articles/" in link]) == 2 * number
