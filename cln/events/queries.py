"""Queries about the six events of a cohort and what became of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlmodel import Session, col, select

from cln.store.rows import grouped
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.events import Attendance, Event
from cln.tables.register import Authority, Establishment

if TYPE_CHECKING:
    from cln.tables.confidence import Confidence
    from cln.tables.event_changes import EventChange
    from cln.tables.feedback import Feedback, FeedbackAnswer
    from cln.tables.scores import Score

T = TypeVar("T", "Confidence", "Score")

Attended = tuple[int, int, str]
"""The id of an event, that of a participant, and what is recorded of them there: a status."""


@dataclass(frozen=True)
class Events:
    """The events of a cohort by number; of one number those for everybody first, then those of sectors."""

    rows: tuple[Event, ...]

    def __iter__(self) -> Iterator[Event]:
        return iter(self.rows)

    def own(self, number: int, sector: str = "") -> Event | None:
        """The event of exactly this sector; without one, of everybody who has none of their own."""
        return next((one for one in self.rows if (one.number, one.sector) == (number, sector)), None)

    def of(self, number: int, sector: str) -> Event | None:
        """The event of this number that a sector comes to: its own, else the one for everybody."""
        return self.own(number, sector) or self.own(number)

    def chain(self, sector: str) -> list[Event]:
        """The events that a sector comes to, in the order of their numbers."""
        numbers = sorted({one.number for one in self.rows})
        return [event for number in numbers if (event := self.of(number, sector))]

    def including(self, event: Event) -> "Events":
        """These and a new one, or one of these as it is now."""
        rows = [*(one for one in self.rows if one is not event), event]
        return Events(tuple(sorted(rows, key=lambda one: (one.number, one.sector))))


def events_of(session: Session, cohort: Cohort) -> Events:
    """The events of a cohort; one query."""
    query = select(Event).where(Event.cohort_id == cohort.id)
    return Events(tuple(session.exec(query.order_by(col(Event.number), col(Event.sector)))))


def event_changes(session: Session, cohort: Cohort) -> "dict[int, list[EventChange]]":
    """Event id -> what was done to it, the earliest first; one query."""
    from cln.tables.event_changes import EventChange

    query = select(EventChange).join(Event).where(Event.cohort_id == cohort.id)
    return grouped(session.exec(query.order_by(col(EventChange.id))), lambda change: change.event_id)


def event_hosts(session: Session, cohort: Cohort) -> dict[int, str]:
    """Event id -> the name of the authority that holds it, where one is named; one query."""
    query = select(Event.id, Authority.name).join(Authority).where(Event.cohort_id == cohort.id)
    return {event or 0: name for event, name in session.exec(query)}


def attendance_of(session: Session, cohort: Cohort) -> list[Attended]:
    """Whether participants came to the events of a cohort, as recorded; one query."""
    query = select(Attendance.event_id, Attendance.participant_id, Attendance.status).join(Event)
    return list(session.exec(query.where(Event.cohort_id == cohort.id).order_by(col(Attendance.id))))


def attendance_rows(session: Session, cohort: Cohort, number: int) -> list[Attendance]:
    """The rows of what is recorded of the events of one number, for whoever alters them; one query."""
    query = select(Attendance).join(Event).where(Event.cohort_id == cohort.id, Event.number == number)
    return list(session.exec(query.order_by(col(Attendance.id))))


def attendance_of_event(session: Session, event: Event, sector: str) -> list[Attendance]:
    """What is recorded of a sector's people at one event; one query."""
    query = (
        select(Attendance)
        .join(Participant, col(Participant.id) == col(Attendance.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .join(Establishment, col(Establishment.id) == col(Entry.establishment_id))
        .where(Attendance.event_id == event.id, Establishment.sector == sector)
    )
    return list(session.exec(query.order_by(col(Attendance.id))))


class StoredFeedback(NamedTuple):
    """One respondent's feedback with its answers by question."""

    feedback: "Feedback"
    answers: "dict[str, FeedbackAnswer]"


def feedback_on(session: Session, event: Event) -> list[StoredFeedback]:
    """The feedback on an event, in the order in which it was taken in; two queries."""
    from cln.tables.feedback import Feedback, FeedbackAnswer

    answers = defaultdict[int, dict[str, FeedbackAnswer]](dict)
    query = select(FeedbackAnswer).join(Feedback).where(Feedback.event_id == event.id)
    for answer in session.exec(query.order_by(col(FeedbackAnswer.id))):
        answers[answer.feedback_id][answer.question] = answer
    rows = session.exec(select(Feedback).where(Feedback.event_id == event.id).order_by(col(Feedback.id)))
    return [StoredFeedback(one, answers[one.id or 0]) for one in rows]


def confidence_of(session: Session, cohort: Cohort) -> "list[Confidence]":
    """Every level of confidence in a cohort, in the order in which it was taken in; one query."""
    from cln.tables.confidence import Confidence

    return _of_people(session, cohort, Confidence)


def confident_at(session: Session, cohort: Cohort) -> frozenset[str]:
    """On which occasions somebody of a cohort said how confident they are; one query."""
    from cln.tables.confidence import Confidence

    query = (
        select(Confidence.occasion)
        .join(Participant, col(Participant.id) == col(Confidence.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
    )
    return frozenset(session.exec(query.where(Entry.cohort_id == cohort.id).distinct()))


def scores_of(session: Session, cohort: Cohort) -> "list[Score]":
    """Every score in a cohort, in the order in which it was taken in; one query."""
    from cln.tables.scores import Score

    return _of_people(session, cohort, Score)


def _of_people(session: Session, cohort: Cohort, table: type[T]) -> list[T]:
    query = (
        select(table)
        .join(Participant, col(Participant.id) == col(table.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(Entry.cohort_id == cohort.id)
        .order_by(col(table.id))
    )
    return list(session.exec(query))
