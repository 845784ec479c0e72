"""Which schema a database has, whether this cln can use it, and how to bring it there.

Only `upgrade` and `downgrade` import alembic: the check that every command makes is one SQL query.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from cln import settings
from cln.errors import Unusable
from cln.store import sqlite_file, wal
from cln.store.engine import explained

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlmodel import Session

HEAD = "0020_calendar"
"""The newest migration; a test proves that it is."""

NUMBERED = re.compile(r"\d{4}_[a-z_]+$")
"""How cln names its migrations."""


def revision(engine: Engine) -> str | None:
    """The migration that the database has reached; None for one that cln never touched."""
    with explained(engine), engine.connect() as connection:
        try:
            return _version(connection)
        except (OperationalError, ProgrammingError):
            connection.rollback()
            if inspect(connection).has_table(sqlite_file.VERSIONS):
                raise
            return None


def check(engine: Engine) -> None:
    """Refuse a database that this cln cannot read, naming the command that helps.

    Raises:
        Unusable: the database is empty, older, newer or of another program.
    """
    version = revision(engine)
    if version == HEAD:
        return
    where = engine.url.render_as_string()
    if version is None:
        raise Unusable(f"{where} holds no cln data yet; run: cln init")
    if version in sqlite_file.known():
        raise Unusable(f"{where} was made by an older cln (schema {version}, not {HEAD}); run: cln upgrade")
    if NUMBERED.match(version) and version > HEAD:
        raise Unusable(
            f"{where} was made by a newer cln (schema {version}, this one knows {HEAD}); update cln"
        )
    raise Unusable(f"{where} has a schema that no cln ever had ({version}); name another with --database")


def check_in(session: Session, engine: Engine) -> None:
    """See that this cln can read a database, in the transaction in which a command reads on.

    Raises:
        Unusable: as `check`.
    """
    try:
        fits = _version(session.connection()) == HEAD
    except (OperationalError, ProgrammingError):
        fits = False
    if not fits:
        session.close()
        check(engine)


def refuse_filled(engine: Engine) -> None:
    """Refuse to make tables beside others.

    Raises:
        Unusable: the database, which cln never touched, has tables.
    """
    with explained(engine), engine.connect() as connection:
        tables = sorted({*inspect(connection).get_table_names()} - {sqlite_file.VERSIONS})
    if tables:
        where = engine.url.render_as_string()
        raise Unusable(f"{where} holds tables of another program ({tables[0]}); name another with --database")


def upgrade(engine: Engine, target: str = "head") -> None:
    """Bring the database up to `target` in one transaction: all migrations or none."""
    with migrating(engine) as connection:
        bring_up(connection, target)


def bring_up(connection: Connection, target: str = "head") -> None:
    """Run the migrations up to `target` in the transaction of `migrating`."""
    from alembic import command

    command.upgrade(_config(connection), target)


def renew_rights(engine: Engine) -> bool | None:
    """Put the rules of access in again on a server, where the login may: an update may alter them alone.

    Returns:
        Whether it may; None for a database that is not for many, which has no such rules.
    """
    from cln.store import policies

    with explained(engine), engine.connect() as connection:
        may = policies.may_install(connection) if policies.shared(connection) else None
    if may:
        with migrating(engine):
            pass
    return may


def copy(engine: Engine, place: Path) -> None:
    """Copy a SQLite database whole, whoever is reading or writing it meanwhile; private like the original.

    Raises:
        Unusable: something else lies at the place, or it cannot be written.
    """
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        if place.exists() and sqlite_file.fault_of(place):
            raise Unusable(f"{place}, where the copy is to lie, is no whole database; move it away first")
        beside.touch(mode=0o600)
        with explained(engine), engine.connect() as connection, closing(sqlite3.connect(beside)) as target:
            original = connection.connection.driver_connection
            assert isinstance(original, sqlite3.Connection)
            original.backup(target)
            wal.rest(target)
        beside.replace(place)
    except OSError as error:
        raise Unusable(f"the copy {place} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def duplicate(file: Path, place: Path) -> None:
    """Copy a SQLite file with what lies in its `-wal` into one that is empty or not there yet.

    Raises:
        Unusable: it cannot be read, or the copy cannot be written.
    """
    try:
        with closing(sqlite_file.read_only(file)) as source, closing(sqlite3.connect(place)) as target:
            source.backup(target)
            wal.rest(target)
    except sqlite3.Error as error:
        raise Unusable(f"{file} cannot be copied to {place}: {error}") from error


def downgrade(engine: Engine, target: str) -> None:
    """Take the database down to `target`; for tests and for going back after a failed update."""
    from alembic import command

    with migrating(engine) as connection:
        command.downgrade(_config(connection), target)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction for migrations, committed whole.

    SQLite alters some tables by making them anew, which foreign keys would forbid: they are not looked at
    meanwhile, and all of them at the end, as SQLite's own documentation of ALTER TABLE has it.
    """
    from cln.store import policies

    with explained(engine), engine.connect().execution_options(writing=True) as connection:
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.execute("PRAGMA foreign_keys=OFF")  # of no effect once the transaction has begun
        try:
            if connection.dialect.name == "postgresql":
                policies.remove(connection)
            yield connection
            if connection.dialect.name == "postgresql" and _version(connection) == HEAD:
                policies.install(connection)
            if isinstance(driver, sqlite3.Connection):
                lost = driver.execute("PRAGMA foreign_key_check").fetchall()
                assert not lost, f"rows refer to rows that are gone: {lost[:3]}"
            connection.commit()
        finally:
            connection.rollback()
            if isinstance(driver, sqlite3.Connection):
                driver.execute("PRAGMA foreign_keys=ON")


def _version(connection: Connection) -> str | None:
    version: str | None = connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar()
    return version


def _config(connection: object) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", settings.shipped("migrations").as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
