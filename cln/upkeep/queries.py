"""Queries about the record of changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import Field
from sqlalchemy import Column, case, literal_column, tuple_
from sqlmodel import Session, SQLModel, col, func, select

from cln.store.rows import grouped
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord

Model = TypeVar("Model", bound=SQLModel)

PORTION = 500
"""So many values go into one statement, which any database takes."""

DEED = case(
    (col(ChangedRow.before).is_(None), literal_column("'added'")),
    (col(ChangedRow.after).is_(None), literal_column("'deleted'")),
    else_=literal_column("'changed'"),
)
"""What was done to a row: `added`, `changed` or `deleted`."""


@dataclass(frozen=True, order=True)
class Touched:
    """How many rows of one table a change `added`, `changed` or `deleted`."""

    change_id: Annotated[int, Field(exclude=True)]
    table: str
    deed: str
    rows: int


def latest_changes(session: Session, limit: int) -> list[ChangeRecord]:
    """The `limit` newest changes, newest first."""
    return list(session.exec(select(ChangeRecord).order_by(col(ChangeRecord.id).desc()).limit(limit)))


def find_change(session: Session, number: int) -> ChangeRecord | None:
    """The change with this number."""
    return session.get(ChangeRecord, number)


def touched_rows(session: Session, changes: Sequence[ChangeRecord]) -> list[Touched]:
    """What each of the changes did, by change, table and deed; one query."""
    by = (col(ChangedRow.change_id), col(ChangedRow.table), DEED)
    query = (
        select(*by, func.count())
        .where(col(ChangedRow.change_id).in_([change.id for change in changes]))
        .group_by(*by)
    )
    return sorted(Touched(*row) for row in session.exec(query))


def few_rows(session: Session, touched: Iterable[Touched]) -> list[tuple[ChangedRow, str]]:
    """The rows that these changes touched of these tables, and what was done to each."""
    of = tuple_(col(ChangedRow.change_id), col(ChangedRow.table))
    return [
        (row, deed)
        for some in _portions((one.change_id, one.table) for one in touched)
        for row, deed in session.exec(
            select(ChangedRow, DEED).where(of.in_(some)).order_by(col(ChangedRow.id))
        )
    ]


def rows_of_change(session: Session, number: int) -> list[ChangedRow]:
    """Every row that a change touched, in the order it was written."""
    return list(
        session.exec(select(ChangedRow).where(ChangedRow.change_id == number).order_by(col(ChangedRow.id)))
    )


def last_change_of(session: Session, who: str) -> ChangeRecord | None:
    """The newest change of a person."""
    query = select(ChangeRecord).where(ChangeRecord.who == who).order_by(col(ChangeRecord.id).desc())
    return session.exec(query.limit(1)).first()


@dataclass(frozen=True)
class Later:
    """That a later change `added`, `changed` or `deleted` a row."""

    change: ChangeRecord
    table: str
    row_id: int
    deed: str


def later_deeds(session: Session, number: int) -> dict[tuple[str, int], list[Later]]:
    """Table and id of each row that later changes wrote -> what they did, the earliest first; two queries."""
    records = session.exec(select(ChangeRecord).where(col(ChangeRecord.id) > number))
    changes = {record.id: record for record in records}
    query = (
        select(ChangedRow.change_id, ChangedRow.table, ChangedRow.row_id, DEED)
        .where(col(ChangedRow.change_id) > number)
        .order_by(col(ChangedRow.id))
    )
    later = (Later(changes[change], *row) for change, *row in session.exec(query))
    return grouped(later, lambda one: (one.table, one.row_id))


def rows_by_id(session: Session, table: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Id of each of these rows of a table that is there -> what it holds, by column."""
    of_table = SQLModel.metadata.tables[table]
    connection = session.connection()
    return {
        row["id"]: dict(row)
        for some in _portions(ids)
        for row in connection.execute(of_table.select().where(of_table.c.id.in_(some))).mappings()
    }


def rows_that_hold(
    session: Session, columns: Sequence[Column[Any]], keys: Iterable[tuple[Any, ...]]
) -> set[int]:
    """The ids of the rows of a table that hold one of these values in a column, or in several together."""
    which = columns[0].table.c.id
    connection = session.connection()
    return {
        row_id
        for some in _portions(keys)
        for row_id in connection.scalars(select(which).where(tuple_(*columns).in_(some)))
    }


def every_row(session: Session, model: type[Model]) -> Sequence[Model]:
    """All rows of a small table."""
    return session.exec(select(model)).all()


def _portions(values: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(values)
    return (every[first : first + PORTION] for first in range(0, len(every), PORTION))
