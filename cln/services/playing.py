"""Playing a programme from files, as the demo does: each step through the service of its own command."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from cln import models
from cln.matching.watch import Watch
from cln.services import cohorts, entries, facilitators, matching, proposing, surveys
from cln.services.proposals import Proposed
from cln.services.runs import Run
from cln.store import Change
from cln.store import cohorts as cohorts_store

Step = Callable[[str], AbstractContextManager[Change]]
"""Opens the unit of work of a command."""


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a shipped CSV file, by column."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def begin(
    session: Session, step: Step, name: str, launch: date, files: Path, **settings: Any
) -> models.Cohort:
    """Open a cohort and take in its nominations, facilitators and survey."""
    with step("cohort open") as change:
        cohorts.open_(change, name, launch, **settings)
        cohort = cohorts_store.choose(session, name)
    with step("cohort enrol") as change:
        entries.enrol(change, cohort, files / "nominations.csv")
    with step("facilitator import") as change:
        facilitators.import_file(change, cohort, files / "facilitators.csv")
    with step("survey import") as change:
        surveys.import_survey(change, cohort, files / "survey.csv")
    return cohort


def match(session: Session, step: Step, cohort: models.Cohort, watch: Watch) -> Proposed:
    """Match a cohort and keep the proposal."""
    run = Run()
    seen = matching.problem(session, cohort, run)
    session.rollback()  # reading is over; the solver may take its time
    result = matching.match(seen, watch)
    with step("match") as change:
        return proposing.keep(change, cohort, run, seen, result)
