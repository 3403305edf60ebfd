"""Public pages kept in memory: given without a query, never to the wrong reader, and gone as soon as they are wrong."""

import gzip
from dataclasses import replace

import pytest
from django.test import Client

from knowledge import kept as kept_parts
from knowledge import page_cache, workflow
from knowledge.models import Article
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    monkeypatch.setattr(page_cache, "KEPT_FOR", 5.0)
    monkeypatch.setattr(page_cache, "_pages", {})
    monkeypatch.setattr(kept_parts, "_parts", {})


def test_a_kept_page_is_the_same_and_costs_no_query(client, text, django_assert_num_queries):
    first = client.get(text.get_absolute_url())

    with django_assert_num_queries(0):
        again = client.get(text.get_absolute_url())
        head = client.head(text.get_absolute_url())
        known = client.get(text.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    assert (known.status_code, known.content) == (304, b"")
    for guard in ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"):
        assert again[guard]


def test_a_page_is_sent_compressed_to_whoever_reads_that(client, text):
    plain = client.get(text.get_absolute_url())

    packed = client.get(text.get_absolute_url(), headers={"accept-encoding": "br, gzip"})

    assert gzip.decompress(packed.content) == plain.content
    assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain


def test_a_new_revision_is_seen_at_once(client, text, expert, editor):
    before = client.get(text.get_absolute_url()).content.decode()

    factories.revise(text, expert, editor, answer="Dört yılda bir.")

    after = client.get(text.get_absolute_url()).content.decode()
    assert "Dört yılda bir." not in before
    assert "Dört yılda bir." in after


def test_what_is_archived_is_gone_at_once_from_every_page(client, text, editor):
    pages = [text.get_absolute_url(), "/tr/", "/tr/faq/associations/", "/feeds/tr.atom", "/api/v1/articles"]
    before = [text.question in client.get(page).content.decode() for page in pages]

    workflow.archive(text.article, by=editor, reason="Kural kalktı")

    assert before == [True] * 5
    assert client.get(pages[0]).status_code == 410
    assert [text.question in client.get(page).content.decode() for page in pages[1:]] == [False] * 4


def forget_after_their_time() -> None:
    for address, page in list(page_cache._pages.items()):
        page_cache._pages[address] = replace(page, until=0)


def test_what_is_withdrawn_without_a_word_is_gone_when_its_time_is_over(client, text):
    client.get(text.get_absolute_url())
    Article.objects.update(audience=Article.Audience.INTERNAL)

    still = client.get(text.get_absolute_url()).status_code
    forget_after_their_time()

    assert (still, client.get(text.get_absolute_url()).status_code) == (200, 404)


def test_a_page_whose_time_is_over_is_kept_on_when_a_reader_knows_it_still(client, text, django_assert_num_queries):
    first = client.get(text.get_absolute_url())
    forget_after_their_time()

    again = client.get(text.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    with django_assert_num_queries(0):
        assert client.get(text.get_absolute_url()).content == first.content


@pytest.mark.parametrize(
    "address", ["/", "/tr/ask/", "/desk/", "/accounts/login/", "/opensearch.xml", "/tr/no-such-page/"]
)
def test_what_is_for_one_reader_or_is_no_page_is_never_kept(signed_in, expert, topic, address):
    signed_in(expert).get(address)
    Client().get(address)

    assert page_cache._pages == {}


def test_two_hosts_have_two_pages_and_a_wrong_host_has_none(text, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    one, two, wrong = (
        Client().get("/api/v1/articles", headers={"host": f"{name}.example"}) for name in ("one", "two", "wrong")
    )

    assert b"one.example" in one.content
    assert b"two.example" in two.content
    assert wrong.status_code == 400


def test_an_entry_reached_from_a_search_is_the_kept_one(client, text, django_assert_num_queries):
    first = client.get(text.get_absolute_url())

    with django_assert_num_queries(0):
        found = client.get(f"{text.get_absolute_url()}?q=genel+kurul")

    assert (found.content, found["ETag"]) == (first.content, first["ETag"])
    assert len(page_cache._pages) == 1


def test_a_page_that_reads_its_query_is_kept_for_that_query_alone(client, text):
    pages = [client.get(f"/tr/search/{query}").content for query in ("", "?q=genel", "?q=kurul", "?q=genel&page=2")]

    again = [client.get(f"/tr/search/{query}").content for query in ("", "?q=genel", "?q=kurul", "?q=genel&page=2")]

    assert again == pages
    assert len(set(pages[:3])) == 3


def test_pages_made_with_what_is_kept_are_each_in_their_own_words(client, text):
    for _time in range(2):
        for address, here in (("/tr/faq/", True), ("/en/faq/", True), ("/en/", False)):
            page = read(client.get(address))
            (link,) = page.all("a", href=f"{address[:4]}faq/")
            assert (link.get("aria-current") == "page") == here, address
            assert ("Sorularınız" in page.text) == (address == "/tr/faq/")


def test_the_counts_kept_for_an_edition_are_those_of_the_present_one(client, text, expert, editor, topic):
    before = read(client.get("/tr/faq/")).text

    factories.publish(expert, editor, topic, question="Yeni soru?")

    assert ("1 yanıt" in before, "2 yanıt" in read(client.get("/tr/")).text) == (True, True)
