"""Opens the database safely and explains it when that fails.

SQLite files are private to their owner, keep foreign keys, survive a power cut and wait for another
writer. Nothing here knows any table.
"""

import functools
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from cln.errors import ClnError, Unusable
from cln.store import sqlite_file, urls, wal
from cln.store.locks import WHOLE, Wait
from cln.store.taking import BUSY_SECONDS, driver_of, name_of, take_file, take_on_server

CONNECT_SECONDS = 10
"""How long to wait for a server that does not answer."""

ROOM = 64 * 1024
"""So many bytes must be free for SQLite to open a database at all: the index of what is written beside it."""

_LOCKED = "somebody else is writing to {}; try again in a moment"
_CLOSED = "{} cannot be written; check who may write to that folder"
_FULL = "there is no room for {} on its disk, and nothing was written; make room and try again"
_BROKEN = "the disk of {} cannot be read or written, and nothing was written; see to it first"
FAULTS = {
    "database is locked": _LOCKED,
    "lock timeout": _LOCKED,
    "readonly database": _CLOSED,
    "unable to open": _CLOSED,
    "disk is full": _FULL,
    "No space left": _FULL,
    "disk I/O error": _BROKEN,
}
"""Words in what a driver says -> what the user is told of the database."""


def connect(url: str, *, create: bool = False) -> Engine:
    """Make an engine for a SQLite or PostgreSQL `url`; with `create`, a missing SQLite file is made.

    Raises:
        Unusable: the URL cannot be read, its driver is not installed, or the file does not exist.
    """
    return _make(_prepared(url, create=create))


@contextmanager
def connected(url: str | urls.Place, *, create: bool = False) -> Iterator[Engine]:
    """Such an engine for one command, which leaves no connection open.

    It is the engine of the command before if that was on the same database: a process of many command lines
    then compiles each query once.
    """
    engine = _last(_prepared(url, create=create))
    try:
        yield engine
    finally:
        engine.pool.dispose()  # closes what it has; it is as good as new for the next command
        if engine.dialect.name == "sqlite":
            wal.settle(Path(str(engine.url.database)))


def _prepared(url: str | urls.Place, *, create: bool) -> urls.Place:
    place = url if isinstance(url, urls.Place) else urls.parse(url)
    if place.url.get_backend_name() == "sqlite":
        _prepare_file(place.url.database, create=create)
    return place


def _make(place: urls.Place) -> Engine:
    url, how = place.url, dict[str, Any]()
    if url.get_backend_name() == "sqlite":
        how["creator"] = lambda: _opened(Path(str(url.database)))
    else:
        limit = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
        how["connect_args"] = {**limit, **dict(place.secrets)}
    try:
        engine = create_engine(url, hide_parameters=True, **how)
    except (ArgumentError, ValueError):
        raise Unusable(f"the port of {url.drivername}://{url.host or ''} is no number") from None
    except ModuleNotFoundError as error:
        raise urls.no_driver() from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "commit", _commit)
        event.listen(engine, "checkin", _leave)
        event.listen(engine, "close", _close)
    else:
        event.listen(engine, "begin", _begin_on_server)
    assert isinstance(engine.pool.logger, logging.Logger), "it is another where statements are echoed"
    engine.pool.logger.addFilter(_is_fault)
    return engine


_last = functools.lru_cache(maxsize=1)(_make)


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether what the pool logs is one: a Ctrl-C while it closes a connection goes on, and is told once."""
    return not (record.exc_info and isinstance(record.exc_info[1], KeyboardInterrupt))


class RowByRow(Session):
    """A session whose statements only read: what is written goes through `change`, row by row."""

    def get_bind(self, mapper: Any = None, *, clause: Any = None, **more: Any) -> Engine | Connection:
        """Where a statement goes, as SQLAlchemy asks for each.

        Raises:
            AssertionError: it would write past the record.
        """
        assert clause is None or not clause.is_dml, "it would write past the record; alter rows in a change"
        return super().get_bind(mapper, clause=clause, **more)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for one command; faults of the database become sentences."""
    with explained(engine), RowByRow(engine, expire_on_commit=False) as session:
        yield session


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn what the driver says into what the user can do.

    Raises:
        Unusable: the database is locked, full, out of reach or damaged. Other faults pass through.
        NotAllowed: the login may not do it.
    """
    try:
        yield
    except ClnError:
        raise
    except Exception as error:
        if engine.dialect.name == "postgresql":
            from cln.store import server_faults

            if known := server_faults.explain(error, name_of(engine)):
                raise known from error
        if sentence := _sentence(engine, error):
            raise Unusable(sentence) from error
        raise


def _sentence(engine: Engine, error: Exception) -> str | None:
    """What the user can do about a fault; None where it is no fault of the database."""
    fault = str(error.orig if isinstance(error, DBAPIError) else error)
    where = name_of(engine)
    if isinstance(error, DBAPIError | sqlite3.Error):
        for words, sentence in FAULTS.items():
            if words in fault:
                return (_FULL if sentence == _BROKEN and _is_full(engine) else sentence).format(where)
    if engine.dialect.name == "sqlite":  # what is damaged makes faults of every kind
        file = Path(str(engine.url.database))
        if wrong := sqlite_file.fault_of(file):
            return sqlite_file.damaged(file, wrong)
    return None


def _is_full(engine: Engine) -> bool:
    """Whether there is no room beside a SQLite file; for a file beside it SQLite says only that it failed."""
    return shutil.disk_usage(Path(str(engine.url.database)).parent).free < ROOM


def _prepare_file(path: str | None, *, create: bool) -> None:
    if not path or path == ":memory:":
        raise Unusable("an in-memory database forgets everything; name a file with --database")
    file = Path(path)
    try:
        if not file.exists():
            if not create:
                raise Unusable(f"there is no database at {file} yet; run: cln init")
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unusable(f"there can be no database at {path!r}: {reason}; name another place") from error
    sqlite_file.refuse_foreign(file)
    sqlite_file.refuse_second_name(file)
    wal.refuse(file)


def _opened(file: Path) -> sqlite3.Connection:
    if sqlite_file.may_be_written(file):
        return sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    return sqlite_file.read_only(file)


def _set_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # While SQLite has the file open nothing here may open it too: closing it again would drop the locks.
    if connection.get_execution_options().get("writing", False):
        take_file(connection, Wait())
    else:
        connection.info["before"] = driver_of(connection).total_changes
        connection.exec_driver_sql("BEGIN")  # sqlite3 would begin late and commit early


def _begin_on_server(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        take_on_server(connection, WHOLE.statement(), Wait())


def _commit(connection: Connection) -> None:
    driver = driver_of(connection)
    if driver.total_changes > connection.info.get("before", driver.total_changes):
        wal.name_its_database(driver)


def _leave(_connection: sqlite3.Connection | None, record: Any) -> None:
    if (turn := record.info.pop("turn", None)) is not None:
        os.close(turn)


def _close(connection: sqlite3.Connection, record: Any) -> None:
    _leave(connection, record)
    wal.rest(connection)
