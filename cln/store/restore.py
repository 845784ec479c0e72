"""Puts rows back as they were: those that came go, those that went come back with their ids.

A row is never without the row that it refers to, nor beside another of its key: what may be empty is emptied
first and filled in last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, update
from sqlmodel import SQLModel

from cln.store.images import Image, values


@dataclass(frozen=True)
class Restored:
    """A row that is put back: what it holds `now` (None: it is not there) and `then` (None: it was not)."""

    table: str
    row_id: int
    now: Image | None
    then: Image | None


def restore(connection: Connection, rows: Sequence[Restored]) -> None:
    """Put rows back. Nothing but these rows may refer to one that goes, nor may one refer to what is gone."""
    of_table: dict[str, list[Restored]] = {}
    for row in rows:
        of_table.setdefault(row.table, []).append(row)
    parts = [
        (table, of_table[table.name]) for table in SQLModel.metadata.sorted_tables if table.name in of_table
    ]
    for step in (_detach, _delete, _alter, _insert, _attach):
        for table, of_it in reversed(parts) if step is _delete else parts:
            step(connection, table, of_it)


def loose(table: Table) -> list[str]:
    """The columns of a table that refer to a row and may be empty."""
    return [column.name for column in table.columns if column.foreign_keys and column.nullable]


def _detach(connection: Connection, table: Table, rows: Sequence[Restored]) -> None:
    empty = dict.fromkeys(loose(table))
    held = [row.row_id for row in rows if row.now and any(row.now[name] is not None for name in empty)]
    _update(connection, table, [{"id": row_id, **empty} for row_id in held])


def _delete(connection: Connection, table: Table, rows: Sequence[Restored]) -> None:
    gone = [{"of_id": row.row_id} for row in rows if row.then is None]
    if gone:
        connection.execute(delete(table).where(table.c.id == bindparam("of_id")), gone)


def _alter(connection: Connection, table: Table, rows: Sequence[Restored]) -> None:
    _update(connection, table, [_bare(table, row.then) for row in rows if row.now and row.then])


def _insert(connection: Connection, table: Table, rows: Sequence[Restored]) -> None:
    back = [_bare(table, row.then) for row in rows if row.now is None and row.then]
    if back:
        connection.execute(insert(table), back)


def _attach(connection: Connection, table: Table, rows: Sequence[Restored]) -> None:
    names = loose(table)
    then = [row.then for row in rows if row.then and any(row.then[name] is not None for name in names)]
    _update(
        connection, table, [{"id": image["id"], **{name: image[name] for name in names}} for image in then]
    )


def _update(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows and len(rows[0]) > 1:
        given = [{"of_id" if name == "id" else name: value for name, value in row.items()} for row in rows]
        connection.execute(update(table).where(table.c.id == bindparam("of_id")), given)


def _bare(table: Table, image: Image) -> dict[str, Any]:
    """What a row held, but for what it may refer to."""
    return values(table, image) | dict.fromkeys(loose(table))
