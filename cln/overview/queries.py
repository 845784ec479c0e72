"""Queries about what the rules of attention look at besides entries, events and projects."""

from datetime import date, datetime, time

from sqlmodel import Session, col, func, or_, select

from cln.tables.cohorts import AttentionSetting, Cohort
from cln.tables.events import Event, Feedback, FeedbackAnswer


def attention_settings(session: Session, cohort: Cohort) -> dict[str, AttentionSetting]:
    """Rule -> how the cohort takes it, where not as by default; one query."""
    query = select(AttentionSetting).where(AttentionSetting.cohort_id == cohort.id)
    return {setting.rule: setting for setting in session.exec(query)}


def event_ratings(session: Session, cohort: Cohort, on: date) -> dict[int, tuple[float, int]]:
    """Event id -> the mean of all ratings that it got by a day, and from how many respondents; one query."""
    submitted, ended = col(Feedback.submitted), datetime.combine(on, time.max)
    query = (
        select(Event.id, func.avg(FeedbackAnswer.rating), func.count(col(Feedback.id).distinct()))
        .join(Feedback, col(Feedback.event_id) == col(Event.id))
        .join(FeedbackAnswer, col(FeedbackAnswer.feedback_id) == col(Feedback.id))
        .where(
            Event.cohort_id == cohort.id,
            col(FeedbackAnswer.rating).is_not(None),
            or_(submitted.is_(None), submitted <= ended),
        )
        .group_by(col(Event.id))
    )
    return {event or 0: (float(mean), number) for event, mean, number in session.exec(query)}
