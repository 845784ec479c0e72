"""Who writes to a SQLite file next: whoever asked first, where the system keeps a queue.

SQLite has a lock for it and keeps no queue: of those who wait anybody may be next, and somebody may never
be. So whoever writes first has a lock of the system on the `-wal`, on which SQLite has none, until the
transaction is over. The system hands it on in the order in which it was asked for, takes it from whoever is
killed, and keeps out nobody who does not ask. Windows has none such; there SQLite's own lock decides alone.
"""

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

from cln.store.locks import Wait
from cln.store.sqlite_file import wal_of


def enter(file: Path, wait: Wait, name: str) -> int | None:
    """Wait for one's turn, and be known to others as one who writes until what this gives is closed.

    None where the system has no queue, or one's turn did not come in time.

    Args:
        file: the database.
        wait: how long it waits; its time runs.
        name: what the user is told of the database.
    """
    try:
        import fcntl

        opened = os.open(wal_of(file), os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _waited(opened, wait, name)
    except OSError:
        os.close(opened)
        return None
    return opened


def _waited(opened: int, wait: Wait, name: str) -> int | None:
    """The `-wal`, opened, once it is locked; None where that took too long."""
    import fcntl

    decided = Lock()

    def stand() -> None:
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX)
        if not decided.acquire(blocking=False):
            os.close(opened)

    standing = Thread(target=stand, daemon=True)  # the system can wait, and do nothing else meanwhile
    standing.start()
    try:
        while standing.is_alive() and wait.goes_on(name):
            standing.join(wait.patience)
    finally:
        gives_up = decided.acquire(blocking=False)
    return None if gives_up else opened


def others(file: Path) -> bool:
    """Whether somebody else is writing, or about to; where the system cannot tell, nobody is."""
    try:
        import fcntl

        with wal_of(file).open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        pass
    return False
