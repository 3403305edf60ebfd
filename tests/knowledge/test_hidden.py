"""What readers must not see: archived, internal and unfinished entries, by any public address."""

import pytest

from knowledge import search, seed, workflow
from tests import factories
from tests.knowledge import entries
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db

SECRET = "Gizli kalması gereken"
# Each place is asked with words that find the entry and that none of its own texts is written in.
PLACES = [
    "/{language}/",
    "/{language}/faq/",
    "/{language}/faq/associations/",
    "/{language}/search/?q=demirbas",
    "/{language}/search/?q=demirbass",
    "/{language}/search/?q=transferring+fixtures",
    "/{language}/search/suggestions/?q=demirb",
    "/{language}/search/suggestions/?q=fixt",
    "/api/v1/search?q=demirbas&lang={language}",
    "/api/v1/search?q=transferring+fixtures&lang={language}",
    "/api/v1/suggest?q=demirb&lang={language}",
    "/api/v1/articles?lang={language}&limit=50",
    "/api/v1/articles?lang={language}&topic=associations",
    "/feeds/{language}.atom",
    "/sitemap.xml",
]
WORDS = [SECRET, "Özet secret", "Demirbaş", "demirbaş", "demirbas-devri", "fixture transferred", "fixture-transferred"]
QUESTIONS = {"tr": "Demirbaş devri nasıl olur?", "en": "How is a fixture transferred?"}
HIDDEN = [
    {"audience": "internal"},
    {"confidence": "work_in_progress"},
    {"confidence": "archived", "audience": "internal"},
]


def leaks(client, language: str) -> list[tuple[str, str]]:
    bodies = {path: client.get(path.format(language=language)).content.decode() for path in PLACES}
    return [(path, word) for path, body in bodies.items() for word in WORDS if word in body]


@pytest.fixture
def addresses():
    return [
        "/tr/faq/associations/demirbas-devri-nasil-olur/",
        "/en/faq/associations/how-is-a-fixture-transferred/",
        "/a/secret/",
        "/tr/a/secret/",
        "/en/a/secret/",
        "/api/v1/articles/secret",
        "/api/v1/articles/secret?lang=en",
        *(
            f"/tr/faq/associations/demirbas-devri-nasil-olur/{page}/"
            for page in ("history", "history/1", "history/2", "history/1..2", "history/compare", "feedback")
        ),
        "/tr/faq/associations/demirbas-devri-nasil-olur/history/compare/?a=1&b=2",
    ]


def secret(tmp_path, **data):
    return entries.load(tmp_path, "secret", **QUESTIONS, **data)


def test_the_same_entry_is_everywhere_while_it_is_published(client, tmp_path, topic, addresses):
    secret(tmp_path, confidence="validated")

    statuses = [client.get(address).status_code for address in addresses]
    assert statuses == [200, 200, 302, 302, 302, 200, 200, 200, 200, 404, 404, 302, 200, 302]
    places = {path for path, _word in leaks(client, "tr") + leaks(client, "en")}
    assert [path for path in PLACES if path not in places] == ["/{language}/faq/"]


@pytest.mark.parametrize("data", HIDDEN, ids=lambda data: " ".join(data.values()))
def test_an_entry_that_is_not_published_is_missing_at_every_address(client, tmp_path, topic, addresses, data):
    secret(tmp_path, **data)
    missing = client.get("/tr/faq/associations/no-such-entry/").content

    responses = [client.get(address, follow=True) for address in addresses]

    assert [response.status_code for response in responses] == [404] * len(addresses)
    assert [word for word in WORDS if any(word in response.content.decode() for response in responses)] == []
    assert responses[0].content == missing


@pytest.mark.parametrize("data", HIDDEN, ids=lambda data: " ".join(data.values()))
@pytest.mark.parametrize("language", ["tr", "en"])
def test_an_entry_that_is_not_published_is_in_no_list_search_or_feed(client, tmp_path, topic, data, language):
    secret(tmp_path, **data)

    assert leaks(client, language) == []


