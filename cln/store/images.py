"""What a row held, as the record of changes keeps it, and back again."""

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Table

Image = dict[str, Any]
"""Column -> what a row holds in it, as JSON has it; None for what a row keeps secret."""

READERS: dict[type, Callable[[str], Any]] = {kind: kind.fromisoformat for kind in (date, datetime, time)}
"""What reads a value that JSON has only as text."""


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date | time) else value


def values(table: Table, image: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns of a row held, from its image."""
    readers = _readers(table)
    return {
        name: readers[name](value) if value is not None and name in readers else value
        for name, value in image.items()
    }


def images(
    table: Table, rows: Sequence[Mapping[str, Any]], secret: frozenset[str]
) -> Sequence[Mapping[str, Any]]:
    """The images of rows of a table; a row that JSON can hold as it is serves as its own.

    Args:
        table: the table.
        rows: what they hold in all of its columns.
        secret: columns that the record does not show.
    """
    hidden, dated = dict.fromkeys(secret), _readers(table)
    if not hidden and not dated:
        return rows
    return [{**row, **{name: plain(row[name]) for name in dated}, **hidden} for row in rows]


@functools.cache
def _readers(table: Table) -> dict[str, Callable[[str], Any]]:
    """Column -> what reads its values, of those that JSON has only as text."""
    kinds = {column.name: _kind(column) for column in table.columns}
    return {name: READERS[kind] for name, kind in kinds.items() if kind in READERS}


def _kind(column: Column[Any]) -> type:
    stored = getattr(column.type, "impl_instance", column.type)
    return stored.python_type
