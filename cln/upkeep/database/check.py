"""Looks whether the database is sound, and whether it lies where nothing can happen to it."""

import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, inspect, select, text
from sqlmodel import Session, SQLModel, col

from cln.errors import Unusable
from cln.store import copies, schema, seals, sqlite_file
from cln.store.acting import refuse_all_but_leads
from cln.store.engine import explained, reading
from cln.tables import every_table
from cln.tables.cohorts import Cohort
from cln.tables.leaving import SentFile
from cln.upkeep.database import place
from cln.upkeep.database.backup import seal
from cln.words import listed, spans

State = Literal["ok", "warning", "fault"]

MOST = 3
"""So many faults of a kind are written out; the others are counted."""

OLD = 7
"""A copy older than so many days is called old."""


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and what to do."""

    what: str
    state: State
    sentence: str
    faults: tuple[str, ...] = ()
    """All that is wrong, where the sentence says only the first of it."""


@dataclass(frozen=True)
class Checked:
    """All that was looked at."""

    database: str
    findings: tuple[Finding, ...]
    sealed_up_to: int | None
    """Every change up to this number is sealed; None where none is."""

    def refuse_faults(self) -> None:
        """Refuse a database that is not sound.

        Raises:
            Unusable: it has a fault.
        """
        if faults := [f"{one.what}: {one.sentence}" for one in self.findings if one.state == "fault"]:
            raise Unusable(f"{self.database} is not sound; to have a copy back: cln database restore", faults)


def check(engine: Engine) -> Checked:
    """Look at everything; what was changed is sealed first, where the file may be written.

    Raises:
        NotAllowed: who asks sees a part of it alone.
        Unusable: it cannot be opened at all, or is of another schema.
    """
    every_table()
    schema.check(engine)
    here = engine.dialect.name == "sqlite"
    home = copies.home(engine.url)
    findings = [_whole(home)] if here else []
    if not any(one.state == "fault" for one in findings):
        with reading(engine) as session:
            refuse_all_but_leads(session, "check the whole database")
            seal(session)
            steps: tuple[Callable[[Session], Finding], ...] = (_tables, _references, _orphans, _record)
            findings += [step(session) for step in steps]
            up_to = seals.sealed(session).up_to
    else:
        up_to = None
    findings += [_rights(home), _folder(home)] if here else [_order(engine)]
    findings += [_copies(home)]
    return Checked(engine.url.render_as_string(), tuple(findings), up_to)


def _finding(what: str, faults: list[str], well: str, state: State = "fault") -> Finding:
    """A finding: what is wrong, or if nothing is, that it is well."""
    if not faults:
        return Finding(what, "ok", well)
    if len(faults) <= MOST:
        return Finding(what, state, "; ".join(faults))
    more = f"and {len(faults) - MOST} more (all: cln database check --json)"
    return Finding(what, state, "; ".join([*faults[:MOST], more]), tuple(faults))


def _whole(file: Path) -> Finding:
    """Whether every page of the file is as SQLite left it."""
    try:
        with closing(sqlite_file.read_only(file)) as connection:
            faults = [str(row[0]).splitlines()[-1] for row in connection.execute("PRAGMA integrity_check(4)")]
    except sqlite3.Error as error:
        faults = [str(error)]
    return _finding("file", [one for one in faults if one != "ok"], "every page is whole")


def _tables(session: Session) -> Finding:
    """Whether the tables and columns are those of this schema."""
    tables = inspect(session.connection())
    faults = []
    for name, table in sorted(SQLModel.metadata.tables.items()):
        stored = {column["name"] for column in tables.get_columns(name)} if tables.has_table(name) else None
        if stored is None:
            faults.append(f"the table {name} is missing")
        elif lost := sorted({column.name for column in table.columns} - stored):
            faults.append(f"the table {name} lacks {listed(lost)}")
    return _finding("tables", faults, "all are there, with all of their columns")


def _references(session: Session) -> Finding:
    """Whether every row refers to rows that are there."""
    stored = set(inspect(session.connection()).get_table_names())
    faults = []
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_keys:
            other = key.column.table.alias()
            if not {table.name, key.column.table.name} <= stored:
                continue
            rows = session.connection().scalars(
                select(table.c.id)
                .outerjoin(other, other.c[key.column.name] == key.parent)
                .where(key.parent.is_not(None), other.c[key.column.name].is_(None))
                .order_by(table.c.id)
            )
            if ids := list(rows):
                faults.append(
                    f"{table.name} {spans(ids)} {'refers' if len(ids) == 1 else 'refer'} "
                    f"to a {key.column.table.name} that is not there"
                )
    return _finding("references", faults, "each is to a row that is there")


def _orphans(session: Session) -> Finding:
    """Whether what refers to others in its own way refers to what is there."""
    known = set(session.exec(select(col(Cohort.id))).scalars())  # type: ignore[call-overload]
    sent = session.exec(select(col(SentFile.id), col(SentFile.cohorts))).all()  # type: ignore[call-overload]
    lost = [row_id for row_id, cohorts in sent if not set(cohorts) <= known]
    faults = [f"what left ({spans(lost)}) is about a cohort that is not there"] if lost else []
    return _finding("orphans", faults, "none")


def _record(session: Session) -> Finding:
    """Whether the record of changes is as it was made."""
    broken = seals.broken_seals(session)
    sealed = seals.sealed(session)
    waiting = f"; {sealed.waiting} not sealed yet" if sealed.waiting else ""
    well = (
        f"as it was made; sealed up to change {sealed.up_to}{waiting}" if sealed.up_to else "no changes yet"
    )
    return _finding("record", [f"change {one.number}: {one.fault}" for one in broken], well)


def _order(engine: Engine) -> Finding:
    """Whether the server sorts text as SQLite does; only then the exports of both have one order."""
    with explained(engine), engine.connect() as connection:
        query = text("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        order = str(connection.scalar(query))
    alike = order in {"C", "POSIX"} or order.startswith("C.")
    return _finding(
        "order",
        [] if alike else [f"it sorts as {order} has it, so exports have another order than those of a file"],
        "text is sorted by its letters' codes, as in a file",
        "warning",
    )


def _rights(home: Path) -> Finding:
    """Whether only their owner may read the database, what lies beside it, and its copies."""
    beside = [home.with_name(f"{home.name}{ending}") for ending in ("-wal", "-shm")]
    if place.readable_by_others([home]):
        beside = []  # these have its rights, as SQLite makes them, and go when this command ends
    files = [home, *beside, copies.folder(home), *copies.copies_of(home)]
    open_to = [str(file) for file in place.readable_by_others(files)]
    return _finding(
        "rights",
        [f"others of this machine can read it; run: chmod go= {shlex.join(open_to)}"] if open_to else [],
        "only you can read it" if place.RIGHTS_KNOWN else "the folder's rights decide who reads it",
        "warning",
    )


def _folder(home: Path) -> Finding:
    """Whether it lies where nothing else touches it."""
    danger = place.danger(home)
    return Finding("place", "warning" if danger else "ok", danger or "a folder of this machine")


def _copies(home: Path) -> Finding:
    """Whether there is a copy that is whole, and how old it is."""
    every = copies.copies_of(home)
    spoilt = [
        f"the copy {one} is damaged" for one in every if copies.DAMAGED not in one.name and not _is_whole(one)
    ]
    whole = [one for one in every if _is_whole(one)]
    if not whole:
        return Finding("copies", "warning", "; ".join([*spoilt, "there is none; run: cln database backup"]))
    made = datetime.fromtimestamp(whole[-1].stat().st_mtime, UTC)
    days = (datetime.now(UTC) - made).days
    if days > OLD:
        spoilt.append(f"the last is {days} days old; run: cln database backup")
    return _finding("copies", spoilt, f"{len(whole)}, the last {whole[-1]}", "warning")


def _is_whole(copy: Path) -> bool:
    return sqlite_file.fault_of(copy) is None
