"""Where cln keeps its own copies of a database, and which it keeps.

Those of a SQLite file lie in a folder beside it, `cln.db.copies`; an upgrade leaves one straight beside it,
called as the schema from before, `cln.db.0014_lot`. Those of a PostgreSQL database lie on the machine of who
made them, in the folder of cln's own data.
"""

import glob
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from cln import settings

KEPT = 10
"""So many are kept; when another is made, the oldest goes."""

ENDING = ".db"

DAMAGED = "damaged"
"""What the name of a file says that lies among the copies because it was moved out of the way, damaged."""


def home(url: URL) -> Path:
    """The file of a SQLite database; for one of PostgreSQL the name beside which its copies lie."""
    if url.get_backend_name() == "sqlite":
        return Path(str(url.database))
    return settings.data_folder() / "-".join(filter(None, (url.host, url.database)))


def folder(database: Path) -> Path:
    """Where the copies lie; it may not be there yet."""
    return database.with_name(f"{database.name}.copies")


def copies_of(database: Path) -> list[Path]:
    """Every copy that cln made of a database, the oldest first; one may be damaged, or of an older schema.

    Beside one that was set aside (`DAMAGED`) may lie what SQLite kept beside it.

    Args:
        database: its `home`.
    """
    of_upgrades = database.parent.glob(f"{glob.escape(database.name)}.[0-9][0-9][0-9][0-9]_*")
    files = [*of_upgrades, *folder(database).glob(f"[0-9]*{ENDING}")]
    return sorted((file for file in files if file.is_file()), key=lambda file: (file.stat().st_mtime, file))


def place(database: Path, why: str, at: datetime) -> Path:
    """The place of a new copy; its folder, which is private, is made.

    Args:
        database: its `home`.
        why: `backup`, or before what it was made.
        at: when; its name says it in local time.
    """
    folder(database).mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{at.astimezone():%Y-%m-%d-%H%M%S}-{why}"
    number, free = 1, folder(database) / f"{name}{ENDING}"
    while free.exists():
        number += 1
        free = folder(database) / f"{name}-{number}{ENDING}"
    return free


def thin(database: Path) -> list[Path]:
    """Take away all but the last copies in the folder; give those that went."""
    kept = [copy for copy in copies_of(database) if copy.parent == folder(database)]
    gone = kept[:-KEPT]
    for copy in gone:
        for file in copy.parent.glob(f"{glob.escape(copy.name)}*"):
            file.unlink(missing_ok=True)
    return gone
