"""Rows for exports, straight from the database and as many as there are: never more than a few in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from cln.exports.queries import ids, stream
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.register import Authority, Establishment

if TYPE_CHECKING:
    from cln.tables.events import Event
    from cln.tables.feedback import Feedback, FeedbackAnswer
    from cln.tables.inquiry import Measure
    from cln.tables.log import LogEntry
    from cln.tables.projects import Project


@dataclass(frozen=True)
class OfEntry:
    """A record about an entry, with the names of its authority and cohort."""

    entry: Entry
    establishment: Establishment
    authority: str
    cohort: str


@dataclass(frozen=True)
class OfPerson(OfEntry):
    """A record about somebody on an entry."""

    person: Participant


@dataclass(frozen=True)
class Came(OfPerson):
    """Whether somebody came to an event."""

    event: "Event"
    status: str


@dataclass(frozen=True)
class Rating(OfPerson):
    """A level of confidence, or a score, of somebody on an occasion."""

    occasion: str
    item: str
    level: int | None
    score: float | None


@dataclass(frozen=True)
class Remark:
    """An answer to one question about an event."""

    answer: "FeedbackAnswer"
    feedback: "Feedback"
    event: "Event"
    cohort: str


@dataclass(frozen=True)
class OfProject:
    """A row about a project: a log entry with the number of its correction, or a measure."""

    row: "LogEntry | Measure"
    project: "Project"
    team: int
    cohort: str
    replaced_by: int | None = None


def attendance(session: Session, cohorts: Sequence[Cohort]) -> Iterator[Came]:
    """Attendance by cohort, event and entry."""
    from cln.tables.events import Attendance, Event

    query = (
        _people(Attendance, cohorts, col(Event.number))
        .join(Event, col(Event.id) == col(Attendance.event_id))
        .add_columns(Event)
    )
    for row, entry, establishment, authority, cohort, person, event in stream(session, query):
        yield Came(entry, establishment, authority, cohort, person, event, row.status)


def confidence(session: Session, cohorts: Sequence[Cohort]) -> Iterator[Rating]:
    """Confidence levels, then scores, each by cohort and entry."""
    from cln.tables.confidence import Confidence
    from cln.tables.scores import Score

    for row, entry, place, authority, cohort, person in stream(session, _people(Confidence, cohorts)):
        yield Rating(entry, place, authority, cohort, person, row.occasion, row.item, row.level, None)
    for row, entry, place, authority, cohort, person in stream(session, _people(Score, cohorts)):
        yield Rating(entry, place, authority, cohort, person, row.occasion, row.scale, None, row.value)


def _people(table: Any, cohorts: Sequence[Cohort], *first: Any) -> Any:
    """Rows of a table about participants with what `OfPerson` holds; `first` orders before entries."""
    return (
        select(table, Entry, Establishment, col(Authority.name), col(Cohort.name), Participant)
        .join(Participant, col(Participant.id) == col(table.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .join(Establishment, col(Establishment.id) == col(Entry.establishment_id))
        .join(Authority, col(Authority.id) == col(Establishment.authority_id))
        .join(Cohort, col(Cohort.id) == col(Entry.cohort_id))
        .where(col(Entry.cohort_id).in_(ids(cohorts)))
        .order_by(col(Cohort.launch), col(Cohort.id), *first)
        .order_by(col(Establishment.code), col(Establishment.sector), col(Entry.number))
        .order_by(col(Participant.id), col(table.id))
    )


def feedback(session: Session, cohorts: Sequence[Cohort]) -> Iterator[Remark]:
    """Answers to questions about events, by cohort, event and respondent."""
    from cln.tables.events import Event
    from cln.tables.feedback import Feedback, FeedbackAnswer

    query = (
        select(FeedbackAnswer, Feedback, Event, col(Cohort.name))
        .join(Feedback, col(Feedback.id) == col(FeedbackAnswer.feedback_id))
        .join(Event, col(Event.id) == col(Feedback.event_id))
        .join(Cohort, col(Cohort.id) == col(Event.cohort_id))
        .where(col(Event.cohort_id).in_(ids(cohorts)))
        .order_by(col(Cohort.launch), col(Cohort.id), col(Event.number))
        .order_by(col(Feedback.id), col(FeedbackAnswer.id))
    )
    return (Remark(*row) for row in stream(session, query))


def log(session: Session, cohorts: Sequence[Cohort]) -> Iterator[OfProject]:
    """Log entries by project, each with the number of its correction."""
    from cln.tables.log import LogEntry

    later = aliased(LogEntry)
    query = (
        _projects(LogEntry, cohorts)
        .join(later, col(later.id) == col(LogEntry.replaced_by_id), isouter=True)
        .add_columns(col(later.number))
    )
    return (OfProject(*row) for row in stream(session, query))


def measures(session: Session, cohorts: Sequence[Cohort]) -> Iterator[OfProject]:
    """Measures by project."""
    from cln.tables.inquiry import Measure

    return (OfProject(*row) for row in stream(session, _projects(Measure, cohorts)))


def _projects(table: Any, cohorts: Sequence[Cohort]) -> Any:
    """Rows of a table about projects, each with what `OfProject` holds."""
    from cln.tables.projects import Project
    from cln.tables.proposals import Team

    return (
        select(table, Project, col(Team.number), col(Cohort.name))
        .join(Project, col(Project.id) == col(table.project_id))
        .join(Team, col(Team.id) == col(Project.team_id))
        .join(Cohort, col(Cohort.id) == col(Project.cohort_id))
        .where(col(Project.cohort_id).in_(ids(cohorts)))
        .order_by(col(Cohort.launch), col(Cohort.id), col(Project.number), col(table.number))
    )
