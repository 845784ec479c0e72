"""The six events of a cohort as they stand, with what was done to each and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln.cohort import days
from cln.errors import Refused
from cln.events.queries import event_changes, event_hosts, events_of
from cln.programme import EVENTS, EventPlan
from cln.tables.cohorts import Cohort
from cln.tables.events import Event, EventChange


@dataclass(frozen=True)
class Happening:
    """An event as it stands, the name of the authority that holds it, and its history, earliest first."""

    event: Event
    host: str | None
    history: tuple[EventChange, ...]

    @property
    def plan(self) -> EventPlan:
        """The event as the programme means it."""
        return EVENTS[self.event.number - 1]


@dataclass(frozen=True)
class Listed:
    """Every event of a cohort by number; those of sectors follow the one for everybody."""

    cohort: str
    today: date
    happenings: tuple[Happening, ...]


@dataclass(frozen=True)
class Shown:
    """One event as the programme means it, and as it stands for everybody and for sectors with their own."""

    cohort: str
    plan: EventPlan
    happenings: tuple[Happening, ...]


def listing(session: Session, cohort: Cohort) -> Listed:
    """All events of a cohort; three queries."""
    return Listed(cohort.name, days.today(), tuple(_happenings(session, cohort)))


def show(session: Session, cohort: Cohort, number: int) -> Shown:
    """One event with its history.

    Raises:
        Refused: it has not been scheduled yet.
    """
    found = [one for one in _happenings(session, cohort) if one.event.number == number]
    if not found:
        raise unscheduled(cohort, number)
    return Shown(cohort.name, EVENTS[number - 1], tuple(found))


def happening(session: Session, cohort: Cohort, event: Event) -> Happening:
    """One event of the cohort as it stands."""
    return next(one for one in _happenings(session, cohort) if one.event.id == event.id)


def unscheduled(cohort: Cohort, number: int) -> Refused:
    """What to say of an event that the cohort does not have."""
    return Refused(
        f"{cohort.name} has no event {number} yet; schedule all that are missing with: cln event schedule"
    )


def _happenings(session: Session, cohort: Cohort) -> Sequence[Happening]:
    hosts, history = event_hosts(session, cohort), event_changes(session, cohort)
    return [
        Happening(one, hosts.get(one.id or 0), tuple(history[one.id or 0]))
        for one in events_of(session, cohort)
    ]
