"""Queries about the record of changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlalchemy import case, literal_column
from sqlmodel import Session, col, func, select

from cln.tables.changes import ChangedRow, ChangeRecord


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
    deed = case(
        (col(ChangedRow.before).is_(None), literal_column("'added'")),
        (col(ChangedRow.after).is_(None), literal_column("'deleted'")),
        else_=literal_column("'changed'"),
    )
    by = (col(ChangedRow.change_id), col(ChangedRow.table), deed)
    query = (
        select(*by, func.count())
        .where(col(ChangedRow.change_id).in_([change.id for change in changes]))
        .group_by(*by)
    )
    return sorted(Touched(*row) for row in session.exec(query))


def rows_of_change(session: Session, number: int) -> list[ChangedRow]:
    """Every row that a change touched, in the order it was written."""
    return list(
        session.exec(select(ChangedRow).where(ChangedRow.change_id == number).order_by(col(ChangedRow.id)))
    )
