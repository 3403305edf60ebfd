"""What other machines read of us: structured data, feeds, the sitemap, changes, the frame for other sites."""

import datetime
import json
import re
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from knowledge import workflow
from tests.factories import publish, revise

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML_LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def text(expert, editor, topic):
    return publish(expert, editor, topic)


def structured(page: str) -> dict:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def test_an_entry_says_its_question_and_answer_to_search_engines(client, text):
    said = structured(client.get(text.get_absolute_url()).content.decode())

    (question,) = said["mainEntity"]
    assert (said["@type"], said["inLanguage"], question["name"]) == ("FAQPage", "tr", text.question)
    assert "<strong>o geçerlidir</strong>" in question["acceptedAnswer"]["text"]
    assert said["url"].endswith(text.get_absolute_url())


def test_structured_data_has_every_field_that_is_required_of_it(client, text, settings):
    settings.BASE_URL = "https://bilgi.example.org"
    said = structured(client.get(text.get_absolute_url()).content.decode())
    (question,) = said["mainEntity"]
    answer = question["acceptedAnswer"]

    assert (said["@context"], said["@type"]) == ("https://schema.org", "FAQPage")
    assert (question["@type"], answer["@type"]) == ("Question", "Answer")
    assert all(isinstance(words, str) and words.strip() for words in (said["name"], question["name"], answer["text"]))
    assert said["url"] == f"https://bilgi.example.org{text.get_absolute_url()}"
    assert datetime.datetime.fromisoformat(said["dateModified"]).tzinfo
    assert not re.search(r'href="(?!https?://|mailto:|#)', answer["text"])


def test_nothing_in_an_answer_ends_the_block_of_structured_data(client, expert, editor, topic):
    attack = "</script><script>alert(1)</script>"
    text = publish(expert, editor, topic, question=f"Nedir {attack}?", answer=f"Şudur {attack} <!-- <script>")

    page = client.get(text.get_absolute_url()).content.decode()

    assert "<script>" not in page
    assert structured(page)["name"] == f"Nedir {attack}?"


def test_an_entry_names_its_own_address_and_its_other_languages(client, expert, editor, topic, settings):
    settings.BASE_URL = "https://bilgi.example.org"
    text = publish(expert, editor, topic)

    page = client.get(text.get_absolute_url()).content.decode()

    address = f"https://bilgi.example.org{text.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<link rel="alternate" hreflang="tr" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert f'<meta property="og:title" content="{text.question}">' in page


def entries(response) -> list[str]:
    return [title.text for title in ElementTree.fromstring(response.content).findall(f"{ATOM}entry/{ATOM}title")]


def test_a_topic_has_a_feed_with_its_subtopics(client, expert, editor, topic):
    subtopic = topic.children.create(slug="organs", name_tr="Organlar", name_en="Organs")
    other = type(topic).objects.create(slug="tax", name_tr="Vergi", name_en="Tax")
    for place, question in ((topic, "Birinci?"), (subtopic, "İkinci?"), (other, "Üçüncü?")):
        publish(expert, editor, place, question=question)

    assert entries(client.get("/feeds/tr/associations.atom")) == ["İkinci?", "Birinci?"]
    assert entries(client.get("/feeds/en/associations.atom")) == []
    assert "Dernekler" in client.get("/feeds/tr/associations.atom").content.decode()


@pytest.mark.parametrize("address", ["/feeds/xx.atom", "/feeds/xx/associations.atom", "/feeds/tr/nothing.atom"])
def test_a_feed_that_is_not_there_is_a_404(client, topic, address):
    assert client.get(address).status_code == 404


def test_the_sitemap_dates_entries_and_names_their_languages(client, text):
    site = ElementTree.fromstring(client.get("/sitemap.xml").content)

    (entry,) = [url for url in site if url[0].text.endswith(text.get_absolute_url())]
    assert entry.find("{*}lastmod").text == f"{timezone.localtime(text.published_at):%Y-%m-%d}"
    (link,) = entry.findall(XHTML_LINK)
    assert (link.get("hreflang"), link.get("href")) == ("tr", entry[0].text)


def test_changes_are_listed_oldest_first_and_from_a_moment_on(client, expert, editor, text):
    between = timezone.now()
    revise(text, expert, editor, answer="Yeni yanıt.")

    everything = client.get("/api/v1/changes?lang=tr").json()
    lately = client.get("/api/v1/changes", {"lang": "tr", "since": between.isoformat()}).json()

    assert [(row["revision"], row["reason"]) for row in everything["results"]] == [
        (1, "İlk yayın"),
        (2, "Yasa değişti"),
    ]
    assert [row["revision"] for row in lately["results"]] == [2]
    assert lately["withdrawn"] == []
    assert client.get("/api/v1/changes?lang=en").json()["results"] == []


