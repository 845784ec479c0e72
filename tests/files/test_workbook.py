"""Workbooks: what is written is what our own reader and others read back."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.errors import Refused
from cln.files import table, workbook
from cln.files.workbook import Column, Sheet
from tests.matching.cohorts import at_length

TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


def book(path: Path, *pages: Sheet) -> Path:
    workbook.write(workbook.to_xlsx(pages), path, force=True)
    return path


@settings(max_examples=25)
@given(st.lists(TEXT, min_size=1, max_size=8))
def test_text_stays_text_whatever_it_looks_like(
    tmp_path_factory: pytest.TempPathFactory, said: list[str]
) -> None:
    rows = [(number, text) for number, text in enumerate([*said, "=1+1", "@SUM(A1)", "-5", "0012", "1e5"])]
    page = Sheet("Page", (Column("n", float), Column("said")), rows)
    read = table.read(book(tmp_path_factory.mktemp("book") / "a.xlsx", page))
    assert [row.cells for row in read.rows] == [(float(number), text) for number, text in rows]


test_text_stays_text_whatever_it_looks_like_at_length = at_length(
    test_text_stays_text_whatever_it_looks_like, 100, st.lists(TEXT, min_size=1, max_size=8)
)


def test_a_protected_sheet_has_drop_downs_hints_and_open_cells(tmp_path: Path) -> None:
    columns = (
        Column("key", hidden=True),
        Column("phase", choices=("planning, early", "reporting"), editable=True),
        Column("date", date, editable=True, earliest=date(2026, 9, 10)),
        Column("note", width=60, editable=True, hint="Pupils are never named."),
    )
    page = Sheet(
        "Log", columns, [("a1", None, None, None), ("a2", None, date(2026, 10, 1), "=x")], protected=True
    )
    found = openpyxl.load_workbook(book(tmp_path / "a.xlsx", page))
    sheet = found["Log"]
    assert sheet.protection.sheet
    assert sheet["A2"].protection.locked
    assert not sheet["D2"].protection.locked
    assert sheet["B2"].number_format == "@"
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert (sheet["D3"].value, sheet["D3"].data_type) == ("=x", "s")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["B2:B3"].formula1 == "choices!$A$1:$A$2"
    assert [cell.value for cell in found["choices"]["A"]] == ["planning, early", "reporting"]
    assert found["choices"].sheet_state == "veryHidden"
    assert (rules["C2:C3"].type, rules["C2:C3"].operator) == ("date", "greaterThanOrEqual")
    assert rules["D2:D3"].prompt == "Pupils are never named."
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "A2"
    assert table.read(tmp_path / "a.xlsx").rows[1].cells == ("a2", "", date(2026, 10, 1), "=x")


@pytest.mark.parametrize("letter", ["x", "\U0001f4da"])
def test_what_no_cell_can_hold_is_cut_with_a_mark(tmp_path: Path, letter: str) -> None:
    read = table.read(book(tmp_path / "a.xlsx", Sheet("A", (Column("a"),), [(letter * 40_000,)])))
    (text,) = read.rows[0].cells
    assert text == workbook.fitting(letter * 40_000)
    assert str(text).removesuffix(" [cut]") in letter * 40_000
    assert len(str(text).encode("utf-16-le")) // 2 in {workbook.LONGEST, workbook.LONGEST - 1}


def test_a_workbook_says_so_in_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"end its name in \.xlsx"):
        workbook.write(b"", tmp_path / "a.csv", force=False)
