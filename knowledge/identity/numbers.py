"""Numbers and addresses that are personal whoever they belong to; with a checksum where there is one."""

import re
from collections.abc import Callable, Iterator

from knowledge.models.identity import Kind

Span = tuple[int, int, Kind]

GAP = r"[ ().\-]{0,3}"
CURRENCY = r"(?:TL|TRY|lira|avro|euro|eur|usd|dolar|dollars?|pounds?|[₺€$£])"
AMOUNT = re.compile(
    rf"(?<![\w.,])(?:{CURRENCY} ?\d[\d.,]*\d|\d[\d.,]*(?: (?:bin|milyon|thousand|million))? ?{CURRENCY}(?!\w))",
    re.IGNORECASE,
)
MONTHS = (
    "ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik|"
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
DAY = (
    rf"\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}} (?:{MONTHS}) \d{{4}}|(?:{MONTHS}) \d{{1,2}},? \d{{4}}"
)
STREET = r"(?:mah(?:alle(?:si)?)?|cad(?:de(?:si)?)?|sok(?:ak|agi)?|bulv(?:ari)?|mh|cd|sk|blv)"
NUMBER = r"(?:no|apt|daire|d|kat|k) ?[:.]? ?\d+(?: ?[/-] ?\w{1,3})?(?!\w)"
# Between a number and two to five letters these are units and words, not a licence plate.
NOT_ON_A_PLATE = {"TL", "EUR", "USD", "AB", "NO", "SK", "MD", "VE", "KG", "KM", "AY", "M", "S", "TO", "OF", "ART"}
ENDING = re.compile(r"'[a-z]{1,8}(?!\w)")
PUBLIC_DOMAINS = re.compile(r"(?:^|\.)(?:gov\.tr|bel\.tr|pol\.tr|tsk\.tr|europa\.eu|un\.org|coe\.int)$")


def is_identity_number(digits: str) -> bool:
    """A Turkish identity number: eleven digits, of which the last two check the others."""
    if not re.fullmatch(r"[1-9]\d{10}", digits):
        return False
    n = [int(digit) for digit in digits]
    return (sum(n[0:9:2]) * 7 - sum(n[1:8:2])) % 10 == n[9] and sum(n[:10]) % 10 == n[10]


def is_tax_number(digits: str) -> bool:
    """A Turkish tax number: ten digits, of which the last checks the others."""
    if not re.fullmatch(r"\d{10}", digits):
        return False
    total = 0
    for place, digit in enumerate(digits[:9]):
        moved = (int(digit) + 9 - place) % 10
        total += (moved * 2 ** (9 - place)) % 9 or (9 if moved else 0)
    return (10 - total % 10) % 10 == int(digits[9])


def is_iban(written: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", written):
        return False
    return int("".join(str(int(sign, 36)) for sign in written[4:] + written[:4])) % 97 == 1


def digits_of(words: str) -> str:
    return re.sub(r"\D", "", words)


def _is_plate(match: re.Match) -> bool:
    letters, number = match["letters"], match["number"]
    fits = len(number) in {1: (4, 5), 2: (3, 4), 3: (2, 3)}[len(letters)]
    written_apart = match.group() != match.group().replace(" ", "")
    return fits and letters.upper() not in NOT_ON_A_PLATE and (letters.isupper() or not written_apart)


def _is_of_a_person(match: re.Match) -> bool:
    return not PUBLIC_DOMAINS.search(match["domain"].lower())


def _any(match: re.Match) -> bool:
    return True


def _pattern(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern:
    return re.compile(pattern, flags)


# Each with what else must be true of what it found. Earlier ones win where two find the same.
PATTERNS: list[tuple[Kind, re.Pattern, Callable[[re.Match], bool]]] = [
    (
        Kind.EMAIL,
        _pattern(
            r"(?<![\w.+-])[\w.+-]{1,64}(?: ?@ ?| ?[(\[]at[)\]] ?)"
            r"(?P<domain>[\w-]+(?:(?:\.| ?[(\[](?:dot|nokta)[)\]] ?)[\w-]+)+)"
            r"|(?<![\w.+-])[\w.+-]{1,64} at (?P<spoken>[\w-]+(?: dot [\w-]+)+)"
        ),
        lambda match: bool(match["spoken"]) or _is_of_a_person(match),
    ),
    (Kind.IBAN, _pattern(r"(?<!\w)TR ?\d(?:[ .-]?\d){23}(?!\d)"), _any),
    (
        Kind.IBAN,
        _pattern(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)", 0),
        lambda match: is_iban(match.group().replace(" ", "")),
    ),
    (
        Kind.IDENTITY_NUMBER,
        _pattern(r"(?<![\w.,])[1-9](?:[ .-]?\d){10}(?!\d)"),
        lambda match: is_identity_number(digits_of(match.group())),
    ),
    (
        Kind.IDENTITY_NUMBER,
        _pattern(r"(?:kimlik|tckn|identity|t\. ?c\.)[^\d\n]{0,20}(?P<part>[1-9](?:[ .-]?\d){10})(?!\d)"),
        _any,
    ),
    (Kind.PHONE, _pattern(rf"(?<![\w.,])\(?(?:\+|00){GAP}9{GAP}0{GAP}[2-5](?:{GAP}\d){{9}}(?!\d)"), _any),
    (Kind.PHONE, _pattern(rf"(?<![\w.,])\(?0{GAP}[2-5](?:{GAP}\d){{9}}(?!\d)"), _any),
    (Kind.PHONE, _pattern(rf"(?<![\w.,])\(?5\d\d{GAP}\d{{3}}{GAP}\d\d{GAP}\d\d(?!\d)"), _any),
    (Kind.PHONE, _pattern(r"(?<![\w.,])\(?[2-4]\d\d\)? ?[ .-]\d{3}[ .-]\d\d[ .-]?\d\d(?!\d)"), _any),
    (Kind.PHONE, _pattern(rf"(?<!\w)\+[1-9]\d{{0,2}}(?:{GAP}\d){{6,12}}(?!\d)"), _any),
    (
        Kind.TAX_NUMBER,
        _pattern(r"(?<![\w.,-])\d{10}(?!\d)"),
        lambda match: is_tax_number(match.group()),
    ),
    (
        Kind.TAX_NUMBER,
        _pattern(r"(?:vergi|vkn|tax)[^\d\n]{0,20}(?P<part>\d(?:[ .-]?\d){9})(?!\d)"),
        _any,
    ),
    (Kind.REGISTER_NUMBER, _pattern(r"(?<![\w-])(?:0[1-9]|[1-7]\d|8[01]) ?[-/.] ?\d{3} ?[-/.] ?\d{3}(?![\w-])"), _any),
    (
        Kind.PLATE,
        _pattern(r"(?<![\w.,/-])(?:0[1-9]|[1-7]\d|8[01]) ?(?P<letters>[A-Z]{1,3}) ?(?P<number>\d{2,5})(?!\w)"),
        _is_plate,
    ),
    (Kind.BIRTH_DATE, _pattern(rf"(?:dogum|born|birth)[^\n.!?]{{0,25}}?(?P<part>{DAY}|(?:19|20)\d\d)(?!\d)"), _any),
    (Kind.BIRTH_DATE, _pattern(rf"(?<!\d)(?P<part>{DAY}|(?:19|20)\d\d)[^\n.!?]{{0,12}}dogum"), _any),
    (
        Kind.ADDRESS,
        _pattern(
            rf"(?<!\w)(?:\d+\. ?|(?:(?-i:[A-Z])[\w.]* ){{1,3}}|[\w.]+ ){STREET}(?!\w)\.?"
            rf"[^\n!?]{{0,60}}?(?<!\w){NUMBER}(?: ?[,/-]? ?{NUMBER})*(?-i:(?:, ?| ?/ ?| ){{1}}[A-Z][a-z]+){{0,3}}"
        ),
        _any,
    ),
    (
        Kind.ADDRESS,
        _pattern(r"(?<!\w)\d{1,4} (?:[A-Z][a-z]+ ){1,3}(?:Street|St\.|Road|Rd\.|Avenue|Ave\.|Lane|Square)", 0),
        _any,
    ),
]


def find(text: str) -> Iterator[Span]:
    """Where a folded text holds such numbers and addresses."""
    for kind, pattern, is_one in PATTERNS:
        for match in pattern.finditer(text):
            if is_one(match):
                start, end = match.span("part" if "part" in pattern.groupindex else 0)
                ending = ENDING.match(text, end)
                yield start, ending.end() if ending else end, kind
