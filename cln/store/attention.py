"""Queries about what the rules of attention look at besides entries, events and projects."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from cln.models import (
    Attendance,
    AttentionSetting,
    Cohort,
    Event,
    Feedback,
    FeedbackAnswer,
    Participant,
)
from cln.programme import EventStatus


@dataclass(frozen=True)
class Turnout:
    """The people of one entry at one event that was held, each with a `AttendanceStatus`."""

    event: Event
    people: list[tuple[Participant, str]]


def settings(session: Session, cohort: Cohort) -> dict[str, AttentionSetting]:
    """Rule -> how the cohort takes it, where not as by default; one query."""
    query = select(AttentionSetting).where(AttentionSetting.cohort_id == cohort.id)
    return {setting.rule: setting for setting in session.exec(query)}


def turnouts(session: Session, cohort: Cohort) -> dict[int, list[Turnout]]:
    """Entry id -> its people at each event that was held, the earliest first; one query."""
    query = (
        select(Event, Participant, Attendance.status)
        .join(Attendance, col(Attendance.event_id) == col(Event.id))
        .join(Participant, col(Participant.id) == col(Attendance.participant_id))
        .where(Event.cohort_id == cohort.id, Event.status == EventStatus.HELD)
        .order_by(col(Event.on), col(Event.number))
    )
    found = defaultdict[int, dict[int, Turnout]](dict)
    for event, person, status in session.exec(query):
        turnout = found[person.entry_id].setdefault(event.id or 0, Turnout(event, []))
        turnout.people.append((person, status))
    return {entry: list(at_events.values()) for entry, at_events in found.items()}


def ratings(session: Session, cohort: Cohort) -> dict[int, tuple[float, int]]:
    """Event id -> the mean of all ratings that it got, and from how many respondents; one query."""
    query = (
        select(Event.id, func.avg(FeedbackAnswer.rating), func.count(col(Feedback.id).distinct()))
        .join(Feedback, col(Feedback.event_id) == col(Event.id))
        .join(FeedbackAnswer, col(FeedbackAnswer.feedback_id) == col(Feedback.id))
        .where(Event.cohort_id == cohort.id, col(FeedbackAnswer.rating).is_not(None))
        .group_by(col(Event.id))
    )
    return {event or 0: (float(mean), number) for event, mean, number in session.exec(query)}
