"""Leaves nothing in a database of what its rows do not hold any more."""

import sqlite3
from collections.abc import Collection

from sqlalchemy import Engine

from cln.store import wal
from cln.store.engine import explained
from cln.store.taking import BUSY_SECONDS

OWNED = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'MEMBER')
"""
"""The tables that whoever is connected to PostgreSQL may write anew."""


def leave_nothing(engine: Engine, tables: Collection[str]) -> bool:
    """Write a database anew, without what was in rows that were altered or deleted.

    On SQLite the file is written anew and what lay beside it is taken in. On PostgreSQL the tables are, with
    their indexes and what the server keeps of their most common values; only the owner may.

    Args:
        engine: the database; no transaction may be open on it.
        tables: those that were altered.

    Returns:
        Whether all of it was; not while somebody reads the SQLite file, nor by who owns none of the tables.
    """
    with explained(engine), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            return _written_anew(driver)
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql(f"SET lock_timeout = {round(BUSY_SECONDS * 1000)}")
        owned = {*alone.exec_driver_sql(OWNED).scalars()}
        for table in sorted(owned.intersection(tables)):
            alone.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
        return owned.issuperset(tables)


def _written_anew(driver: sqlite3.Connection) -> bool:
    driver.execute("PRAGMA secure_delete=ON")
    driver.execute("BEGIN IMMEDIATE")
    if not wal.mark(driver):
        driver.execute("ROLLBACK")
    driver.execute("VACUUM")
    wal.rest(driver)  # before the checkpoint, which leaves the file as it is to lie there
    driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
