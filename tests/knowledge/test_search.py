"""What readers find, through the door everybody uses."""

import pytest
from django.utils import timezone

from knowledge import search, workflow
from knowledge.models import Article, Feedback, Synonym, Topic
from tests import factories

ANSWER = (
    "Defterler her yıl kullanılmadan önce tasdik edilir.\n\n1. Notere ya da **dernekler birimine** gidin.\n2. Saklayın."
)


@pytest.fixture
def faq(topic, expert, editor):
    """Five entries, one of them in both languages."""

    def publish(question: str, summary: str, **more: str) -> Article:
        more = {"topic": topic, "answer": f"{summary}\n\n{ANSWER}"} | more
        return factories.publish(expert, editor, question=question, summary=summary, **more).article

    books = publish(
        "Derneğin defterlerini kim tasdik eder?",
        "Defterleri noter ya da il dernekler birimi tasdik eder.",
        asked_as="noterden damga vurdurmak şart mı",
        keywords="noter onayı\n5253",
    )
    factories.publish(
        expert,
        editor,
        article=books,
        language="en",
        topic=topic,
        question="Who certifies the books of an association?",
        summary="A notary or the provincial associations office certifies them.",
        answer="A notary or the provincial associations office certifies them.\n\nBring the books before you use them.",
    )
    publish("Vakıf nasıl kurulur?", "Vakıf, noterde düzenlenen senetle kurulur.", answer="Vakfı mahkeme tescil eder.")
    publish("Gönüllülere yol parası verilir mi?", "Belgeli masraf ödenebilir.", answer="Harçlık ücret sayılabilir.")
    publish("Genel kurul ne sıklıkla toplanır?", "En geç üç yılda bir toplanır.", answer="Tüzük kısa süre yazabilir.")
    publish("Hibe raporu ne zaman verilir?", "Rapor altmış gün içinde verilir.", answer="Gecikme ödemeyi durdurur.")
    return books


def questions(results: search.Results) -> list[str]:
    return [hit.text.question for hit in results.hits]


@pytest.mark.parametrize(
    "query",
    [
        "defter tasdiki",
        "DEFTERLERİMİZİ TASDİK ETTİRMEK",
        "defterlerimizi tasdik ettirmek",
        "derneğimizin defterlerinin tasdiki",
        "dfter tasdki",
        "noterden damga",
        "5253",
    ],
)
def test_an_entry_is_found_in_the_words_people_have(faq, query):
    found = search.find(query, language="tr")

    assert questions(found)[0] == "Derneğin defterlerini kim tasdik eder?"
    assert found.is_plain is False


@pytest.mark.parametrize("query", ["vakıf kurmak", "VAKIF KURMAK", "vakif kurmak", "VAKİF KURMAK", "vakfı kurarken"])
def test_every_spelling_of_i_finds_the_same(faq, query):
    assert questions(search.find(query, language="tr"))[0] == "Vakıf nasıl kurulur?"


def test_words_written_together_are_found_apart(faq):
    found = search.find("genelkurul", language="tr")

    assert questions(found)[0] == "Genel kurul ne sıklıkla toplanır?"
    assert found.suggestion == "genel kurul"


def test_a_turkish_question_on_the_english_pages_is_answered_in_english(faq):
    found = search.find("derneğin defterlerini tasdik ettirmek", language="en")

    assert questions(found)[0] == "Who certifies the books of an association?"


def test_an_english_question_on_the_turkish_pages_is_answered_in_turkish(faq):
    found = search.find("certify association books", language="tr")

    assert questions(found)[0] == "Derneğin defterlerini kim tasdik eder?"


def test_where_there_is_no_text_in_the_readers_language_the_other_is_shown(faq):
    found = search.find("vakıf senedi", language="en")

    assert [(hit.text.language, hit.text.question) for hit in found.hits][0] == ("tr", "Vakıf nasıl kurulur?")


