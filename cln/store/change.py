"""The one unit of work: a single transaction that also records who did what, when, to which rows.

Audit, undo and the undo of an import all read this record. Nothing else may write: a flush outside
`change` is a bug and raises.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, event, func, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, UOWTransaction
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, SQLModel

from cln.settings import login_name
from cln.store import digests
from cln.store.hold import Hold
from cln.store.images import Image, images, of_row, of_row_before, secret
from cln.store.locks import WHOLE, Lock, Wait
from cln.store.rows import values_of
from cln.words import day_of, without_controls

if TYPE_CHECKING:
    from cln.store.restore import Restored
    from cln.tables.changes import ChangeRecord

MANY = 1000
"""So many rows are written by one statement: fewer take longer, more need more memory and gain nothing."""
RECORD = 'INSERT INTO changed_row (change_id, "table", row_id, "before", "after", salt, digest) VALUES ({})'
"""Written by hand, because it is written for every row that is: made by SQLAlchemy it takes twice as long."""

ON_SERVER = (
    "SELECT cln_record(%s::timestamp, %s::text, %s::text, %s::text, %s::integer, %s::text, %s::text, "
    "%s::text, %s::text, %s::text[], %s::integer[], %s::text[], %s::text[], %s::text[], %s::text[])"
)
"""Puts a whole change on record, on PostgreSQL (see `functions.sql`)."""


class Change:
    """An open unit of work. Rows that services alter are noticed; new ones are added, others deleted here."""

    def __init__(self, session: Session, record: "ChangeRecord", hold: Hold) -> None:
        self.session = session
        self.record = record
        self.rows: list[tuple[str, int, str | None, str | None]] = []
        """Of each row that was written: its table, its id, and what it held before and after, as JSON."""
        self.hold = hold
        self.earlier: dict[int, Image] = {}
        """What altered and deleted rows held before the flush that is under way."""

    @property
    def at(self) -> datetime:
        """The moment of the whole change, UTC."""
        return self.record.at

    @property
    def today(self) -> date:
        """The day of the change where the user is."""
        return day_of(self.at)

    @property
    def touched(self) -> int:
        """How many rows were written."""
        return len(self.rows)

    def of_file(self, file: Path) -> None:
        """Put on record that the change takes in a file, and its SHA-256; it may be one of several."""
        one = {"name": without_controls(file.name), "digest": sha256(file.read_bytes()).hexdigest()}
        if one not in self.record.files:
            self.record.files = [*self.record.files, one]

    def add(self, *rows: SQLModel) -> None:
        """Add new rows and give them their ids."""
        self.hold.before_writing()
        if self.session.get_bind().dialect.name == "sqlite":
            self._number(rows)
        self.session.add_all(rows)
        self.session.flush()

    def add_many(self, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add many rows of one table, and give their ids in the order of the rows.

        They are written and recorded without being made objects, which would take most of the time. What a
        row says nothing of holds its default.

        Args:
            model: the class of the table.
            rows: what each row holds, by column.
        """
        self.hold.before_writing()
        self.session.flush()
        table: Table = inspect(model).local_table
        connection = self.session.connection()
        defaults = {
            name: None if field.is_required() else field.get_default(call_default_factory=True)
            for name, field in model.model_fields.items()
        }
        strange = [row.keys() - defaults.keys() for row in rows if not row.keys() <= defaults.keys()]
        assert not strange, f"{table.name} has no column {strange[0]}"
        ids = self._new_ids(table, len(rows))
        for first in range(0, len(rows), MANY):
            numbered = zip(rows[first : first + MANY], ids[first : first + MANY], strict=True)
            some = [{**defaults, **row, "id": row_id} for row, row_id in numbered]
            connection.execute(insert(table), some)
            self.write_record(
                {"table": model.__tablename__, "row_id": row["id"], "after": image}
                for row, image in zip(some, images(table, some, secret(model)), strict=True)
            )
        return ids

    def take_back(self, number: int, rows: Sequence["Restored"]) -> None:
        """Put rows back as they were before the change with this number, of which this one is the undo."""
        from cln.tables.changes import UNDO

        self.record.kind, self.record.undoes_id = UNDO, number
        self.write_back(rows)

    def write_back(self, rows: Sequence["Restored"]) -> None:
        """Make rows what they are to be, in an order that no reference between them forbids.

        Nothing can be added to the change after that.
        """
        from cln.store.restore import restore

        self.hold.before_writing()
        self.session.flush()
        restore(self.session.connection(), rows)
        self.write_record(
            {"table": row.table, "row_id": row.row_id, "before": row.now, "after": row.then} for row in rows
        )
        self.keep()
        self.session.expire_all()

    def delete(self, *rows: SQLModel) -> None:
        """Delete rows; what they held stays in the record."""
        for row in rows:
            self.session.delete(row)
        self.session.flush()

    def write_record(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Note rows that were written: `table`, `row_id`, `after` of each, and `before` of one that was."""
        assert self.record.id is None, "the change is on record already"
        self.rows.extend(
            (row["table"], row["row_id"], _written(row.get("before")), _written(row["after"])) for row in rows
        )

    def keep(self) -> None:
        """Put the whole change on record, after the last of its rows; one that touched none leaves none."""
        if not self.rows or self.record.id is not None:
            return
        record, connection = self.record, self.session.connection()
        record.salt, *salts = digests.salts(1 + len(self.rows))
        salted = list(zip(salts, self.rows, strict=True))
        of_rows = [digests.of_row(salt, *row) for salt, row in salted]
        record.heading = digests.of_heading(
            record.salt, record.at, record.who, record.command, record.kind, record.undoes_id, record.files
        )
        record.digest = digests.of_change(record.heading, of_rows)
        if connection.dialect.name == "postgresql":
            record.id = self._keep_on_server(of_rows, salts)
            return
        result = connection.execute(insert(type(record)), values_of(record, without={"id"}))
        record.id = result.inserted_primary_key[0] if result.inserted_primary_key else None
        rows = [(record.id, *row, salt, digest) for (salt, row), digest in zip(salted, of_rows, strict=True)]
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        connection.exec_driver_sql(RECORD.format(", ".join([mark] * 7)), rows)

    def _keep_on_server(self, digests_of_rows: Sequence[str], salts: Sequence[str]) -> int:
        """Put the change on record by the function that alone may, on a server; it notes the login, too."""
        r, columns = self.record, [list(column) for column in zip(*self.rows, strict=True)]
        heading = (r.at.replace(tzinfo=None), r.who, r.command, r.kind, r.undoes_id, json.dumps(r.files))
        of_rows = (*columns, list(salts), list(digests_of_rows))
        sent = self.session.connection().exec_driver_sql(
            ON_SERVER, (*heading, r.salt, r.heading, r.digest, *of_rows)
        )
        number: int = sent.scalar_one()
        return number

    def _number(self, rows: Sequence[Any]) -> None:
        """Give several rows of a table the ids that SQLite would, so that one statement writes them all.

        SQLite promises no order for what RETURNING gives back, so that each row would be written by itself.
        """
        of_table: dict[Any, list[Any]] = {}
        for row in rows:
            if row.id is None:
                of_table.setdefault(inspect(row).mapper.local_table, []).append(row)
        for table, new in of_table.items():
            if len(new) > 1:
                for row, row_id in zip(new, self._new_ids(table, len(new)), strict=True):
                    row.id = row_id

    def _new_ids(self, table: Table, many: int) -> list[int]:
        """The ids that the database would give the next rows; on SQLite nobody else writes meanwhile."""
        if self.session.get_bind().dialect.name == "sqlite":
            last = self.session.execute(select(func.max(table.c.id))).scalar() or 0
            return list(range(last + 1, last + 1 + many))
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
        drawn = select(func.nextval(sequence)).select_from(func.generate_series(1, many))
        return list(self.session.scalars(drawn))


@contextmanager
def change(
    session: Session,
    command: str,
    who: str,
    *,
    dry_run: bool = False,
    lock: Lock = WHOLE,
    late: bool = False,
    wait: Wait | None = None,
) -> Iterator[Change]:
    """Open the unit of work for `command` by `who`; commit it whole or not at all, in a dry run not at all.

    Args:
        session: where the rows are.
        command: what is put on record as its name; a change that touches no row leaves no record.
        who: who is acting.
        dry_run: take everything back at the end.
        lock: what it has to itself.
        late: take the lock only when it writes; where somebody else has written meanwhile, `Stale` is raised.
        wait: how long it waits for others.
    """
    assert "change" not in session.info, "a change is open on this session already"
    from cln.tables.changes import ChangeRecord

    record = ChangeRecord(at=datetime.now(UTC), who=who, command=command, files=[], login=login_name())
    unit = Change(session, record, Hold(session, lock, wait or Wait(), keeps=not dry_run))
    if late:
        unit.hold.look()
    else:
        unit.hold.take()
    session.info["change"] = unit
    try:
        yield unit
        session.flush()
        if dry_run:
            session.expunge_all()  # what is told of it may still look at the rows
            session.rollback()
        else:
            unit.keep()
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
        if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
            unit.hold.before_writing()
        unit.earlier = {id(row): of_row_before(session, row) for row in (*session.dirty, *session.deleted)}
    elif session.new or session.dirty or session.deleted:
        raise AssertionError("a row was written outside store.change")


@event.listens_for(OrmSession, "after_flush")
def _record_rows(session: OrmSession, _flush: UOWTransaction) -> None:
    unit: Change = session.info["change"]
    rows = [
        *(_row(row, before=None, after=of_row(row)) for row in session.new),
        *(
            _row(row, before=unit.earlier[id(row)], after=of_row(row))
            for row in sorted(session.dirty, key=_place)
            if session.is_modified(row)
        ),
        *(_row(row, before=unit.earlier[id(row)], after=None) for row in sorted(session.deleted, key=_place)),
    ]
    if rows:
        unit.write_record(rows)


def _written(image: Mapping[str, Any] | None) -> str | None:
    return None if image is None else json.dumps(image)


def _place(row: Any) -> tuple[str, int]:
    # the session keeps changed rows in a set; the record is to be the same every time
    return row.__tablename__, row.id


def _row(row: Any, before: Image | None, after: Image | None) -> dict[str, Any]:
    return {"table": row.__tablename__, "row_id": row.id, "before": before, "after": after}
