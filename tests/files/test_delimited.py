"""Text as rows of cells: what parts the cells is found, and what is wrong is blamed on its own row."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cln.errors import Refused
from cln.files.delimited import LONGEST, rows
from tests.conftest import Cli

TABLE = [
    ["code", "name", "note"],
    ["9100001", "Hill; the old one", "1,5; 2,5; 3,5"],
    ["9100002", 'The "Wee" School', "a\nb, c\td|e"],
    ["9100003", "Vale", ""],
]


def read(content: str) -> list[tuple[int, list[str]]]:
    """The rows of a text."""
    return list(rows("file.csv", content))


def refused(content: str) -> str:
    """Why a text is refused."""
    with pytest.raises(Refused) as error:
        read(content)
    return str(error.value)


def written(table: Sequence[Sequence[str]], mark: str) -> str:
    """A table as CSV, every cell between quotation marks that needs them."""

    def cell(text: str) -> str:
        needs = any(one in text for one in (mark, '"', "\n"))
        return '"' + text.replace('"', '""') + '"' if needs else text

    return "\r\n".join(mark.join(map(cell, row)) for row in table) + "\r\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("above", ["", "Schools, all of them\r\n\r\n", "Schools; of 2026\r\n"])
def test_what_parts_the_cells_is_found_outside_quotation_marks(mark: str, above: str) -> None:
    found = [cells for _, cells in read(above + written(TABLE, mark))]
    assert found[-4:] == TABLE


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line", ["sep={}\r\n", '"sep={}"\n', "SEP={}\r"])
def test_excels_line_about_the_mark_is_obeyed_and_not_counted(mark: str, line: str) -> None:
    assert read(line.format(mark) + written(TABLE, mark)) == [
        (1, TABLE[0]),
        (2, TABLE[1]),
        (3, TABLE[2]),
        (5, TABLE[3]),
    ]


def test_excels_line_about_the_mark_in_a_file(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "sep.csv"
    file.write_text(
        "sep=;\ncode;name;authority;sector\n9100001;Hill;Inverclyde;ELC\n99;Vale;Inverclyde;ELC\n"
    )
    assert "row 3, column code: '99' is no" in cln("establishment", "import", file, code=3).err


def test_cells_that_are_separated_by_pipes() -> None:
    assert refused(written(TABLE, "|").replace(";", "").replace(",", "")) == (
        "file.csv: its cells are separated by |; save it with commas between them (or semicolons, or tabs)"
    )


@pytest.mark.parametrize("row", range(2, 7))
@pytest.mark.parametrize("ends", ["", '\r\n7,"G",g\r\n'])
def test_a_quotation_mark_is_blamed_on_the_row_where_it_opens(row: int, ends: str) -> None:
    lines = ["code,name,note", *(f"{number},Hill {number},x" for number in range(2, 7))]
    lines[row - 1] = lines[row - 1].replace("Hill", '"Hill')
    assert refused("\r\n".join(lines) + ends) == (
        f"file.csv, row {row}: a quotation mark opens and does not close where it should; write a mark that "
        'belongs to the text twice (""), or take it out'
    )


def test_a_quotation_mark_that_opens_in_a_very_long_file() -> None:
    body = "\r\n".join(f"{number},Hill,x" for number in range(50_000))
    assert refused(f'code,name,note\r\n1,"Vale,x\r\n{body}').startswith(
        "file.csv, row 2: a quotation mark opens"
    )


def test_a_long_cell_is_refused_for_its_length() -> None:
    assert read(f"a,b\r\n1,{'x' * LONGEST}\r\n")[1][1] == ["1", "x" * LONGEST]
    assert refused(f"a,b\r\n1,{'x' * (LONGEST + 1)}\r\n") == (
        f"file.csv, row 2, column 2: the cell is 100001 characters long ('{'x' * 57}...'); 100,000 is the "
        "most that is read, so shorten it"
    )


def test_rows_are_numbered_as_a_spreadsheet_shows_the_lines() -> None:
    assert [number for number, _ in read('a,b\n\n"1\n2",x\n3,y\n')] == [1, 2, 3, 5]
