"""Files that are too large, damaged, or no workbooks: refused before they are read, naming the limit."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from cln.files.contents import read
from cln.files.package import MOST_ROWS
from tests.conftest import COLUMNS, REGISTER, Cli
from tests.tabular import write

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="text/xml"/></Types>'
TABLE = (("code", "name", "authority", "sector"), ("9100001", "Hill", "Inverclyde", "ELC"))


def relation(kind: str, target: str) -> str:
    """The part of a package that names another."""
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def row(number: int, cells: Iterable[str]) -> str:
    """A row of texts."""
    written = (
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{"".join(written)}</row>'


def table() -> Iterator[str]:
    """The rows of a table that is right."""
    return (row(number, cells) for number, cells in enumerate(TABLE, 1))


def package(file: Path, rows: Iterable[str], **parts: str) -> Path:
    """A workbook of one sheet, from its XML."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", relation("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as out:
            out.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for one in rows:
                out.write(one.encode())
            out.write(b"</sheetData></worksheet>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def refused(cln: Cli, file: Path) -> str:
    """The one line that says why a file of establishments is refused."""
    ran = cln("establishment", "import", file, code=3)
    assert ran.err.count("\n") == 1, ran.err
    return ran.err.removeprefix("cln: error: ").rstrip("\n")


@pytest.mark.parametrize(
    "stray",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>',
        '<row r="1048576"><c r="A1048576" s="1"/></row>',
        '<row r="3"><c r="XFD3" t="inlineStr"><is><t>\u00a0</t></is></c></row>',
        '<row r="3"><c r="A3" t="str"><v> </v></c><c r="XFD3" t="str"><v>  </v></c></row>',
        "".join(
            f'<row r="{number}" hidden="1"><c r="XFD{number}" s="1"/></row>' for number in range(3, 3000)
        ),
    ],
)
def test_blank_cells_far_away_are_passed_over(cln: Cli, tmp_path: Path, stray: str) -> None:
    file = package(tmp_path / "stray.xlsx", [*table(), stray])
    done = cln.json("establishment", "import", file)
    assert (done["added"], done["doubts"]) == (1, [])


@pytest.mark.parametrize(
    ("cell", "corner"), [("XFD3", "XFD3"), ("A1048576", "D1048576"), ("BZZ9", "BZZ9"), ("AMM5000", "AMM5000")]
)
def test_filled_cells_far_away_are_refused(cln: Cli, tmp_path: Path, cell: str, corner: str) -> None:
    number = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{number}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>'
    assert refused(cln, package(tmp_path / "far.xlsx", [*table(), far])) == (
        f"far.xlsx: its cells reach as far as {corner}, and 100,000 rows, 1,000 columns and 5,000,000 cells "
        "are the most that is read; delete what lies beyond the table"
    )


def test_a_formula_that_says_nothing_is_empty(cln: Cli, tmp_path: Path) -> None:
    headers = row(1, [*TABLE[0], "postcode"])
    empty = '<c r="E2" t="str"><f>IF(1,"","")</f><v></v></c></row>'
    file = package(tmp_path / "empty.xlsx", [headers, row(2, TABLE[1]).replace("</row>", empty)])
    assert cln.json("establishment", "import", file)["added"] == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_more_than_a_hundred_thousand_rows(cln: Cli, tmp_path: Path, ending: str) -> None:
    file, numbers = tmp_path / f"many.{ending}", range(1, MOST_ROWS + 3)
    if ending == "csv":
        file.write_text("code,name\n" + "\n".join(map(str, numbers)), encoding="utf-8")
    else:
        package(file, (f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in numbers))
    assert refused(cln, file) == (
        f"many.{ending} has more than 100,000 rows, which is the most that is read; divide it"
    )


def test_a_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = (f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, MOST_ROWS + 2))
    assert len(read(package(tmp_path / "many.xlsx", rows)).grids[0].lines) == MOST_ROWS + 1


def test_a_bomb_is_refused_by_the_directory_of_the_archive(cln: Cli, tmp_path: Path) -> None:
    file = package(tmp_path / "bomb.xlsx", (" " * 1_000_000 for _ in range(120)))
    assert file.stat().st_size < 1_000_000
    assert refused(cln, file) == (
        "bomb.xlsx unpacks to 120 MB; 100 MB and 100,000 rows are the most that is read: delete what is not "
        "needed, or save the sheet as CSV"
    )


def test_a_directory_that_lies_is_not_believed(cln: Cli, tmp_path: Path) -> None:
    file = package(tmp_path / "liar.xlsx", [*table(), " " * 9_000_000])
    with zipfile.ZipFile(file) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    raw = file.read_bytes()
    file.write_bytes(raw.replace(size.to_bytes(4, "little"), (5_000).to_bytes(4, "little")))
    assert "liar.xlsx is a workbook that cannot be read, because it is damaged" in refused(cln, file)


@pytest.mark.parametrize("at", range(30, 1000, 90))
def test_a_workbook_that_was_cut_off_or_changed_on_its_way(cln: Cli, tmp_path: Path, at: int) -> None:
    whole = package(tmp_path / "whole.xlsx", table()).read_bytes()
    file = tmp_path / "part.xlsx"
    file.write_bytes(whole[:at])
    assert "part.xlsx is a workbook that cannot be read, because it is damaged" in refused(cln, file)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            ["mimetype", "content.xml"],
            "is an OpenDocument file (.ods), whatever its name says; open it and save",
        ),
        (["[Content_Types].xml", "xl/workbook.bin"], "is a binary workbook (.xlsb), whatever its name says"),
        (["[Content_Types].xml", "word/document.xml"], "is a Word document, whatever its name says"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "is a presentation, whatever its name says"),
        (["Index/Document.iwa"], "is a workbook of Apple's Numbers, whatever its name says"),
        (["schools.csv"], "is a zip archive, no workbook; unpack it, and give the files in it"),
        (["[Content_Types].xml"], "is a workbook that cannot be read, because it is damaged"),
        ([], "is a zip archive, no workbook"),
    ],
)
def test_archives_that_are_no_workbooks(cln: Cli, tmp_path: Path, parts: list[str], sentence: str) -> None:
    file = tmp_path / "schools.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "content")
    assert refused(cln, file).startswith(f"schools.xlsx {sentence}")


def test_a_workbook_with_macros_is_read_and_they_are_not(cln: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "macros.xlsx", COLUMNS, REGISTER).rename(tmp_path / "macros.xlsm")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0" * 100)
    assert cln.json("establishment", "import", file)["added"] == 5
