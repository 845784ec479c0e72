"""All cohorts on one screen: how many take part, what comes next, what needs attention."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import Session, col, func, select

from cln.cohort import days
from cln.cohort.as_of import list_cohorts
from cln.cohort.queries import Listed, every_cohort
from cln.overview.ahead import of_cohort
from cln.overview.status import Coming
from cln.overview.steps import Step
from cln.screen.data import columns
from cln.tables.projects import Project


@dataclass(frozen=True)
class CohortLine(Listed):
    """A cohort, and what is to be done in it; nothing in one that is closed."""

    projects: int
    """How many were opened, ended ones too."""
    need_attention: int
    """How many of them need attention."""
    next_event: Annotated[Coming | None, columns("number", "name", "on")]
    next: Annotated[Step | None, columns("what", "why", "command")]
    """The next step."""


def list_all(session: Session, on: date | None) -> list[CohortLine]:
    """Every cohort as it stood on a day, or stands today, the latest launch first."""
    by_name = {one.name: one for one in every_cohort(session)}
    projects = _projects(session, on or days.ON_RECORD)
    lines = []
    for listed in list_cohorts(session, on or days.ON_RECORD):
        cohort = by_name[listed.cohort]
        ahead = of_cohort(session, cohort, on)
        step = ahead.steps[0] if ahead.steps else None
        of_all = projects.get(cohort.id or 0, 0)
        lines.append(
            CohortLine(
                **vars(listed),
                projects=of_all,
                need_attention=ahead.need_attention,
                next_event=ahead.coming,
                next=step,
            )
        )
    return lines


def _projects(session: Session, on: date) -> Mapping[int, int]:
    """Cohort id -> how many projects it had opened by a day; one query."""
    query = select(Project.cohort_id, func.count()).where(col(Project.opened_on) <= on)
    return dict(session.exec(query.group_by(col(Project.cohort_id))).all())