def test_changes_are_read_page_by_page(client, expert, editor, text):
    revise(text, expert, editor, answer="Yeni yanıt.")

    first = client.get("/api/v1/changes?limit=1").json()
    second = client.get(first["next"]).json()

    assert (first["count"], second["next"]) == (2, None)
    assert [row["revision"] for page in (first, second) for row in page["results"]] == [1, 2]


def test_changes_name_what_was_taken_out_and_show_nothing_of_it(client, editor, text):
    workflow.archive(text.article, by=editor, reason="Yasa kalktı")

    said = client.get("/api/v1/changes").json()

    assert said["withdrawn"] == [text.article.key]
    assert said["results"] == []
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).isoformat()
    assert client.get("/api/v1/changes", {"since": tomorrow}).json()["withdrawn"] == []


def test_a_moment_nobody_understands_is_refused_in_words(client, db):
    response = client.get("/api/v1/changes?since=yesterday")

    assert response.status_code == 400
    assert "ISO 8601" in response.json()["error"]


def test_the_description_of_the_api_knows_the_changes(client, db):
    assert "/changes" in client.get("/api/v1/openapi.json").json()["paths"]


def test_the_search_box_may_stand_in_any_frame_and_nothing_else_may(client, db):
    box = client.get("/embed/tr/")

    assert "frame-ancestors *" in box["Content-Security-Policy"]
    assert "X-Frame-Options" not in box
    assert not box.cookies
    assert "<script" not in box.content.decode()
    assert client.get("/embed/xx/").status_code == 404
    for address in ("/tr/", "/tr/embed/", "/tr/ask/"):
        page = client.get(address)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"


def test_the_how_to_page_gives_the_frame_to_copy(client, db):
    assert "src=&quot;" not in (page := client.get("/en/embed/").content.decode())
    assert "/embed/en/" in page


LONG = "Şöyle.\n\n## Önce\n\nBir.\n\n## Isınma & <b>\n\nİki.\n\n## Önce\n\nÜç."


def test_a_long_answer_has_contents_that_lead_to_its_headings(client, expert, editor, topic):
    text = publish(expert, editor, topic, answer=LONG)

    page = client.get(text.get_absolute_url()).content.decode()

    anchors = re.findall(r'<h2 id="([^"]+-\d)">', page)
    assert anchors == ["once-1", "isinma-b-2", "once-3"]
    assert re.findall(r'<li><a href="#([^"]+)">', page) == anchors
    assert "<b>" not in page


def test_a_short_answer_has_none(client, text):
    assert 'class="contents' not in client.get(text.get_absolute_url()).content.decode()


def test_a_topic_is_a_booklet_and_so_is_the_whole(client, expert, editor, topic, django_assert_num_queries):
    other = type(topic).objects.create(slug="tax", name_tr="Vergi", name_en="Tax", order=2)
    text = publish(expert, editor, topic)
    publish(expert, editor, other, question="Vergi ne zaman?")

    with django_assert_num_queries(4):
        booklet = client.get("/tr/faq/associations/booklet/").content.decode()
    with django_assert_num_queries(4):
        whole = client.get("/tr/faq/booklet/").content.decode()

    assert f'<a href="#{text.article.key}">' in booklet
    assert "o geçerlidir" in booklet
    assert "Türk Medeni Kanunu, m. 74" in booklet
    assert "Vergi ne zaman?" not in booklet
    assert "Vergi ne zaman?" in whole
    assert client.get("/tr/faq/nothing/booklet/").status_code == 404


def test_a_booklet_forgets_what_was_taken_out(client, editor, text):
    workflow.archive(text.article, by=editor, reason="Yasa kalktı")

    assert "o geçerlidir" not in client.get("/tr/faq/booklet/").content.decode()


def test_a_reader_flags_a_passage(client, text):
    address = f"{text.get_absolute_url()}feedback/"
    form = client.get(address, {"helpful": "no", "passage": "en geç üç yılda bir"}).content.decode()

    client.post(address, {"helpful": "no", "flag": "wrong", "passage": "en geç üç yılda bir", "comment": "İki."})

    assert "en geç üç yılda bir</textarea>" in form
    assert text.article.feedback.get().passage == "en geç üç yılda bir"


def test_a_passage_of_any_length_is_asked_for_shorter(client, text):
    response = client.post(f"{text.get_absolute_url()}feedback/", {"helpful": "no", "passage": "a" * 501})

    assert not text.article.feedback.exists()
    assert "a" * 501 in response.content.decode()
