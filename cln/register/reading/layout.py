"""What a layout is: how a file of establishments names its columns, and what else it has of its own."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cln.files import cells
from cln.files.records import Record
from cln.files.sheets import Sheet
from cln.programme import Sector
from cln.words import fold

REQUIRED = ("code", "name", "authority", "sector")

CHILDMINDERS = "childminders"
"""They are never taken in: they are named people."""
_CHILDMINDER = re.compile(r"child[\s_-]*mind", re.IGNORECASE)


def stated_sectors(record: Record, code: str) -> Sequence[str]:
    """The sector that a row says, beside its code or in it; none, and a problem noted, if it is not right."""
    part = record.must("sector", partial(_sector, code=record.cell(code)))
    return (part,) if part else ()


def always_code(_: Record) -> str:
    """The column of the code, where there is only one."""
    return "code"


def childminders(record: Record) -> str | None:
    """That a row is of a childminder, whatever column makes that out; None of the others."""
    texts = [cell for cell in record.row.cells if isinstance(cell, str)]
    if "mind" not in "\n".join(texts).casefold():  # as in nearly every row
        return None
    named = _CHILDMINDER.search(cells.text(record.cell("name")))
    stated = any(_CHILDMINDER.match(cell.lstrip()) for cell in texts)
    return CHILDMINDERS if named or stated else None


@dataclass(frozen=True)
class Layout:
    """A layout of files of establishments."""

    name: str
    """As the user is told it."""
    columns: Mapping[str, Sequence[str]]
    """Each column's name, and the other headers that it may have."""
    required: Sequence[str] = REQUIRED
    marks: Sequence[str] = ()
    """How those headers begin that no other layout has."""
    missing: frozenset[str] = frozenset({""})
    """Texts that stand for an empty cell."""
    every: frozenset[Sector] = frozenset()
    """The sectors of which it names every establishment of a council; none of which it may name some only."""
    national: bool = False
    """It has councils that a database may not know."""
    code: Callable[[Record], str] = always_code
    """Which column holds the code of a row."""
    sectors: Callable[[Record, str], Sequence[str]] = stated_sectors
    """The departments of a row, given the column of its code; none, and a problem noted, if it has none."""
    passes_over: Callable[[Record], str | None] = childminders
    """What a row is, in the plural, that is not to be taken in; None of the others."""
    notes: Sequence[str] = ()
    """In sentences, what to know of every file of this layout."""

    def needed(self, sheet: Sheet) -> Sequence[str]:
        """The columns that a sheet must have; of several for the code, one is enough."""
        others = ("cs_number", *self.columns.get("cs_number", ()))
        if "cs_number" in self.columns and sheet.find(*others) is not None:
            return tuple(name for name in self.required if name != "code")
        return self.required

    def fits(self, sheet: Sheet) -> bool:
        """Whether a sheet has its columns."""
        headers = [fold(header) for header in sheet.headers]
        marked = all(any(header.startswith(fold(name)) for header in headers) for name in self.marks)
        return marked and all(
            sheet.find(name, *self.columns[name]) is not None for name in self.needed(sheet)
        )


def _sector(cell: cells.Cell, code: cells.Cell) -> str:
    beside = cells.sector_named(cell) if cells.text(cell) else None
    return cells.sector(code, beside) or cells.sector_named(cell)
