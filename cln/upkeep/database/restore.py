"""Puts a copy in place of the database, and keeps what it replaces."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from cln.errors import Refused, Unusable
from cln.files.whole import BESIDE, OWN
from cln.settings import url_of
from cln.store import copies, schema, sqlite_file, transfer, wal
from cln.store.engine import RowByRow, connected, explained, reading
from cln.store.urls import parse
from cln.upkeep.database.backup import RESTORE, State, keep, state
from cln.upkeep.people.copies import erase_again

AGAIN: Sequence[Callable[[Session | None, Session], None]] = (erase_again,)
"""What is done to a copy before it takes the place of the database: each is given a session on the database
as it is (None where it cannot be read), and one on the copy, which has today's schema by then."""


@dataclass(frozen=True)
class Recovery:
    """A copy that was put in place of the database, or would be."""

    database: str
    copy: str
    holds: State
    """What the copy holds."""
    replaces: State | None
    """What the database holds; None where there is none, or where it cannot be read."""
    fault: str | None
    """Why it cannot be."""
    kept: str | None
    """Where what it replaced lies now."""
    restored: bool


def restore(database: str, file: Path | None, agree: Callable[[Recovery], None]) -> Recovery:
    """Put a copy in place of the database, if that is meant.

    A database that is sound keeps its file, and others go on working with it: all rows are taken over in one
    transaction. One that cannot be used is kept among the copies, as it is.

    Args:
        database: its URL.
        file: the copy; by default the last one that cln made and that is whole.
        agree: refuses unless it is to be done; not asked where there is nothing yet.

    Raises:
        Refused: there is no copy.
        Unusable: the copy is damaged or of something else, or the database may not be replaced.
    """
    url = parse(database).url
    home = copies.home(url)
    copy = file.absolute() if file else _latest(home)
    with _made_ready(copy) as (ready, holds):
        fault = _fault(home) if url.get_backend_name() == "sqlite" else None
        new = url.get_backend_name() == "sqlite" and not home.exists()
        if fault is None and not new:
            with connected(database) as engine:
                return _into_sound(engine, copy, ready, holds, agree)
        where = url.render_as_string()
        outcome = Recovery(where, str(copy), holds, None, fault, None, restored=False)
        if not new:
            agree(outcome)
        with connected(url_of(ready)) as old:
            _again(None, old)
        kept = None if new else str(_kept(home))
        _into_place(home, ready)
        return replace(outcome, kept=kept, restored=True)


def _latest(home: Path) -> Path:
    """The last of cln's own copies that is whole."""
    if copy := sqlite_file.last_copy(home):
        return copy
    raise Refused(
        f"no copy of {home.name} that is whole lies in {copies.folder(home)}; name one: "
        "cln database restore FILE"
    )


@contextmanager
def _made_ready(copy: Path) -> Iterator[tuple[Path, State]]:
    """A copy of the copy, whole and of today's schema, and what it holds; the copy itself stays as it is."""
    if not copy.is_file():
        raise Refused(f"there is no copy at {copy}; name a file")
    fault = sqlite_file.fault_of(copy)
    if fault and "not a database" in fault:
        raise Unusable(f"{copy} is no copy of a cln database, and nothing was changed; name another")
    if copy.stat().st_size == 0 or fault:
        fault = fault or "it is empty"
        raise Unusable(f"the copy {copy} is damaged ({fault}), and nothing was changed; name another")
    try:
        sqlite_file.refuse_foreign(copy)
        with tempfile.TemporaryDirectory(prefix="cln-") as folder:
            ready = Path(folder) / "cln.db"
            schema.duplicate(copy, ready)
            with connected(url_of(ready)) as engine:
                if schema.revision(engine) in sqlite_file.known():
                    schema.upgrade(engine)
                schema.check(engine)
                with reading(engine) as session:
                    holds = state(session)
            yield ready, holds
    except OSError as error:
        raise Unusable(f"{copy} cannot be restored: {error.strerror}; nothing was changed") from error


def _fault(file: Path) -> str | None:
    """Why a SQLite database cannot be used; None where it can, or where there is none.

    Raises:
        Unusable: it is something else than a database of cln, or somebody is writing to it.
    """
    if not file.exists():
        return None
    fault = sqlite_file.fault_of(file)
    if fault and "locked" in fault:
        raise Unusable(f"somebody else is writing to {file}; try again in a moment")
    try:
        sqlite_file.refuse_foreign(file)
    except Unusable:
        if not (fault and file.is_file() and (copies.copies_of(file) or _was_ours(file))):
            raise
        return fault
    try:
        wal.refuse(file)
    except Unusable as error:
        return error.sentence
    return fault


def _was_ours(file: Path) -> bool:
    with suppress(Unusable):
        first = sqlite_file.header(file)
        return first is not None and first.application == sqlite_file.APPLICATION
    return False


def _into_sound(
    engine: Engine, copy: Path, ready: Path, holds: State, agree: Callable[[Recovery], None]
) -> Recovery:
    """Take all rows of a copy over into a database that is sound, or that is empty."""
    version = schema.revision(engine)
    if version is None:
        schema.refuse_filled(engine)
    elif version not in sqlite_file.known():
        schema.check(engine)
    where = engine.url.render_as_string()
    replaces = None
    if version is not None:
        with reading(engine) as session:
            replaces = state(session)
    outcome = Recovery(where, str(copy), holds, replaces, None, None, restored=False)
    agree(outcome)
    kept = None
    if version != schema.HEAD:
        kept = version and str(keep(engine, RESTORE)[0])
        schema.upgrade(engine)
    with (
        connected(url_of(ready)) as old,
        explained(engine),
        engine.connect().execution_options(writing=True) as target,
        target.begin(),
    ):
        if version == schema.HEAD:
            kept = str(keep(engine, RESTORE)[0])
        _again(RowByRow(target), old)
        with old.connect() as source:
            transfer.take_over(source, target)
    return replace(outcome, kept=kept, restored=True)


def _again(current: Session | None, copy: Engine) -> None:
    for step in AGAIN:
        with reading(copy) as session:
            step(current, session)


def _kept(file: Path) -> Path:
    """Keep a file that cannot be used among the copies, as it is, with what SQLite has beside it.

    Raises:
        Unusable: it cannot be read, or there is no room.
    """
    try:
        kept = copies.place(file, copies.DAMAGED, datetime.now(UTC))
        for ending in ("", *BESIDE):
            part = file.with_name(f"{file.name}{ending}")
            if part.exists():
                aside = kept.with_name(f"{kept.name}{ending}")
                aside.touch(mode=OWN)
                shutil.copyfile(part, aside)
        copies.thin(file)
    except OSError as error:
        raise Unusable(f"{file} cannot be kept, so nothing was changed: {error.strerror}") from error
    return kept


def _into_place(file: Path, ready: Path) -> None:
    """Put a copy where there is no database, or one that cannot be used and is kept.

    Raises:
        Unusable: it cannot be written there.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.touch(mode=OWN)
        schema.duplicate(ready, beside)
        for ending in BESIDE:
            file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
        beside.replace(file)
    except OSError as error:
        raise Unusable(f"{file} cannot be replaced: {error.strerror}") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
