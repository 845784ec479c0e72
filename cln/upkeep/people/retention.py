"""Who is kept longer than need be: everybody of whom only cohorts tell that were closed long ago."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from cln.disclosure.queries import person_in
from cln.store.acting import refuse_all_but_leads
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.erasures import ERASED
from cln.tables.events import Event
from cln.tables.facilitators import Facilitator
from cln.tables.feedback import Feedback
from cln.tables.inquiry import Measure, Observation, Question
from cln.tables.log import LogEntry
from cln.tables.projects import Project
from cln.tables.survey import Answer
from cln.upkeep.people.person import Meant, known_as
from cln.words import fold


@dataclass(frozen=True)
class Overdue:
    """Somebody whose time is over: no cohort that they were in is open, or was closed within its period."""

    name: str
    """Empty where only an address is known."""
    email: str
    cohorts: tuple[str, ...]
    until: date
    """The last day on which they were to be kept."""


@dataclass(frozen=True)
class Retention:
    """Who is kept longer than need be."""

    years: int | None
    """What was asked for in place of the cohorts' own periods."""
    people: tuple[Overdue, ...]


@dataclass(frozen=True)
class _Held:
    name: str
    address: str
    cohort: Cohort

    def may_be(self, other: "_Held") -> bool:
        """Whether both may be one person: of one name, and not of two addresses."""
        if not (self.name and other.name):
            return bool(self.address) and self.address == other.address
        unlike = self.address and other.address and self.address != other.address
        return fold(self.name) == fold(other.name) and not unlike


def overdue(session: Session, today: date, years: int | None) -> Retention:
    """Who is kept longer than need be.

    Args:
        session: where they are.
        today: the day.
        years: how long people are kept after a cohort was closed; by default as long as each cohort says.

    Raises:
        NotAllowed: who asks sees a part of it alone.
    """
    refuse_all_but_leads(session, "see who is kept longer than need be")
    held = [one for one in _held(session) if not one.name.startswith(ERASED)]
    last = {one.cohort.id: _until(one.cohort, years) for one in held}
    over = [one for one in held if (day := last[one.cohort.id]) and day < today]
    kept: dict[str, list[_Held]] = {}
    for one in held:
        if one not in over:
            for key in (fold(one.name), one.address):
                kept.setdefault(key, []).append(one)
    gone: dict[tuple[str, str], list[_Held]] = {}
    for one in over:
        beside = (*kept.get(fold(one.name), ()), *kept.get(one.address, ()))
        if not any(one.may_be(other) for other in beside):
            gone.setdefault((fold(one.name), one.address), []).append(one)
    return Retention(years, tuple(_overdue(one, last) for _, one in sorted(_whole(gone).items())))


def _whole(gone: Mapping[tuple[str, str], list[_Held]]) -> dict[tuple[str, str], list[_Held]]:
    """The same people, each once: a name or an address alone goes with somebody who has it and both."""
    both = {key: list(held) for key, held in gone.items() if all(key)}
    alone = {key: held for key, held in gone.items() if not all(key)}
    for (name, address), held in alone.items():
        of = [key for key in both if name == key[0] or (address and address == key[1])]
        if of:
            both[of[0]] += held
        else:
            both[name, address] = held
    return both


def people(session: Session, retention: Retention) -> list[Meant]:
    """These people as an erasure takes them, each once."""
    every = [
        known_as(session, filter(None, [one.name]), filter(None, [one.email])) for one in retention.people
    ]
    return [one for one in every if not any(_is_within(one, other) for other in every)]


def _is_within(one: Meant, other: Meant) -> bool:
    parts = ((one.names, other.names), (one.addresses, other.addresses), (one.rows, other.rows))
    return one != other and all({*own} <= {*whole} for own, whole in parts)


def _overdue(held: list[_Held], last: Mapping[int | None, date | None]) -> Overdue:
    days = (last[one.cohort.id] for one in held)
    cohorts = tuple(dict.fromkeys(one.cohort.name for one in held))
    return Overdue(held[0].name, held[0].address, cohorts, max(filter(None, days)))


def _until(cohort: Cohort, years: int | None) -> date | None:
    """The last day on which the people of a cohort are kept; None while it is open."""
    if cohort.closed_on is None:
        return None
    year = cohort.closed_on.year + (cohort.keep_years if years is None else years)
    if year > date.max.year:
        return date.max
    try:
        return cohort.closed_on.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def _held(session: Session) -> Iterator[_Held]:
    """Everybody whom a cohort tells of by name or address; each query gives name, address and cohort."""
    by_entry = select(Participant.name, Participant.email, Entry.cohort_id).join(Entry)
    answers = select(Answer.respondent, Entry.cohort_id).join(Entry)
    feedback = select(Feedback.respondent, Event.cohort_id).join(Event)
    cohorts = {cohort.id: cohort for cohort in session.exec(select(Cohort))}

    def of(name: str, address: str | None, cohort: int) -> _Held:
        return _Held(name, (address or "").casefold(), cohorts[cohort])

    for row in (
        *session.exec(by_entry).all(),
        *session.exec(select(Facilitator.name, Facilitator.email, Facilitator.cohort_id)).all(),
    ):
        yield of(*row)
    for respondent, cohort in (*session.exec(answers).all(), *session.exec(feedback).all()):
        if "@" in respondent:
            yield of("", respondent, cohort)
    for text, cohort in _written(
        session, (Question.agreed_by, Measure.by, Observation.observer, LogEntry.by)
    ):
        if name := person_in(text):
            yield of(name, None, cohort)


def _written(session: Session, columns: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """What these columns of a project's tables say -> the cohort."""
    for column in columns:
        query = select(column, Project.cohort_id).join(Project, col(Project.id) == column.class_.project_id)
        yield from session.exec(query.where(column.is_not(None)).distinct())
