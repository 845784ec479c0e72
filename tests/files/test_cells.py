"""What people type into cells."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.files import cells
from cln.words import fold
from tests.matching.cohorts import at_length

seeds = st.from_regex(r"[1-9][0-9]{6}", fullmatch=True)
care = st.from_regex(r"CS[0-9]{6,12}", fullmatch=True)
gaps = st.sampled_from(["", " ", "\u00a0", "\t", "\u202f", "\u200b", "  "])


@settings(max_examples=25)
@given(seeds, gaps, gaps, st.integers(0, 7))
def test_a_seed_code_survives_spaces_and_excel(code: str, before: str, inside: str, at: int) -> None:
    spaced = f"{before}{code[:at]}{inside}{code[at:]}{before}"
    assert cells.code(spaced) == code
    assert cells.code(int(code)) == cells.code(float(code)) == cells.code(f"{code}.0") == code


test_a_seed_code_survives_spaces_and_excel_at_length = at_length(
    test_a_seed_code_survives_spaces_and_excel, 100, seeds, gaps, gaps, st.integers(0, 7)
)


@given(care)
def test_a_care_number_may_be_in_small_letters(code: str) -> None:
    assert cells.code(f" {code.lower()} ") == code


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.none())
def test_a_code_is_either_clean_or_refused_in_a_sentence(cell: cells.Cell) -> None:
    try:
        found = cells.code(cell)
    except ValueError:
        with pytest.raises(ValueError, match="write"):
            cells.code(cell)
    else:
        assert cells.code(found) == found
        assert found.isascii()


@given(st.text())
def test_folding_and_trimming_are_done_once(said: str) -> None:
    assert fold(fold(said)) == fold(said)
    assert cells.text(cells.text(said)) == cells.text(said)
    assert fold(said) == fold(f" {said.upper().lower()} ") or not said.isascii()


@given(st.text(alphabet="abc &-_é", min_size=1))
def test_folding_leaves_only_letters_and_digits(said: str) -> None:
    assert fold(said) == "" or fold(said).isalnum()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Argyll & Bute", "argyll and bute"),
        ("Professional enquiry", "Professional Inquiry"),
        ("SEED_code", "seed code"),
        ("Éire", "eire"),
    ],
)
def test_what_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "said",
    ["2026-09-10", " 10/09/2026 ", "10.9.2026", datetime(2026, 9, 10, 8, tzinfo=UTC), date(2026, 9, 10)],
)
def test_a_day_is_iso_or_day_first(said: cells.Cell) -> None:
    assert cells.day(said) == date(2026, 9, 10)


@pytest.mark.parametrize("said", ["", "10/13/2026", "2026-02-29", "10/09/26", "tomorrow", 46275])
def test_what_is_no_day(said: cells.Cell) -> None:
    with pytest.raises(ValueError, match="is not a date; write 2026-09-10 or 10/09/2026"):
        cells.day(said)


@given(st.sampled_from(["Primary", "ELC"]), st.booleans())
def test_one_of_gives_the_word_itself(word: str, upper: bool) -> None:
    assert cells.one_of(word.upper() if upper else f" {word.lower()}", ["ELC", "Primary"]) == word


@pytest.mark.parametrize("said", ["nan", "inf", "", "ten", "91"])
def test_a_number_lies_in_its_range(said: str) -> None:
    with pytest.raises(ValueError, match=r"number|between"):
        cells.number(said, -90, 90)
