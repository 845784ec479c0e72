"""Takes the lock of a change, and waits for it: on SQLite that of the file, on PostgreSQL those it names."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from cln.errors import Unusable
from cln.store import queue, sqlite_file, wal
from cln.store.locks import TURN, Lock, Wait

BUSY_SECONDS = 5
"""How long SQLite itself waits where who reads is in the way; for who writes `Wait` says it."""


def take(connection: Connection, lock: Lock, wait: Wait, *, keeps: bool = True) -> None:
    """End a transaction that has only read, and begin one that has the lock, and so never fails half-way.

    Args:
        connection: what reads and writes.
        lock: what it is to have to itself.
        wait: how long it waits.
        keeps: whether what it writes is to be kept; a trial leaves a file as it is, byte for byte.

    Raises:
        OperationalError: somebody else has had it all the while.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("ROLLBACK")
        take_file(connection, wait, keeps=keeps)
    else:
        _on_server(connection).commit()
        take_on_server(connection, lock.statement(), wait)


def share(connection: Connection, lock: Lock, wait: Wait) -> None:
    """See that nobody alters what is read; who reads SQLite sees one state of it anyway."""
    if connection.dialect.name != "sqlite":
        take_on_server(connection, lock.statement(shared=True), wait)


def take_file(connection: Connection, wait: Wait, *, keeps: bool = True) -> None:
    """Begin a transaction that may write to a SQLite file; whether it is whole is looked at once."""
    driver, file = driver_of(connection), Path(str(connection.engine.url.database))
    if "checked" not in connection.info:
        _check(driver, file)
        driver.execute("PRAGMA journal_mode=WAL")  # the file keeps it; reading asks for nothing
        connection.info["checked"] = True
    wait.begin()
    if "turn" not in connection.info:
        connection.info["turn"] = queue.enter(file, wait, name_of(connection.engine))
    try:
        if not keeps:
            driver.execute("PRAGMA cache_spill=OFF")  # nothing goes to the file before it is taken back
        while not _begun(connection, wait, keeps=keeps) or (keeps and wal.mark(driver)):
            pass  # a mark is written by a change of its own
    finally:
        if not driver.in_transaction:
            driver.execute(f"PRAGMA synchronous={wal.FULL}")
        driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
    connection.info["before"] = driver.total_changes


def _begun(connection: Connection, wait: Wait, *, keeps: bool) -> bool:
    turn, driver = max(min(TURN, wait.left), 0), driver_of(connection)
    driver.execute(f"PRAGMA busy_timeout={turn * 1000:.0f}")
    driver.execute(f"PRAGMA synchronous={wal.safety(driver) if keeps else wal.FULL}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if "locked" in str(error.orig) and wait.goes_on(name_of(connection.engine)):
            return False
        raise
    return True


def take_on_server(connection: Connection, statement: str, wait: Wait) -> None:
    """Wait for a lock of PostgreSQL in the transaction that is open, which has done nothing yet."""
    wait.begin()
    while not _taken(connection, statement, wait):
        pass


def _taken(connection: Connection, statement: str, wait: Wait) -> bool:
    limit = f"set_config('lock_timeout', '{max(wait.patience * 1000, 1):.0f}', true)"
    try:
        connection.exec_driver_sql(statement.replace("SELECT ", f"SELECT {limit}, ", 1))
    except OperationalError as error:
        if "lock timeout" not in str(error.orig) or wait.left <= 0:
            raise
        _on_server(connection).rollback()
        wait.say(name_of(connection.engine))
        return False
    return True


def _on_server(connection: Connection) -> Any:
    return connection.connection.driver_connection


def name_of(engine: Engine) -> str:
    """How messages name a database."""
    return engine.url.render_as_string()


def _check(driver: sqlite3.Connection, file: Path) -> None:
    """Refuse to write into a damaged file; looked at once for a connection.

    Raises:
        Unusable: it is damaged.
    """
    (first,) = driver.execute("PRAGMA quick_check(1)").fetchone()
    if first != "ok":
        raise Unusable(sqlite_file.damaged(file, first.splitlines()[-1]))


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The connection of SQLite's own driver."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
