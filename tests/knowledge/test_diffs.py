import random
import time

import pytest

from knowledge import diffs
from knowledge.diffs import Piece


def old(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "added")


def new(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("aynı metin", "aynı metin", [("same", "aynı metin")]),
        ("", "yeni", [("added", "yeni")]),
        ("eski", "", [("removed", "eski")]),
        ("üç yıl", "dört yıl", [("removed", "üç"), ("added", "dört"), ("same", " yıl")]),
        ("bir\niki\nüç", "bir\nüç", [("same", "bir\n"), ("removed", "iki\n"), ("same", "üç")]),
        ("30 gün.", "30 gün içinde.", [("same", "30 gün"), ("added", " içinde"), ("same", ".")]),
        ("İzin", "ızin", [("removed", "İzin"), ("added", "ızin")]),
        ("a  b", "a b", [("same", "a"), ("removed", "  "), ("added", " "), ("same", "b")]),
    ],
)
def test_a_change_is_told_in_whole_words(before, after, pieces):
    assert [(piece.kind, piece.text) for piece in diffs.words(before, after)] == pieces


def test_both_texts_can_be_read_from_the_difference():
    dice = random.Random(3)
    vocabulary = [
        "dernek",
        "genel",
        "kurul",
        "İzin",
        "**",
        "\n",
        "\n\n",
        " ",
        "  ",
        "\r\n",
        "\u2028",
        "🙂",
        "<b>",
        "m. 19",
    ]

    for _round in range(300):
        before, after = ("".join(dice.choice(vocabulary) for _word in range(dice.randint(0, 60))) for _text in "ab")
        pieces = diffs.words(before, after)

        assert (old(pieces), new(pieces)) == (before, after)
        assert all(one.kind != two.kind for one, two in zip(pieces, pieces[1:], strict=False))
        assert all(piece.text for piece in pieces)


def test_one_changed_word_in_a_long_text_is_all_that_is_told():
    before = "\n\n".join(f"Paragraf {number} genel kurul ile ilgilidir ve sürer." for number in range(500))
    after = before.replace("Paragraf 250 genel", "Paragraf 250 olağan")

    changed = [(piece.kind, piece.text) for piece in diffs.words(before, after) if piece.kind != "same"]

    assert changed == [("removed", "genel"), ("added", "olağan")]


LONG = {
    "two long texts with nothing in common but spaces": ("a b c d " * 6_000, "e f g h " * 6_000),
    "one word over and over": ("a " * 25_000, "b a " * 12_500),
    "very many lines": ("a\n" * 25_000, "a\nb\n" * 12_500),
    "shuffled words": (
        " ".join(f"kelime{number % 97}" for number in range(5_000)),
        " ".join(f"kelime{number * 31 % 97}" for number in range(5_000)),
    ),
    "every second word changed": (
        "\n".join(f"{n}\nx{n}" for n in range(1_400)),
        "\n".join(f"{n}\ny{n}" for n in range(1_400)),
    ),
}


@pytest.mark.parametrize(("before", "after"), LONG.values(), ids=LONG.keys())
def test_even_long_texts_are_compared_in_two_seconds(before, after):
    started = time.monotonic()

    pieces = diffs.words(before, after)

    assert time.monotonic() - started < 2
    assert (old(pieces), new(pieces)) == (before, after)
