"""What can be done to an event, as a table of deeds: from which status, to which, and what each asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

from pydantic import Field

from cln.errors import Refused
from cln.events.dates import Wanted, alter, planned, put
from cln.events.events import Standing, again, called, event_of, note
from cln.events.queries import Events, attendance_of_event, event_hosts, events_of
from cln.programme import Deed, EventStatus, Mode
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Event

NEW = "new"
"""In place of a status: a sector has no event of its own yet, but is to have one like everybody's."""


@dataclass(frozen=True)
class Head:
    """What the result of a deed begins with; `deed` is None where the event was so already."""

    cohort: str
    deed: Deed | None


@dataclass(frozen=True)
class Done(Standing, Head):
    """What was done to an event. Its keys: those of `Head`, of `Standing`, then its own."""

    was_on: date | None
    what: str
    """What else was changed, in words."""
    reason: str
    today: Annotated[date, Field(exclude=True)]


@dataclass(frozen=True)
class Transition:
    """A row of the table: one deed."""

    deed: Deed
    """What the history calls it."""
    asks: Callable[[Event, Wanted, date], date | None] = lambda *_: None
    """The day on which it puts an event, by what is wanted and what day it is today; None: on none.

    Raises:
        Refused: what is wanted is not enough, or cannot be.
    """
    to: EventStatus | None = None
    """The status afterwards; None: as before."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Status (or `NEW`) in which it cannot be done -> what is said then."""
    mode: Mode | None = None
    """How people meet afterwards; None: as before."""
    option: str = "--on"
    """How the user gives another day."""


def _day_that_has_come(event: Event, wanted: Wanted, today: date) -> date:
    day = wanted.on or event.on
    if day is None:
        raise Refused(f"{called(event)} has no day; say when it was held: {again(event, 'hold')} --on DATE")
    if day > today:
        raise Refused(
            f"{called(event)} cannot have been held on {day}, which has not come yet; "
            f"say when it was: {again(event, 'hold')} --on DATE"
        )
    return day


def _day_to_give_up(event: Event, _wanted: Wanted, _today: date) -> None:
    if event.on is None:
        raise Refused(
            f"{called(event)} has no day already; give it one: {again(event, 'schedule')} --on DATE"
        )


def _later_day(event: Event, wanted: Wanted, _today: date) -> date | None:
    if wanted.on and event.on and wanted.on <= event.on:
        raise Refused(
            f"{wanted.on} is not later than {event.on}, the day of {called(event)}; to hold it earlier: "
            f"{again(event, 'schedule')} --on {wanted.on}"
        )
    return wanted.on


def _other_link(event: Event, wanted: Wanted, _today: date) -> None:
    if event.mode == Mode.ONLINE and wanted.link in {None, event.link}:
        raise Refused(f"{called(event)} is online already; see: cln event show {event.number}")


def _something(event: Event, wanted: Wanted, _today: date) -> date | None:
    command, on = again(event, "schedule"), wanted.on
    if event.status == EventStatus.HELD and on not in {None, event.on}:
        raise Refused(
            f"{called(event)} was held on {event.on}; if that day is wrong: "
            f"{again(event, 'hold')} --on {on} --correct"
        )
    if on is None and (event.on is None or event.status == EventStatus.CANCELLED):
        state = "was cancelled" if event.status == EventStatus.CANCELLED else "has no day"
        raise Refused(f"{called(event)} {state}; give it a day: {command} --on DATE")
    if not wanted:
        raise Refused(
            f"{called(event)} is scheduled for {event.on}; say what to change, e.g. {command} --on DATE"
        )
    return on


_CANCELLED = "{event} was cancelled; to hold it after all, schedule it first: {schedule} --on DATE"
_OVER = {
    EventStatus.HELD.value: "{event} was held on {on}; if it was not: {hold} --undo --reason WHY",
    EventStatus.CANCELLED.value: _CANCELLED,
}
_OVER_ALREADY = {
    EventStatus.HELD.value: "{event} was held on {on} already; if that day is wrong: "
    "{hold} --on DATE --correct",
    EventStatus.CANCELLED.value: _CANCELLED,
}
_NOT_HELD = {
    status: "{event} is not on record as held; see: cln event show {number}"
    for status in (NEW, *EventStatus)
    if status != EventStatus.HELD
}

