"""Takes all rows of a database over into another, of whichever engine, and compares them row by row.

Tables and columns are those that the databases have, not those of this cln: a database of an older schema is
taken over into one that is as old. What is stored as JSON is taken over letter by letter, since the digests
of the record are made of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.types import UserDefinedType

from cln.errors import Unusable
from cln.store.restore import loose
from cln.store.sqlite_file import VERSIONS

MANY = 1000
"""So many rows are read and written at once."""


@dataclass(frozen=True)
class Taken:
    """How many rows of a table were taken over."""

    table: str
    rows: int


class _Letters(UserDefinedType[str]):
    """JSON as the text that is stored."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The type of the column."""
        return "JSON"

    def column_expression(self, column: Any) -> Any:
        """How it is read: PostgreSQL's driver would make objects of it."""
        return cast(column, Text)


def tables(connection: Connection) -> list[Table]:
    """The tables of cln in a database, each after those that it refers to."""
    known = MetaData()
    known.reflect(connection, only=lambda name, _: name != VERSIONS)
    for table in known.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type = _Letters()
    return known.sorted_tables


def take_over(source: Connection, target: Connection) -> list[Taken]:
    """Put all rows of one database into another, in place of those that it has, and compare them.

    Neither is committed here.

    Args:
        source: of the same schema.
        target: of the same schema, in a transaction that writes.

    Raises:
        Unusable: the databases have other tables, or a row is not as it was.
    """
    read, written = tables(source), {table.name: table for table in tables(target)}
    if _columns(read) != _columns(list(written.values())):
        raise Unusable("the two databases have other tables or columns, so nothing was taken over")
    for table in reversed(read):
        _empty(target, written[table.name])
    taken = [Taken(table.name, _copy(source, target, table, written[table.name])) for table in read]
    for table in read:
        _attach(source, target, table, written[table.name])
    for table in read:
        _compare(source, target, table, written[table.name])
    if target.dialect.name == "postgresql":
        for table in written.values():
            _count_on(target, table)
    return taken


def _columns(some: Sequence[Table]) -> dict[str, set[str]]:
    return {table.name: {column.name for column in table.columns} for table in some}


def _empty(target: Connection, table: Table) -> None:
    if names := loose(table):
        target.execute(update(table).values(dict.fromkeys(names)))
    target.execute(delete(table))


def _copy(source: Connection, target: Connection, table: Table, into: Table) -> int:
    """Copy the rows, without what they may leave empty of their references; give how many there were."""
    bare, many = dict.fromkeys(loose(table)), 0
    for some in _rows(source, table):
        target.execute(insert(into), [{**row, **bare} for row in some])
        many += len(some)
    return many


def _attach(source: Connection, target: Connection, table: Table, into: Table) -> None:
    """Fill in the references that were left empty."""
    names = loose(table)
    if not names:
        return
    given = update(into).where(into.c.id == bindparam("of_id"))
    for some in _rows(source, table):
        held = [row for row in some if any(row[name] is not None for name in names)]
        if held:
            target.execute(
                given, [{"of_id": row["id"], **{name: row[name] for name in names}} for row in held]
            )


def _compare(source: Connection, target: Connection, table: Table, into: Table) -> None:
    rows, copies = (
        (row for some in _rows(connection, of_it) for row in some)
        for connection, of_it in ((source, table), (target, into))
    )
    for row, copy in zip_longest(rows, copies):
        if row != copy:
            key = (row or copy or {}).get("id")
            raise Unusable(
                f"row {key} of {table.name} is not in the copy as it was, so nothing was taken over"
            )


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table by their key, so many at once; moments without a zone."""
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=MANY)
    for some in connection.execute(query).mappings().partitions():
        yield [{name: _bare(value) for name, value in row.items()} for row in some]


def _bare(value: Any) -> Any:
    return (
        value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value
    )


def _count_on(target: Connection, table: Table) -> None:
    """Let the numbers of new rows go on after those that were taken over; never count back."""
    column: Column[Any] | None = table.c.get("id")
    sequence = column is not None and target.scalar(
        text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": f'"{table.name}"'}
    )
    if sequence:
        target.execute(
            text(
                f"SELECT setval('{sequence}', max(id)) FROM \"{table.name}\" "  # noqa: S608
                f"HAVING max(id) >= (SELECT last_value FROM {sequence})"
            )
        )
