"""The last day of what is on record of a cohort: before it, it cannot have closed."""

from datetime import date
from typing import Any

from sqlmodel import Session, func, select

from cln.programme import EventStatus
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.inquiry import Impact, Measure, Observation, Question, Sharing
from cln.tables.log import LogEntry
from cln.tables.projects import Project

DONE: tuple[tuple[str, Any, Any], ...] = (
    ("a project was opened", Project, Project.opened_on),
    ("a project was ended", Project, Project.ended_on),
    ("a question was asked", Question, Question.on),
    ("a question was agreed", Question, Question.agreed_on),
    ("a measure was planned", Measure, Measure.planned_on),
    ("a baseline was taken", Measure, Measure.baseline_on),
    ("a measure was taken again", Measure, Measure.end_on),
    ("a lesson was observed", Observation, Observation.on),
    ("an impact was noted", Impact, Impact.on),
    ("a project was shared", Sharing, Sharing.on),
    ("a log entry was written", LogEntry, LogEntry.on),
)
"""What projects do -> where its day is."""


def last_recorded(session: Session, cohort: Cohort) -> tuple[date, str] | None:
    """The last day of an event that was held or of what a project did, and what was done; twelve queries.

    None before the first.
    """
    held = select(func.max(Event.on)).where(Event.cohort_id == cohort.id, Event.status == EventStatus.HELD)
    latest = {"an event was held": session.exec(held).one()}
    for what, table, column in DONE:
        query = select(func.max(column)).where(Project.cohort_id == cohort.id)
        if table is not Project:
            query = query.join(table, table.project_id == Project.id)
        latest[what] = session.exec(query.select_from(Project)).one()
    return max(((on, what) for what, on in latest.items() if on), default=None)
