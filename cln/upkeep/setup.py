"""Making a database and keeping it up to date."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field
from sqlalchemy import Engine

from cln import programme, store
from cln.errors import Refused
from cln.files.source import Source
from cln.register.authorities import AuthorityRow, names_of, read
from cln.register.queries import authority_aliases, list_authorities
from cln.settings import url_of
from cln.store import schema, urls
from cln.store.engine import connected
from cln.store.sqlite_file import known
from cln.tables.names import AuthorityAlias
from cln.tables.register import Authority
from cln.upkeep.database.backup import UPGRADE, keep

DAY = 24 * 60 * 60
"""In seconds."""


@dataclass(frozen=True)
class Initialised:
    """What `init` did: whether the database is new, and its authorities."""

    database: str
    new: bool
    authorities: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    """In sentences, what was doubtful about the file of authorities."""


@dataclass(frozen=True)
class Upgraded:
    """From which schema to which, and where the copy from before lies."""

    database: str
    before: str | None
    after: str
    copy: str | None
    rights: Annotated[bool | None, Field(exclude=True)] = None
    """Whether the rules of access were put in again; None where there are none, or the schema was older."""


def init(engine: Engine, who: str, file: Path | None) -> Initialised:
    """Make the tables and fill in the authorities: the programme's eight, or those of `file`.

    A database that has authorities already keeps them; `file` then only adds what it lacks. One that has none
    was killed when it was made, and is new still.
    """
    source = Source(file) if file else None
    region = read(source) if source else [AuthorityRow(name) for name in programme.AUTHORITIES]
    if schema.revision(engine) is None:
        schema.refuse_filled(engine)
        schema.upgrade(engine)
    schema.check(engine)
    with store.reading(engine) as session:
        new = not list_authorities(session)
    with store.reading(engine) as session:
        if new or file:
            with store.change(session, "init", who) as change:
                _add_authorities(change, region)
        names = tuple(authority.name for authority in list_authorities(session))
    return Initialised(_where(engine), new, names, tuple(source.doubts) if source else ())


@contextmanager
def ready(database: str, who: str, *, dry_run: bool) -> Iterator[str]:
    """The URL of a database to import into: the user's, made and filled in where there is none yet.

    What is made lies beside its place, and takes it once what follows is done: if that fails or is killed,
    there is no database. In a dry run nothing is made but a database in a temporary folder.
    """
    url = urls.parse(database).url
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if file is None or os.path.exists(file):  # noqa: PTH110  (False of a name too long, too)
        with connected(database) as engine:
            if schema.revision(engine) is None:
                init(engine, who, None)
        yield database
        return
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory())) if dry_run else file.parent
        made = folder / f".{file.name}.{os.getpid()}"
        _remove_left(made)
        held.callback(remove, made)
        beside = url_of(made)
        with connected(beside, create=True) as engine:
            init(engine, who, None)
        yield beside
        if not dry_run:
            if file.exists():
                raise Refused(f"a database came to {file} meanwhile, so nothing was taken in; import again")
            made.rename(file)


def remove(database: Path) -> None:
    """Take away a database that was just made, with what SQLite leaves beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # a name too long, of which there is none
            database.with_name(database.name + ending).unlink(missing_ok=True)


def _remove_left(made: Path) -> None:
    """Take away what imports that were killed have left here: no import takes a day."""
    for file in made.parent.iterdir() if made.parent.is_dir() else ():
        name, _, process = file.name.rpartition(".")
        is_left = name == made.stem and process.isdecimal()
        if is_left and time.time() - file.stat().st_mtime > DAY:
            remove(file)


def upgrade(engine: Engine) -> Upgraded:
    """Bring the database to the schema of this cln, after copying it, and to its rules of access."""
    before = schema.revision(engine)
    copy = rights = None
    if before is None or before not in known():
        schema.check(engine)
    elif before != schema.HEAD:
        if engine.dialect.name == "sqlite" and engine.url.database:
            file = Path(engine.url.database)
            copy = file.with_name(f"{file.name}.{before}")
            schema.copy(engine, copy)
        else:
            copy, _ = keep(engine, UPGRADE)
        schema.upgrade(engine)
    elif engine.dialect.name == "postgresql":
        rights = schema.renew_rights(engine)
    return Upgraded(_where(engine), before, schema.HEAD, str(copy) if copy else None, rights)


def _add_authorities(change: store.Change, region: list[AuthorityRow]) -> None:
    known = authority_aliases(change.session)
    for row in region:
        names = names_of(row)
        if not names & known.keys():
            authority = Authority(name=row.name)
            change.add(authority)
            known |= dict.fromkeys(names, authority.id or 0)
            change.add(*(AuthorityAlias(authority_id=authority.id or 0, alias=n) for n in sorted(names)))


def _where(engine: Engine) -> str:
    return engine.url.render_as_string()
