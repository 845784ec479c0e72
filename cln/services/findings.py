"""What a project found out: observations, impact, lessons learned, and with whom it was shared."""

from dataclasses import dataclass
from datetime import date

from cln import models
from cln.programme import Level, ObservationKind
from cln.services import projects
from cln.services.projects import Standing
from cln.store import Change
from cln.store.projects import LESSON


@dataclass(frozen=True)
class Observed:
    """An observation that was put on record."""

    cohort: str
    project: Standing
    observation: models.Observation


@dataclass(frozen=True)
class Found:
    """An impact or a lesson learned that was put on record."""

    cohort: str
    project: Standing
    impact: models.Impact


@dataclass(frozen=True)
class Shared:
    """A sharing that was put on record."""

    cohort: str
    project: Standing
    sharing: models.Sharing


def observe(
    change: Change,
    cohort: models.Cohort,
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
    row = models.Observation(
        project_id=record.id, on=on, kind=kind.value, focus=focus, observer=observer, learned=learned
    )
    change.add(row)
    return Observed(cohort.name, projects.told(change.session, cohort, number).project, row)


def find(
    change: Change, cohort: models.Cohort, number: int, level: Level | None, text: str, *, on: date
) -> Found:
    """Put an impact on one of the levels on record; without a level, a lesson learned.

    Raises:
        Refused: as `observe`.
    """
    record = projects.running(change.session, cohort, number, on)
    row = models.Impact(
        project_id=record.id, on=on, who=change.record.who, level=level.value if level else LESSON, text=text
    )
    change.add(row)
    return Found(cohort.name, projects.told(change.session, cohort, number).project, row)


def share(
    change: Change, cohort: models.Cohort, number: int, *, audience: str, output: str, on: date
) -> Shared:
    """Put on record with whom a project was shared, and what came of it.

    Raises:
        Refused: as `observe`.
    """
    record = projects.running(change.session, cohort, number, on)
    row = models.Sharing(project_id=record.id, on=on, audience=audience, output=output)
    change.add(row)
    return Shared(cohort.name, projects.told(change.session, cohort, number).project, row)
