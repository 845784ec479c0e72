"""What a row held, as the record of changes keeps it, and back again."""

from collections.abc import Callable, Mapping
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
    readers = {column.name: READERS.get(_kind(column)) for column in table.columns}
    return {
        name: reader(value) if value is not None and (reader := readers[name]) else value
        for name, value in image.items()
    }


def _kind(column: Column[Any]) -> type:
    stored = getattr(column.type, "impl_instance", column.type)
    return stored.python_type
