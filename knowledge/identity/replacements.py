"""The neutral words we suggest in the place of something personal, with its Turkish case."""

import re

from knowledge.models.identity import Kind

from .folding import plain

NEUTRAL = {
    "tr": {
        Kind.NAME: "bir kişi",
        Kind.ORGANISATION: "bir kuruluş",
        Kind.EMAIL: "e-posta adresi",
        Kind.PHONE: "telefon numarası",
        Kind.ADDRESS: "açık adres",
        Kind.IDENTITY_NUMBER: "kimlik numarası",
        Kind.TAX_NUMBER: "vergi numarası",
        Kind.IBAN: "IBAN",
        Kind.REGISTER_NUMBER: "kütük numarası",
        Kind.PLATE: "plaka",
        Kind.BIRTH_DATE: "doğum tarihi",
        Kind.AMOUNT: "bir tutar",
        Kind.FILE: "ekteki belge",
        Kind.PLACEHOLDER: "",
    },
    "en": {
        Kind.NAME: "a person",
        Kind.ORGANISATION: "an organisation",
        Kind.EMAIL: "an email address",
        Kind.PHONE: "a phone number",
        Kind.ADDRESS: "an address",
        Kind.IDENTITY_NUMBER: "an identity number",
        Kind.TAX_NUMBER: "a tax number",
        Kind.IBAN: "an IBAN",
        Kind.REGISTER_NUMBER: "a register number",
        Kind.PLATE: "a licence plate",
        Kind.BIRTH_DATE: "a date of birth",
        Kind.AMOUNT: "an amount",
        Kind.FILE: "a document",
        Kind.PLACEHOLDER: "",
    },
}
# The end of a name in its case, and what the same case is called; the first that fits counts.
CASES = [
    ("of", re.compile(r"(?:n?[iu]n)\Z")),
    ("from", re.compile(r"n?[dt][ae]n\Z")),
    ("at", re.compile(r"n?[dt][ae]\Z")),
    ("with", re.compile(r"y?l[ae]\Z")),
    ("to", re.compile(r"[yn]?[ae]\Z")),
    ("whom", re.compile(r"[yns]?[iu]\Z")),
]
ENDINGS = {
    "bir kişi": {"of": "nin", "from": "den", "at": "de", "with": "yle", "to": "ye", "whom": "yi"},
    "bir kuruluş": {"of": "un", "from": "tan", "at": "ta", "with": "la", "to": "a", "whom": "u"},
    "açık adres": {"of": "in", "from": "ten", "at": "te", "with": "le", "to": "e", "whom": "i"},
    "e-posta adresi": {"of": "nin", "from": "nden", "at": "nde", "with": "yle", "to": "ne", "whom": "ni"},
    "telefon numarası": {"of": "nın", "from": "ndan", "at": "nda", "with": "yla", "to": "na", "whom": "nı"},
}


def suggestion(kind: Kind, found: str, language: str) -> str:
    neutral = NEUTRAL.get(language, NEUTRAL["en"])[kind]
    if kind == Kind.PLACEHOLDER:
        return found.strip("[]")
    if language != "tr":
        return f"{neutral}'s" if re.search(r"'s\Z", plain(found)) else neutral
    return neutral + ENDINGS.get(neutral, {}).get(_case(found), "")


def _case(found: str) -> str:
    """Behind an apostrophe a case is sure; without one only endings that no name has by itself are."""
    _stem, apostrophe, ending = plain(found).rpartition("'")
    if not apostrophe:
        own = re.search(r"(?:n[iu]n|m[iu]z[iu]n|[dt][ae]n|m[iu]z[ae])\Z", plain(found))
        ending = own.group() if own else ""
    return next((case for case, pattern in CASES if ending and pattern.search(ending)), "")
