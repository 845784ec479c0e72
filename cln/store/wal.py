"""Whether the `-wal` beside a SQLite file belongs to it, or is missing: SQLite itself takes in any.

A file at rest needs none. Before the first change is written beside it, it is marked (`mark`), and the last
command that closes it takes the mark away (`rest`), both through SQLite: the `-wal` is there before the mark
is, and goes after it. So a marked file without one is a copy that left it behind. Every change writes the
first page of the database, too (`name_its_database`), so that each `-wal` says to which database it belongs,
and from which state of it to which it leads.
"""

import os
import shutil
import sqlite3
import struct
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import Connection

from cln.errors import Unusable
from cln.store import queue
from cln.store.sqlite_file import APPLICATION, Header, has_wal, header, read_only, wal_of, way_back

HEADER, FRAME = struct.Struct(">4x4xI4x8s8x"), struct.Struct(">II8s8x")
"""The beginning of a `-wal` and of each page in it. Source: "WAL-mode File Format" (sqlite.org)."""

OFF, NORMAL, FULL = range(3)
"""How safely a transaction is written out (`PRAGMA synchronous`)."""

TRIES = 5
"""So often it is read before it is called another's: somebody may be writing meanwhile."""


IN_USE = 128
"""The byte of a `-shm` that all who have the database open hold locked. Source: "WAL-mode File Format"."""

_STRAY = (
    "{wal} does not belong to {file}, and would spoil it; nothing was written: move it elsewhere if {name} "
    "is the right one, else put the two files back that lay beside each other"
)
_MISSING = (
    "the last changes to {file} were in {name}-wal, which is not beside it: it was copied without, or "
    "another program has taken it in; nothing was written: put that file beside it, or {way}, or go on with "
    "what the database holds: cln database restore {file}"
)
_UNTRIED = "{wal}, which a command left that was ended, cannot be looked at in a copy first: {fault}"


def name_its_database(connection: Connection) -> None:
    """Write the first page, which says which database it is, together with the change that is open."""
    connection.execute(f"PRAGMA user_version = {-abs(_number(connection))}")


def safety(connection: Connection) -> int:
    """How the next transaction is to be written out: FULL, so that what is acknowledged lasts.

    The mark need not last by itself: the checkpoint after it writes out the `-wal` and then the file,
    whatever was chosen for the mark; where somebody who reads is in its way, the change that follows writes
    out both. Only where it may begin an older `-wal` anew (NORMAL) is that beginning written out before the
    rest: else a power cut could leave the old one before a change of which a part was written over already.
    """
    if _number(connection) <= 0:
        return FULL
    file = _file(connection)
    return NORMAL if file and has_wal(file) else OFF


def mark(connection: Connection) -> bool:
    """Mark the file before the first change is written beside it; give whether a change is to begin anew.

    It is called once the lock of writers is held, in a transaction that was begun as `safety` says, which is
    over if that is not one for a change. If somebody reads an older state the mark reaches the file only once
    he is through; nobody waits for that.
    """
    (chosen,) = connection.execute("PRAGMA synchronous").fetchone()
    needed = safety(connection)
    if chosen == needed == FULL:
        return False
    marks = needed != FULL and needed <= chosen
    if marks:
        connection.execute(f"PRAGMA user_version = {-_number(connection)}")
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA synchronous={FULL}")
    if marks:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return True


