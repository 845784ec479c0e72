"""The six events of a cohort as they stand, with what was done to each and why."""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any, Self

from sqlmodel import Session

from cln.errors import Refused
from cln.events.queries import Events, event_changes, event_hosts, events_of
from cln.programme import EVENTS, INPUTS, Deed, EventStatus, Mode
from cln.screen.data import columns
from cln.store import Change
from cln.store.rows import fields_of
from cln.tables.cohorts import Cohort
from cln.tables.event_changes import EventChange
from cln.tables.events import Event


@dataclass(frozen=True)
class Standing:
    """An event as it stands: the keys of every result about one."""

    number: int
    name: str
    sector: str | None
    """None: for everybody without an event of their own."""
    status: str
    """`scheduled`, `postponed`, `held` or `cancelled`."""
    on: date | None
    """None while it is postponed without a new day."""
    starts: time | None
    """Local time; None where it is not known."""
    ends: time | None
    mode: str
    """`in-person`, `online` or `both`."""
    venue: str
    link: str
    host: str | None
    """The authority that holds it."""

    @classmethod
    def of(cls, event: Event, host: str | None, **more: Any) -> Self:
        """How an event stands, and what else a result says."""
        name, sector = EVENTS[event.number - 1].name, event.sector or None
        return cls(**fields_of(event, cls, name=name, sector=sector, host=host, **more))


@dataclass(frozen=True)
class WithHistory(Standing):
    """An event as it stands and what was done to it, the earliest first."""

    history: tuple[
        Annotated[EventChange, columns("at", "who", "deed", "was_on", "now_on", "what", "reason")], ...
    ]


@dataclass(frozen=True)
class Shown:
    """One event as the programme means it, and as it stands for everybody and for sectors with their own."""

    cohort: str
    number: int
    name: str
    purpose: str
    asks_for: str
    """What a project must have by then."""
    inputs: tuple[str, ...]
    """Who contributes."""
    events: tuple[WithHistory, ...]


def listing(session: Session, cohort: Cohort) -> list[Standing]:
    """All events of a cohort by number; those of sectors follow the one for everybody. Two queries."""
    hosts = event_hosts(session, cohort)
    return [Standing.of(one, hosts.get(one.id or 0)) for one in events_of(session, cohort)]


def show(session: Session, cohort: Cohort, number: int) -> Shown:
    """One event with its history.

    Raises:
        Refused: it has not been scheduled yet.
    """
    events = events_of(session, cohort)
    event_of(events, cohort, number)
    hosts, history = event_hosts(session, cohort), event_changes(session, cohort)
    plan = EVENTS[number - 1]
    return Shown(
        cohort.name,
        number,
        plan.name,
        plan.purpose,
        plan.asks_for,
        INPUTS,
        tuple(
            WithHistory.of(one, hosts.get(one.id or 0), history=tuple(history[one.id or 0]))
            for one in events
            if one.number == number
        ),
    )


def note(
    change: Change, event: Event, deed: Deed, was_on: date | None, *, what: str = "", reason: str = ""
) -> None:
    """Write an event, new or changed, and a line of its history; who came changes nothing in calendars."""
    if event.id is None:
        change.add(event)
    elif deed is not Deed.ATTENDANCE:
        event.sequence += 1
    dated = event.status in {EventStatus.SCHEDULED, EventStatus.HELD}
    change.add(
        EventChange(
            event_id=event.id or 0,
            at=change.at,
            who=change.who,
            deed=deed.value,
            was_on=was_on,
            now_on=event.on if dated else None,
            what=what,
            reason=reason,
        )
    )


def called(event: Event) -> str:
    """How messages name an event: "event 3", "event 6 of Secondary"."""
    return f"event {event.number} of {event.sector}" if event.sector else f"event {event.number}"


def again(event: Event | Standing, command: str) -> str:
    """A command on this event, to be pasted: "cln event hold 6 --sector Secondary"."""
    return f"cln event {command} {event.number}" + (f" --sector {event.sector}" if event.sector else "")


def title(event: Event | Standing) -> str:
    """What people call it: "Final sharing event (Secondary)"."""
    return EVENTS[event.number - 1].name + (f" ({event.sector})" if event.sector else "")


def when(event: Event | Standing) -> str:
    """When an event is, as paper says it: "Thursday 24 October 2024, 10:00 to 15:30"; empty without a day."""
    if event.on is None:
        return ""
    hours = [f"{one:%H:%M}" for one in (event.starts, event.ends) if one]
    return ", ".join(
        [f"{event.on:%A} {event.on.day} {event.on:%B %Y}", *([" to ".join(hours)] if hours else [])]
    )


def where(event: Event | Standing) -> str:
    """Where an event is, as paper says it; empty where that is not on record."""
    return event.venue or ("online" if event.mode == Mode.ONLINE else "")


def event_of(events: Events, cohort: Cohort, number: int, sector: str = "") -> Event:
    """The event that is meant of those of the cohort: for everybody, or a sector's own.

    Raises:
        Refused: there is no such event.
    """
    event = events.own(number, sector)
    if event is None and events.own(number):
        raise Refused(f"{sector} has no event {number} of its own; leave --sector away")
    if event is None:
        raise Refused(
            f"{cohort.name} has no event {number} yet; schedule all that are missing with: cln event schedule"
        )
    return event
