"""Reading the FAQ: the way from the home page to an answer, and what is not there for readers."""

import pytest
from django.test import Client

from knowledge import most_asked, workflow
from knowledge.models import Article, Programme, SearchEvent, Topic
from tests import factories
from tests.knowledge import entries
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def subtopic(topic):
    return Topic.objects.create(slug="organs", parent=topic, name_tr="Organlar", name_en="Organs", order=2)


def articles_in(page) -> list[str]:
    """The addresses of entries a page leads to, in its own order."""
    return [
        link for link in dict.fromkeys(page.links) if "/faq/" in link and link.count("/") == 5 and "booklet" not in link
    ]


def test_the_home_page_leads_to_search_topics_and_answers(client, text, topic, subtopic):
    page = read(client.get("/tr/"))

    assert "/tr/search/" in page.forms
    assert articles_in(page) == [text.get_absolute_url()]
    assert {f"/tr/faq/{topic.slug}/", f"/tr/faq/{subtopic.slug}/", "/tr/ask/"} <= set(page.links)


def test_the_answers_most_asked_for_come_first_on_the_home_page(client, expert, editor, topic):
    texts = [factories.publish(expert, editor, topic, question=f"{word} soru?") for word in ("Bir", "İki", "Üç")]
    SearchEvent.objects.bulk_create(
        SearchEvent(query="soru", language="tr", total=3, opened=text.article)
        for text in (texts[2], texts[2], texts[1])
    )
    most_asked.remember()

    page = read(client.get("/tr/"))

    assert articles_in(page) == [text.get_absolute_url() for text in reversed(texts)]


def test_what_was_taken_out_since_the_last_count_is_not_among_the_most_asked(client, text, editor):
    SearchEvent.objects.create(query="soru", language="tr", total=1, opened=text.article)
    most_asked.remember()
    workflow.archive(text.article, by=editor, reason="Kural kalktı")

    assert articles_in(read(client.get("/tr/"))) == []


def test_an_answer_is_passed_on_by_link_and_by_mail_and_names_its_owner_as_a_role(client, text, expert):
    page = client.get(text.get_absolute_url())

    (mail,) = [link for link in read(page).links if link.startswith("mailto:")]
    assert mail.endswith(f"/a/{text.article.key}/")
    assert "Genel%20kurul" in mail
    assert "bu konunun bir uzmanı" in page.content.decode()
    assert expert.first_name not in page.content.decode()
    Article.objects.filter(pk=text.article_id).update(owner=None)
    assert "editörler" in client.get(text.get_absolute_url()).content.decode()


def test_a_site_without_entries_has_pages_without_errors(client, topic):
    pages = [read(client.get(address)) for address in ("/tr/", "/en/faq/", "/tr/faq/associations/", "/en/programmes/")]

    assert [articles_in(page) for page in pages] == [[], [], [], []]
    assert all("/ask/" in " ".join(page.links) for page in pages)


def test_browsing_counts_the_entries_of_a_topic_with_its_subtopics(client, expert, editor, topic, subtopic):
    for home in (topic, subtopic, subtopic):
        factories.publish(expert, editor, home)
    gone = factories.publish(expert, editor, topic)
    workflow.archive(gone.article, by=editor, reason="Kural kalktı")

    page = read(client.get("/tr/faq/"))

    assert [words for words in page.texts("p") if words.startswith("3 ")] != []
    assert [link for link in page.links if link.startswith("/tr/faq/") and link != "/tr/faq/"] == [
        "/tr/faq/associations/",
        "/tr/faq/organs/",
        "/tr/faq/booklet/",
    ]


def test_a_topic_lists_its_own_entries_and_those_of_its_subtopics(client, text, expert, editor, subtopic):
    below = factories.publish(expert, editor, subtopic, question="Yönetim kurulu kaç kişidir?")

    page = read(client.get("/tr/faq/associations/"))

    assert articles_in(page) == [text.get_absolute_url(), below.get_absolute_url()]
    assert "Organlar" in page.texts("h2")
    assert articles_in(read(client.get("/tr/faq/organs/"))) == [below.get_absolute_url()]
    assert "/tr/faq/associations/" in read(client.get("/tr/faq/organs/")).links


def test_a_topic_of_several_parts_lists_them_first(client, text, expert, editor, subtopic):
    assert "Bu sayfada" not in client.get("/tr/faq/associations/").content.decode()
    factories.publish(expert, editor, subtopic, question="Yönetim kurulu kaç kişidir?")

    page = read(client.get("/tr/faq/associations/"))

    assert page.texts("h2")[0] == "Bu sayfada"
    assert [link for link in page.links if link.startswith("#") and link != "#content"] == ["#associations", "#organs"]
    assert [found["id"] for found in page.all("section") if "id" in found] == ["associations", "organs"]


def test_a_topic_that_does_not_exist_is_missing(client, topic):
    assert client.get("/tr/faq/associations/").status_code == 200
    assert client.get("/tr/faq/no-such-topic/").status_code == 404


def test_an_entry_shows_question_answer_sources_and_their_places_in_the_readers_language(client, text, expert, editor):
    english = entries.translate(text, expert, editor)

    turkish_page, english_page = (read(client.get(one.get_absolute_url())) for one in (text, english))

    assert (turkish_page.texts("h1"), english_page.texts("h1")) == ([text.question], [english.question])
    assert "o geçerlidir" in turkish_page.texts("strong")
    assert "three" in english_page.texts("strong")
    assert any(words.startswith("Türk Medeni Kanunu, m. 74") for words in turkish_page.texts("li"))
    assert any(words.startswith("Turkish Civil Code, art. 74") for words in english_page.texts("li"))


