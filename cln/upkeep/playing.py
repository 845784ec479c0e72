"""Playing a programme from files, as the demo does: each step through the service of its own command."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from cln.cohort import cohorts, enrolment
from cln.cohort.queries import find_cohort
from cln.facilitators import facilitators
from cln.match import problem, proposing
from cln.match.proposals import Proposed
from cln.match.runs import Run
from cln.matching.watch import Watch
from cln.store import Change
from cln.survey import answers
from cln.tables.cohorts import Cohort

Step = Callable[[str], AbstractContextManager[Change]]
"""Opens the unit of work of a command."""


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a shipped CSV file, by column."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def begin(session: Session, step: Step, name: str, launch: date, files: Path, **settings: Any) -> Cohort:
    """Open a cohort and take in its nominations, facilitators and survey."""
    with step("cohort open") as change:
        cohorts.open_(change, name, launch, **settings)
        cohort = find_cohort(session, name)
    with step("cohort enrol") as change:
        enrolment.enrol(change, cohort, files / "nominations.csv")
    with step("facilitator import") as change:
        facilitators.import_file(change, cohort, files / "facilitators.csv")
    with step("survey import") as change:
        answers.import_survey(change, cohort, files / "survey.csv")
    return cohort


def match(session: Session, step: Step, cohort: Cohort, watch: Watch) -> Proposed:
    """Match a cohort and keep the proposal."""
    run = Run()
    seen = problem.problem(session, cohort, run)
    session.rollback()  # reading is over; the solver may take its time
    result = problem.match(seen, watch)
    with step("match") as change:
        return proposing.keep(change, cohort, run, seen, result)
