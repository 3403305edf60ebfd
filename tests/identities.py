"""A made-up world of people and organisations, and texts that give them away in every way people write."""

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.identity import Known, find
from knowledge.models import Kind

FAQ = Path(__file__).parent.parent / "faq_seed"

GIVEN = ["Ayşe", "Işıl", "Mehmet", "Gülşah", "Çağatay", "Ömer", "Zübeyde", "İbrahim", "Deniz", "Umut", "Barış", "Pınar"]
FAMILY = ["Yılmaz", "Çağlar", "Kaya", "Öztürk", "Karadağlı", "Şahinoğlu", "Demir", "Güngör", "İnceoğlu", "Tütüncü"]
ABROAD = ["Grace Hopewell", "Jack Marlowe", "Siobhan O'Neill", "Mark Atterbury", "Anneliese Vogt", "Rose Whitcombe"]
OWN = ["Mavi Kuş", "Kedi Dostları", "Tohumluk", "Yeşil Vadi Çevre", "Umut Işığı", "Kadıköy Kadınlar", "Bozkır Yıldızı"]
OWN_ABROAD = ["Blue Heron", "Rivertown Women", "Open Meadow"]
KINDS_TR = ["Derneği", "Vakfı", "Kooperatifi", "Federasyonu"]
KINDS_EN = ["Association", "Foundation", "Federation"]
LETTERS = "ABCDEFGHJKLMNPRSTUVYZ"

OPENINGS = {
    "tr": [
        "Merhaba, {} için yazıyorum.",
        "Yönetim kurulumuz dün {} konusunu görüştü, ne yapmalıyız?",
        "Bildirimde {} yazılıydı; düzeltmek istiyoruz.",
        "Geçen hafta ({}) başvurumuzu yaptık.",
        "Dosyada şunlar var:\n- {}\n- tutanak",
        "Sorumuz şu: {}, doğru mu?",
    ],
    "en": [
        "Hello, I am writing about {} today.",
        "Our board discussed {} yesterday; what should we do?",
        "The notification said {}, which we want to correct.",
        "Last week ({}) we sent our application.",
        "The file holds:\n- {}\n- the minutes",
        "Our question is this: {}, is it right?",
    ],
}
SUFFIXES = ["", "'nin", "'ye", "'den", "’nın", "'la", "'de", "'yi", "'nin", "'dir"]
WITHOUT_APOSTROPHE = ["nin", "ye", "den", "de", "nın"]
LOOKALIKES = str.maketrans("aeocAEO", "аеосАЕО")


# Of these the words around the number are nobody's.
NUMBERS_WITH_WORDS = (Kind.BIRTH_DATE, Kind.TAX_NUMBER)


@dataclass(frozen=True)
class Planted:
    """A text, what in it must be found, and what was known of whoever asked."""

    text: str
    language: str
    kind: Kind
    identity: str
    known: tuple[Known, ...]


@dataclass(frozen=True)
class Person:
    name: str
    organisation: str
    email: str
    language: str

    @property
    def known(self) -> tuple[Known, ...]:
        return (
            Known(Kind.NAME, self.name),
            Known(Kind.ORGANISATION, self.organisation),
            Known(Kind.EMAIL, self.email),
        )


def people(chance: random.Random) -> list[Person]:
    made = []
    for number in range(40):
        if number % 3 == 2:
            name, own, kinds, language = chance.choice(ABROAD), chance.choice(OWN_ABROAD), KINDS_EN, "en"
        else:
            name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
            own, kinds, language = chance.choice(OWN), KINDS_TR, "tr"
        address = f"{_ascii(name).replace(' ', '.')}@{_ascii(own).replace(' ', '')}.example"
        made.append(Person(name, f"{own} {chance.choice(kinds)}", address, language))
    return made


def _ascii(words: str) -> str:
    plain = words.translate(str.maketrans("ıİşŞğĞçÇöÖüÜ", "iIsSgGcCoOuU"))
    return re.sub(r"[^a-z ]", "", plain.lower())


