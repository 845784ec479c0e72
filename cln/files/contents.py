"""Opens a file and tells by its content, whatever its name says, whether it is a workbook or CSV."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cln.errors import Refused
from cln.files import delimited, package, spreadsheet
from cln.files.cells import text
from cln.files.encoding import decoded
from cln.files.grid import Grid, cleaned
from cln.files.package import MOST_BYTES, MOST_ROWS, Package, Part
from cln.words import as_meant, listed

CONTENTS, MEANINGS = "Contents", "Columns"
"""The first and the last sheet of every workbook that `cln export` writes."""

OPEN_SCHOOLS = "Open Schools"
"""The sheet to read of the Government's school contact details: others list schools that have closed."""

_JSON = re.compile(r"\s*[\[{]\s*[\[{\"]")
_MARKUP = re.compile(r"\s*<(!doctype|\?xml|html|head|meta|table)\b", re.IGNORECASE)


class Contents(NamedTuple):
    """The tables of a file that hold anything."""

    grids: tuple[Grid, ...]
    named: bool
    """Whether messages must name the sheet, because the file has several."""


def read(
    path: Path, wanted: str | None = None, *, sheet: str | None = None, encoding: str | None = None
) -> Contents:
    """Read a workbook or CSV: its visible sheets that hold anything; of CSV the one table.

    Args:
        path: the file.
        wanted: the only sheet to read of a workbook that has one of this name.
        sheet: the only sheet to read, hidden or not, because the user says so.
        encoding: the encoding of CSV, because the user says so.

    Raises:
        Refused: the file is missing, cannot be opened, is neither, or is too large; it has no sheet of the
            name that the user says; or it is a workbook that cln wrote, and has none that is wanted.
    """
    raw = _bytes(path)
    if package.is_packed(raw):
        with package.opened(path.name, raw) as opened:
            parts = _chosen(opened, wanted, sheet)
            grids = tuple(grid for grid in spreadsheet.grids(opened, parts) if grid.lines)
            visible = sum(part.visible for part in opened.sheets)
            return Contents(grids, named=len(grids) > 1 or len(parts) < visible)
    if sheet is not None:
        raise Refused(f"{path.name} is no workbook and has no sheets; leave out --sheet")
    grid = _csv(path, raw, encoding)
    return Contents((grid,) if grid.lines else (), named=False)


def visible(path: Path) -> tuple[str, ...]:
    """The visible sheets of a workbook by name; none of any other file."""
    raw = _bytes(path)
    if not package.is_packed(raw):
        return ()
    with package.opened(path.name, raw) as opened:
        return tuple(part.name for part in opened.sheets if part.visible)


def exported(path: Path) -> tuple[str, ...]:
    """The sheets with rows of a workbook that `cln export` wrote, by name; none of any other file."""
    raw = _bytes(path)
    if not package.is_packed(raw):
        return ()
    with package.opened(path.name, raw) as opened:
        ours = _tables([part.name for part in opened.sheets if part.visible])
        grids = spreadsheet.grids(opened, [part for part in opened.sheets if part.name in ours])
        return tuple(grid.name for grid in grids if grid.name and len(grid.lines) > 1)


def _tables(names: Sequence[str]) -> tuple[str, ...]:
    """Of the visible sheets of a workbook of cln's own those with its tables; none of any other workbook."""
    ours = names[:1] == [CONTENTS] and MEANINGS in names
    return tuple(name for name in names if name not in {CONTENTS, MEANINGS}) if ours else ()


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder, not a file")
        if path.name.startswith("~$") and path.exists():
            of = path.name.removeprefix("~$")
            raise Refused(f"{path.name} is only the mark of Excel that {of} is open; give {of} instead")
        if path.is_file() and (size := path.stat().st_size) > MOST_BYTES:
            most = f"{MOST_BYTES // 1_000_000} MB and {MOST_ROWS:,} rows are the most that is read"
            raise Refused(f"{path.name} is {size // 1_000_000:,} MB large; {most}")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"there is no file {path}") from None
    except PermissionError as error:
        raise Refused(
            f"{path.name} cannot be opened; is it open in another program? Close it there, and run this again"
        ) from error
    except OSError as error:
        raise Refused(f"{path.name} cannot be opened: {error.strerror}") from error


def _csv(path: Path, raw: bytes, encoding: str | None) -> Grid:
    if raw.startswith(b"%PDF"):
        raise Refused(
            f"{path.name} is a PDF, whatever its name says; get the table itself, and save it as CSV or XLSX"
        )
    content = decoded(path.name, raw, encoding)
    if _JSON.match(content):
        raise Refused(f"{path.name} holds JSON, which cln does not read; save it as CSV or XLSX")
    if _MARKUP.match(content):
        raise Refused(
            f"{path.name} is a web page or XML, whatever its name says; open it in Excel and save it as XLSX"
        )
    lines = []
    for number, cells in delimited.rows(path.name, content):
        if any(map(text, cells)):
            marked = any(cell.startswith("'") for cell in cells)
            lines.append((number, tuple(map(as_meant, cells) if marked else cells)))
        if len(lines) > MOST_ROWS + 1:
            raise package.too_long(path.name)
    return cleaned(Grid(None, tuple(lines)))


def _chosen(opened: Package, wanted: str | None, sheet: str | None) -> Sequence[Part]:
    visible = [part for part in opened.sheets if part.visible]
    names = [part.name for part in visible]
    if sheet is not None:
        asked = [part for part in opened.sheets if part.name.casefold() == sheet.casefold()]
        if not asked:
            raise Refused(f"{opened.file} has no sheet {sheet!r}; it has {listed(list(map(repr, names)))}")
        return asked
    for name in (wanted, OPEN_SCHOOLS):
        if name in names:
            return [part for part in visible if part.name == name]
    if ours := _tables(names):
        there = ", ".join(ours)
        needed = f"no sheet {wanted!r}" if wanted else "none that can be taken in here"
        raise Refused(f"{opened.file} is a workbook that cln export wrote, with {needed}; it has: {there}")
    return visible
