"""Words as people type them: capitals, suffixes, missing dots, other spellings."""

import pytest

from knowledge.search import analysis

EVERYDAY_PAIRS = [
    *("derneğin dernek", "derneğimizin dernek", "DERNEKLERİ dernek", "dernekte dernek", "Dernek'in dernek"),
    *("VAKIF vakıf", "vakfı vakıf", "vakfımız VAKIF", "vakıflar vakıf", "vakfi vakıf"),
    *("bagis bağış", "BAĞIŞI bağış", "bağışçılar bağış", "bagislar bağış"),
    *("tüzüğü tüzük", "TÜZÜK tuzuk", "tüzüğümüz tüzük", "tuzugu tüzük"),
    *("kitabı kitap", "kitaplar KİTAP", "çocuğun çocuk", "COCUKLAR çocuk"),
    *("izni izin", "izinsiz izin", "İZİN izin", "IZIN izin"),
    *("gönüllülerimiz gönüllü", "gonullu GÖNÜLLÜ", "gönüllülük gönüllü"),
    *("beyannamesi beyanname", "BEYANNAMELER beyanname", "hibemizin hibe", "HİBELER hibe"),
    *("üyelerimiz üye", "ÜYELİK üye", "uyeler üye", "imzası imza", "cezası ceza", "süresi süre"),
    *("İSTANBUL istanbul", "ISTANBUL istanbul", "ISPARTA ısparta", "isparta ISPARTA"),
    *("şubesi şube", "SUBELER şube", "federasyonu federasyon", "defterleri defter", "DEFTERLER defter"),
    *("kaydı kayıt", "kayıtlar KAYIT", "feshi fesih", "raporları rapor", "genel kurulu kurul"),
]


def meet(one: str, other: str, language: str) -> bool:
    forms = [
        {form.term for word in analysis.words(text, language) for form in analysis.forms(word.folded, language)}
        for text in (one, other)
    ]
    return bool(forms[0] & forms[1])


@pytest.mark.parametrize("pair", EVERYDAY_PAIRS)
def test_everyday_forms_of_a_word_meet(pair):
    one, other = pair.rsplit(" ", 1)

    assert meet(one, other, "tr")


@pytest.mark.parametrize("word", ["ılık", "ilik", "ILIK", "İLİK", "i̇lik"])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_all_four_kinds_of_i_fold_to_one(word, language):
    assert [found.folded for found in analysis.words(word, language)] == ["ilik"]


def test_capitals_become_turkish_small_letters():
    assert analysis.lower("ISPARTA İZMİR", "tr") == "ısparta izmir"
    assert analysis.lower("INSTITUTE", "en") == "institute"


def test_what_follows_an_apostrophe_is_a_suffix():
    words = [word.folded for word in analysis.words("Dernek'in KDV’yi TBMM`de", "tr")]

    assert words == ["dernek", "kdv", "tbmm"]


def test_places_of_words_are_those_of_the_text():
    text = "Ek: İÇİŞLERİ'ne, 5253 sayılı Kanun"

    assert [text[word.start : word.end] for word in analysis.words(text, "tr")] == [
        "Ek",
        "İÇİŞLERİ",
        "5253",
        "sayılı",
        "Kanun",
    ]


def test_numbers_stay_whole():
    assert [form.term for form in analysis.forms("5253", "tr")] == ["w:5253"]


@pytest.mark.parametrize(
    "pair",
    [
        "organisation organization",
        "programmes program",
        "centre centers",
        "labour labor",
        "cancelled canceled",
        "licence licensing",
        "analyse analyzing",
        "fulfil fulfilled",
        "volunteers volunteering",
        "associations association",
    ],
)
def test_british_american_and_inflected_english_meet(pair):
    one, other = pair.split()

    assert analysis.key(one, "en") == analysis.key(other, "en")


def test_question_words_are_kept_and_fillers_are_not():
    assert not analysis.is_stop_word("nasil", "tr")
    assert not analysis.is_stop_word("what", "en")
    assert analysis.is_stop_word("acaba", "tr")
    assert analysis.is_stop_word("the", "en")
