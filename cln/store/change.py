"""The one unit of work: a single transaction that also records who did what, when, to which rows.

Audit, undo and the undo of an import all read this record. Nothing else may write: a flush outside
`change` is a bug and raises.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import event, func, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, UOWTransaction
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, SQLModel

from cln.tables.changes import ChangedRow, ChangeRecord
from cln.words import day_of


class Change:
    """An open unit of work. Rows that services alter are noticed; new ones are added, others deleted here."""

    def __init__(self, session: Session, record: ChangeRecord) -> None:
        self.session = session
        self.record = record
        self.touched = 0
        self.earlier: dict[int, dict[str, Any]] = {}
        """What altered and deleted rows held before the flush that is under way."""

    @property
    def at(self) -> datetime:
        """The moment of the whole change, UTC."""
        return self.record.at

    @property
    def today(self) -> date:
        """The day of the change where the user is."""
        return day_of(self.at)

    def add(self, *rows: SQLModel) -> None:
        """Add new rows and give them their ids."""
        if self.session.get_bind().dialect.name == "sqlite":
            self._number(rows)
        self.session.add_all(rows)
        self.session.flush()

    def _number(self, rows: Sequence[Any]) -> None:
        """Give several rows of a table the ids that SQLite would, so that one statement writes them all.

        SQLite promises no order for what RETURNING gives back, so that each row would be written by itself.
        Nobody else writes while a change is open.
        """
        of_table: dict[Any, list[Any]] = {}
        for row in rows:
            if row.id is None:
                of_table.setdefault(inspect(row).mapper.local_table, []).append(row)
        for table, new in of_table.items():
            if len(new) > 1:
                last = self.session.execute(select(func.max(table.c.id))).scalar() or 0
                for row_id, row in enumerate(new, start=last + 1):
                    row.id = row_id

    def delete(self, *rows: SQLModel) -> None:
        """Delete rows; what they held stays in the record."""
        for row in rows:
            self.session.delete(row)
        self.session.flush()


@contextmanager
def change(session: Session, command: str, who: str, *, dry_run: bool = False) -> Iterator[Change]:
    """Open the unit of work for `command` by `who`; commit it whole or not at all, in a dry run not at all.

    A change that touches no row leaves no record.
    """
    assert "change" not in session.info, "a change is open on this session already"
    session.connection(execution_options={"writing": True})
    record = ChangeRecord(at=datetime.now(UTC), who=who, command=command)
    unit = Change(session, record)
    session.info["change"] = unit
    try:
        yield unit
        session.flush()
        if dry_run:
            session.rollback()
        else:
            session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info["change"]


@event.listens_for(OrmSession, "do_orm_execute")
def _only_row_by_row(statement: ORMExecuteState) -> None:
    if statement.is_insert or statement.is_update or statement.is_delete:
        raise AssertionError("a statement would write past the record; alter rows inside store.change")


@event.listens_for(OrmSession, "before_flush")
def _only_inside_a_change(session: OrmSession, _flush: UOWTransaction, _rows: Any) -> None:
    unit: Change | None = session.info.get("change")
    if unit is not None:
        unit.earlier = {id(row): _earlier(session, row) for row in (*session.dirty, *session.deleted)}
    elif session.new or session.dirty or session.deleted:
        raise AssertionError("a row was written outside store.change")


@event.listens_for(OrmSession, "after_flush")
def _record_rows(session: OrmSession, _flush: UOWTransaction) -> None:
    unit: Change = session.info["change"]
    rows = [
        *(_row(row, before=None, after=_values(row)) for row in session.new),
        *(
            _row(row, before=unit.earlier[id(row)], after=_values(row))
            for row in sorted(session.dirty, key=_place)
            if session.is_modified(row)
        ),
        *(_row(row, before=unit.earlier[id(row)], after=None) for row in sorted(session.deleted, key=_place)),
    ]
    if not rows:
        return
    connection = session.connection()
    if unit.record.id is None:
        result = connection.execute(insert(ChangeRecord), unit.record.model_dump(exclude={"id"}))
        unit.record.id = result.inserted_primary_key[0] if result.inserted_primary_key else None
    unit.touched += len(rows)
    connection.execute(
        insert(ChangedRow),
        [{"change_id": unit.record.id, **row} for row in rows],
    )


def _place(row: Any) -> tuple[str, int]:
    # the session keeps changed rows in a set; the record is to be the same every time
    return row.__tablename__, row.id


def _row(row: Any, before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    return {"table": row.__tablename__, "row_id": row.id, "before": before, "after": after}


def _values(row: Any) -> dict[str, Any]:
    """What a row holds, without what it keeps secret: the record is for everybody to read."""
    secret: frozenset[str] = getattr(row, "SECRET", frozenset())
    return {name: None if name in secret else _plain(getattr(row, name)) for name in _columns(row)}


def _columns(row: Any) -> list[str]:
    return [attribute.key for attribute in inspect(row).mapper.column_attrs]


def _earlier(session: OrmSession, row: Any) -> dict[str, Any]:
    histories = {name: inspect(row).attrs[name].history for name in _columns(row)}
    if any(history.added and not history.deleted for history in histories.values()):
        # It was altered without having been loaded: ask the database, which still has it.
        table = inspect(row).mapper.local_table
        stored = session.connection().execute(select(table).where(table.c.id == row.id)).mappings().one()
        return {name: _plain(stored[name]) for name in histories}
    return {
        name: _plain(history.deleted[0] if history.deleted else getattr(row, name))
        for name, history in histories.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value
