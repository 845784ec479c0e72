"""What a row held, as the record of changes keeps it, and back again."""

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Table, inspect, select
from sqlalchemy.orm import Session

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


def secret(row: Any) -> frozenset[str]:
    """The columns that a row, or its table, keeps secret: the record is for everybody to read."""
    return getattr(row, "SECRET", frozenset())


def of_row(row: Any) -> Image:
    """What a row of a session holds."""
    return _image({name: getattr(row, name) for name in _columns(row)}, secret(row))


def of_row_before(session: Session, row: Any) -> Image:
    """What a row of a session held before it was altered."""
    hidden = secret(row)
    histories = {name: inspect(row).attrs[name].history for name in _columns(row)}
    if any(history.added and not history.deleted for history in histories.values()):
        # It was altered without having been loaded: ask the database, which still has it.
        table = inspect(row).mapper.local_table
        stored = session.connection().execute(select(table).where(table.c.id == row.id)).mappings().one()
        return _image({name: stored[name] for name in histories}, hidden)
    held = {
        name: history.deleted[0] if history.deleted else getattr(row, name)
        for name, history in histories.items()
    }
    return _image(held, hidden)


def _image(values: Mapping[str, Any], hidden: frozenset[str]) -> Image:
    return {name: None if name in hidden else plain(value) for name, value in values.items()}


def _columns(row: Any) -> list[str]:
    return [attribute.key for attribute in inspect(row).mapper.column_attrs]
