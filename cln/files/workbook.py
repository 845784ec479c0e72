"""Workbooks: typed columns, drop-downs, and cells that nobody can spoil. No cell is ever a formula."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cln.errors import Refused
from cln.files import whole
from cln.words import harmless, outgoing

Value = str | int | float | bool | date | datetime | None

LONGEST = 32767
"""The most UTF-16 units that a cell can hold."""
CUT = " [cut]"
"""The end of a text that did not fit its cell."""
LINE, HIGHEST = 15, 409
"""The height of a line, and the greatest of a row, in points."""
WIDEST = 360
"""Pixels; a column without a width of its own fits what it holds, up to here."""


MOST = 235
"""Characters of both parts of the head of a page: with what says how they look there may be 255."""
ONE_SPACE = " "
"""Between the size of a text and the text, which may begin with a digit."""


@dataclass(frozen=True)
class Column:
    """A column; the type of each cell follows from its value, that of empty cells from `holds`."""

    name: str
    holds: type[str] | type[date] | type[float] = str
    width: int | None = None
    """In characters; what stands in it wraps. None fits the contents."""
    editable: bool = False
    """May be filled in although the sheet is protected."""
    choices: Sequence[str] = ()
    """A drop-down; other words are refused by the spreadsheet."""
    earliest: date | None = None
    """The first day that may be filled in."""
    hint: str = ""
    """Shown beside the cell while it is filled in."""
    hidden: bool = False


@dataclass(frozen=True)
class Paper:
    """How a sheet is printed that people write on."""

    left: str
    """At the head of every page."""
    right: str
    """Beside it; in lines."""
    breaks: Sequence[int] = ()
    """So many rows come before a page begins anew."""
    height: int = 27
    """Of a row, in points: room to sign."""


@dataclass(frozen=True)
class Sheet:
    """Rows below named columns; a protected one can be changed only in its editable columns."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    protected: bool = False
    paper: Paper | None = None
    """None: without a head, wherever a page ends."""


def fitting(text: str) -> str:
    """As much of a text as a cell can hold, with a mark where it was cut."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", errors="ignore").rstrip() + CUT


def was_cut(where: str, column: str, text: str) -> str:
    """That a text did not fit its cell, in a sentence; `where` names its row."""
    return (
        f"{where}: the text in column {column} has {len(text)} characters, more than a cell of a workbook "
        "can hold; it is cut there"
    )


def cut(sheets: Sequence[Sheet]) -> list[str]:
    """Which texts of these sheets do not fit their cells, in sentences."""
    return [
        was_cut(f"{sheet.name}, row {number}", column.name, value)
        for sheet in sheets
        for number, row in enumerate(sheet.rows, 2)
        for column, value in zip(sheet.columns, row, strict=True)
        if isinstance(value, str) and fitting(value) != value
    ]


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of these sheets in their order, each with frozen, filterable headers."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        pens, drop_downs = Pens(book), _DropDowns()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, pens, drop_downs)
        drop_downs.write(book)
    return content.getvalue()


def write(content: bytes, path: Path, *, force: bool) -> None:
    """Write a workbook whole or not at all.

    Raises:
        Refused: its name does not end in .xlsx, or it cannot be written there.
    """
    if path.suffix.casefold() != ".xlsx":
        raise Refused(f"{path} would be a workbook; end its name in .xlsx")
    whole.write(content, path, force=force)


class Pens:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.head = self.of(bold=True, bottom=1, text_wrap=True, valign="top")

    def of(self, **look: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def cell(self, column: Column, value: Value, *, ruled: bool = False) -> Any:
        """How a value looks in a column: text stays text even if typed, days read 2026-09-10.

        Args:
            column: where it stands.
            value: what stands there.
            ruled: people write on it: a line below each row, and numbers amid their column.
        """
        look: dict[str, Any] = {"valign": "top"}
        if ruled:
            look = {"valign": "vcenter", "bottom": 1, "bottom_color": "#BFBFBF"}
            look |= {"align": "center"} if column.holds is float else {}
        if isinstance(value, date) or (value is None and column.holds is date):
            look["num_format"] = "yyyy-mm-dd"
        elif isinstance(value, str) or (value is None and column.holds is str):
            look["num_format"] = "@"
        if column.width:
            look["text_wrap"] = True
        if isinstance(value, str) and is_guarded(value):
            look["quote_prefix"] = True
        if column.editable:
            look |= {"locked": False, "border": 1, "border_color": "#BFBFBF"}
        return self.of(**look)


class _DropDowns:
    """The words of all drop-downs, on a hidden sheet: a list inside a cell's rule may not hold commas."""

    NAME = "choices"

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], int] = {}

    def source(self, choices: Sequence[str]) -> str:
        """Where a drop-down finds its words."""
        from xlsxwriter.utility import xl_range_abs

        place = self._places.setdefault(tuple(choices), len(self._places))
        return f"={self.NAME}!{xl_range_abs(0, place, len(choices) - 1, place)}"

    def write(self, book: Any) -> None:
        """Put the words into the workbook."""
        if not self._places:
            return
        page = book.add_worksheet(self.NAME)
        page.very_hidden()
        for choices, place in self._places.items():
            for row, choice in enumerate(choices):
                page.write_string(row, place, outgoing(choice))


