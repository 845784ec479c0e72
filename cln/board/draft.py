"""Moves that were made on the board and not saved: kept in a file, so that a window may close at any time.

The file holds codes and numbers of teams, no names. Each window writes a file of its own, so that two of
them never write over each other; the newest is offered when a board of the same cohort is opened.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from cln import settings
from cln.board.moves import Step

FOLDER = "board"


@dataclass(frozen=True)
class Unsaved:
    """Moves that were not saved."""

    file: Path
    proposal: int
    """The number of the proposal that they begin with."""
    steps: tuple[Step, ...]
    at: datetime


@dataclass(frozen=True)
class Draft:
    """Where the moves of one window are kept until they are saved."""

    database: str
    cohort: int
    window: str = field(default_factory=lambda: uuid4().hex[:8])

    @property
    def folder(self) -> Path:
        """Where all windows keep theirs."""
        return settings.data_folder() / FOLDER

    @property
    def about(self) -> str:
        """What names a cohort of a database, in the names of files."""
        about = f"{self.database} {self.cohort}"
        return sha256(about.encode()).hexdigest()[:16]

    @property
    def file(self) -> Path:
        """The file of this window."""
        return self.folder / f"{self.about}-{self.window}.json"

    def keep(self, proposal: int, steps: Sequence[Step]) -> None:
        """Write the moves of a proposal as they are now, in place of what was written before."""
        if not steps:
            self.file.unlink(missing_ok=True)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = [[[*key, to] for key, to in step.items()] for step in steps]
        new = self.file.with_suffix(".new")
        whole = {"proposal": proposal, "at": datetime.now(UTC).isoformat(), "moves": kept}
        new.write_text(json.dumps(whole), encoding="utf-8")
        new.replace(self.file)

    def unsaved(self, proposal: int | None = None) -> Unsaved | None:
        """The newest moves that another window has left unsaved, of one proposal or of any."""
        files = [one for one in self.folder.glob(f"{self.about}-*.json") if one != self.file]
        known = [one for one in map(_read, files) if one is not None]
        return max(
            (one for one in known if proposal in {None, one.proposal}), key=lambda one: one.at, default=None
        )


def _read(file: Path) -> Unsaved | None:
    """What a file holds; None where it holds no moves that can be read."""
    try:
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        steps = tuple(
            {(str(code), str(sector), int(number)): to for code, sector, number, to in step}
            for step in kept["moves"]
        )
        return Unsaved(file, int(kept["proposal"]), steps, datetime.fromisoformat(kept["at"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
