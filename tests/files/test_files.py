"""Files as they come: misnamed, locked, titled, of several sheets. Each is read, or refused in a line."""

import shutil
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n ,,\r\n", b"\xff\xfe", b"sep=;\n"])
def test_an_empty_file(cln: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(content)
    assert refused(cln, file) == "empty.csv is empty"


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
        (b"PK\x03\x04 and nothing more", "is a workbook that cannot be read, because it is damaged"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600),
            "is a workbook in the old format XLS; open it in Excel",
        ),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "has a password; open it in Excel, take the password off and save it again",
        ),
        (
            b"%PDF-1.7\n1 0 obj",
            "is a PDF, whatever its name says; get the table itself, and save it as CSV or XLSX",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is neither CSV nor XLSX; save it as one of them"),
        (
            b"\r\n <html><table><tr><td>code</td></tr></table></html>",
            "is a web page or XML, whatever its name says",
        ),
        (b'[{"code": "9100011"}]', "holds JSON, which cln does not read; save it as CSV or XLSX"),
    ],
)
@pytest.mark.parametrize("name", ["file.xlsx", "file.csv"])
def test_what_nobody_can_read(cln: Cli, tmp_path: Path, content: bytes, said: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    line = refused(cln, file)
    assert line.startswith(f"{name} {said}")
    assert "save it" in line


def test_cells_beyond_the_columns(cln: Cli, tmp_path: Path) -> None:
    file = tmp_path / "narrow.csv"
    file.write_text("name\nGlasgow City\nRenfrewshire, too\n", encoding="utf-8")
    ran = cln("init", "--authorities", file, code=3)
    assert "row 3, column 2: lies beyond the 1 column that row 1 names" in ran.err