def _write_sheet(page: Any, sheet: Sheet, pens: Pens, drop_downs: _DropDowns) -> None:
    last = len(sheet.columns) - 1
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.name, pens.head)
    for number, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            write_cell(page, number, place, value, pens.cell(column, value, ruled=sheet.paper is not None))
        height = max(_lines(sheet.columns, row) * LINE, sheet.paper.height if sheet.paper else LINE)
        if height > LINE:  # not every spreadsheet makes room by itself
            page.set_row(number, min(height, HIGHEST))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), last)
    page.autofit(WIDEST)
    _make_printable(page)
    if sheet.paper:
        _lay_out(page, sheet.paper)
    for place, column in enumerate(sheet.columns):
        if column.width or column.hidden:
            page.set_column(place, place, column.width, None, {"hidden": column.hidden})
        _guard(page, place, column, len(sheet.rows), drop_downs)
    if sheet.protected:
        page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _lines(columns: Sequence[Column], row: Sequence[Value]) -> int:
    """How many lines the longest wrapped cell of a row takes, about."""
    return max(
        (
            sum(1 + len(line) // column.width for line in value.splitlines())
            for column, value in zip(columns, row, strict=True)
            if column.width and isinstance(value, str)
        ),
        default=1,
    )


def _make_printable(page: Any) -> None:
    """A4 across, as wide as the page, with the headers on each."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _lay_out(page: Any, paper: Paper) -> None:
    """Heads, numbers and breaks of pages."""
    left = _head(paper.left, MOST // 2)
    right = _head(paper.right, MOST - len(left))
    page.set_margins(left=0.4, right=0.4, top=0.7 + 0.2 * len(right.split("\n")), bottom=0.7)
    page.set_header(f'&L&13&"-,Bold"{left}&R&11{ONE_SPACE}{right}')
    page.set_footer("&L&9Please sign beside your name&R&9Page &P of &N")
    page.set_h_pagebreaks(list(paper.breaks))


def _head(text: str, most: int) -> str:
    """As much of a text as the head of a page holds; `&` alone would say how it looks."""
    written = outgoing(text)
    return written[: most - written.count("&")].replace("&", "&&")


def is_guarded(text: str) -> bool:
    """Whether a cell must say of a text that it is no formula: by its look, which shows no apostrophe."""
    return harmless(text) != text


def write_cell(page: Any, row: int, place: int, value: Value, pen: Any) -> None:
    """Write one cell as what it is; text is never a formula, and a moment loses its time zone (UTC).

    Of a text too long for a cell as much as it can hold is written, see `fitting`.
    """
    if isinstance(value, str):
        value = outgoing(value)
        # Readers take an apostrophe off that stands before a formula: one of the text itself is doubled.
        page.write_string(row, place, fitting(harmless(value) if value.startswith("'") else value), pen)
    elif isinstance(value, bool):
        page.write_boolean(row, place, value, pen)
    elif isinstance(value, datetime):
        page.write_datetime(row, place, value.replace(tzinfo=None), pen)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, pen)
    elif value is None:
        page.write_blank(row, place, None, pen)
    else:
        page.write_number(row, place, value, pen)


def _guard(page: Any, place: int, column: Column, rows: int, drop_downs: _DropDowns) -> None:
    """What the spreadsheet lets people fill into a column, and what it tells them there."""
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        rule = {"validate": "list", "source": drop_downs.source(column.choices)}
    elif column.earliest:
        rule = {"validate": "date", "criteria": ">=", "value": column.earliest}
    if column.hint:
        rule |= {"input_title": column.name[:32], "input_message": column.hint}
    if rows and len(rule) > 1:
        page.data_validation(1, place, rows, place, rule)