def test_what_becomes_internal_is_gone_at_once_even_before_the_index_knows(client, tmp_path, topic, addresses):
    secret(tmp_path, confidence="validated")
    assert [hit.text.article.key for hit in search.find("demirbas", language="tr").hits] == ["secret"]

    entries.write(tmp_path, "secret", **QUESTIONS, audience="internal")
    seed.load(tmp_path)

    assert {client.get(address, follow=True).status_code for address in addresses} == {404}
    assert leaks(client, "tr") + leaks(client, "en") == []


def test_an_old_address_of_an_entry_that_became_internal_is_missing_like_any_other(client, tmp_path, topic):
    secret(tmp_path, confidence="validated")
    entries.load(tmp_path, "secret", tr="Demirbaş nasıl satılır?", confidence="validated")
    old = "/tr/faq/associations/demirbas-devri-nasil-olur/"
    assert client.get(old).url == "/a/secret/"

    entries.load(tmp_path, "secret", tr="Demirbaş nasıl satılır?", audience="internal")

    response = client.get(old)
    assert (response.status_code, response.content) == (404, client.get("/tr/faq/associations/no-such/").content)


def test_an_archived_entry_says_so_without_a_word_of_the_old_text_and_names_its_replacement(
    client, expert, editor, topic
):
    old = factories.publish(expert, editor, topic, question="Eski defter nasıl tutulur?", summary="Elle yazılır.")
    new = factories.publish(expert, editor, topic, question="Defterler nasıl tutulur?")
    address = old.get_absolute_url()
    workflow.archive(old.article, by=editor, reason="Yasa kalktı", replaced_by=new.article)

    response = client.get(address)
    page = read(response)

    assert response.status_code == 410
    assert new.get_absolute_url() in page.links
    assert new.question in page.text
    leftovers = [
        "Eski defter",
        "Elle yazılır",
        "o geçerlidir",
        "Yasa kalktı",
        "m. 74",
        old.slug,
        f"/a/{old.article.key}/",
    ]
    assert [word for word in leftovers if word in response.content.decode()] == []
    assert client.get(f"/a/{old.article.key}/", follow=True).status_code == 410
    for beside in ("history/", "history/1/", "history/1..1/", "feedback/"):
        assert client.get(f"{address}{beside}").status_code == 404


def test_a_replacement_that_is_archived_itself_is_not_named(client, expert, editor, topic):
    old = factories.publish(expert, editor, topic, question="Eski soru?")
    new = factories.publish(expert, editor, topic, question="Yeni soru?")
    workflow.archive(old.article, by=editor, reason="Yenisi var", replaced_by=new.article)
    workflow.archive(new.article, by=editor, reason="O da kalktı")

    response = client.get(old.get_absolute_url())

    assert response.status_code == 410
    assert "Yeni soru?" not in response.content.decode()


def test_an_entry_that_comes_back_has_its_old_address_again(client, expert, editor, topic):
    text = factories.publish(expert, editor, topic)
    workflow.archive(text.article, by=editor, reason="Yanlışlıkla")

    workflow.unarchive(text.article, by=editor)

    assert client.get(text.get_absolute_url()).status_code == 200


def test_a_draft_shows_nowhere_until_it_is_published(client, expert, editor, topic):
    text = factories.publish(expert, editor, topic)
    change = workflow.start_draft(by=expert, language="tr", article=text.article)
    workflow.save_draft(change, by=expert, version=change.version, answer=f"{SECRET} taslak")
    factories.draft(expert, topic, question=f"{SECRET} yeni soru?")

    paths = [*(path.format(language="tr") for path in PLACES), text.get_absolute_url()]
    paths += [f"{text.get_absolute_url()}history/", "/api/v1/search?q=gizli", f"/api/v1/articles/{text.article.key}"]

    assert [path for path in paths if SECRET in client.get(path).content.decode()] == []