def test_a_word_that_no_entry_has_does_no_harm(faq):
    with_stray = search.find("defter tasdiki zürafa", language="tr")

    assert questions(with_stray)[0] == "Derneğin defterlerini kim tasdik eder?"


def test_did_you_mean_offers_only_words_readers_can_see(faq):
    assert search.find("vakfı gnüllülere", language="tr").suggestion == "vakfı gönüllülere"
    assert search.find("noterdn DMAGA", language="tr").suggestion == ""


def test_nothing_is_suggested_for_words_that_are_right(faq):
    assert search.find("defterlerimizin tasdiki", language="tr").suggestion == ""


def test_the_passage_is_whole_sentences_with_the_words_marked(faq):
    hit = search.find("tasdik", language="tr").hits[0]

    passage = "".join(piece for piece, _ in hit.highlight)
    assert passage.startswith("Defterleri noter ya da il dernekler birimi tasdik eder.")
    assert passage.endswith(".")
    assert ("tasdik", True) in hit.highlight
    assert "**" not in passage


def test_markup_in_an_answer_stays_text(faq, topic, expert, editor):
    factories.publish(
        expert,
        editor,
        topic=topic,
        question="Zirve nedir?",
        summary="Zirve <b onclick=x>şudur</b>.",
        answer="Zirve <b onclick=x>şudur</b>.\n\n<script>alert(1)</script>",
    )

    hit = search.find("zirve", language="tr").hits[0]

    assert "".join(piece for piece, _ in hit.highlight).startswith("Zirve <b onclick=x>şudur</b>.")


def test_synonyms_work_as_soon_as_the_indexer_has_passed(faq):
    Synonym.objects.create(language="tr", terms="genel kurul, kongre, umumi heyet")
    search.apply_outbox()

    assert questions(search.find("kongre", language="tr"))[0] == "Genel kurul ne sıklıkla toplanır?"
    assert questions(search.find("umumi heyetimiz", language="tr"))[0] == "Genel kurul ne sıklıkla toplanır?"


def test_synonyms_are_loaded_once_and_what_an_editor_changed_stays(db, tmp_path):
    (tmp_path / "tr.txt").write_text("# kurullar\nkongre, genel kurul # eski ad\ntek\n", "utf-8")

    assert search.load_synonyms(tmp_path) == 1
    Synonym.objects.update(terms="kongre, genel kurul, kurultay")
    assert search.load_synonyms(tmp_path) == 1

    assert list(Synonym.objects.values_list("terms", flat=True)) == ["kongre, genel kurul, kurultay"]


def test_a_topic_includes_its_children_and_the_counts_show_the_others(faq, topic, expert, editor):
    child = Topic.objects.create(slug="books", name_tr="Defterler", name_en="Books", parent=topic)
    other = Topic.objects.create(slug="grants", name_tr="Hibeler", name_en="Grants")
    factories.publish(expert, editor, topic=child, question="Karar defteri nedir?", summary="Karar defteri budur.")
    factories.publish(expert, editor, topic=other, question="Hibe defteri nedir?", summary="Hibe defteri budur.")

    found = search.find("defter", language="tr", topic="associations")

    assert set(questions(found)) == {"Derneğin defterlerini kim tasdik eder?", "Karar defteri nedir?"}
    assert found.total == 2
    assert dict(found.topics)[other] == 1


def test_pages_follow_each_other_without_repeating(faq, topic, expert, editor):
    for number in range(5):
        factories.publish(expert, editor, topic=topic, question=f"Kermes {number} nedir?", summary="Kermes budur.")

    pages = [search.find("kermes", language="tr", limit=2, offset=offset) for offset in (0, 2, 4, 6)]

    assert [len(page.hits) for page in pages] == [2, 2, 1, 0]
    assert len({hit.text.pk for page in pages for hit in page.hits}) == 5
    assert {page.total for page in pages} == {5}


