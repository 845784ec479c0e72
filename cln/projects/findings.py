"""What a project found out: observations, impact, lessons learned, and with whom it was shared."""

from dataclasses import dataclass
from datetime import date

from cln.programme import Level, ObservationKind
from cln.projects import projects
from cln.projects.projects import Standing
from cln.projects.queries.projects import LESSON
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.projects import Impact, Observation, Sharing


@dataclass(frozen=True)
class Observed:
    """An observation that was put on record."""

    cohort: str
    project: Standing
    observation: Observation


@dataclass(frozen=True)
class Found:
    """An impact or a lesson learned that was put on record."""

    cohort: str
    project: Standing
    impact: Impact


@dataclass(frozen=True)
class Shared:
    """A sharing that was put on record."""

    cohort: str
    project: Standing
    sharing: Sharing


def observe(
    change: Change,
    cohort: Cohort,
    number: int,
    *,
    kind: ObservationKind,
    focus: str,
    observer: str,
    learned: str,
    on: date,
) -> Observed:
    """Put an observation on record.

    Raises:
        Refused: there is no such project, it had ended by then, or the day lies outside the cohort's run.
    """
    record = projects.running(change.session, cohort, number, on)
    row = Observation(
        project_id=record.id, on=on, kind=kind.value, focus=focus, observer=observer, learned=learned
    )
    change.add(row)
    return Observed(cohort.name, projects.told(change.session, cohort, number).project, row)


def find(change: Change, cohort: Cohort, number: int, level: Level | None, text: str, *, on: date) -> Found:
    """Put an impact on one of the levels on record; without a level, a lesson learned.

    Raises:
        Refused: as `observe`.
    """
    record = projects.running(change.session, cohort, number, on)
    row = Impact(
        project_id=record.id, on=on, who=change.record.who, level=level.value if level else LESSON, text=text
    )
    change.add(row)
    return Found(cohort.name, projects.told(change.session, cohort, number).project, row)


def share(change: Change, cohort: Cohort, number: int, *, audience: str, output: str, on: date) -> Shared:
    """Put on record with whom a project was shared, and what came of it.

    Raises:
        Refused: as `observe`.
    """
    record = projects.running(change.session, cohort, number, on)
    row = Sharing(project_id=record.id, on=on, audience=audience, output=output)
    change.add(row)
    return Shared(cohort.name, projects.told(change.session, cohort, number).project, row)
