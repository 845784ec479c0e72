"""Copies the database whole, while others go on working."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from cln.errors import Refused, Unusable
from cln.files.whole import refuse_database
from cln.settings import url_of
from cln.store import copies, schema, seals, sqlite_file, transfer
from cln.store.acting import refuse_all_but_leads
from cln.store.engine import connected, explained, reading
from cln.tables.changes import ChangeRecord

BACKUP, UNDO, RESTORE, UPGRADE = "backup", "before-undo", "before-restore", "before-upgrade"
REMOVE = "before-remove"
"""Why a copy was made; its name says it."""


@dataclass(frozen=True)
class State:
    """How much a database holds, by its record of changes."""

    changes: int
    last: datetime | None
    """When the last was made; UTC."""
    command: str | None
    who: str | None


@dataclass(frozen=True)
class Backup:
    """A copy of the database."""

    database: str
    copy: str
    holds: State
    removed: tuple[str, ...]
    """Older copies of cln's own that were taken away for it."""


def back_up(engine: Engine, file: Path | None) -> Backup:
    """Copy the database into a file or a folder; by default among cln's own copies, of which the last stay.

    Raises:
        NotAllowed: who asks sees a part of it alone.
        Refused: something lies there already, or is no folder.
        Unusable: the database is damaged or of another schema, or the copy cannot be written.
    """
    schema.check(engine)
    place = _place(engine, file) if file else None
    with reading(engine) as session:
        refuse_all_but_leads(session, "copy the database")
        seal(session)
        holds = state(session)
    removed: list[Path] = []
    if place is None:
        place, removed = keep(engine, BACKUP)
    else:
        write(engine, place)
    where = engine.url.render_as_string()
    return Backup(where, str(place), holds, tuple(map(str, removed)))


def seal(session: Session) -> None:
    """Seal what was changed, where the database may be written."""
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    if bind.dialect.name == "sqlite" and not sqlite_file.may_be_written(copies.home(bind.url)):
        return
    if seals.sealed(session).waiting:
        seals.seal(session)


def keep(engine: Engine, why: str) -> tuple[Path, list[Path]]:
    """Make one of cln's own copies; give it, and those that were taken away for it."""
    home = copies.home(engine.url)
    try:
        place = copies.place(home, why, datetime.now(UTC))
        write(engine, place)
        return place, copies.thin(home)
    except OSError as error:
        folder = copies.folder(home)
        raise Unusable(f"the copies in {folder} cannot be written: {error.strerror}") from error


def write(engine: Engine, place: Path) -> None:
    """Copy a database, of whichever schema, into a new SQLite file, whole or not at all.

    Raises:
        Unusable: it is damaged, or the copy cannot be written.
    """
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        if engine.dialect.name == "sqlite":
            schema.copy(engine, beside)
            if fault := sqlite_file.fault_of(beside):
                raise Unusable(sqlite_file.damaged(Path(str(engine.url.database)), fault))
        else:
            _take_over(engine, beside)
        beside.replace(place)
    except OSError as error:
        raise Unusable(f"the copy {place} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            for file in beside.parent.glob(f"{beside.name}*"):
                file.unlink(missing_ok=True)


def state(session: Session) -> State:
    """How much a database holds; two queries."""
    which = select(ChangeRecord.at, ChangeRecord.command, ChangeRecord.who)  # every schema has these
    last = session.exec(which.order_by(col(ChangeRecord.id).desc()).limit(1)).first()
    many = session.exec(select(func.count(col(ChangeRecord.id)))).one()
    return State(many, *(last or (None, None, None)))


def _take_over(engine: Engine, place: Path) -> None:
    """Copy a PostgreSQL database row by row, as it is at one moment."""
    version = schema.revision(engine)
    assert version is not None, "its schema was looked at before"
    with connected(url_of(place), create=True) as new:
        schema.upgrade(new, version)
        with (
            explained(engine),
            engine.connect().execution_options(isolation_level="REPEATABLE READ") as source,
            explained(new),
            new.connect().execution_options(writing=True) as target,
        ):
            transfer.take_over(source, target)
            target.commit()


def _place(engine: Engine, file: Path) -> Path:
    """Where a copy is to lie that the user wants elsewhere."""
    if file.is_dir():
        name = copies.home(engine.url).name.removesuffix(copies.ENDING)
        file = file / f"{name}-{datetime.now():%Y-%m-%d-%H%M%S}{copies.ENDING}"  # noqa: DTZ005
    if file.exists():
        raise Refused(f"{file} exists already; choose another name, or name a folder")
    refuse_database(file.absolute(), file)
    if not file.parent.is_dir():
        raise Refused(f"there is no folder {file.parent}; make it first, or name another")
    if shutil.disk_usage(file.parent).free < _size(engine):
        raise Unusable(f"there is no room for a copy in {file.parent}; make room, or name another folder")
    return file


def _size(engine: Engine) -> int:
    home = copies.home(engine.url)
    return home.stat().st_size if engine.dialect.name == "sqlite" else 0
