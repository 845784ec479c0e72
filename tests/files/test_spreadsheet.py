"""What a workbook holds beside plain values: hidden rows, formulas, errors, merged cells; never silently."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import Cli

PEOPLE = ["code", "sector", "entry", "name", "email", "role", "post"]
ROWS: list[list[object]] = [
    ["9100001", "Primary", 1, "Ann Lee", "ann@example.org", "promoted", "Head"],
    ["9100001", "Primary", 1, "Bo Orr", "bo@example.org", "practitioner", "Teacher"],
    ["9100002", "Secondary", 1, "Cal Reid", "cal@example.org", "promoted", "Depute"],
    ["9100002", "Secondary", 1, "Di Muir", "di@example.org", "practitioner", "Teacher"],
]


def book(file: Path, alter: Callable[[Worksheet], object], rows: list[list[object]] | None = None) -> Path:
    """A workbook of four people, altered in one way."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in [PEOPLE, *(rows or ROWS)]:
        sheet.append(row)
    alter(sheet)
    made.save(file)
    return file


def enrolled(cln: Cli) -> list[tuple[str, str]]:
    """Everybody who is enrolled, with the code of their establishment."""
    return [
        (entry["code"], person["name"])
        for entry in cln.json("cohort", "people")
        for person in entry["people"]
    ]


EVERYBODY = [(str(row[0]), str(row[3])) for row in ROWS]


def test_hidden_rows_are_read_and_told(cohort: Cli, tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for number in (3, 4, 6):
            sheet.row_dimensions[number].hidden = True

    done = cohort.json("cohort", "enrol", book(tmp_path / "hidden.xlsx", hide, [*ROWS[:3], ROWS[3]]))
    assert done["doubts"] == ["rows 3 to 4: hidden, perhaps by a filter; read like the others"]
    assert enrolled(cohort) == EVERYBODY


@pytest.mark.parametrize("column", ["B", "D", "E", "F", "G"])
def test_a_formula_that_was_never_worked_out(cohort: Cli, tmp_path: Path, column: str) -> None:
    def calculate(sheet: Worksheet) -> None:
        sheet[f"{column}4"] = '=CONCATENATE("a","b")'

    ran = cohort("cohort", "enrol", book(tmp_path / "formula.xlsx", calculate), code=3)
    header = PEOPLE["ABCDEFG".index(column)]
    said = "holds a formula whose value was never saved; open it in Excel and save it again"
    assert f"row 4, column {header}: {said}" in ran.err
    assert enrolled(cohort) == []


def test_a_formula_with_its_value_is_read(cohort: Cli, tmp_path: Path) -> None:
    file = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate([PEOPLE, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.write_formula("D3", '=CONCATENATE("Bo"," Orr")', None, "Bo Orr")
    assert cohort.json("cohort", "enrol", file)["doubts"] == []
    assert enrolled(cohort) == EVERYBODY


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_of_excel(cohort: Cli, tmp_path: Path, error: str) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["D3"].value = error
        sheet["D3"].data_type = "e"

    ran = cohort("cohort", "enrol", book(tmp_path / "error.xlsx", spoil), code=3)
    assert f"row 3, column name: holds Excel's error {error}; write the value that is meant" in ran.err


def test_errors_and_formulas_in_columns_that_nothing_is_taken_from(cohort: Cli, tmp_path: Path) -> None:
    def beside(sheet: Worksheet) -> None:
        sheet["H1"] = "VLOOKUP"
        sheet["H2"] = "=VLOOKUP(A2,A:A,1)"
        sheet["H3"].value = "#N/A"
        sheet["H3"].data_type = "e"

    assert cohort.json("cohort", "enrol", book(tmp_path / "beside.xlsx", beside))["doubts"] == []
    assert enrolled(cohort) == EVERYBODY


def test_cells_merged_over_rows_are_read_in_each_of_them_and_told(cohort: Cli, tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5", "C4:C5"):
            sheet.merge_cells(cells)

    done = cohort.json("cohort", "enrol", book(tmp_path / "merged.xlsx", merge))
    assert done["doubts"] == [
        f"rows 2 to 5, column {column}: merged cells; each of the rows was read with what they say"
        for column in ("code", "sector", "entry")
    ]
    assert enrolled(cohort) == EVERYBODY


def test_cells_merged_over_columns_are_told(cohort: Cli, tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("F3:G3")
        sheet.insert_rows(1)
        sheet["A1"] = "Our people"
        sheet.merge_cells("A1:G1")

    done = cohort.json("cohort", "enrol", book(tmp_path / "merged.xlsx", merge))
    assert done["doubts"][0] == "row 1 above the names of the columns: passed over as a title ('Our people')"
    assert enrolled(cohort) == EVERYBODY


@pytest.mark.parametrize(
    ("cell", "kind"),
    [(True, "the truth value TRUE of a spreadsheet"), (date(2026, 3, 4), "a date ('2026-03-04')")],
)
def test_what_stands_where_a_name_belongs(cohort: Cli, tmp_path: Path, cell: object, kind: str) -> None:
    def put(sheet: Worksheet) -> None:
        sheet["D3"].value = cell

    ran = cohort("cohort", "enrol", book(tmp_path / "name.xlsx", put), code=3)
    assert f"row 3, column name: is {kind}; write the person's name" in ran.err


STRANGE = [
    ("\x1b[2J\x1b[31mBo\x1b]0;title\x07 Orr", "Bo Orr"),
    ("Bo \u202eOrr\u202c", "Bo Orr"),
    ("\u2066Bo\u2069 \u200eOrr", "Bo Orr"),
    ("Bo\x00 O\x07rr\x7f", "Bo Orr"),
    ("Bo\x9b1m Orr\x85", "Bo Orr"),
    ("Bo\x90 Orr\x1b]", "Bo Orr"),
    ("Bo\u202d \u05d0\u200f\u0645\u061c", "Bo \u05d0\u200f\u0645\u061c"),
]


@pytest.mark.parametrize(("cell", "name"), STRANGE)
def test_characters_that_are_no_writing_are_taken_out_and_told(
    cohort: Cli, tmp_path: Path, cell: str, name: str
) -> None:
    table: list[list[object]] = [[*PEOPLE], ROWS[0], [*ROWS[1][:3], cell, *ROWS[1][4:]]]
    file = tmp_path / "strange.csv"
    lines = [",".join(str(cell) for cell in row) for row in table]
    file.write_text("\n".join(lines), encoding="utf-8")
    if "\0" in cell:
        assert "is neither CSV nor XLSX" in cohort("cohort", "enrol", file, code=3).err
        return
    done = cohort.json("cohort", "enrol", file)
    assert done["doubts"] == ["row 3, column name: control characters were taken out"]
    assert enrolled(cohort) == [EVERYBODY[0], ("9100001", name)]


def test_a_letter_that_was_lost_is_told(cohort: Cli, tmp_path: Path) -> None:
    file = book(tmp_path / "lost.xlsx", lambda sheet: sheet.__setitem__("D3", "Bo \ufffdrr"))
    assert cohort.json("cohort", "enrol", file)["doubts"] == [
        "row 3, column name: \ufffd stands where a letter was lost before"
    ]


def test_hidden_columns_are_read_and_told(cohort: Cli, tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for column in ("E", "G", "K"):
            sheet.column_dimensions[column].hidden = True

    done = cohort.json("cohort", "enrol", book(tmp_path / "hidden.xlsx", hide))
    assert done["doubts"] == [
        "columns 'email' and 'post' are hidden in the workbook; read like the others",
    ]
    assert enrolled(cohort) == EVERYBODY
