"""The invented programme that `cln demo` plays: through the same services as the commands, in a database
of its own and never in the user's."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from cln import models, settings, store
from cln.errors import Refused
from cln.matching.solver import Watch
from cln.services import cohorts, entries, establishments, facilitators, matching, proposing, setup, surveys
from cln.services.proposals import Proposed
from cln.services.runs import Run
from cln.store import cohorts as cohorts_store
from cln.store import engine as engines

COHORT = "Cohort 1 (demo)"
LAUNCH = date(2026, 9, 10)


@dataclass(frozen=True)
class Played:
    """What the demo left behind: its database, and the match that it made."""

    database: Path
    proposed: Proposed


def play(folder: Path | None, who: str, theirs: str, watch: Watch | None = None) -> Played:
    """Build the programme from the shipped files and match it.

    Args:
        folder: where `cln.db` is to lie; made if it does not exist. A new temporary folder by default.
        who: who is acting.
        theirs: URL of the user's own database, which must not be touched.
        watch: follows the match.

    Raises:
        Refused: the folder has a database already, is the place of the user's own, or cannot be made.
    """
    database = _place(folder, theirs)
    engine = engines.connect(f"sqlite:///{database.as_posix()}", create=True)
    try:
        setup.init(engine, who, None)
        with store.reading(engine) as session:
            cohort = _fill(session, who)
            proposed = _match(session, cohort, who, watch or Watch())
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


def _fill(session: Session, who: str) -> models.Cohort:
    """Register, cohort, nominations, facilitators and survey, each as its own command would."""
    files = settings.shipped("fixtures") / "demo"
    with store.change(session, "establishment import", who) as change:
        establishments.import_file(change, files / "establishments.csv")
    with store.change(session, "cohort open", who) as change:
        cohorts.open_(change, COHORT, LAUNCH)
        cohort = cohorts_store.choose(session, COHORT)
    with store.change(session, "cohort enrol", who) as change:
        entries.enrol(change, cohort, files / "nominations.csv")
    with store.change(session, "facilitator import", who) as change:
        facilitators.import_file(change, cohort, files / "facilitators.csv")
    with store.change(session, "survey import", who) as change:
        surveys.import_survey(change, cohort, files / "survey.csv")
    return cohort


def _match(session: Session, cohort: models.Cohort, who: str, watch: Watch) -> Proposed:
    run = Run()
    seen = matching.problem(session, cohort, run)
    session.rollback()  # reading is over; the solver may take its time
    result = matching.match(seen, watch)
    with store.change(session, "match", who) as change:
        return proposing.keep(change, cohort, run, seen, result)


def _remove(database: Path) -> None:
    """An interrupted demo leaves no half of itself behind."""
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink(missing_ok=True)
