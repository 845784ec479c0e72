"""All cohorts on one screen: how many take part, what comes next, what needs attention."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import Session, col, func, select

from cln.cohort import days
from cln.cohort.as_of import counted_on
from cln.cohort.queries import every_cohort
from cln.overview.ahead import counted_and_ahead, of_cohort
from cln.overview.coming import Coming
from cln.overview.steps import Step
from cln.screen.data import columns
from cln.tables.projects import Project


@dataclass(frozen=True)
class CohortLine:
    """A cohort with its active entries and participants, and what is to be done in one that is open."""

    cohort: str
    launch: date
    open: bool
    closed_on: date | None
    entries: int
    participants: int
    projects: int
    """How many were opened, ended ones too."""
    need_attention: int
    """How many of them need attention."""
    next_event: Annotated[Coming | None, columns("number", "name", "on")]
    next: Annotated[Step | None, columns("what", "why", "command")]
    """The next step."""


def list_all(session: Session, on: date | None) -> list[CohortLine]:
    """Every cohort as it stood on a day, or stands today, the latest launch first."""
    every = every_cohort(session)
    closed = [one for one in every if one.closed_on is not None]
    counted = counted_on(session, closed, on or days.ON_RECORD).values() if closed else ()
    projects = _projects(session, on or days.ON_RECORD)
    lines = []
    for cohort in sorted(every, key=lambda one: (-one.launch.toordinal(), one.name)):
        if cohort.closed_on is None:
            counts, ahead = counted_and_ahead(session, cohort, on)
            entries, participants = counts.entries, counts.participants
        else:
            people = [
                one.people for one in counted if one.cohort_id == cohort.id and one.withdrawn_reason is None
            ]
            ahead, entries, participants = of_cohort(session, cohort, on), len(people), sum(people)
        lines.append(
            CohortLine(
                cohort=cohort.name,
                launch=cohort.launch,
                open=cohort.closed_on is None,
                closed_on=cohort.closed_on,
                entries=entries,
                participants=participants,
                projects=projects.get(cohort.id or 0, 0),
                need_attention=ahead.need_attention,
                next_event=ahead.coming,
                next=ahead.steps[0] if ahead.steps else None,
            )
        )
    return lines


def _projects(session: Session, on: date) -> Mapping[int, int]:
    """Cohort id -> how many projects it had opened by a day; one query."""
    query = select(Project.cohort_id, func.count()).where(col(Project.opened_on) <= on)
    return dict(session.exec(query.group_by(col(Project.cohort_id))).all())
