"""What a change has to itself while it is open, and how long it waits for it.

SQLite has one lock, for the whole file: it is taken late, when a change begins to write. PostgreSQL has one
for each project, event and cohort, and one for all. They are advisory, so that nobody needs the right to
alter a row in order to hold it, and numbers are counted under them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

BASE = 0x636C6E
"""The lock of the whole database on PostgreSQL: "cln" in ASCII."""

KINDS = ("cohort", "project", "event")

LONGEST = 60.0
"""So many seconds a change waits for another one, unless something else is asked for."""

QUIET = 1.0
"""So many seconds it waits before it says so."""

TURN = 0.2
"""So many seconds SQLite itself waits at a time, where others write who stand in no queue: it sleeps longer
each time (from 1 ms to 100), so that whoever did not begin anew would be overtaken by all who come later."""


class Lock(NamedTuple):
    """The whole database, a cohort of it, or one project or event of a cohort."""

    cohort: int | None = None
    """Its id; None for the whole database."""
    kind: str = "cohort"
    number: int = 0
    """Of the project or event."""

    @property
    def narrow(self) -> bool:
        """It is a project's or an event's."""
        return self.cohort is not None and self.kind != "cohort"

    def statement(self, *, shared: bool = False) -> str:
        """The statement that waits for it on PostgreSQL; what it lies in is shared with others.

        With `shared`, nobody writes what it holds, and others may read it so, too.
        """
        if self.cohort is None:
            return f"SELECT {_taken(str(BASE), shared=shared)}"
        keys = [str(BASE), f"{self.cohort * len(KINDS)}, 0"]
        if self.narrow:
            keys.append(f"{self.cohort * len(KINDS) + KINDS.index(self.kind)}, {self.number}")
        last = len(keys) - 1
        return "SELECT " + ", ".join(_taken(key, shared=shared or n < last) for n, key in enumerate(keys))


WHOLE = Lock()


def _taken(key: str, *, shared: bool) -> str:
    return f"pg_advisory_xact_lock{'_shared' * shared}({key})"


@dataclass
class Wait:
    """How long a change waits, and who hears that it does."""

    seconds: float = LONGEST
    tell: Callable[[str], None] | None = None
    """Tells the user a sentence."""
    began: float | None = None
    heard: bool = False

    def begin(self) -> None:
        """Count from now."""
        self.began, self.heard = time.monotonic(), False

    @property
    def left(self) -> float:
        """So many seconds are left."""
        return self.seconds - (time.monotonic() - (self.began or time.monotonic()))

    @property
    def patience(self) -> float:
        """So many seconds may pass before something is to be done: the user told, or the change given up."""
        return self.left if self.heard else min(self.left, QUIET)

    def goes_on(self, where: str) -> bool:
        """Whether it may wait on; where that takes long, the user is told."""
        if self.left <= 0:
            return False
        if self.seconds - self.left >= QUIET:
            self.say(where)
        return True

    def say(self, where: str) -> None:
        """Tell the user, once."""
        if not self.heard and self.tell is not None:
            self.tell(f"somebody else is writing to {where}; waiting for up to {self.seconds:g} seconds")
        self.heard = True
