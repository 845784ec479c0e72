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
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import UOWTransaction, make_transient_to_detached
from sqlmodel import Session, SQLModel

from cln.store.hold import Hold
from cln.store.images import Image, images, of_row, of_row_before, secret
from cln.store.locks import WHOLE, Lock, Wait
from cln.store.rows import grouped, values_of
from cln.tables import DEED, UNDO
from cln.words import day_of, without_controls

if TYPE_CHECKING:
    from cln.store.restore import Restored

MANY = 1000
"""So many rows are written by one statement: fewer take longer, more need more memory and gain nothing."""


class Change:
    """An open unit of work. Rows that services alter are noticed; new ones are added, others deleted here."""

    def __init__(self, session: Session, command: str, who: str, hold: Hold) -> None:
        self.session = session
        self.command, self.who = command, who
        self.at = datetime.now(UTC)
        """The moment of the whole change, UTC."""
        self.kind = DEED
        self.undoes: int | None = None
        """The change that it takes back."""
        self.files: list[dict[str, str]] = []
        """Those that it takes in: `name`, without where it lay, and `digest`, the SHA-256 of the bytes."""
        self.number: int | None = None
        """Under which it is on record; none before it is."""
        self.rows: list[tuple[str, int, str | None, str | None]] = []
        """Of each row that was written: its table, its id, and what it held before and after, as JSON."""
        self.hold = hold
        self.earlier: dict[int, Image] = {}
        """What altered and deleted rows held before the flush that is under way."""

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
        if one not in self.files:
            self.files.append(one)

    def add(self, *rows: SQLModel) -> None:
        """Add new rows and give them their ids; those that the session knows are written as they are now.

        New ones are written without the session, which takes three times as long, and then made known to it.
        """
        self.hold.before_writing()
        self.session.flush()
        new = [row for row in rows if row not in self.session]
        for model, some in grouped(new, type).items():
            held = [values_of(row) for row in some]
            self._insert(model, held)
            for row, values in zip(some, held, strict=True):
                row.id = values["id"]
                make_transient_to_detached(row)
        self.session.add_all(new)
        self.write_record(_row(row, before=None, after=of_row(row)) for row in new)

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
        defaults = {
            name: None if field.is_required() else field.get_default(call_default_factory=True)
            for name, field in model.model_fields.items()
        }
        strange = [row.keys() - defaults.keys() for row in rows if not row.keys() <= defaults.keys()]
        assert not strange, f"{table.name} has no column {strange[0]}"
        ids: list[int] = []
        for first in range(0, len(rows), MANY):
            some = [{**defaults, **row, "id": None} for row in rows[first : first + MANY]]
            self._insert(model, some)
            ids += [row["id"] for row in some]
            self.write_record(
                {"table": model.__tablename__, "row_id": row["id"], "after": image}
                for row, image in zip(some, images(table, some, secret(model)), strict=True)
            )
        return ids

    def _insert(self, model: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows that say something of every column, and give those an id in place that have none."""
        table: Table = inspect(model).local_table
        connection = self.session.connection()
        new = [row for row in rows if row["id"] is None]
        if len(rows) == len(new) == 1:
            del new[0]["id"]
            key = connection.execute(insert(table), new[0]).inserted_primary_key
            assert key is not None, "a single row gets a key"
            new[0]["id"] = key[0]
            return
        for row, row_id in zip(new, self._new_ids(table, len(new)), strict=True):
            row["id"] = row_id
        connection.execute(insert(table), rows)

    def take_back(self, number: int, rows: Sequence["Restored"]) -> None:
        """Put rows back as they were before the change with this number, of which this one is the undo."""
        self.kind, self.undoes = UNDO, number
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
        assert self.number is None, "the change is on record already"
        self.rows.extend(
            (row["table"], row["row_id"], _written(row.get("before")), _written(row["after"])) for row in rows
        )

    def keep(self) -> None:
        """Put the whole change on record, after the last of its rows; one that touched none leaves none."""
        if not self.rows or self.number is not None:
            return
        from cln.store import recording  # who only reads puts nothing on record

        self.number = recording.put(self.session.connection(), self)

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
    unit = Change(session, command, who, Hold(session, lock, wait or Wait(), keeps=not dry_run))
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
