"""What is read and may not mean what it seems to: it is taken in, and told by row and column."""

from pathlib import Path

import pytest

from tests.conftest import COLUMNS, Cli
from tests.tabular import write

ROW = ("9100011", "Upper School", "Glasgow City", "Primary", "G12 8QQ", 3)
OTHER = ("9100012", "Lower School", "Glasgow City", "Primary", "G12 8QQ", 3)


def told(cln: Cli, folder: Path, *rows: tuple[object, ...]) -> tuple[int, list[str]]:
    """How many establishments a file brings, and what is told of its rows."""
    done = cln.json("establishment", "import", write(folder / "sent.csv", COLUMNS[:6], rows))
    return done["added"], done["doubts"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("\xc3\u2030cole", "'\xc3\u2030cole' may be 'École', spoilt when it was saved; correct it if so"),
        (
            "St Mary\xe2\u20ac\u2122s",
            "'St Mary\xe2\u20ac\u2122s' may be 'St Mary\u2019s', spoilt when it was saved; correct it if so",
        ),
        ("St Mary&#39;s", "&#39; is a character as web pages write it; kept as it stands"),
        ("Bed &amp; Breakfast", "&amp; is a character as web pages write it; kept as it stands"),
    ],
)
def test_letters_that_another_program_spoilt(cln: Cli, tmp_path: Path, name: str, sentence: str) -> None:
    assert told(cln, tmp_path, (ROW[0], name, *ROW[2:])) == (1, [f"row 2, column name: {sentence}"])
    assert [one["name"] for one in cln.json("establishment", "list")] == [name]


@pytest.mark.parametrize(
    "name", ["Bun-sgoil Ghàidhlig", "Müller & Sons", "Æsir", "Ó Sé", "王芳", "Price £5; B&B"]
)
def test_letters_that_are_meant(cln: Cli, tmp_path: Path, name: str) -> None:
    assert told(cln, tmp_path, (ROW[0], name, *ROW[2:])) == (1, [])


def test_notes_below_the_table_are_passed_over(cln: Cli, tmp_path: Path) -> None:
    notes = [("Source: Education department",), ("Figures are provisional",)]
    assert told(cln, tmp_path, ROW, OTHER, *notes) == (
        2,
        ["rows 4 to 5 below the table: passed over as a note ('Source: Education department')"],
    )


def test_a_row_that_is_cut_short_is_no_note(cln: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "sent.csv", COLUMNS[:6], [ROW, ("Note: all schools",), (OTHER[0],)])
    assert "row 4, column name: is empty" in cln("establishment", "import", file, code=3).err


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (("Total", 2), "Total"),
        (("", "", "", "Total schools:", "", "2"), "Total schools:"),
        (("Grand total", "2", "", "1,204", "", "45.5%"), "Grand total"),
        (("TOTALS",), "TOTALS"),
    ],
)
def test_totals_below_the_table_are_passed_over(
    cln: Cli, tmp_path: Path, total: tuple[object, ...], words: str
) -> None:
    row = f"row 4 below the table: passed over as a note ('{words}')"
    assert told(cln, tmp_path, ROW, OTHER, total) == (2, [row])


@pytest.mark.parametrize(
    "row", [("Total", "Total School", "Glasgow City"), ("", "Totally", "Glasgow City", 2)]
)
def test_a_row_with_other_words_is_no_total(cln: Cli, tmp_path: Path, row: tuple[object, ...]) -> None:
    file = write(tmp_path / "sent.csv", COLUMNS[:6], [ROW, row])
    assert "row 3, column code: " in cln("establishment", "import", file, code=3).err


def test_headers_that_stand_again_among_the_rows_are_passed_over(cln: Cli, tmp_path: Path) -> None:
    assert told(cln, tmp_path, ROW, tuple(COLUMNS[:6]), OTHER) == (
        2,
        ["row 3: the names of the columns once more; passed over"],
    )
