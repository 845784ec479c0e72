"""Whether the `-wal` beside a SQLite file belongs to it: SQLite itself would take in any.

Every change of cln writes the first page of the database, too (`name_its_database`), so that each `-wal` says
to which database it belongs, and from which state of it to which it leads.
"""

import struct
import time
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from cln.errors import Unusable
from cln.store.sqlite_file import APPLICATION, Header, header

HEADER, FRAME = struct.Struct(">4x4xI4x8s8x"), struct.Struct(">II8s8x")
"""The beginning of a `-wal` and of each page in it. Source: "WAL-mode File Format" (sqlite.org)."""

TRIES = 5
"""So often it is read before it is called another's: somebody may be writing meanwhile."""


def name_its_database(connection: Connection) -> None:
    """Write the first page, which says which database it is, together with the change that is open."""
    (identity,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {identity}")


def refuse_stray(file: Path) -> None:
    """Refuse a `-wal` of another database, or of another state of this one.

    Raises:
        Unusable: there is one; nothing was read from it.
    """
    wal = file.with_name(f"{file.name}-wal")
    if not wal.exists():
        return
    for last in (*[False] * (TRIES - 1), True):
        first = header(file)
        if first is None or first.application != APPLICATION or _belongs(wal, first):
            return
        if not last:
            time.sleep(0.02)
    raise Unusable(
        f"{wal} does not belong to {file}, and would spoil it; nothing was written: move it "
        f"elsewhere if {file.name} is the right one, else put the two files back that lay beside each other"
    )


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
    with wal.open("rb") as opened:
        start = opened.read(HEADER.size)
        if len(start) < HEADER.size:
            return
        page_size, salts = HEADER.unpack(start)
        pages = []
        while len(frame := opened.read(FRAME.size)) == FRAME.size:
            number, committed, its_salts = FRAME.unpack(frame)
            page = opened.read(page_size)
            if its_salts != salts or len(page) < page_size:
                return  # left from before, or cut off: SQLite reads no further either
            if number == 1:
                pages.append(Header.of(page[: Header.SIZE]))
            if committed:
                yield pages
                pages = []
