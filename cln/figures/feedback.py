"""How the events were rated, by question: counted once for all that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from cln.programme import EventStatus
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.feedback import Feedback, FeedbackAnswer


@dataclass(frozen=True)
class Rating:
    """How one question about an event was rated, 1 to 5, 5 the best."""

    number: int
    """Of the event."""
    sector: str
    """Whose event it was; empty for everybody."""
    question: str
    ratings: int
    total: int
    """The ratings added up."""

    @property
    def key(self) -> str:
        """Tells it from all others of a cohort."""
        return f"feedback/{self.number}/{self.sector}/{self.question}"

    @property
    def mean(self) -> float:
        """From 1 to 5."""
        return self.total / self.ratings


def mean_of(ratings: Iterable[Rating]) -> float | None:
    """The mean of all ratings, from 1 to 5; None without any."""
    given = list(ratings)
    number = sum(one.ratings for one in given)
    return sum(one.total for one in given) / number if number else None


def feedback_by(session: Session, cohort: Cohort, on: date) -> tuple[Rating, ...]:
    """What had been said by a day of the events that had been held by then, in their order; one query.

    Feedback without a day of its own counts from the event on.
    """
    event, given, answer = col(Event.id), col(Feedback.id), col(FeedbackAnswer.rating)
    where: list[Any] = [Event.cohort_id == cohort.id, Event.status == EventStatus.HELD, col(Event.on) <= on]
    if on < date.max:
        late = datetime.combine(on + timedelta(days=1), time())
        where.append(or_(col(Feedback.submitted).is_(None), col(Feedback.submitted) < late))
    asked: Any = (Event.number, Event.sector, FeedbackAnswer.question)
    query: Any = (
        select(*asked, func.count(answer), func.sum(answer))
        .join(Feedback, col(Feedback.event_id) == event)
        .join(FeedbackAnswer, col(FeedbackAnswer.feedback_id) == given)
        .where(*where, answer.is_not(None))
        .group_by(*asked)
        .order_by(col(Event.number), col(Event.sector), func.min(FeedbackAnswer.id))
    )
    return tuple(Rating(*row) for row in session.exec(query))
