"""Where the names of the columns stand, and which sheets of a workbook are read: found without help."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from tests.conftest import COLUMNS, REGISTER, Cli
from tests.tabular import write

ADDED = "5 establishments: 5 added"
PEOPLE = ["code", "sector", "entry", "name", "email", "role"]
ANN = ["9100001", "Primary", 1, "Ann Lee", "ann@example.org", "promoted"]
BO = ["9100002", "Secondary", 1, "Bo Orr", "bo@example.org", "practitioner"]
NOTES = [["Who", "What"], ["Ann", "Called"], ["Bo", "Wrote"]]


def workbook(file: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook of several sheets; one called `hidden` is."""
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if name == "hidden":
                page.hide()
    return file


def refused(cln: Cli, *arguments: object) -> str:
    """The one line that says why a file is refused."""
    ran = cln(*arguments, code=3)
    assert not ran.out
    assert ran.err.count("\n") == 1, ran.err
    return ran.err.removeprefix("cln: error: ").rstrip("\n")


def names(cln: Cli) -> list[str]:
    """Everybody who is enrolled."""
    return [person["name"] for entry in cln.json("cohort", "people") for person in entry["people"]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ([["Register of the West, 2026"]], "row 1"),
        ([["Register, 2026", "", "", ""], ["Source: the council"]], "rows 1 to 2"),
        ([["Schools"], [], ["as of August"], []], "rows 1 and 3"),
        ([["The code of each school"]], "row 1"),
    ],
)
def test_titles_above_the_headers(
    cln: Cli, tmp_path: Path, ending: str, above: Sequence[Sequence[str]], rows: str
) -> None:
    file = write(tmp_path / f"titled.{ending}", above[0], [*above[1:], COLUMNS, *REGISTER])
    done = cln.json("establishment", "import", file)
    assert (done["added"], done["doubts"]) == (
        5,
        [f"{rows} above the names of the columns: passed over as a title ({above[0][0]!r})"],
    )


def test_the_rows_below_a_title_keep_their_numbers(cln: Cli, tmp_path: Path) -> None:
    rows = [["Source"], [], COLUMNS, *REGISTER, ("99", *REGISTER[0][1:])]
    file = write(tmp_path / "titled.csv", ["Register of the West, 2026"], rows)
    assert (
        "row 10, column code: '99' is no establishment code"
        in cln("establishment", "import", file, code=3).err
    )