def test_searching_asks_the_database_three_times_whatever_is_found(faq, django_assert_num_queries):
    search.find("ısınma", language="tr")

    with django_assert_num_queries(3):
        assert len(search.find("noter", language="tr", limit=10).hits) >= 2
    with django_assert_num_queries(3):
        assert len(search.find("yol parası", language="tr", limit=1).hits) == 1


def test_suggestions_start_at_two_letters(faq):
    assert search.suggest("d", language="tr") == []
    assert [hit.text.question for hit in search.suggest("de", language="tr")] == [
        "Derneğin defterlerini kim tasdik eder?"
    ]


@pytest.mark.parametrize("typed", ["gen", "GENEL K", "genel kur", "genel kurul ne sıkl", "kac yilda bir genel kuru"])
def test_suggestions_follow_what_has_been_typed_so_far(faq, typed):
    hits = search.suggest(typed, language="tr")

    assert hits[0].text.question == "Genel kurul ne sıklıkla toplanır?"
    assert len(hits) <= 5


def test_a_suggestion_marks_the_question_it_offers(faq):
    hit = search.suggest("genel kurul", language="tr")[0]

    assert hit.highlight == [
        ("Genel", True),
        (" ", False),
        ("kurul", True),
        (" ne sıklıkla toplanır?", False),
    ]


def test_a_long_text_finds_what_it_is_about_but_not_itself(faq):
    letter = "Merhaba, ben saymanım. " * 30 + "Defterlerin tasdiki için notere mi gidilir? Vakıf senedi de gerekir mi?"

    assert search.similar_to(letter, language="tr")[0].text.article == faq
    assert faq not in [hit.text.article for hit in search.similar_to(letter, language="tr", leave_out=faq)]


def test_what_readers_found_helpful_rises_slightly(faq, topic, expert, editor):
    twins = [
        factories.publish(expert, editor, topic=topic, question="Balo düzenlemek serbest mi?", summary="Evet, serbest.")
        for _ in range(2)
    ]
    second = search.find("balo", language="tr").hits[1].text.article
    Feedback.objects.bulk_create(
        Feedback(article=second, language="tr", revision=1, is_helpful=True) for _ in range(20)
    )

    assert search.reconcile() == 1

    assert search.find("balo", language="tr").hits[0].text.article == second
    assert len(twins) == 2


def test_a_withdrawn_entry_is_gone_before_the_index_knows(faq, editor):
    workflow.archive(faq, by=editor, reason="Yasa değişti")

    found = search.find("defter tasdiki", language="tr")

    assert faq not in [hit.text.article for hit in found.hits]
    assert found.total == len(found.hits)
    assert faq not in [hit.text.article for hit in search.suggest("defter", language="tr")]
    assert faq not in [hit.text.article for hit in search.similar_to("defter tasdiki", language="tr")]


HOSTILE = [
    "",
    " ",
    "*",
    "?" * 300,
    '"' * 999,
    "((((",
    "AND OR NOT",
    "tr:* OR article:[0 TO 9]",
    "\0\x01\x02",
    "a" * 14_000,
    "defter " * 2_000,
    "‮‭ﷺ",
    "😀" * 100,
    "İ" * 200,
    "i̇" * 200,
    "'; DROP TABLE knowledge_article; --",
    "\ud800",
    "٠١٢٣",
    "中文 搜索",
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("language", ["tr", "en", "xx"])
def test_any_input_gets_an_answer_within_a_second(faq, query, language):
    started = timezone.now()

    found = search.find(query, language=language, topic=query[:50], limit=10**6, offset=-5)
    search.suggest(query, language=language)
    search.similar_to(query, language=language)

    assert len(found.query) <= search.LONGEST_QUERY
    assert (timezone.now() - started).total_seconds() < 1


def test_words_of_the_query_language_of_the_engine_are_words(faq):
    assert questions(search.find("defter AND (tasdik) NOT dernek*", language="tr"))[0].startswith("Derneğin defter")
