"""Feedback on an event, told question by question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from sqlmodel import Session

from cln.errors import Refused
from cln.events.events import unscheduled
from cln.events.queries import StoredFeedback, events_of, feedback_on
from cln.programme import EVENTS, LEVELS, EventPlan
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.feedback import FeedbackAnswer


@dataclass(frozen=True)
class Rated:
    """How a question was rated, 1 to 5, 5 the best."""

    question: str
    ratings: tuple[int, ...]

    @property
    def mean(self) -> float:
        """The mean."""
        return fmean(self.ratings)

    @property
    def spread(self) -> float | None:
        """The sample's standard deviation; None for a single answer."""
        return stdev(self.ratings) if len(self.ratings) > 1 else None

    @property
    def counts(self) -> dict[int, int]:
        """How many gave each rating from 1 to 5."""
        counted = Counter(self.ratings)
        return {level: counted[level] for level in LEVELS}


@dataclass(frozen=True)
class Worded:
    """What people said in answer to a question, in their own words."""

    question: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """The feedback on an event: questions that were rated, then those answered in words, each as asked."""

    cohort: str
    event: Event
    respondents: int
    questions: tuple[Rated | Worded, ...]

    @property
    def plan(self) -> EventPlan:
        """The event as the programme means it."""
        return EVENTS[self.event.number - 1]


def show(session: Session, cohort: Cohort, number: int, sector: str = "") -> Shown:
    """The feedback on an event.

    Raises:
        Refused: there is no such event.
    """
    event = event_of(session, cohort, number, sector)
    given = feedback_on(session, event)
    answers = {question: _to(question, given) for question in _in_order(given)}
    return Shown(
        cohort.name,
        event,
        len(given),
        (
            *(
                Rated(question, ratings)
                for question, found in answers.items()
                if (ratings := tuple(one.rating for one in found if one.rating is not None))
            ),
            *(
                Worded(question, words)
                for question, found in answers.items()
                if (words := tuple(one.text for one in found if one.text is not None))
            ),
        ),
    )


def _in_order(given: Sequence[StoredFeedback]) -> list[str]:
    """The questions as they were asked, though nobody may have answered all of them."""
    order: list[str] = []
    for one in given:
        place = 0
        for question in one.answers:
            if question not in order:
                order.insert(place, question)
            place = order.index(question) + 1
    return order


def _to(question: str, given: Sequence[StoredFeedback]) -> list[FeedbackAnswer]:
    return [one.answers[question] for one in given if question in one.answers]


def event_of(session: Session, cohort: Cohort, number: int, sector: str) -> Event:
    """The event that is meant: for everybody, or a sector's own.

    Raises:
        Refused: there is no such event.
    """
    scheduled = events_of(session, cohort)
    event = scheduled.own(number, sector)
    if event is None and scheduled.own(number):
        raise Refused(f"{sector} has no event {number} of its own; leave --sector away")
    if event is None:
        raise unscheduled(cohort, number)
    return event