def test_a_title_in_a_file_with_semicolons(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "titled.csv"
    file.write_text(
        "Register, 2026\n\ncode;name;authority;sector\n9100001;Hill;Inverclyde;ELC\n", encoding="utf-8"
    )
    assert cln.json("establishment", "import", file)["added"] == 1


def test_the_row_of_the_headers_may_be_named(cln: Cli, tmp_path: Path) -> None:
    rows = [
        ["code", "name", "authority", "sector", "postcode", "simd_quintile", "latitude"],
        COLUMNS,
        *REGISTER,
    ]
    file = write(tmp_path / "odd.csv", ["what it means"], rows)
    assert cln.json("establishment", "import", file, "--header-row", 3)["added"] == 5
    assert refused(cln, "establishment", "import", file, "--header-row", 99) == (
        "odd.csv: row 99 is empty, so it does not name the columns"
    )


def test_what_lacks_a_column_is_named_with_the_row_of_its_headers(cln: Cli, tmp_path: Path) -> None:
    file = write(
        tmp_path / "lacking.csv", ["Schools"], [["code", "name", "sector"], ["9100001", "Hill", "ELC"]]
    )
    assert refused(cln, "establishment", "import", file) == (
        "lacking.csv: row 2 has no column authority; its columns are code, name, sector; "
        "to be told what a file holds: cln import FILE --dry-run"
    )


def test_of_several_sheets_the_one_that_fits_is_read(cln: Cli, tmp_path: Path) -> None:
    good = [COLUMNS, *REGISTER]
    first = workbook(tmp_path / "first.xlsx", Empty=[], Register=good, Notes=NOTES)
    done = cln.json("establishment", "import", first)
    assert (done["file"], done["added"]) == ("first.xlsx (sheet 'Register')", 5)
    assert done["doubts"] == ["sheet 'Notes': not read, because the names of the columns do not fit"]
    contents = [["About this file"], ["Sheet", "Content"], ["Register", "All of them"]]
    second = workbook(tmp_path / "second.xlsx", Contents=contents, Notes=NOTES, Register=[["Schools"], *good])
    done = cln.json("establishment", "import", second)
    assert (done["file"], done["unchanged"]) == ("second.xlsx (sheet 'Register')", 5)
    assert done["doubts"] == [
        "row 1 above the names of the columns: passed over as a title ('Schools')",
        "sheets 'Contents' and 'Notes': not read, because the names of the columns do not fit",
    ]
    alone = workbook(tmp_path / "alone.xlsx", Empty=[], Register=good)
    done = cln.json("establishment", "import", alone)
    assert (done["file"], done["doubts"]) == ("alone.xlsx", [])


def test_a_hidden_sheet_is_read_only_where_it_is_asked_for(cln: Cli, tmp_path: Path) -> None:
    lists = [["Sectors"], ["Primary"]]
    file = workbook(tmp_path / "lists.xlsx", Front=[], hidden=lists, Register=[COLUMNS, *REGISTER])
    assert cln.json("establishment", "import", file)["file"] == "lists.xlsx"
    assert "row 1 has no column code" in refused(cln, "establishment", "import", file, "--sheet", "hidden")
    assert refused(cln, "establishment", "import", file, "--sheet", "Schools") == (
        "lists.xlsx has no sheet 'Schools'; it has 'Front' and 'Register'"
    )


def test_sheets_with_the_same_columns_are_read_together(cohort: Cli, tmp_path: Path) -> None:
    turned = [[row[4], row[5], row[0], row[1], row[2], row[3]] for row in (PEOPLE, BO)]
    file = workbook(tmp_path / "two.xlsx", North=[PEOPLE, ANN], South=[["Our people"], *turned], Notes=NOTES)
    done = cohort.json("cohort", "enrol", file)
    assert done["file"] == "two.xlsx (sheets 'North' and 'South')"
    assert done["doubts"] == [
        "sheet 'South', row 1 above the names of the columns: passed over as a title ('Our people')",
        "sheet 'Notes': not read, because the names of the columns do not fit",
    ]
    assert names(cohort) == ["Ann Lee", "Bo Orr"]
    wrong = workbook(tmp_path / "two.xlsx", North=[PEOPLE, ANN], South=[PEOPLE, BO, ["99", *ANN[1:]]])
    ran = cohort("cohort", "enrol", wrong, code=3)
    assert "sheet 'South', row 3, column code: '99' is no establishment code" in ran.err


def test_sheets_that_fit_and_differ_are_refused(cohort: Cli, tmp_path: Path) -> None:
    file = workbook(tmp_path / "two.xlsx", North=[PEOPLE, ANN], South=[[*PEOPLE, "post"], [*BO, "Teacher"]])
    assert refused(cohort, "cohort", "enrol", file) == (
        "two.xlsx: the sheets 'North' and 'South' all hold what can be taken in, but not the same columns: "
        "only one of 'North' and 'South' has 'post'; choose one with --sheet, or give them the same columns"
    )
    done = cohort.json("cohort", "enrol", file, "--sheet", "south")
    assert done["file"] == "two.xlsx (sheet 'South')"
    assert names(cohort) == ["Bo Orr"]


def test_a_sheet_of_headers_alone_is_no_second_one(cohort: Cli, tmp_path: Path) -> None:
    file = workbook(tmp_path / "one.xlsx", North=[PEOPLE, ANN], South=[[*PEOPLE, "post"]])
    done = cohort.json("cohort", "enrol", file)
    assert (done["file"], done["doubts"]) == ("one.xlsx (sheet 'North')", [])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_filled_column_without_a_name(cohort: Cli, tmp_path: Path, ending: str) -> None:
    file = write(tmp_path / f"unnamed.{ending}", [*PEOPLE[:4], "", *PEOPLE[4:]], [[*ANN[:4], "Dr", *ANN[4:]]])
    assert cohort.json("cohort", "enrol", file)["doubts"] == [
        "column E: has no name in row 1, so nothing was taken from it (row 2 says 'Dr')"
    ]


def test_what_a_file_says_is_quoted_in_sixty_characters(cohort: Cli, tmp_path: Path) -> None:
    long = "x" * 5_000
    lacking = write(tmp_path / "lacking.csv", ["code", long], [["9100001", long]])
    wrong = write(tmp_path / "wrong.csv", [*PEOPLE, long], [[*ANN[:4], long, "promoted", long]])
    unnamed = write(tmp_path / "unnamed.csv", [*PEOPLE, ""], [[*ANN, long]])
    for file, code in ((lacking, 3), (wrong, 3), (unnamed, 0)):
        ran = cohort("cohort", "enrol", file, code=code)
        assert "x" * 57 + "..." in ran.out + ran.err
        assert "x" * 58 not in ran.out + ran.err


def test_a_row_that_another_sheet_has_too_is_named_with_its_sheet(cln: Cli, tmp_path: Path) -> None:
    renamed = [REGISTER[0][0], "Southbank", *REGISTER[0][2:]]
    file = workbook(
        tmp_path / "two.xlsx", North=[COLUMNS, REGISTER[0]], South=[COLUMNS, REGISTER[1], renamed]
    )
    said = "9100001 Primary stands in sheet 'North', row 2 too, with other content"
    assert f"sheet 'South', row 3, column code: {said}" in cln("establishment", "import", file, code=3).err