def world(seed: int = 42) -> list[Planted]:
    """At least three hundred texts; the same ones for the same seed."""
    chance = random.Random(seed)
    made = []
    for person in people(chance):
        for kind, identity in _identities(person, chance):
            written = _as_people_write(identity, kind, person.language, chance)
            text = chance.choice(OPENINGS[person.language]).format(written)
            made.append(Planted(text, person.language, kind, written, person.known))
    return made


def _identities(person: Person, chance: random.Random) -> Iterator[tuple[Kind, str]]:
    given, *_rest, family = person.name.split()
    yield Kind.NAME, person.name
    yield Kind.NAME, chance.choice([f"{family} {given}", f"{given[0]}. {family}", f"{given}\u00a0{family}"])
    yield Kind.NAME, chance.choice(["Mehmet Uysal", "Fatma Korkut", "Av. Ahmet Serim", "Elif Naz Tekindal"])
    yield Kind.ORGANISATION, person.organisation
    yield Kind.ORGANISATION, _our_organisation(person)
    yield Kind.EMAIL, chance.choice([person.email, person.email.upper(), person.email.replace("@", " (at) ")])
    yield Kind.EMAIL, f"{_ascii(family)}{chance.randint(1, 99)}@gmail.com"
    yield Kind.PHONE, phone(chance)
    yield Kind.IDENTITY_NUMBER, identity_number(chance)
    yield Kind.TAX_NUMBER, tax_number(chance)
    yield Kind.IBAN, iban(chance)
    yield Kind.REGISTER_NUMBER, f"{chance.randint(1, 81):02}-{chance.randint(0, 999):03}-{chance.randint(0, 999):03}"
    yield Kind.PLATE, plate(chance)
    yield Kind.BIRTH_DATE, birth_date(person.language, chance)
    yield Kind.ADDRESS, address(person.language, chance)
    yield Kind.AMOUNT, _amount(person, chance)


def _our_organisation(person: Person) -> str:
    own, kind = person.organisation.rsplit(" ", 1)
    ours = {"Derneği": "Derneğimizin", "Vakfı": "Vakfımıza", "Kooperatifi": "Kooperatifimizde"}
    return f"{own} {ours.get(kind, kind)}"


def _as_people_write(identity: str, kind: Kind, language: str, chance: random.Random) -> str:
    if kind not in (Kind.NAME, Kind.ORGANISATION):
        return identity
    last = identity.split()[-1]
    if language == "tr" and not last.endswith(("mizin", "mıza", "mizde")):
        apart = chance.random() < 0.8
        identity += chance.choice(SUFFIXES) if apart else chance.choice(WITHOUT_APOSTROPHE)
    elif language == "en":
        identity += chance.choice(["", "'s", "’s"])
    changes = [
        lambda words: words,
        lambda words: words.replace(" ", "  "),
        lambda words: words.replace(" ", "\u00a0"),
        lambda words: words.replace("i", "İ").replace("ı", "I").upper(),
        lambda words: words.replace("İ", "i").replace("I", "ı").lower(),
        lambda words: words.translate(LOOKALIKES),
        lambda words: words.replace("a", "a\u200b"),
        lambda words: words.replace("ü", "&uuml;").replace("ö", "&#246;"),
        lambda words: " ".join([*words.split()[0], *words.split()[1:]]) if words.split()[0].isalpha() else words,
        lambda words: unicodedata.normalize("NFD", words),
        lambda words: f"**{words.split()[0]}** {' '.join(words.split()[1:])}".strip(),
        lambda words: words.translate(str.maketrans("ıİşŞğĞçÇöÖüÜ", "iIsSgGcCoOuU")),
    ]
    is_told_of = identity.split()[0] not in ("Mehmet", "Fatma", "Av.", "Elif")
    return chance.choice(changes if is_told_of else changes[:3])(identity)


