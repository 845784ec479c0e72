"""Queries about what people said of events, and of their own confidence."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from cln.models import Cohort, Confidence, Entry, Event, Feedback, FeedbackAnswer, Participant, Score


@dataclass(frozen=True)
class Stored:
    """One respondent's feedback with its answers by question."""

    feedback: Feedback
    answers: dict[str, FeedbackAnswer]


def of_event(session: Session, event: Event) -> list[Stored]:
    """The feedback on an event, in the order in which it was taken in; two queries."""
    answers = defaultdict[int, dict[str, FeedbackAnswer]](dict)
    query = select(FeedbackAnswer).join(Feedback).where(Feedback.event_id == event.id)
    for answer in session.exec(query.order_by(col(FeedbackAnswer.id))):
        answers[answer.feedback_id][answer.question] = answer
    found = session.exec(select(Feedback).where(Feedback.event_id == event.id).order_by(col(Feedback.id)))
    return [Stored(one, answers[one.id or 0]) for one in found]


def confidence(session: Session, cohort: Cohort) -> list[Confidence]:
    """Every level of confidence in a cohort, in the order in which it was taken in; one query."""
    query = (
        select(Confidence)
        .join(Participant, col(Participant.id) == col(Confidence.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(Entry.cohort_id == cohort.id)
        .order_by(col(Confidence.id))
    )
    return list(session.exec(query))


def scores(session: Session, cohort: Cohort) -> list[Score]:
    """Every score in a cohort, in the order in which it was taken in; one query."""
    query = (
        select(Score)
        .join(Participant, col(Participant.id) == col(Score.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(Entry.cohort_id == cohort.id)
        .order_by(col(Score.id))
    )
    return list(session.exec(query))
