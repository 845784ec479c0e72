"""Takes a database over into another place, of whichever engine: SQLite to PostgreSQL, and back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from cln.errors import Refused, Unusable
from cln.store import schema, transfer
from cln.store.acting import refuse_all_but_leads
from cln.store.engine import connected, explained, reading
from cln.store.transfer import Taken
from cln.store.urls import parse
from cln.upkeep.setup import remove


@dataclass(frozen=True)
class Copied:
    """A database that was taken over: where it is now, and how many rows each table has."""

    source: str
    target: str
    tables: tuple[Taken, ...]
    rows: int
    """Of all tables; each was compared with the one that it was made of."""


def copy(source: str, target: str) -> Copied:
    """Take all rows of a database over into one that has none, compare them, and keep all or nothing.

    Raises:
        NotAllowed: who asks sees a part of it alone.
        Refused: both are the same, or there is a file at the place of the new one.
        Unusable: one of them cannot be used, or the new one holds something already.
    """
    if parse(source) == parse(target):
        raise Refused("the database would be copied onto itself; name another place")
    with connected(source) as old:
        schema.check(old)
        with reading(old) as session:
            refuse_all_but_leads(session, "copy the database")
        with _new(target) as new:
            taken = tuple(_taken_over(old, new))
        return Copied(
            old.url.render_as_string(),
            parse(target).url.render_as_string(),
            taken,
            sum(one.rows for one in taken),
        )


@contextmanager
def _new(target: str) -> Iterator[Engine]:
    """The new database; a SQLite file takes its place once it is whole."""
    url = parse(target).url
    if url.get_backend_name() != "sqlite" or not url.database:
        with connected(target) as engine:
            if schema.revision(engine) is not None:
                raise Unusable(
                    f"{engine.url.render_as_string()} is a database of cln already; copy into an empty one "
                    "(which is made one for many afterwards, with: cln database create URL)"
                )
            schema.refuse_filled(engine)
            yield engine
        return
    file = Path(url.database)
    if os.path.exists(file):  # noqa: PTH110  (False of a name too long, too)
        raise Refused(f"{file} exists already; name a place where there is nothing")
    made = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with connected(f"sqlite:///{made.as_posix()}", create=True) as engine:
            yield engine
        if file.exists():
            raise Refused(f"something came to {file} meanwhile, so nothing was copied; name another place")
        made.rename(file)
    finally:
        remove(made)


def _taken_over(old: Engine, new: Engine) -> list[Taken]:
    with explained(old), _reading(old) as source, schema.migrating(new) as target:
        schema.bring_up(target)
        return transfer.take_over(source, target)


def _reading(engine: Engine) -> Connection:
    """A connection that sees the database as it is at one moment."""
    connection = engine.connect()
    if engine.dialect.name == "sqlite":
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")
