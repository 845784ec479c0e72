"""Feedback on an event, question by question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Annotated

from sqlmodel import Session

from cln.events.events import event_of
from cln.events.queries import StoredFeedback, events_of, feedback_on
from cln.files.taken import OfCohort
from cln.programme import EVENTS, LEVELS
from cln.screen.data import rounded
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class OfEvent(OfCohort):
    """With these keys results about an event begin; `sector` is None for everybody."""

    event: int
    """Its number."""
    sector: str | None


@dataclass(frozen=True)
class Rated:
    """How a question was rated, 1 to 5, 5 the best."""

    question: str
    n: int
    mean: Annotated[float, rounded(4)]
    spread: Annotated[float | None, rounded(4)]
    """The sample's standard deviation; None for a single answer."""
    counts: dict[int, int]
    """How many gave each rating from 1 to 5."""


@dataclass(frozen=True)
class Worded:
    """What people wrote in answer to a question, in their own words."""

    question: str
    n: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Shown(OfEvent):
    """The feedback on an event: questions that were rated, then those answered in words, each as asked."""

    name: str
    respondents: int
    questions: tuple[Rated | Worded, ...]


def show(session: Session, cohort: Cohort, number: int, sector: str = "") -> Shown:
    """The feedback on an event.

    Raises:
        Refused: there is no such event.
    """
    event = event_of(events_of(session, cohort), cohort, number, sector)
    given = feedback_on(session, event)
    answers = {
        question: [one.answers[question] for one in given if question in one.answers]
        for question in _in_order(given)
    }
    rated = [
        _rated(question, [one.rating for one in some if one.rating]) for question, some in answers.items()
    ]
    worded = [
        Worded(question, len(words), words)
        for question, some in answers.items()
        if (words := tuple(one.text for one in some if one.text is not None))
    ]
    return Shown(
        cohort=cohort.name,
        event=event.number,
        sector=event.sector or None,
        name=EVENTS[event.number - 1].name,
        respondents=len(given),
        questions=(*filter(None, rated), *worded),
    )


def _rated(question: str, ratings: Sequence[int]) -> Rated | None:
    if not ratings:
        return None
    counted = Counter(ratings)
    spread = stdev(ratings) if len(ratings) > 1 else None
    return Rated(question, len(ratings), fmean(ratings), spread, {level: counted[level] for level in LEVELS})


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
