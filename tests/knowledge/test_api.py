"""The public read API: its shapes are a promise to other people's programs."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client

from knowledge import workflow
from knowledge.models import Topic
from tests import factories
from tests.knowledge import entries

pytestmark = pytest.mark.django_db

EVERY = ["search?q=kurul", "suggest?q=kurul", "articles", "articles/1", "topics", "openapi.json"]
HOST = "http://testserver"


def get(client, path: str) -> dict:
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return response.json()


def test_a_search_answers_with_keys_questions_addresses_scores_and_passages(client, text):
    answer = get(client, "search?q=%20genel%20kurul%20&lang=tr")

    (result,) = answer.pop("results")
    assert answer == {"query": "genel kurul", "language": "tr", "count": 1}
    assert isinstance(result.pop("score"), float)
    assert "üç yılda bir" in result.pop("highlight")
    assert result == {
        "key": text.article.key,
        "question": "Genel kurul ne sıklıkla toplanır?",
        "url": f"{HOST}{text.get_absolute_url()}",
    }


def test_suggestions_have_the_same_shape_and_are_at_most_five(client, expert, editor, topic):
    for number in range(7):
        factories.publish(expert, editor, topic, question=f"Genel kurul {number}. soru?")

    answer = get(client, "suggest?q=genel+ku&limit=50")

    assert {name: answer[name] for name in ("query", "language", "count")} == {
        "query": "genel ku",
        "language": "tr",
        "count": 5,
    }
    assert [set(result) for result in answer["results"]] == [{"key", "question", "url", "score", "highlight"}] * 5


def test_an_article_in_a_list_has_exactly_the_promised_fields(client, text, editor):
    workflow.validate(text.article, by=editor, valid_as_of=datetime.date(2026, 3, 31))

    assert get(client, "articles?lang=tr") == {
        "count": 1,
        "next": None,
        "results": [
            {
                "key": text.article.key,
                "language": "tr",
                "question": text.question,
                "summary": text.summary,
                "topic": "associations",
                "url": f"{HOST}{text.get_absolute_url()}",
                "revision": 1,
                "valid_as_of": "2026-03-31",
                "confidence": "validated",
            }
        ],
    }


def test_one_article_adds_its_answer_and_what_it_rests_on(client, text):
    (in_list,) = get(client, "articles")["results"]

    article = get(client, f"articles/{text.article.key}")

    html = "<p>Olağan genel kurul en geç üç yılda bir toplanır.</p>\n"
    assert article == in_list | {
        "answer": factories.ANSWER,
        "answer_html": f"{html}<p>Tüzüğünüz daha kısa bir süre yazıyorsa <strong>o geçerlidir</strong>.</p>",
        "citations": [{"source": "Türk Medeni Kanunu", "place": "m. 74", "url": ""}],
    }


def test_the_language_asked_for_decides_whatever_the_browser_prefers(text, expert, editor):
    english = entries.translate(text, expert, editor, answer="See [this](leg-012).")
    turkish = Client(headers={"accept-language": "tr"})
    turkish.cookies["django_language"] = "tr"

    article = get(turkish, f"articles/{text.article.key}?lang=en")

    assert (article["question"], article["url"]) == (english.question, f"{HOST}{english.get_absolute_url()}")
    assert 'href="/en/a/leg-012/"' in article["answer_html"]
    assert article["citations"] == [{"source": "Turkish Civil Code", "place": "art. 74", "url": ""}]
    assert turkish.get("/api/v1/articles?lang=en")["Content-Language"] == "en"
    assert [topic["name"] for topic in get(turkish, "topics?lang=en")["results"]] == ["Associations"]
    assert get(turkish, "articles?lang=tr")["results"][0]["question"] == text.question


def test_topics_come_in_order_with_parents_and_counts(client, expert, editor, topic):
    Topic.objects.create(slug="foundations", name_tr="Vakıflar", name_en="Foundations", order=2)
    organs = Topic.objects.create(slug="organs", parent=topic, name_tr="Organlar", name_en="Organs", order=3)
    for home in (topic, organs):
        factories.publish(expert, editor, home)

    answer = get(client, "topics")

    assert [(row["slug"], row["parent"], row["articles"]) for row in answer["results"]] == [
        ("associations", None, 2),
        ("organs", "associations", 1),
        ("foundations", None, 0),
    ]
    assert (answer["count"], answer["next"]) == (3, None)
    assert answer["results"][2] == {
        "slug": "foundations",
        "parent": None,
        "name": "Vakıflar",
        "description": "",
        "articles": 0,
        "url": f"{HOST}/tr/faq/foundations/",
    }


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_following_next_walks_through_every_article_once(client, expert, editor, topic, limit):
    keys = [factories.publish(expert, editor, topic).article.key for _number in range(5)]

    page, walked = get(client, f"articles?limit={limit}&topic=associations"), []
    while True:
        walked += [result["key"] for result in page["results"]]
        assert page["count"] == 5
        assert len(page["results"]) <= limit
        if page["next"] is None:
            break
        assert page["next"].startswith(f"{HOST}/api/v1/articles?")
        page = client.get(urlsplit(page["next"])._replace(scheme="", netloc="").geturl()).json()

    assert walked == sorted(keys)


def test_lists_are_cut_at_fifty_and_begin_with_ten(client, tmp_path, topic):
    for number in range(55):
        entries.write(tmp_path, f"e{number:02}", tr=f"Genel kurul {number}. soru?")
    entries.load(tmp_path, "e55", tr="Genel kurul son soru?")

    sizes = {
        path: len(get(client, path)["results"])
        for path in ("articles", "articles?limit=50", "articles?limit=999999999", "articles?limit=0")
    }
    searches = [len(get(client, f"search?q=genel+kurul{more}")["results"]) for more in ("", "&limit=50", "&limit=9999")]

    assert list(sizes.values()) == [10, 50, 50, 0]
    assert searches == [10, 50, 50]
    assert get(client, "search?q=genel+kurul&limit=3")["count"] == 56
    assert get(client, "articles?offset=55")["results"][0]["key"] == "e55"
    assert get(client, "articles?offset=56") == {"count": 56, "next": None, "results": []}


def test_a_topic_includes_its_subtopics_and_an_unknown_one_holds_nothing(client, text, expert, editor, topic):
    organs = Topic.objects.create(slug="organs", parent=topic, name_tr="Organlar", name_en="Organs")
    below = factories.publish(expert, editor, organs, question="Yönetim kurulu kaç kişidir?")

    def keys(path: str) -> set[str]:
        return {result["key"] for result in get(client, path)["results"]}

    assert keys("articles?topic=associations") == {text.article.key, below.article.key}
    assert keys("articles?topic=organs") == keys("search?q=kurul&topic=organs") == {below.article.key}
    for unknown in ("foundations", "ORGANS%27%20--", "x" * 500):
        assert keys(f"articles?topic={unknown}") == keys(f"search?q=kurul&topic={unknown}") == set()


@pytest.mark.parametrize(
    "path",
    [
        "articles?limit=ten",
        "articles?limit=-1",
        "articles?limit=",
        "articles?limit=1.5",
        "articles?limit=%C2%B2",
        "articles?limit=9999999999",
        "articles?offset=-1",
        "articles?offset=x%00",
        "search?q=a&limit=all",
        "search?q=a&topic=%00",
        "articles?topic=associations%00",
        *(f"{path.partition('?')[0]}?lang={language}" for path in EVERY for language in ("de", "", "TR", "tr%00")),
    ],
)
def test_a_parameter_that_is_not_understood_is_named_in_json(client, text, path):
    response = client.get(f"/api/v1/{path}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
    (name,) = {word.partition("=")[0] for word in path.partition("?")[2].split("&")} - {"q"}
    assert list(response.json()) == ["error"]
    assert name in response.json()["error"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_what_is_not_listed_is_ignored(client, text):
    plain = get(client, "articles")

    for unlisted in ("confidence=archived", "audience=internal", "ordering=-key", "article__owner=1", "format=xml"):
        assert get(client, f"articles?{unlisted}") == plain


@pytest.mark.parametrize("key", ["no-such-key", "1'--", "%00", "x" * 300, "..%2f..%2fetc", "ğ"])
def test_an_unknown_article_is_missing_in_json(client, text, key):
    assert client.get("/api/v1/articles/1").status_code == 200

    response = client.get(f"/api/v1/articles/{key}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert list(response.json()) == ["error"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_an_article_without_a_text_in_the_language_asked_for_is_missing(client, text):
    assert client.get("/api/v1/articles/1?lang=tr").status_code == 200
    assert client.get("/api/v1/articles/1?lang=en").status_code == 404
    assert get(client, "articles?lang=en")["count"] == 0


@pytest.mark.parametrize("path", EVERY)
def test_every_origin_may_read_and_any_cache_may_keep(client, text, path):
    response = client.get(f"/api/v1/{path}")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=5"}
    assert client.get(f"/api/v1/{path}", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert not response.cookies


@pytest.mark.parametrize("path", EVERY)
def test_reading_is_all_that_can_be_done(client, text, path):
    head, whole = client.head(f"/api/v1/{path}"), client.get(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))

    for method in ("post", "put", "patch", "delete", "options"):
        response = getattr(client, method)(f"/api/v1/{path}")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    text.refresh_from_db()
    assert (text.revision, text.article.is_published) == (1, True)


@pytest.mark.parametrize(
    "query", ["", "%20", "%00", "*", "a" * 5_000, "%F0%9F%8F%B3", "%E2%80%AE", "%22%3E%3Cscript%3E"]
)
@pytest.mark.parametrize("verb", ["search", "suggest"])
def test_odd_words_are_answered_and_cut(client, text, verb, query):
    answer = get(client, f"{verb}?q={query}")

    assert len(answer["query"]) <= 200
    assert answer["count"] == len(answer["results"]) == 0
