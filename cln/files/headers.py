"""Finds the row that names the columns: below titles, and by the names that are known where that helps."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from cln.errors import Refused
from cln.files.cells import Cell, text
from cln.files.grid import Grid
from cln.words import fold

_DEPTH = 20
"""How many filled rows may lie above the names of the columns, themselves among them."""
_SUMMARY = frozenset({"topic", "participants"})
"""Columns of the two lines about the meeting that Zoom writes above its list of participants."""
_TELLING = 6
"""Letters of a name that is known again within a longer header, as forms write them."""

Known = frozenset[str]
"""Folded names of columns."""


def known(*columns: Mapping[str, Sequence[str]], beside: Iterable[str] = ()) -> Known:
    """All names that columns may have.

    Args:
        columns: each column's name, and the other headers that it may have.
        beside: further headers that tell such a row.
    """
    names = {name for some in columns for column, others in some.items() for name in (column, *others)}
    return frozenset(map(fold, names.union(beside))) - {""}


def matches(cells: Iterable[Cell], names: Collection[str]) -> int:
    """How many cells are the name of a known column, or have one in them."""
    folded = {fold(text(cell)) for cell in cells} - {""}
    long = [name for name in names if len(name) >= _TELLING]
    return sum(header in names or any(name in header for name in long) for header in folded)


def row_of_headers(source: str, grid: Grid, names: Known, given: int | None = None) -> int:
    """Which of the lines of a grid names the columns.

    It is the first with two known names or more, for answers below it may be names of columns too; else the
    one with the most; where no name is known, the first with more than one filled cell, and in a table of one
    column its first.

    Args:
        source: the file, for messages.
        grid: its rows, with at least one that is filled.
        names: the names that are known, folded.
        given: the number of the row that the user says it is.

    Raises:
        Refused: the row that the user says is empty.
    """
    if given is not None:
        place = next((place for place, (number, _) in enumerate(grid.lines) if number == given), None)
        if place is None:
            raise Refused(f"{source}: row {given} is empty, so it does not name the columns")
        return place
    first = grid.lines[:_DEPTH]
    ranks = [(0 if _is_summary(cells) else matches(cells, names), filled(cells) > 1) for _, cells in first]
    clear = (place for place, (known_names, _) in enumerate(ranks) if known_names > 1)
    return next(clear, ranks.index(max(ranks)))


def filled(cells: Iterable[Cell]) -> int:
    """How many cells hold anything."""
    return sum(bool(text(cell)) for cell in cells)


def _is_summary(cells: Iterable[Cell]) -> bool:
    return {fold(text(cell)) for cell in cells} >= _SUMMARY
