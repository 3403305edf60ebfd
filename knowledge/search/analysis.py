"""Words to terms: one chain per language, the same for what is indexed and what is asked.

A term is a form of a word with a mark for its kind. Turkish: its first five letters and its root of three
or four letters. English: the stem. Both: pieces of four letters, so that compounds and misspellings still meet.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from .british import american

LETTERS = r"(?:[^\W_]\u0307?)+"
WORD = re.compile(rf"{LETTERS}(?:['’`´]{LETTERS})*")
APOSTROPHES = re.compile(r"['’`´]")
TURKISH_CAPITALS = str.maketrans({"İ": "i", "I": "ı"})
FOLDED_LETTERS = list(zip("çğıöşüâîûéèêëáàäñóòôåßæøłđžščć\u0307", [*"cgiosuaiueeeeaaanoooasaoldzscc", ""], strict=True))
DIACRITICS = str.maketrans(dict(FOLDED_LETTERS))
ENGLISH = snowballstemmer.stemmer("english")
ENGLISH_LOCK = threading.Lock()

TURKISH_STOP_WORDS = "ve ile ya de da ki bu o bir mi mu icin ise ben sen biz siz onlar bana bize size gibi"
TURKISH_SPEECH_WORDS = "acaba lutfen hani yani falan filan iste"
ENGLISH_STOP_WORDS = """
a an the and or of in on at to is are was were be been am i we you he she it they me us them my our your their his her
its this that these those with as by from for
"""
# Question words stay: leaving out "what", "how" or "can" loses more than it gains.
STOP_WORDS = {
    "tr": frozenset(TURKISH_STOP_WORDS.split() + TURKISH_SPEECH_WORDS.split()),
    "en": frozenset(ENGLISH_STOP_WORDS.split()),
}
HARD = {"b": "p", "d": "t", "g": "k"}
DROPPING = re.compile(r"[^aeiou][aeiou][^aeiou][iu][^aeiou]")
DROPPING_AFTER_VOWEL = re.compile(r"[aeiou][^aeiou][iu][^aeiou]$")
DROPPED_AFTER_VOWEL = re.compile(r"[aeiou][^aeiou]{2}[iu]")


class Word(NamedTuple):
    """A word as it stands in a text: where, how it is written in small letters, and folded to ASCII."""

    start: int
    end: int
    lower: str
    folded: str


def composed(text: str) -> str:
    """Letters and their marks as one character each, so that places in the text mean the same to everybody."""
    return unicodedata.normalize("NFC", text)


def lower(text: str, language: str) -> str:
    """Small letters; in Turkish the dotted and the dotless I go their own ways."""
    text = composed(text)
    if language == "tr":
        text = text.translate(TURKISH_CAPITALS)
    return text.lower().replace("\u0307", "")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A small-letter word without diacritics, so that all four kinds of i are one."""
    folded = word.translate(DIACRITICS)
    if folded.isascii():
        return folded
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))


def words(text: str, language: str) -> Iterator[Word]:
    """The words of a text, each cut at its apostrophe: what follows is a suffix (Dernek'in, CSO's)."""
    for match in WORD.finditer(composed(text)):
        stem = APOSTROPHES.split(match[0], maxsplit=1)[0]
        small = lower(stem, language)
        yield Word(match.start(), match.start() + len(stem), small, fold(small))


def small_words(text: str, language: str) -> list[str]:
    """The same words without their places: several times faster, for whole articles."""
    return [APOSTROPHES.split(word, maxsplit=1)[0] for word in WORD.findall(lower(text, language))]


def folded_words(text: str, language: str) -> list[str]:
    return [fold(word) for word in small_words(text, language)]


def is_stop_word(folded: str, language: str) -> bool:
    return folded in STOP_WORDS[language]


@lru_cache(maxsize=200_000)
def english_stem(folded: str) -> str:
    # A Snowball stemmer keeps the word it works on, so two threads must not share it.
    with ENGLISH_LOCK:
        return ENGLISH.stemWord(american(folded))


def hardened(root: str) -> str:
    """The last consonant as it is without a suffix: tüzüğü and tüzük, kitabı and kitap share a root."""
    return root[:-1] + HARD[root[-1]] if root[-1] in HARD else root


def turkish_prefix(folded: str) -> str:
    return hardened(folded[:5]) if len(folded) >= 5 else hardened(folded) if len(folded) == 4 else folded


def turkish_root(folded: str) -> str:
    """Three or four letters, without the vowel that drops before a suffix: vakıf and vakfı, izin and izni."""
    if DROPPING_AFTER_VOWEL.match(folded):
        return folded[0:2] + folded[3]
    if DROPPED_AFTER_VOWEL.match(folded):
        return folded[:3]
    if DROPPING.match(folded):
        folded = folded[:3] + folded[4:]
    return hardened(folded[:4]) if len(folded) >= 4 else folded


def pieces(folded: str) -> list[str]:
    marked = f"^{folded}"
    return [marked[at : at + 4] for at in range(len(marked) - 3)]


class Form(NamedTuple):
    """One searchable form of a word: its kind, and the term that stands for it in the index."""

    kind: str
    term: str


@lru_cache(maxsize=200_000)
def forms(folded: str, language: str) -> tuple[Form, ...]:
    """The forms of a word that are searched."""
    if not folded.isalpha():
        return (form("word", folded),)
    if language == "en":
        whole = [form("stem", english_stem(folded))]
    else:
        whole = [form("five", turkish_prefix(folded)), form("root", turkish_root(folded))]
    return (*whole, *(form("piece", piece) for piece in pieces(folded)))


def form(kind: str, text: str) -> Form:
    return Form(kind, f"{kind[0]}:{text}")


@lru_cache(maxsize=200_000)
def beginnings(folded: str) -> tuple[Form, ...]:
    """What has been typed of a word when its first two to four letters are there."""
    return tuple(form("beginning", folded[:length]) for length in range(2, min(len(folded), 4) + 1))


@lru_cache(maxsize=200_000)
def key(folded: str, language: str) -> str:
    """What a word shares with its inflected forms."""
    if not folded.isalpha():
        return folded
    return english_stem(folded) if language == "en" else turkish_prefix(folded)


def key_term(folded: str, language: str) -> str:
    """The term of the form that counts most: whether it is there tells whether the word is known."""
    main = {"en": "stem", "tr": "five"}[language]
    return form(main if folded.isalpha() else "word", key(folded, language)).term


def fold_text(text: str) -> str:
    """A whole text in folded small letters. Every i becomes the same one, so the language does not matter here."""
    text = composed(text).lower()
    # A replacement for each letter is several times faster than one translation of all.
    for letter, plain in FOLDED_LETTERS:
        text = text.replace(letter, plain)
    return text
