"""What is told of a file with many problems: one line for each, but one for many of a kind in one column."""

from pathlib import Path

import pytest

from cln.errors import Refused
from cln.files.problems import BadRows, Problems
from cln.files.sheets import Sheet
from tests import builders
from tests.conftest import Cli
from tests.tabular import write

SHEET = Sheet("teams.csv", ("code", "team"), ())


def noted(count: int, sheet: str = "") -> Problems:
    problems = Problems(SHEET)
    for row in range(2, 2 + count):
        problems.add((sheet, row), "team", f"'{row}x' is not a whole number; write 1")
    return problems


def test_few_of_one_kind_are_told_one_by_one() -> None:
    lines = noted(5).lines()
    assert lines[0] == "row 2, column team: '2x' is not a whole number; write 1"
    assert len(lines) == 5


def test_many_of_one_kind_are_one_line_with_a_count() -> None:
    problems = noted(7)
    problems.add(("", 4), "code", "is empty; write the code")
    problems.add(("", 20), "team", "'20x' is not a whole number; write 1")
    assert problems.lines() == [
        "rows 2 to 8 and 20, column team: '2x' is not a whole number; write 1 (8 times)",
        "row 4, column code: is empty; write the code",
    ]
    with pytest.raises(BadRows, match="8 rows are not right") as refused:
        problems.refuse_any()
    assert isinstance(refused.value, Refused)
    assert len(refused.value.problems.by_row) == 8


def test_each_sheet_has_its_own_line() -> None:
    (line,) = noted(6, "Team 1").lines()
    assert line.startswith("sheet 'Team 1', rows 2 to 7, column team: '2x'")


def test_a_whole_column_of_wrong_cells(cln: Cli, tmp_path: Path) -> None:
    themes = ("Literacy", "Numeracy")
    builders.enrol(cln.database, [("9889002", "Primary", 1)], themes=themes)
    rows = [("9889002", f"p{number}@example.org", number, 3) for number in range(6, 26)]
    file = write(tmp_path / "survey.csv", ["code", "email", *themes], rows)
    lines = cln("survey", "import", file, code=3).err.splitlines()
    assert len(lines) == 2
    assert "20 rows are not right" in lines[0]
    assert lines[1].startswith("  rows 2 to 21, column Literacy: '6' is not a level from 1 to 5")
    assert lines[1].endswith("(20 times)")
