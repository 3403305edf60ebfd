"""Whether what an entry cites and what changed in the law may be the same place."""

import pytest

from knowledge import places
from knowledge.models.source import place_in_words


@pytest.mark.parametrize(
    ("cited", "changed"),
    [
        ("art. 19", "m. 19"),
        ("art. 19", "art. 19/3"),
        ("art. 19/3", "19. madde"),
        ("art. 17/2-b", "m. 17/2"),
        ("arts. 9, 19, 21-23", "md. 22"),
        ("arts. 21-24", "arts. 24-30"),
        ("arts. 23, 32/s, temporary art. 1", "geçici m. 1"),
        ("annex 4", "EK 4"),
        ("additional art. 2", "ek m. 2"),
        ("art. 35 (repeated)", "mükerrer m. 35"),
        ("art. 30/A", "Madde 30/a"),
        ("art. 32/c", "m. 32/a-d"),
        ("", "art. 19"),
        ("art. 19", ""),
        ("as amended in spring", "art. 19"),
        ("p. 12", "art. 19"),
    ],
)
def test_two_places_that_may_be_the_same_meet_from_either_side(cited, changed):
    assert places.meet(cited, changed)
    assert places.meet(changed, cited)


@pytest.mark.parametrize(
    ("cited", "changed"),
    [
        ("art. 19", "art. 20"),
        ("art. 19", "geçici m. 19"),
        ("art. 4", "annex 4"),
        ("additional art. 2", "annex 2"),
        ("art. 32/l", "m. 32/d"),
        ("art. 19/3", "m. 19/4"),
        ("arts. 21-24", "arts. 25-30"),
        ("art. 35 (repeated)", "m. 35"),
        ("p. 12", "s. 13"),
    ],
)
def test_two_places_that_are_not_the_same_do_not_meet(cited, changed):
    assert not places.meet(cited, changed)
    assert not places.meet(changed, cited)


@pytest.mark.parametrize(
    ("typed", "kept", "read"),
    [
        ("m. 19/3", "art. 19/3", "m. 19/3"),
        ("madde 19 ve 20, geçici madde 2", "arts. 19, 20, temporary art. 2", "m. 19, 20, geçici m. 2"),
        ("Articles 21 – 24", "arts. 21-24", "m. 21-24"),
        ("GEÇİCİ MADDE 1; EK 4", "temporary art. 1, annex 4", "geçici m. 1, ek 4"),
        ("mükerrer m. 35", "repeated art. 35", "mükerrer m. 35"),
    ],
)
def test_what_is_typed_in_either_language_is_kept_in_one_form_and_read_in_both(typed, kept, read):
    assert places.in_short(typed) == kept
    assert place_in_words(kept) == read


@pytest.mark.parametrize("typed", ["", "19", "the whole law", "m.", "m. 19 or so", "m. 12345"])
def test_what_names_no_place_is_not_taken_for_one(typed):
    assert places.in_short(typed) is None