def phone(chance: random.Random) -> str:
    operator, one, two, three = chance.randint(501, 559), chance.randint(100, 999), chance.randint(10, 99), "07"
    forms = [
        f"0{operator} {one} {two} {three}",
        f"+90 {operator} {one} {two} {three}",
        f"+90 ({operator}) {one}-{two}-{three}",
        f"0 {operator} {one}{two}{three}",
        f"{operator}{one}{two}{three}",
        f"0{operator}.{one}.{two}.{three}",
        " ".join(f"0{operator}{one}{two}{three}"),
        f"(0{chance.choice([212, 312, 232, 412])}) {one} {two} {three}",
        f"+44 7{operator} {one}{two}{three}",
        f"\uff10{operator} {one} {two} {three}",
    ]
    return chance.choice(forms)


def identity_number(chance: random.Random) -> str:
    n = [chance.randint(1, 9), *(chance.randint(0, 9) for _place in range(8))]
    n.append((sum(n[0:9:2]) * 7 - sum(n[1:8:2])) % 10)
    n.append(sum(n) % 10)
    digits = "".join(map(str, n))
    return chance.choice([digits, f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}", " ".join(digits)])


def tax_number(chance: random.Random) -> str:
    n = [chance.randint(0, 9) for _place in range(9)]
    total = 0
    for place, digit in enumerate(n):
        moved = (digit + 9 - place) % 10
        total += 0 if moved == 0 else (moved * 2 ** (9 - place)) % 9 or 9
    digits = "".join(map(str, [*n, (10 - total % 10) % 10]))
    return chance.choice([digits, f"VKN {digits[:3]} {digits[3:6]} {digits[6:]}"])


def iban(chance: random.Random) -> str:
    account = "".join(str(chance.randint(0, 9)) for _place in range(22))
    check = 98 - int(f"{account}292700") % 97
    whole = f"TR{check:02}{account}"
    return chance.choice([whole, " ".join(whole[n : n + 4] for n in range(0, 26, 4)), whole.lower()])


def plate(chance: random.Random) -> str:
    letters = "".join(chance.choice(LETTERS) for _place in range(chance.randint(2, 3)))
    number = chance.randint(100, 999)
    return chance.choice(
        [f"{chance.randint(1, 81):02} {letters} {number}", f"{chance.randint(1, 81):02}{letters}{number}"]
    )


def birth_date(language: str, chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1940, 2005)
    if language == "en":
        return chance.choice([f"born on {day:02}/{month:02}/{year}", f"date of birth: {day} March {year}"])
    return chance.choice(
        [
            f"doğum tarihi {day:02}.{month:02}.{year}",
            f"{day} Mart {year} doğumlu",
            f"{year} doğumlu",
            f"D. {year} doğumlu",
        ]
    )


def address(language: str, chance: random.Random) -> str:
    number = chance.randint(1, 99)
    if language == "en":
        return f"{number} {chance.choice(['Chestnut', 'Mill', 'Old Harbour'])} {chance.choice(['Street', 'Road'])}"
    return chance.choice(
        [
            f"Cumhuriyet Mah. 12. Sok. No: {number}/3 Kadıköy/İstanbul",
            f"Yeni Çamlıca Mahallesi Akasya Caddesi No:{number} D:4",
            f"gazi mah. çınar sok. no {number}",
            f"ATATÜRK CAD. NO: {number} KAT: 2",
            f"Barbaros Bulvarı Işık Apt. No {number}",
        ]
    )


def _amount(person: Person, chance: random.Random) -> str:
    amount = f"{chance.randint(2, 99)}.{chance.randint(100, 999)} {chance.choice(['TL', 'avro', '₺', 'euro'])}"
    verb = "ödedi ve" if person.language == "tr" else "paid"
    return f"{person.name} {verb} {amount}"


def left_over(planted: Planted) -> str:
    """The letters and digits of what was planted that the check would leave standing."""
    findings = find(planted.text, language=planted.language, known=planted.known)
    start = planted.text.index(planted.identity)
    places = range(start, start + len(planted.identity))
    if planted.kind in NUMBERS_WITH_WORDS:
        places = [place for place in places if planted.text[place].isdigit()]
    seen = {place for finding in findings for place in range(finding.start, finding.end)}
    left = "".join(planted.text[place] for place in places if place not in seen)
    return re.sub(r"[\W_]|Av\b|\b(?:ödedi|ve|paid)\b", "", left)


def clean_sentences() -> list[tuple[str, str]]:
    """What nobody is meant by, with its language: every sentence of the FAQ, and those that look dangerous."""
    sentences = []
    for path in sorted(FAQ.glob("*/*.md")):
        text = re.sub(r"^(?:- |question: |summary: )", "", path.read_text("utf-8"), flags=re.MULTILINE)
        lines = re.split(r"(?<=[.!?:])\s+|\n+", text)
        sentences += [(line.strip(), path.stem[-2:]) for line in lines if len(line.strip()) > 20]
    return sentences + [(line, "tr") for line in DANGEROUS_TR] + [(line, "en") for line in DANGEROUS_EN]


DANGEROUS_TR = [
    "Deniz kirliliğine karşı bir proje yürütüyoruz.",
    "Umut her zaman vardır; başvuru süresi 30 gündür.",
    "Barış ve uzlaşma alanında çalışan dernekler için çağrı açıldı.",
    "Bu yaz deniz kenarında kamp yapılacak, umut verici bir gelişme.",
    "Demir ve çelik sektöründe çalışan üyeler için ayrı kural yoktur.",
    "Kaya tırmanışı kursu için izin gerekir mi?",
    "Sivil Toplumla İlişkiler Genel Müdürlüğüne bilgi@siviltoplum.gov.tr adresinden yazabilirsiniz.",
    "Sorularınız için Vergi İletişim Merkezi 189'u, Alo 188 hattını ya da 444 0 189'u arayın.",
    "5253 sayılı Dernekler Kanunu'nun 32. maddesi 7262 sayılı Kanun'la değişti.",
    "2860 sayılı Kanun'un 29. maddesine göre 5.000 TL'den 100.000 TL'ye kadar idari para cezası verilir.",
    "Resmî Gazete 31.12.2020 tarih ve 31351 (5. mükerrer) sayılıdır.",
    "Beyanname 1 Ocak 2027 - 30 Nisan 2027 arasında verilir.",
    "Proje bütçesi 60.000 avro, süresi 18 aydır; katkı 1.250.000 TL'yi geçemez.",
    "Kurban Bayramı ve Ramazan Bayramı'nda makbuz kesilmesi gerekir.",
    "Sayın Valilik, Sayın Başkan gibi hitaplar resmî yazıda kullanılır.",
    "Bir kedi bakımevi açmak isteyen mavi yakalılar da üye olabilir.",
    "Yardım toplama izni 1 yıl, uzatma 12 ay 24 gün olabilir; 15 TL harç alınır.",
    "T.C. kimlik numarası on bir hanelidir ve yalnız üyelik kaydı için istenir.",
    "Kütük numarası il kodu ile başlar ve üç bölümden oluşur.",
    "Genel kurul 20.03.2026 - 22.03.2026 tarihleri arasında toplanabilir.",
]
DANGEROUS_EN = [
    "Grace periods of 30 days apply, and hope is not a plan.",
    "Mark every receipt with the date and the number of the decision.",
    "Rose gardens and meadows may be rented to the association's members.",
    "Call 188 or write to info@siviltoplum.gov.tr for the form.",
    "The fine is between TRY 5,000 and TRY 100,000 under Law No. 2860, art. 29.",
    "The call closes on 15 March 2027 and the budget is EUR 60,000 to EUR 120,000.",
    "Will the general assembly of 2027 need 2/3 of the 45 members?",
    "Dear Sir or Madam is a fine way to begin a letter to the governorate.",
]
