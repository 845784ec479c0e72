"""Tables as one workbook, row by row: typed columns, frozen headers, filters, and a first sheet that says
what it is. No cell is ever a formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from cln.errors import Refused
from cln.files.columns import Column, Kind, Table, shown
from cln.files.workbook import write_cell

NARROWEST, WIDEST = 8, 60
"""Characters; a column fits what it holds, within these."""
MOST_ROWS = 1_048_575
"""Below the headers of one sheet."""


@dataclass(frozen=True)
class Contents:
    """What the first sheet says: a title, and lines of a name and what is to be said of it."""

    title: str
    lines: Sequence[tuple[str, str]]


def write_book(contents: Contents, tables: Sequence[Table], out: BinaryIO) -> dict[str, int]:
    """Write a workbook: its contents, a sheet for each table, and what each column means; table -> rows.

    Raises:
        Refused: a text or a table is longer than a workbook can hold.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        pens = _Pens(book)
        _write_contents(book.add_worksheet("Contents"), contents, tables, pens)
        written = {table.name: _write(book.add_worksheet(table.name), table, pens) for table in tables}
        _write(book.add_worksheet("Columns"), _columns(tables), pens)
    return written


class _Pens:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._of = {
            Kind.TEXT: book.add_format({"num_format": "@", "valign": "top"}),
            Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            Kind.MOMENT: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
        }
        self._plain = book.add_format({"valign": "top"})

    def of(self, column: Column) -> Any:
        """How the cells of a column look."""
        return self._of.get(column.kind, self._plain)


def _write_contents(page: Any, contents: Contents, tables: Sequence[Table], pens: _Pens) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, contents.title, pens.title)
    lines = [*contents.lines, ("Sheets", "")]
    lines += [(table.name, table.title) for table in tables]
    lines.append(("Columns", "What each column means, and in which unit it counts"))
    for number, (name, sentence) in enumerate(lines, start=2):
        page.write_string(number, 0, name, pens.head if not sentence else pens.wrapped)
        page.write_string(number, 1, sentence, pens.wrapped)


def _write(page: Any, table: Table, pens: _Pens) -> int:
    widths = [max(NARROWEST, len(name)) for name in table.names]
    for place, name in enumerate(table.names):
        page.write_string(0, place, name, pens.head)
    number = 0
    looks = [pens.of(column) for column in table.columns]
    for number, row in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise Refused(f"{table.name} has more rows than a workbook can hold ({MOST_ROWS}); use CSV")
        for place, value in enumerate(row):
            write_cell(page, number, place, shown(value), looks[place])
            widths[place] = max(widths[place], min(WIDEST, len(str(value if value is not None else ""))))
    for place, width in enumerate(widths):
        page.set_column(place, place, width + 1)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, number), len(table.columns) - 1)
    return number


def _columns(tables: Sequence[Table]) -> Table:
    columns = (
        Column("sheet", "The sheet", lambda pair: pair[0].name),
        Column("column", "The column", lambda pair: pair[1].name),
        Column("meaning", "What it means", lambda pair: pair[1].meaning),
        Column("holds", "Which kind of value", lambda pair: pair[1].kind.value),
        Column("unit", "What it counts", lambda pair: pair[1].unit or None),
    )
    pairs = [(table, column) for table in tables for column in table.columns]
    return Table.of("Columns", "What each column means", columns, pairs)
