import pytest

from helpdesk.models import Ticket
from helpdesk.redaction import find, redact


@pytest.fixture
def ticket() -> Ticket:
    return Ticket(
        requester_name="Işıl Çağlar",
        requester_email="isil.caglar@mavikus.example",
        organisation="Mavi Kuş Çevre Derneği",
        language="tr",
    )


@pytest.mark.parametrize(
    "personal",
    [
        "Işıl'ın",
        "IŞIL ÇAĞLAR",
        "isil caglar",
        "Çağlar'a",
        "isil.caglar@mavikus.example",
        "başka.biri@example.org",
        "0532 123 45 67",
        "+90 (532) 123 45 67",
        "5321234567",
        "TR33 0006 1005 1978 6457 8413 26",
        "10000000146",
        "06 ABC 123",
        "34-123-456",
        "Mavi Kuş Çevre Derneği'nin",
        "mavi  kuş  çevre derneğimizin",
        "MAVİ KUŞ",
    ],
)
def test_what_leads_back_to_the_person_is_marked(ticket, personal):
    text = redact(f"Merhaba, {personal} için yazıyorum.", ticket)

    assert personal not in text
    assert text.startswith("Merhaba, [")
    assert text.endswith(" için yazıyorum.")


@pytest.mark.parametrize(
    "clean",
    [
        "Dernek genel kurulu en geç üç yılda bir toplanır.",
        "5253 sayılı Kanun'un 19. maddesi 31/12/2020 tarihinde değişti.",
        "Çevre derneği kurmak için yedi kişi gerekir.",
        "Bildirim 45 gün içinde, en geç 30 Nisan 2027'ye kadar verilir.",
        "Proje bütçesi 60.000 avro, süresi 18 aydır.",
    ],
)
def test_ordinary_sentences_stay_as_they_are(ticket, clean):
    assert redact(clean, ticket) == clean


def test_findings_are_in_order_and_do_not_overlap(ticket):
    findings = find("isil.caglar@mavikus.example, Işıl Çağlar, 0532 123 45 67", ticket)

    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
    assert all(one.end <= other.start for one, other in zip(findings, findings[1:], strict=False))


@pytest.mark.parametrize("number", ["+44 7700 900123", "+49 (0)30 901820", "+1-202-555-0143", "+905321234567"])
def test_a_number_from_abroad_is_marked_too(ticket, number):
    assert number[-4:] not in redact(f"Bana {number} üzerinden ulaşın.", ticket)


def test_a_word_of_the_organisations_name_is_marked_only_with_a_capital():
    ticket = Ticket(organisation="Kadıköy Kedi Dostları Derneği", language="tr")

    assert redact("Bir kedi bakımevi açmak istiyoruz.", ticket) == "Bir kedi bakımevi açmak istiyoruz."
    assert "Kedi" not in redact("Biz Kedi Dostları olarak soruyoruz.", ticket)