def rest(connection: Connection) -> None:
    """Take the mark away before a connection is closed, and seal what was changed.

    Where somebody else is writing, or about to, it is left to them: the last of them finds nobody else. What
    cannot be done is done by the next command.
    """
    with suppress(sqlite3.Error):
        if (number := _number(connection)) >= 0 or ((file := _file(connection)) and queue.others(file)):
            return
        from cln.store import sealing  # most commands have nothing to seal

        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA synchronous=NORMAL")  # it is written out when the file is closed
        connection.execute("BEGIN IMMEDIATE")
        try:
            sealing.seal_file(connection)
            connection.execute(f"PRAGMA user_version = {-number}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def settle(file: Path) -> None:
    """Take the mark from a file that was just closed, if it was closed with it.

    That is so where somebody was killed between `rest` and the moment when SQLite had closed the file.
    """
    with suppress(Unusable):
        first = header(file)
        if first is not None and first.marked and not has_wal(file):
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                rest(connection)


def _file(connection: Connection) -> Path | None:
    """Its file; None for one that was read into memory."""
    (*_, file) = connection.execute("PRAGMA database_list").fetchone()
    return Path(file) if file else None


def _number(connection: Connection) -> int:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    assert isinstance(number, int)
    return number


def refuse(file: Path) -> None:
    """Refuse a database whose `-wal` is missing, is another's, or is of another state of it.

    Raises:
        Unusable: so it is, and nothing was written.
    """
    sentence = ""
    for _ in range(TRIES):
        first = header(file)
        if first is None or first.application != APPLICATION or not (fault := _fault(file, first)):
            return
        sentence = fault
        time.sleep(0.02)
    raise Unusable(sentence.format(wal=wal_of(file), file=file, name=file.name, way=way_back(file)))


def _fault(file: Path, first: Header) -> str | None:
    """What is wrong with the `-wal` of a database, or with there being none."""
    if not has_wal(file):
        return _MISSING if first.marked else None
    if not _belongs(wal_of(file), first):
        return _STRAY
    return None if _in_use(file) or _fits(file) else _STRAY


def _in_use(file: Path) -> bool:
    """Whether a command has the database open; where the system cannot tell, none has."""
    try:
        import fcntl

        with file.with_name(f"{file.name}-shm").open("r+b") as opened:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, IN_USE)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        pass
    return False


def _fits(file: Path) -> bool:
    """Whether a copy of the database with its `-wal` is whole, and has the last change of one without it.

    Raises:
        Unusable: there can be no copy.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="cln-") as folder:
            copy = Path(shutil.copyfile(file, Path(folder) / "cln.db"))
            alone = _last_change(copy)
            shutil.copyfile(wal_of(file), wal_of(copy))
            with closing(sqlite3.connect(copy)) as connection:
                whole = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
                same = "SELECT 1 FROM change WHERE id = ? AND digest = ?"
                return whole and (alone is None or connection.execute(same, alone).fetchone() is not None)
    except sqlite3.Error:
        return False
    except FileNotFoundError:  # taken in meanwhile
        return True
    except OSError as error:
        raise Unusable(_UNTRIED.format(wal=wal_of(file), fault=error.strerror)) from error


def _last_change(file: Path) -> tuple[int, str] | None:
    """Number and digest of the last change of a database without its `-wal`, as far as it can be told.

    It need not be whole: a command that was killed may have taken in half of what lay beside it.
    """
    with suppress(sqlite3.Error), closing(read_only(file)) as connection:
        last: tuple[int, str] | None = connection.execute(
            "SELECT id, digest FROM change ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return last
    return None


def _belongs(wal: Path, first: Header) -> bool:
    try:
        changes = list(_changes(wal))
    except FileNotFoundError:  # taken in meanwhile
        return True
    pages = [page for change in changes for page in change]
    if not changes:
        return True
    return (
        bool(pages)
        and {page.identity for page in pages} == {first.identity}
        and pages[0].changes - 1 <= first.changes <= pages[-1].changes
    )


def _changes(wal: Path) -> Iterator[list[Header]]:
    """Of each change that was committed to a `-wal`: what it says of the first page of the database."""
    with wal.open("rb", buffering=0) as opened:
        size = os.fstat(opened.fileno()).st_size
        start = opened.read(HEADER.size)
        if len(start) < HEADER.size:
            return
        page_size, salts = HEADER.unpack(start)
        pages = []
        while len(frame := opened.read(FRAME.size)) == FRAME.size:
            number, committed, its_salts = FRAME.unpack(frame)
            begins = opened.tell()
            if its_salts != salts or begins + page_size > size:
                return  # left from before, or cut off: SQLite reads no further either
            if number == 1:
                pages.append(Header.of(opened.read(Header.SIZE)))
            opened.seek(begins + page_size)
            if committed:
                yield pages
                pages = []
