"""What machines read of the FAQ: the feed, the sitemap, the search description, and what robots may do."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from knowledge import workflow
from tests import factories
from tests.knowledge import entries

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
HOST = "http://testserver"


def feed(client, language: str = "tr") -> ElementTree.Element:
    response = client.get(f"/feeds/{language}.atom")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def questions(tree: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


def locations(client) -> list[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [found.text.removeprefix(HOST) for found in tree.iter(f"{SITEMAP}loc")]


def test_the_feed_tells_of_the_newest_revision_first(client, text, expert, editor, topic):
    factories.publish(expert, editor, topic, question="Aidat nasıl toplanır?")
    factories.revise(text, expert, editor, answer="Dört yılda bir.")

    tree = feed(client)

    assert questions(tree) == [text.question, "Aidat nasıl toplanır?"]
    first = next(tree.iter(f"{ATOM}entry"))
    assert first.findtext(f"{ATOM}id") == f"{text.article.key}.tr.2"
    assert first.find(f"{ATOM}link").get("href") == f"{HOST}{text.get_absolute_url()}"
    assert first.findtext(f"{ATOM}summary") == text.summary
    text.refresh_from_db()
    assert first.findtext(f"{ATOM}updated") == text.published_at.isoformat()
    assert tree.findtext(f"{ATOM}updated") == first.findtext(f"{ATOM}updated")


def test_each_language_has_its_own_feed_whoever_reads_it(text, expert, editor):
    english = entries.translate(text, expert, editor)
    reader = Client(headers={"accept-language": "tr"})
    reader.cookies["django_language"] = "tr"

    turkish_feed, english_feed = feed(reader, "tr"), feed(reader, "en")

    assert (questions(turkish_feed), questions(english_feed)) == ([text.question], [english.question])
    xml_language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (turkish_feed.get(xml_language), english_feed.get(xml_language)) == ("tr", "en")
    assert english_feed.find(f"{ATOM}link[@rel='alternate']").get("href") == f"{HOST}/en/"
    assert english_feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{HOST}/feeds/en.atom"
    assert reader.get("/feeds/en.atom")["Content-Language"] == "en"
    assert reader.get("/feeds/en.atom").content == Client().get("/feeds/en.atom").content


def test_the_feed_is_cut_at_thirty_and_may_be_empty(client, tmp_path, topic):
    assert questions(feed(client)) == []

    for number in range(31):
        entries.write(tmp_path, f"e{number:02}", tr=f"Soru {number}?")
    entries.load(tmp_path, "e31", tr="Son soru?")

    assert len(questions(feed(client))) == 30


@pytest.mark.parametrize("language", ["de", "TR", "tr-TR", "0"])
def test_there_is_no_feed_in_a_language_we_do_not_speak(client, text, language):
    assert client.get("/feeds/tr.atom").status_code == 200
    assert client.get(f"/feeds/{language}.atom").status_code == 404


def test_what_was_typed_is_text_in_the_feed_and_in_the_sitemap(client, expert, editor, topic):
    wicked = "]]><script>alert(1)</script> & <b>\x0b?"
    text = factories.publish(expert, editor, topic, question=wicked.replace("\x0b", ""), summary=wicked)

    assert questions(feed(client)) == [text.question]
    assert text.get_absolute_url() in locations(client)


PAGES = [
    *("", "faq/", "faq/associations/", "programmes/", "feeds/", "open-data/"),
    *("sources/", "sources/tmk-4721/"),
    *("ask/", "help/", "privacy/", "about/promise/", "about/accessibility/"),
]


def test_the_sitemap_holds_every_page_and_entry_in_both_languages(client, text, expert, editor, topic):
    english = entries.translate(text, expert, editor)
    gone = factories.publish(expert, editor, topic, question="Kalkan soru?")
    workflow.archive(gone.article, by=editor, reason="Kural kalktı")

    found = locations(client)

    assert sorted(found) == sorted(
        [
            *(f"/{code}/{path}" for code in ("tr", "en") for path in PAGES),
            text.get_absolute_url(),
            english.get_absolute_url(),
        ]
    )
    for address in found:
        assert client.get(address).status_code == 200, address


def test_browsers_learn_how_to_search_here(client, topic):
    response = client.get("/opensearch.xml", headers={"accept-language": "en"})
    tree = ElementTree.fromstring(response.content)

    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert tree.find(f"{OPENSEARCH}Url").get("template") == f"{HOST}/en/search/?q={{searchTerms}}"
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
    assert 0 < len(tree.findtext(f"{OPENSEARCH}ShortName")) <= 32


def test_robots_are_kept_from_desks_and_tickets_and_shown_the_sitemap(client, settings):
    settings.BASE_URL = "https://bilgi.example.org"

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /desk/", "Disallow: /admin/", "Disallow: /*/tickets/"} <= set(lines)
    assert "Sitemap: https://bilgi.example.org/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_pages_point_to_the_feed_and_to_the_search_description(client, text):
    for language in ("tr", "en"):
        body = client.get(f"/{language}/").content.decode()
        assert f'href="/feeds/{language}.atom"' in body
        assert 'href="/opensearch.xml"' in body
