"""The invented programme that `cln demo` plays: through the same services as the commands, in a database
of its own and never in the user's."""

import tempfile
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from sqlmodel import Session

from cln import settings, store
from cln.errors import Refused
from cln.match.proposals import Proposed
from cln.matching.watch import Watch
from cln.register import establishments
from cln.store import engine as engines
from cln.upkeep import past, playing, setup

COHORT = "Cohort 1 (demo)"
LAUNCH = date(2026, 9, 10)


@dataclass(frozen=True)
class Played:
    """What the demo left behind: its database, and the match that it made."""

    database: Path
    proposed: Proposed


def play(
    folder: Path | None, who: str, theirs: str, watch: Watch | None = None, *, whole: bool = True
) -> Played:
    """Build the programme from the shipped files and match its last cohort.

    Args:
        folder: where `cln.db` is to lie; made if it does not exist. A new temporary folder by default.
        who: who is acting.
        theirs: URL of the user's own database, which must not be touched.
        watch: follows the match.
        whole: play the two cohorts that have ended first.

    Raises:
        Refused: the folder has a database already, is the place of the user's own, or cannot be made.
    """
    database = _place(folder, theirs)
    engine = engines.connect(f"sqlite:///{database.as_posix()}", create=True)
    try:
        setup.init(engine, who, None)
        with store.reading(engine) as session:
            proposed = _play(session, who, watch or Watch(), whole=whole)
    except BaseException:
        engine.dispose()
        _remove(database)
        raise
    engine.dispose()
    return Played(database, proposed)


def _place(folder: Path | None, theirs: str) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="cln-demo-")) / "cln.db"
    database = folder.expanduser().absolute() / "cln.db"
    if database.exists():
        raise Refused(f"there is a database at {database} already; choose another folder with --folder")
    if settings.resolve(str(database)).database == theirs:
        raise Refused(f"{database} is the place of your own database; choose another folder with --folder")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"the folder {folder} cannot be made ({error.strerror}); choose another") from error
    return database


def _play(session: Session, who: str, watch: Watch, *, whole: bool) -> Proposed:
    """The two cohorts that have ended, then the one that is matched: each step as its own command would."""
    step = partial(store.change, session, who=who)
    if whole:
        past.play(session, step, watch)
    files = settings.shipped("fixtures") / "demo"
    with step("establishment import") as change:
        establishments.import_file(change, files / "establishments.csv")
    cohort = playing.begin(session, step, COHORT, LAUNCH, files)
    return playing.match(session, step, cohort, watch)


def _remove(database: Path) -> None:
    """An interrupted demo leaves no half of itself behind."""
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink(missing_ok=True)
