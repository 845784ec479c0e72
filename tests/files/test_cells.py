"""What people type into cells."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.files import cells
from cln.words import fold
from tests.matching.cohorts import at_length

seeds = st.from_regex(r"[1-9][0-9]{6}", fullmatch=True)
care = st.from_regex(r"CS[0-9]{10}", fullmatch=True)
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


@pytest.mark.parametrize(
    "said", ["CS20183", "CS201837180", "CS20183718041", "835002", "8350027A", "8350027Q"]
)
def test_what_is_no_code(said: str) -> None:
    with pytest.raises(ValueError, match="is no establishment code; write 7 digits, or CS and 10 digits"):
        cells.code(said)


@pytest.mark.parametrize(("added", "sector"), [("P", "Primary"), ("S", "Secondary"), ("SP", "Special")])
def test_the_layers_own_id_names_code_and_sector(added: str, sector: str) -> None:
    said = f" 9350027{added.lower()}"
    assert (cells.code(said), cells.sector(said, None)) == ("9350027", sector)
    assert cells.sector(said, sector) == sector
    with pytest.raises(ValueError, match=f"says ELC, but '9350027{added}' is the {sector} of that code"):
        cells.sector(said, "ELC")


@pytest.mark.parametrize("said", ["Primary", "Secondary", "Special"])
def test_a_cs_number_is_of_an_elc_centre(said: str) -> None:
    assert cells.sector("cs2099000001", "ELC") == "ELC"
    with pytest.raises(ValueError, match=f"says {said}, but 'CS2099000001' is a CS number, which only ELC"):
        cells.sector("CS2099000001", said)


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
        ("E\u0301ire", "Éire"),
        ("Argyll \uff06 Bute", "Argyll and Bute"),
        ("Андре\u0438\u0306", "андрей"),
    ],
)
def test_what_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "names",
    [
        ("王芳", "李娜"),
        ("Андрей", "Андреи", "Сергей"),
        ("कि", "का", "क"),
        ("か", "が"),
        ("محمد", "أحمد", "احمد"),
        ("Bjørn", "Bjrn", "Bjœrn"),
    ],
)
def test_names_in_any_script_are_told_apart(names: tuple[str, ...]) -> None:
    assert len({fold(name) for name in names}) == len(names)
    assert all(map(fold, names))


@given(st.sampled_from(["Primary", "ELC"]), st.booleans())
def test_one_of_gives_the_word_itself(word: str, upper: bool) -> None:
    assert cells.one_of(word.upper() if upper else f" {word.lower()}", ["ELC", "Primary"]) == word


@pytest.mark.parametrize("said", ["2", "2.0", "2.", 2, 2.0])
def test_a_whole_number_may_have_gone_through_a_spreadsheet(said: cells.Cell) -> None:
    assert cells.whole(said, 1, 9) == 2


@pytest.mark.parametrize("said", ["", "2.5", "-2", "2_0", "0", "10", "9" * 5000, True, None])
def test_what_is_no_whole_number(said: cells.Cell) -> None:
    with pytest.raises(ValueError, match="a whole number from 1 to 9"):
        cells.whole(said, 1, 9)


@pytest.mark.parametrize("said", ["5_5.9", "55,9", "5 5", "1e1", "0x1", "55.9N", "\u0665"])
def test_what_is_no_number(said: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        cells.number(said, -90, 90)


def test_a_small_number_has_no_exponent() -> None:
    assert cells.text(0.00001) == "0.00001"
    assert cells.number(0.00001, 0, 1) == 0.00001


@pytest.mark.parametrize(
    ("debris", "said"),
    [
        ("#N/A", "holds Excel's error #N/A; write the value that is meant"),
        ("#REF!", "holds Excel's error #REF!"),
        ("#DIV/0!", "holds Excel's error #DIV/0!"),
        ("########", "a column too narrow shows; widen it in Excel and save it again"),
        (cells.UNSAVED, "holds a formula whose value was never saved; open it in Excel and save it again"),
    ],
)
def test_what_a_spreadsheet_leaves_in_place_of_a_value(debris: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        cells.sound(debris)


@pytest.mark.parametrize("cell", ["", None, "#1 Nursery Street", "# of pupils", 0, False, date(2026, 9, 10)])
def test_what_is_a_value(cell: cells.Cell) -> None:
    assert cells.sound(cell) is cell


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (True, "is the truth value TRUE of a spreadsheet"),
        ("FALSE", "is the truth value FALSE of a spreadsheet"),
        (date(2026, 3, 4), r"is a date \('2026-03-04'\)"),
        (datetime(2026, 3, 4), r"is a date \('2026-03-04 00:00:00'\)"),  # noqa: DTZ001
        ("04/03/2026", r"is a date \('04/03/2026'\)"),
        ("4.3.26", r"is a date \('4.3.26'\)"),
    ],
)
def test_what_is_no_name(cell: cells.Cell, kind: str) -> None:
    with pytest.raises(ValueError, match=f"^{kind}; write the person's name$"):
        cells.some(cell, "the person's name")


def test_a_cell_is_quoted_in_sixty_characters() -> None:
    with pytest.raises(ValueError, match=f"^'{'a' * 57}[.]{{3}}' is not a number$"):
        cells.number("a" * 61, 0, 1)
    with pytest.raises(ValueError, match=f"^'{'a' * 60}' is not a number$"):
        cells.number("a" * 60, 0, 1)


@pytest.mark.parametrize("said", ["nan", "inf", "", "ten", "91"])
def test_a_number_lies_in_its_range(said: str) -> None:
    with pytest.raises(ValueError, match=r"number|between"):
        cells.number(said, -90, 90)
