"""Files as they come: misnamed, locked, titled, of several sheets. Each is read, or refused in a line."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from tests.conftest import COLUMNS, REGISTER, Cli
from tests.tabular import write

ADDED = "5 establishments: 5 added"


def refused(cln: Cli, file: Path) -> str:
    """The one line that says why a file of establishments is refused."""
    ran = cln("establishment", "import", file, code=3)
    assert not ran.out
    assert ran.err.count("\n") == 1, ran.err
    return ran.err.removeprefix("cln: error: ").rstrip("\n")


def test_the_content_tells_a_workbook_from_csv(cln: Cli, tmp_path: Path) -> None:
    book = write(tmp_path / "book.xlsx", COLUMNS, REGISTER)
    plain = write(tmp_path / "plain.csv", COLUMNS, REGISTER)
    shutil.move(book, tmp_path / "misnamed.csv")
    shutil.move(plain, tmp_path / "misnamed.xlsx")
    assert ADDED in cln("establishment", "import", tmp_path / "misnamed.csv").out
    assert "nothing changed; all 5" in cln("establishment", "import", tmp_path / "misnamed.xlsx").out


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_excels_unicode_text_is_read(cln: Cli, tmp_path: Path, encoding: str) -> None:
    text = write(tmp_path / "plain.csv", COLUMNS, REGISTER).read_text(encoding="utf-8-sig")
    file = tmp_path / "unicode.txt"
    file.write_bytes(("\ufeff" + text.replace(",", "\t")).encode(encoding))
    assert ADDED in cln("establishment", "import", file).out


@pytest.mark.parametrize("name", ["titled.csv", "titled.xlsx"])
def test_a_title_above_the_column_names(cln: Cli, tmp_path: Path, name: str) -> None:
    file = write(tmp_path / name, ["Register of the West, 2026"], [COLUMNS, *REGISTER])
    assert refused(cln, file) == (
        f"{name}: row 1 looks like a title ('Register of the West, 2026'); delete it, so that the first row "
        "holds the column names"
    )


def test_a_title_in_a_file_with_semicolons(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "titled.csv"
    file.write_text("Register\n\ncode;name;authority;sector\n9100001;Hill;Inverclyde;ELC\n", encoding="utf-8")
    assert "row 1 looks like a title ('Register')" in refused(cln, file)


def test_a_folder(cln: Cli, tmp_path: Path) -> None:
    assert refused(cln, tmp_path) == f"{tmp_path} is a folder, not a file"


def test_a_file_that_another_program_holds(cln: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "held.csv", COLUMNS, REGISTER)
    file.chmod(0)

    def held(path: Path) -> bytes:  # as Windows does for everybody, and for root nobody
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", held)
    assert refused(cln, file) == (
        "held.csv cannot be opened; is it open in another program? Close it there, and run this again"
    )


def test_what_excel_leaves_beside_an_open_workbook(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "~$register.xlsx"
    file.write_bytes(b"\x05Tess " + b"\0" * 159)
    assert refused(cln, file) == (
        "~$register.xlsx is only the mark of Excel that register.xlsx is open; give register.xlsx instead"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and nothing more", "is a workbook that cannot be read"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "is a workbook that cannot be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is neither CSV nor XLSX; save it as one of them"),
        (
            b"\r\n <html><table><tr><td>code</td></tr></table></html>",
            "is a web page or XML, whatever its name says",
        ),
    ],
)
@pytest.mark.parametrize("name", ["file.xlsx", "file.csv"])
def test_what_nobody_can_read(cln: Cli, tmp_path: Path, content: bytes, said: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    line = refused(cln, file)
    assert line.startswith(f"{name} {said}")
    assert "save it" in line


def workbook(file: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook of several sheets; one called `hidden` is."""
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if name == "hidden":
                page.hide()
    return file


def test_of_several_sheets_the_one_that_was_read_is_named(cln: Cli, tmp_path: Path) -> None:
    good = [COLUMNS, *REGISTER]
    notes = [["Who", "What"], ["Ann", "Called"]]
    first = workbook(tmp_path / "first.xlsx", Empty=[], Register=good, Notes=notes)
    assert (
        "first.xlsx (sheet 'Register'): 5 establishments: 5 added"
        in cln("establishment", "import", first).out
    )
    second = workbook(tmp_path / "second.xlsx", Notes=notes, Register=good)
    assert refused(cln, second).startswith("second.xlsx (sheet 'Notes'): row 1 has no column code")
    alone = workbook(tmp_path / "alone.xlsx", Empty=[], Register=good)
    assert cln.json("establishment", "import", alone)["file"] == "alone.xlsx"


def test_a_hidden_sheet_is_not_read(cln: Cli, tmp_path: Path) -> None:
    lists = [["Sectors"], ["Primary"]]
    file = workbook(tmp_path / "lists.xlsx", Front=[], hidden=lists, Register=[COLUMNS, *REGISTER])
    assert cln.json("establishment", "import", file)["file"] == "lists.xlsx"


def test_cells_beyond_the_columns(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "narrow.csv"
    file.write_text("name\nGlasgow City\nRenfrewshire, too\n", encoding="utf-8")
    ran = cln("init", "--authorities", file, code=3)
    assert "row 3, column 2: lies beyond the 1 column that row 1 names" in ran.err
