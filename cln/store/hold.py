"""How a change comes to have its lock: at once, or late, when it first writes."""

from collections.abc import Collection

from sqlmodel import Session

from cln.store import taking
from cln.store.locks import Lock, Wait


class Stale(Exception):
    """Somebody else wrote between what a change read and what it was to write: it is to be made again."""


class Hold:
    """The lock of one change."""

    def __init__(self, session: Session, lock: Lock, wait: Wait, *, keeps: bool) -> None:
        self.session, self.lock, self.wait, self.keeps = session, lock, wait, keeps
        self.read: tuple[int, int] | None = None
        """How many changes there were when it began to read, and the latest; None once it has its lock."""

    def look(self) -> None:
        """Begin to read, and leave the lock until something is written."""
        from cln.store import meanwhile

        if self.lock.narrow:
            taking.share(self.session.connection(), self.lock, self.wait)
            self.read = 0, meanwhile.newest(self.session)
        else:
            self.read = meanwhile.latest_change(self.session)

    def take(self) -> None:
        """Have to itself what the lock is about, until the change is committed."""
        taking.take(self.session.connection(), self.lock, self.wait, keeps=self.keeps)

    def before_writing(self, but: Collection[str] = ()) -> None:
        """Take the lock, unless it has it.

        Args:
            but: tables of which nothing depends that was read, whoever writes to them.

        Raises:
            Stale: what it read is so no more.
        """
        if self.read is None:
            return
        from cln.store import meanwhile

        read, self.read = self.read, None
        self.take()
        if self.lock.narrow:
            with self.session.no_autoflush:
                stale = meanwhile.touched(self.session, self.lock, read[1], but)
        else:
            stale = meanwhile.latest_change(self.session) != read
        if stale:
            raise Stale