def test_an_entry_leads_to_its_programmes_and_to_what_is_related_in_its_language(client, tmp_path, topic):
    Programme.objects.create(
        slug="egitim", name_tr="Eğitim", name_en="Training", description_tr="x", description_en="x"
    )
    entries.load(tmp_path, "near", tr="Yakın soru?", en="Near question?")
    entries.load(tmp_path, "hidden", tr="Gizli soru?", audience="internal")
    entries.load(tmp_path, "other", tr="Öbür soru?")
    related = {"related": ["other", "hidden", "near"], "programmes": ["egitim"]}
    entries.load(tmp_path, "main", tr="Asıl soru?", en="Main question?", **related)

    turkish, english = (
        read(client.get(address))
        for address in ("/tr/faq/associations/asil-soru/", "/en/faq/associations/main-question/")
    )

    assert articles_in(turkish)[1:] == ["/tr/faq/associations/obur-soru/", "/tr/faq/associations/yakin-soru/"]
    assert "/en/faq/associations/near-question/" in english.links
    assert "/tr/programmes/#egitim" in turkish.links
    assert "Gizli soru?" not in turkish.text


def test_pages_name_their_address_in_every_language_they_exist_in(client, text, expert, editor, settings):
    settings.BASE_URL = "https://bilgi.example.org"
    alone = factories.publish(expert, editor, text.article.topic, question="Yalnız Türkçe mi?")
    english = entries.translate(text, expert, editor)

    def alternates(address: str) -> dict[str, str]:
        page = read(client.get(address))
        return {found["hreflang"]: found["href"] for found in page.all("link") if "hreflang" in found}

    assert alternates(text.get_absolute_url()) == {
        "tr": f"https://bilgi.example.org{text.get_absolute_url()}",
        "en": f"https://bilgi.example.org{english.get_absolute_url()}",
    }
    assert alternates(english.get_absolute_url()) == alternates(text.get_absolute_url())
    assert list(alternates(alone.get_absolute_url())) == ["tr"]
    for path in ("", "faq/", "faq/associations/", "programmes/"):
        host = "https://bilgi.example.org"
        assert alternates(f"/en/{path}") == {"tr": f"{host}/tr/{path}", "en": f"{host}/en/{path}"}


def test_where_the_readers_language_is_missing_the_other_text_is_offered_and_marked(client, text):
    page = read(client.get("/en/faq/associations/"))

    assert [(found["lang"], found["hreflang"]) for found in page.all("a", href=text.get_absolute_url())] == [
        ("tr", "tr")
    ]
    assert client.get(f"/en/faq/associations/{text.slug}/").status_code == 404
    assert client.get(f"/en/a/{text.article.key}/").url == text.get_absolute_url()


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        (None, "", "tr"),
        (None, "en-GB,en;q=0.9", "en"),
        (None, "de,en;q=0.5,tr;q=0.4", "en"),
        (None, "de", "tr"),
        ("en", "tr", "en"),
        ("tr", "en", "tr"),
        ("xx", "en", "en"),
    ],
)
def test_the_front_door_and_the_short_address_lead_to_the_readers_language(
    text, expert, editor, cookie, browser, language
):
    texts = {"tr": text, "en": entries.translate(text, expert, editor)}
    client = Client(headers={"accept-language": browser})
    if cookie:
        client.cookies["django_language"] = cookie

    assert client.get("/").url == f"/{language}/"
    response = client.get(f"/a/{text.article.key}/")
    assert (response.status_code, response.url) == (302, texts[language].get_absolute_url())
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))


def test_the_chosen_language_is_remembered_and_never_leads_away(client, text, expert, editor):
    english = entries.translate(text, expert, editor)

    response = client.post("/language/", {"language": "en", "next": "/en/faq/"})
    assert response.url == "/en/faq/"
    assert client.get(f"/a/{text.article.key}/").url == english.get_absolute_url()

    for away in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert client.post("/language/", {"language": "xx", "next": away}).url == "/"
    assert client.cookies["django_language"].value == "en"


def test_an_entry_under_another_topic_moves_to_its_own(client, text, subtopic):
    response = client.get(f"/tr/faq/organs/{text.slug}/")

    assert (response.status_code, response.url) == (301, text.get_absolute_url())


def test_every_old_address_leads_to_the_entry_for_ever(client, text, expert, editor):
    old = text.get_absolute_url()
    middle = factories.revise(text, expert, editor, question="Kurul kaç yılda bir?").get_absolute_url()
    now = factories.revise(text, expert, editor, question="Genel kurul kaç yılda bir yapılır?").get_absolute_url()

    for address in (old, middle):
        response = client.get(address, follow=True)
        assert response.redirect_chain == [(f"/a/{text.article.key}/", 301), (now, 302)]
        assert response.status_code == 200


def test_the_short_address_of_nothing_is_missing(client, text):
    for address in ("/a/no-such-key/", "/tr/a/no-such-key/", "/tr/faq/associations/no-such-entry/"):
        assert client.get(address, follow=True).status_code == 404


def test_programmes_are_open_or_closed_by_their_dates_and_the_closed_come_last(client, db):
    names = {"description_tr": "x", "description_en": "x"}
    Programme.objects.create(slug="over", order=1, name_tr="Biten", name_en="Over", closes_on="2020-01-01", **names)
    Programme.objects.create(slug="open", order=2, name_tr="Açık", name_en="Open", opens_on="2020-01-01", **names)

    page = read(client.get("/en/programmes/"))

    assert [found["id"] for found in page.all("section")] == ["open", "over"]
    assert [link for link in page.links if link in ("#open", "#over")] == ["#open", "#over"]
    assert Article.objects.count() == 0
