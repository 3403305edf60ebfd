"""What the identity check finds, and what it leaves alone."""

import random
import time
from collections import Counter

import pytest

from knowledge.identity import Known, find
from knowledge.identity.numbers import is_iban, is_identity_number, is_tax_number
from knowledge.models import Kind
from tests import identities

KNOWN = (
    Known(Kind.NAME, "Işıl Çağlar"),
    Known(Kind.EMAIL, "isil.caglar@mavikus.example"),
    Known(Kind.ORGANISATION, "Mavi Kuş Çevre Derneği"),
)


def neutral(text: str, known: tuple[Known, ...] = KNOWN, language: str = "tr") -> str:
    for found in reversed(find(text, language=language, known=known)):
        text = f"{text[: found.start]}{found.suggestion}{text[found.end :]}"
    return text


def test_of_a_world_of_seeded_identities_at_least_98_percent_are_found():
    world = identities.world()
    missed = [planted for planted in world if identities.left_over(planted)]
    by_kind = Counter(planted.kind for planted in world)

    assert len(world) >= 300
    assert {planted.language for planted in world} == {"tr", "en"}
    assert set(by_kind) == set(Kind) - {Kind.FILE, Kind.PLACEHOLDER}
    assert len(missed) / len(world) <= 0.02, [planted.text for planted in missed]


def test_of_clean_sentences_at_most_5_percent_are_marked():
    people = identities.people(random.Random(1))
    sentences = identities.clean_sentences()[::-1][::3]

    marked = [
        sentence
        for number, (sentence, language) in enumerate(sentences)
        if find(sentence, language=language, known=people[number % len(people)].known)
    ]

    assert len(sentences) > 2_000
    assert len(marked) / len(sentences) <= 0.05


@pytest.mark.parametrize("sentence", [*identities.DANGEROUS_TR, *identities.DANGEROUS_EN])
def test_what_only_looks_personal_is_left_alone(sentence):
    known = [one for person in identities.people(random.Random(1)) for one in person.known]

    assert find(sentence, language="tr", known=known) == []


@pytest.mark.parametrize(
    "personal",
    [
        "Işıl'ın",
        "IŞIL ÇAĞLAR",
        "isil caglar",
        "Çağlar'a",
        "Çağlar Işıl",
        "I. Çağlar",
        "I ş ı l Çağlar",
        "**Işıl** Çağlar",
        "Ça&gbreve;lar'ın Işıl'ı",
        "isil.caglar@mavikus.example",
        "isil.caglar (at) mavikus.example",
        "başka.biri@gmail.com",
        "0532 123 45 67",
        "+90 (532) 123 45 67",
        "5321234567",
        "+44 7700 900123",
        "+49 (0)30 901820",
        "TR33 0006 1005 1978 6457 8413 26",
        "10000000146",
        "100 000 001 46",
        "06 ABC 123",
        "34-123-456",
        "Mavi Kuş Çevre Derneği'nin",
        "mavi  kuş  çevre derneğimizin",
        "MAVİ KUŞ",
        "Mavi Kuş Derneği",
        "MKÇD",
        "Sayın Ahmet Demirkan",
        "Zeynep Aktaş",
        "Fatma Hanım'ın",
        "1985 doğumlu",
        "Moda Cad. No: 12/4 Kadıköy",
    ],
)
def test_what_leads_back_to_a_person_is_found_whole(personal):
    text = neutral(f"Biz dün {personal} için yazdık.")

    assert text.startswith("Biz dün ")
    assert text.endswith(" için yazdık.")
    words = [word for word in personal.replace("Sayın ", "").replace(" doğumlu", "").split() if len(word) > 2]
    assert [word for word in words if word in text] == []


@pytest.mark.parametrize(
    "clean",
    [
        "Dernek genel kurulu en geç üç yılda bir toplanır.",
        "5253 sayılı Kanun'un 19. maddesi 31/12/2020 tarihinde değişti.",
        "Çevre derneği kurmak için yedi kişi gerekir.",
        "Işıltılı bir kutlama, çağlar boyu süren bir gelenek.",
        "Proje bütçesi 60.000 avro, süresi 18 aydır.",
        "İşlem numarası 12345678901 değildir.",
    ],
)
def test_ordinary_sentences_stay_as_they_are(clean):
    assert neutral(clean) == clean


@pytest.mark.parametrize(
    ("found", "suggestion"),
    [
        ("Işıl'ın", "bir kişinin"),
        ("Işıl'dan", "bir kişiden"),
        ("Mavi Kuş Çevre Derneği'ne", "bir kuruluşa"),
        ("Mavi Kuş Çevre Derneğimizin", "bir kuruluşun"),
        ("0532 123 45 67", "telefon numarası"),
    ],
)
def test_a_suggestion_has_the_case_of_what_it_replaces(found, suggestion):
    assert neutral(f"Biz {found} için.") == f"Biz {suggestion} için."


def test_an_amount_is_personal_beside_a_name_and_nowhere_else():
    assert neutral("Işıl Çağlar derneğe 12.500 TL bağışladı. Sınır 12.500 TL'dir.") == (
        "bir kişi derneğe bir tutar bağışladı. Sınır 12.500 TL'dir."
    )


def test_a_word_of_the_organisations_name_is_marked_only_with_a_capital():
    known = (Known(Kind.ORGANISATION, "Kadıköy Kedi Dostları Derneği"),)

    assert neutral("Bir kedi bakımevi açmak istiyoruz.", known) == "Bir kedi bakımevi açmak istiyoruz."
    assert "Kedi" not in neutral("Biz Kedi Dostları olarak soruyoruz.", known)


@pytest.mark.parametrize(
    ("is_one", "right", "wrong"),
    [
        (is_identity_number, ["10000000146", "12345678950"], ["10000000147", "02345678950", "1234567895"]),
        (is_tax_number, ["1234567890", "4540536920"], ["1234567891", "454053692"]),
        (is_iban, ["TR330006100519786457841326", "DE89370400440532013000"], ["TR330006100519786457841327", "TR33"]),
    ],
)
def test_numbers_are_told_by_their_checksums(is_one, right, wrong):
    assert [is_one(number) for number in [*right, *wrong]] == [True] * len(right) + [False] * len(wrong)


@pytest.mark.parametrize(
    "text", ["a" * 60_000, "A. " * 20_000, "0 5 " * 15_000, "Mah. " * 12_000, "'" * 60_000, "a@" * 30_000]
)
def test_a_long_text_is_checked_in_time(text):
    begin = time.perf_counter()

    find(text, language="tr", known=KNOWN)

    assert time.perf_counter() - begin < 5