HOLD = Transition(Deed.HELD, _day_that_has_come, to=EventStatus.HELD, refused=_OVER_ALREADY)
CORRECT = Transition(Deed.HELD, _day_that_has_come, to=EventStatus.HELD, refused=_NOT_HELD)
UNDO = Transition(Deed.NOT_HELD, to=EventStatus.SCHEDULED, refused=_NOT_HELD)
POSTPONE = Transition(Deed.POSTPONED, _day_to_give_up, to=EventStatus.POSTPONED, refused=_OVER)
POSTPONE_TO = Transition(Deed.POSTPONED, _later_day, to=EventStatus.SCHEDULED, refused=_OVER, option="--to")
MOVE_ONLINE = Transition(Deed.MOVED_ONLINE, _other_link, refused=_OVER, mode=Mode.ONLINE)
CANCEL = Transition(Deed.CANCELLED, to=EventStatus.CANCELLED, refused=_OVER)
SCHEDULE = Transition(Deed.SCHEDULED, _something, to=EventStatus.SCHEDULED)
CHANGE = Transition(Deed.CHANGED, _something)


def do(
    change: Change, cohort: Cohort, number: int, sector: str, transition: Transition, wanted: Wanted
) -> Done:
    """Do something to an event; with `sector`, to the one that the sector has or gets of its own.

    Raises:
        Refused: there is no such event, its status does not allow it, what is wanted is not enough or cannot
            be, the day does not fit, it would end before it begins, or nobody knows the host.
    """
    events = events_of(change.session, cohort)
    return _do(change, cohort, events, _meant(cohort, events, number, sector), transition, wanted)


def schedule(change: Change, cohort: Cohort, number: int, sector: str, wanted: Wanted) -> Done:
    """Give an event a day, or change where and when of the day it is; one that was cancelled is on again.

    An event that is missing gets the day that follows from the others, if none is given. A sector whose own
    is to follow after everybody's was held has none until it is given.

    Raises:
        Refused: as `do`, or the sector's people came when everybody's was held.
    """
    events = events_of(change.session, cohort)
    if not sector and events.own(number) is None:
        event = Event(cohort_id=cohort.id or 0, number=number)
        wanted = replace(wanted, on=wanted.on or planned(cohort, events, number))
    else:
        event = _meant(cohort, events, number, sector)
    if event.id is None and event.status == EventStatus.HELD:
        everybodys = event_of(events, cohort, number)
        if came := len(attendance_of_event(change.session, everybodys, sector)):
            raise Refused(
                f"event {number} was held on {event.on} with {came} of {sector} on record, "
                f"so {sector} cannot have it on another day"
            )
        event.status, event.on = EventStatus.SCHEDULED.value, None
    has_its_day = event.id is not None and event.status in {EventStatus.SCHEDULED, EventStatus.HELD}
    return _do(change, cohort, events, event, CHANGE if has_its_day else SCHEDULE, wanted)


def _meant(cohort: Cohort, events: Events, number: int, sector: str) -> Event:
    """The event that is meant; for a sector without one of its own a new one like everybody's."""
    if own := events.own(number, sector):
        return own
    everybodys = event_of(events, cohort, number)
    return Event(**everybodys.model_dump(exclude={"id", "sector", "sequence", "uid"}), sector=sector)


def _do(
    change: Change, cohort: Cohort, events: Events, event: Event, transition: Transition, wanted: Wanted
) -> Done:
    before = event.model_dump()
    refused = transition.refused
    if words := refused.get(event.status) or (refused.get(NEW) if event.id is None else None):
        commands = {command: again(event, command) for command in ("hold", "schedule")}
        raise Refused(words.format(event=called(event), number=event.number, on=event.on, **commands))
    day = transition.asks(event, wanted, change.today)
    if transition.mode:
        event.mode = transition.mode.value
    what = alter(change, event, wanted)
    if day:
        put(cohort, events, event, day, transition.option)
    if transition.to:
        event.status = transition.to.value
    if event.status == EventStatus.POSTPONED:
        event.on = None
    was_on, new = before["on"], event.id is None
    deed = None if not new and event.model_dump() == before else transition.deed
    reason = wanted.reason if deed else ""
    if deed:
        note(change, event, deed, was_on, what=what, reason=reason)
    if new:
        _bring_along(change, events, event)
    host = event_hosts(change.session, cohort).get(event.id or 0)
    return Done.of(
        event,
        host,
        cohort=cohort.name,
        deed=deed,
        was_on=was_on,
        what=what,
        reason=reason,
        today=change.today,
    )


def _bring_along(change: Change, events: Events, own: Event) -> None:
    """Apologies of a sector's people go with them to the event that it now has of its own."""
    everybodys = events.own(own.number)
    if own.sector and everybodys:
        for row in attendance_of_event(change.session, everybodys, own.sector):
            row.event_id = own.id or 0
