"""Seals what a command changed in a SQLite file; light, because every command that writes does so as it ends.

What else becomes of seals stands in `seals`.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from cln.store import digests


def seal_file(connection: sqlite3.Connection) -> None:
    """Seal what was changed in a SQLite file, in the transaction that is open; an older schema has no seals.

    Nobody writes to it meanwhile, so that no change comes late.
    """
    if not connection.execute("PRAGMA table_info(seal)").fetchone():
        return
    last = connection.execute("SELECT change_id, seal FROM seal ORDER BY id DESC LIMIT 1").fetchone() or (
        0,
        "",
    )
    waiting = connection.execute("SELECT id, digest FROM change WHERE id > ? ORDER BY id", last[:1])
    connection.executemany(
        "INSERT INTO seal (change_id, digest, seal) VALUES (:change_id, :digest, :seal)",
        list(chained(last[1], waiting)),
    )


def chained(latest: str, waiting: Iterable[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """The seals of changes, each with its number and digest; the first takes in the latest seal there is."""
    for number, digest in waiting:
        latest = digests.of_seal(latest, number, digest)
        yield {"change_id": number, "digest": digest, "seal": latest}
