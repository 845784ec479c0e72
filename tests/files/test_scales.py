"""Ratings in words and numbers."""

import pytest

from cln import programme
from cln.errors import Refused
from cln.files import scales


@pytest.mark.parametrize("scale", programme.SCALES)
def test_known_words(scale: tuple[str, ...]) -> None:
    known = scales.of_question(scale)
    assert [scales.level(word.upper(), known) for word in scale] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "said", ["4", 4, 4.0, "4.0", "4 - Quite a lot", "4: fairly", "4. Fairly", "Fairly (4)", "4 (fairly)"]
)
def test_numbers_with_and_without_words(said: str | float) -> None:
    assert scales.words([said]) == []
    assert scales.level(said, None) == 4


@pytest.mark.parametrize("said", ["0", "6", "3.5", "-1", "8 - lots"])
def test_no_level(said: str) -> None:
    with pytest.raises(ValueError, match=r"is not a level from 1 to 5|is no rating"):
        scales.level(said, None)


def test_a_number_that_contradicts_its_word_is_not_believed() -> None:
    with pytest.raises(ValueError, match="says 5, but its words mean 1"):
        scales.level("5 - Not at all", None)


def test_a_given_scale_has_the_last_word() -> None:
    backwards = scales.parse("5 - Not at all;4 - A little;3 - Somewhat;2 - Quite a lot;1 - Very much")
    assert scales.level("1 - very much", backwards) == 5
    plain = scales.parse("Not at all;A little;Somewhat;Quite a lot;Very much")
    assert scales.level("5 - Not at all", plain) == 1


def test_words_are_gathered_once_each() -> None:
    assert scales.words(["Meh", "meh ", "5", "", None, "Wow"]) == ["Meh", "Wow"]
    assert scales.of_question(["Meh"]) is None


def test_the_likeliest_scale_has_the_most_of_the_words() -> None:
    mixed = scales.of_question(["Meh", "Neutral", "Agree", "Very much"])
    assert mixed is not None
    assert mixed.words == programme.SCALES[2]


@pytest.mark.parametrize("said", ["a;b;c;d", "a;b;c;d;e;f", "a;b;c;d;A", ""])
def test_a_scale_has_five_different_words(said: str) -> None:
    with pytest.raises(Refused, match="exactly five different words"):
        scales.parse(said)
