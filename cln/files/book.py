"""Tables as one workbook, row by row: typed columns, frozen headers, filters, and a first sheet that says
what it is. No cell is ever a formula."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from cln.errors import Refused
from cln.files.columns import Column, Kind, Row, Table, Written, yes_or_no
from cln.files.contents import CONTENTS, MEANINGS
from cln.files.workbook import Pens, fitting, is_guarded, was_cut, write_cell
from cln.words import outgoing

NARROWEST, WIDEST = 8, 60
"""Characters; a column fits what it holds, within these."""
MOST_ROWS = 1_048_575
"""Below the headers of one sheet."""


@dataclass(frozen=True)
class Contents:
    """What the first sheet says: a title, and lines of a name and what is to be said of it."""

    title: str
    lines: Sequence[tuple[str, str]]


def write_book(contents: Contents, tables: Sequence[Table], out: BinaryIO) -> Written:
    """Write a workbook: its contents, a sheet for each table, and what each column means.

    Raises:
        Refused: a table has more rows than a workbook can hold.
    """
    written, content = Written({}, []), io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(content, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        pens = Pens(book)
        _write_contents(book.add_worksheet(CONTENTS), contents, tables, pens)
        for table in (*tables, _columns(tables)):
            _write(book.add_worksheet(table.name), table, pens, written)
    del written.rows[MEANINGS]
    out.write(content.getbuffer())  # a full disk is no matter of the library's
    return written


_FORMATS = {Kind.TEXT: "@", Kind.DAY: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm:ss"}


def _look(column: Column) -> dict[str, str]:
    """How the cells of a column look."""
    number = {"num_format": _FORMATS[column.kind]} if column.kind in _FORMATS else {}
    return {"valign": "top", **number}


def _write_contents(page: Any, contents: Contents, tables: Sequence[Table], pens: Pens) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, outgoing(contents.title), pens.of(bold=True, font_size=14))
    lines = [*contents.lines, ("Sheets", "")]
    lines += [(table.name, table.title) for table in tables]
    lines.append((MEANINGS, "What each column means, and in which unit it counts"))
    wrapped = pens.of(text_wrap=True, valign="top")
    for number, (name, sentence) in enumerate(lines, start=2):
        page.write_string(number, 0, name, wrapped if sentence else pens.head)
        page.write_string(number, 1, outgoing(sentence), wrapped)


def _write(page: Any, table: Table, pens: Pens, written: Written) -> None:
    widths = [max(NARROWEST, len(name)) for name in table.names]
    for place, name in enumerate(table.names):
        page.write_string(0, place, name, pens.head)
    number = 0
    looks = [pens.of(**_look(column)) for column in table.columns]
    guarded = [pens.of(**_look(column), quote_prefix=True) for column in table.columns]
    for number, row in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise Refused(f"{table.name} has more rows than a workbook can hold ({MOST_ROWS}); use CSV")
        for place, value in enumerate(row):
            text = value if isinstance(value, str) else ""
            plain = yes_or_no(value)
            write_cell(page, number, place, plain, (guarded if is_guarded(text) else looks)[place])
            widths[place] = max(widths[place], min(WIDEST, len(str(value if value is not None else ""))))
            if fitting(text) != text:
                written.cut.append(_cut(table, row, place, text))
    for place, width in enumerate(widths):
        page.set_column(place, place, width + 1)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, number), len(table.columns) - 1)
    written.rows[table.name] = number


def _cut(table: Table, row: Row, place: int, text: str) -> str:
    """That a text was cut: of which row, by what tells it from others."""
    keys = [
        f"{column.name} {value}"
        for column, value in zip(table.columns, row, strict=True)
        if column.key and value is not None
    ]
    where = ", ".join([table.name, *keys])
    return f"{was_cut(where, table.names[place], text)}, and whole in CSV"


def _columns(tables: Sequence[Table]) -> Table:
    columns = (
        Column("sheet", "The sheet", lambda pair: pair[0].name),
        Column("column", "The column", lambda pair: pair[1].name),
        Column("meaning", "What it means", lambda pair: pair[1].meaning),
        Column("holds", "Which kind of value", lambda pair: pair[1].kind.value),
        Column("unit", "What it counts", lambda pair: pair[1].unit or None),
    )
    pairs = [(table, column) for table in tables for column in table.columns]
    return Table.of(MEANINGS, "What each column means", columns, pairs)
