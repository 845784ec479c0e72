"""Pictures that were drawn once, kept beside the database so that a page like the one before is made at once.

A picture shows names of establishments: the folder and its files are for their owner only, and an erasure
empties them. That one cannot be kept or read stops nothing.
"""

import os

from sqlalchemy import URL

from cln.store.copies import home

KEPT = 60
"""So many are kept, the last that were used: those of some five pages."""


class Pictures:
    """The pictures that are kept of a database."""

    def __init__(self, url: URL) -> None:
        database = home(url)
        self.folder = database.with_name(f"{database.name}.pictures")

    def get(self, digest: str) -> str | None:
        """The picture of a digest; None where it is not kept."""
        file = self.folder / digest
        try:
            os.utime(file)
            return file.read_text("utf-8")
        except (OSError, ValueError):
            return None

    def keep(self, digest: str, svg: str) -> None:
        """Keep a picture, and let go of those that were not used for the longest."""
        unfinished = self.folder / f".{digest}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(svg.encode())
            unfinished.replace(self.folder / digest)
            by_use = sorted(self.folder.iterdir(), key=lambda one: one.stat().st_mtime)
            for one in by_use[:-KEPT]:
                one.unlink(missing_ok=True)
        except OSError:
            return

    def empty(self) -> None:
        """Take all of them away.

        Raises:
            OSError: one cannot be taken away.
        """
        if self.folder.is_dir():
            for one in self.folder.iterdir():
                one.unlink(missing_ok=True)
            self.folder.rmdir()
