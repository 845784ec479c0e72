"""What a file is, told before SQLite opens it: to look at it changes not one byte of it.

A database of cln carries its number in the header of the file (since 0015_identity, which also gave each
database one of its own); an earlier one is known by its migration.
"""

import os
import shutil
import sqlite3
import struct
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from cln import settings
from cln.errors import Unusable
from cln.files.whole import SQLITE

APPLICATION = 0x636C6E31
"""Says in the header of a SQLite file that it is a database of cln: "cln1" in ASCII."""

BACK = "go back to your last copy of it: cln database restore FILE"
"""What is advised where no copy of cln's own lies beside it."""

VERSIONS = "alembic_version"
"""The table that says which migration a database has reached; alone it is nobody's."""

_HEADER = struct.Struct(">16sH6xII28xi4xI28x")
"""The beginning of every SQLite file. Source: "Database File Format", section 1.3 (sqlite.org)."""


@dataclass(frozen=True)
class Header:
    """What the header of a SQLite file says.

    The number of a database of cln is kept where SQLite leaves room for one (`user_version`), and made
    negative for a mark.
    """

    SIZE: ClassVar[int] = _HEADER.size

    page_size: int
    changes: int
    """How many changes there were, as SQLite counts those that write the first page."""
    pages: int
    identity: int
    """A number of the database's own; 0 where it has none."""
    marked: bool
    """Changes lie in the `-wal` beside it, and not in it; a file at rest is not marked."""
    application: int
    """Whose database it is; 0 where it does not say."""

    @classmethod
    def of(cls, raw: bytes) -> "Header":
        """Read it."""
        _, page_size, changes, pages, identity, application = _HEADER.unpack(raw)
        size = 65536 if page_size == 1 else page_size
        return cls(size, changes, pages, abs(identity), identity < 0, application)


def header(file: Path) -> Header | None:
    """The header of a SQLite file; None for an empty one, which a database may become.

    Raises:
        Unusable: it is no SQLite file, or cannot be read.
    """
    try:
        if file.is_dir():
            raise Unusable(f"{file} is a folder; name a file in it, e.g. {file / 'cln.db'}")
        if not file.is_file():
            raise Unusable(f"{file} is not a file; name another with --database")
        with file.open("rb") as opened:
            first = opened.read(_HEADER.size)
    except OSError as error:
        raise Unusable(f"{file} cannot be read: {error.strerror}") from error
    if not first:
        return None
    if not first.startswith(SQLITE[: len(first)]):
        raise Unusable(f"{file} is no SQLite file, so it is not a cln database; name another with --database")
    if len(first) < _HEADER.size:
        raise Unusable(damaged(file, "its end is missing"))
    return Header.of(first)


def refuse_second_name(file: Path) -> None:
    """Refuse a file that has another name, too: each name has a `-wal` of its own, and SQLite knows of one.

    Raises:
        Unusable: it has.
    """
    if file.stat().st_nlink > 1:
        raise Unusable(
            f"{file} has another name, too (a hard link): what is written under one name can be lost under "
            "the other; copy it, and put the copy in its place"
        )


def refuse_foreign(file: Path) -> None:
    """Refuse a file that is neither empty nor a database of cln, of whichever version.

    Raises:
        Unusable: it is something else, or cannot be read.
    """
    first = header(file)
    if first is None:
        return
    if first.page_size * first.pages > file.stat().st_size and not has_wal(file):
        raise Unusable(damaged(file, "its end is missing"))
    if first.application == APPLICATION:
        return
    tables, revisions = _contents(file)
    ours = revisions and revisions <= known()
    if first.application or (tables - {VERSIONS} and not ours):
        raise Unusable(f"{file} is the database of another program; name another with --database")


def damaged(file: Path, fault: str) -> str:
    """Say that a database is damaged, and where the last copy of it is that is whole."""
    return f"{file} is damaged ({fault}), and nothing was written; {way_back(file)}"


def way_back(file: Path) -> str:
    """Where the last copy of a database is that is whole, as an advice."""
    copy = last_copy(file)
    if copy is None:
        return BACK
    return f"the last copy that is whole is {copy}; to put it in its place: cln database restore"


def last_copy(file: Path) -> Path | None:
    """The last of cln's own copies of a database that is whole."""
    from cln.store.copies import DAMAGED, copies_of

    for copy in reversed(copies_of(file)):
        if DAMAGED not in copy.name and fault_of(copy) is None:
            return copy
    return None


def fault_of(file: Path) -> str | None:
    """What is wrong with a SQLite file, as far as SQLite's quick check can tell; None where nothing is.

    What lies in its `-wal` is looked at, too; nothing is written.
    """
    try:
        with closing(read_only(file)) as connection:
            (first,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return None if first == "ok" else str(first).splitlines()[-1]
    except sqlite3.Error as error:
        return str(error)


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that changes not one byte, nor makes a file beside it where none of them is."""
    if has_wal(file) and not file.with_name(f"{file.name}-shm").exists() and not may_be_written(file):
        return _in_memory(file)  # SQLite would have to write beside it in order to read the `-wal`
    settled = "" if has_wal(file) else "&immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{settled}", uri=True)


def _in_memory(file: Path) -> sqlite3.Connection:
    """A copy in memory of a database and of what lies in its `-wal`, which takes no change."""
    with tempfile.TemporaryDirectory(prefix="cln-") as folder:
        copy = Path(folder) / "cln.db"
        for source, place in ((file, copy), (wal_of(file), wal_of(copy))):
            shutil.copyfile(source, place)
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with closing(sqlite3.connect(copy)) as opened:
            opened.backup(memory)
        memory.execute("PRAGMA query_only = ON")
        return memory


def may_be_written(file: Path) -> bool:
    """Whether the file and its folder may be written, as SQLite must to keep its own files beside it."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def wal_of(file: Path) -> Path:
    """Where SQLite keeps the changes to a database before it takes them in."""
    return file.with_name(f"{file.name}-wal")


def has_wal(file: Path) -> bool:
    """Whether that lies beside a database, and holds anything."""
    try:
        return wal_of(file).stat().st_size > 0
    except OSError:
        return False


def known() -> frozenset[str]:
    """The migrations of this cln, by name."""
    versions = settings.shipped("migrations") / "versions"
    return frozenset(file.stem for file in versions.glob("[0-9]*.py"))


def _contents(file: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The tables of a SQLite file, and the migrations that it has reached, if it says so as alembic does."""
    try:
        with closing(read_only(file)) as connection:
            of_type = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            tables = frozenset(name for (name,) in connection.execute(of_type))
            if VERSIONS not in tables:
                return tables, frozenset()
            reached = connection.execute("SELECT * FROM alembic_version")
            return tables, frozenset(str(row[0]) for row in reached)
    except sqlite3.Error as error:
        raise Unusable(damaged(file, str(error))) from error
