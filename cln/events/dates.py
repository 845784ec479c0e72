"""When and where events are: the days that follow from the launch, those that people choose, the places."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from cln import schooldays
from cln.cohort import days
from cln.cohort.cohorts import Planned
from cln.errors import Refused
from cln.events.events import again, called, note, title
from cln.events.queries import Events, events_of
from cln.events.reading.schedule import DayRow, read
from cln.files.source import Source
from cln.programme import EVENTS, Deed, EventStatus, Mode
from cln.register import authorities
from cln.register.queries import list_authorities
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Event

LONGEST_YEARS = 3
"""An event further from the launch than this is a slip of the keyboard; a cohort runs for one year."""


@dataclass(frozen=True)
class Wanted:
    """What is to become of an event; None is what stays as it is."""

    on: date | None = None
    starts: time | None = None
    """Local time."""
    ends: time | None = None
    mode: Mode | None = None
    venue: str | None = None
    link: str | None = None
    host: str | None = None
    """Any name of the authority that holds it."""
    reason: str = ""

    def __bool__(self) -> bool:
        """Whether anything but a reason is given."""
        return self != Wanted(reason=self.reason)


def schedule_missing(change: Change, cohort: Cohort) -> tuple[Planned, ...]:
    """Schedule those of the six events that the cohort does not have, and return them.

    The first is on the day of the launch, each other one so many weeks after the one before as the programme
    plans, on the same weekday; what would fall into holidays waits for the first week of school.

    Raises:
        Refused: a day that follows from the others would come after the next event or the close.
    """
    events = events_of(change.session, cohort)
    missing = [plan.number for plan in EVENTS if events.own(plan.number) is None]
    for number in missing:
        event = Event(cohort_id=cohort.id or 0, number=number)
        put(cohort, events, event, planned(cohort, events, number))
        note(change, event, Deed.SCHEDULED, None)
        events = events.including(event)
    return tuple(
        Planned(one.number, title(one), one.on) for one in events if one.number in missing and not one.sector
    )


def doubts(launch: date) -> list[str]:
    """What speaks against a launch: it is on no school day, or the events run past the summer."""
    why = schooldays.holiday(launch)
    against = [f"the launch on {launch:%A} {launch} is no school day: it {why}"] if why else []
    last = planned(Cohort(name="", launch=launch, lot=""), Events(()), len(EVENTS))
    if last >= (summer := schooldays.year_ends(launch)):
        against.append(f"event {len(EVENTS)} would be on {last}, after the summer holidays begin on {summer}")
    return against


def schedule_from(file: Path | None) -> Callable[[Change, Cohort], tuple[Planned, ...]]:
    """What gives the events of a new cohort their days: the programme's plan, or what a file says."""
    if file is None:
        return schedule_missing
    rows = read(Source(file))

    def chosen(change: Change, cohort: Cohort) -> tuple[Planned, ...]:
        schedule_missing(change, cohort)
        return take_days(change, cohort, rows)

    return chosen


def take_days(change: Change, cohort: Cohort, rows: Sequence[DayRow]) -> tuple[Planned, ...]:
    """Give the events of a cohort that was just opened the days and places that somebody chose.

    An event that no row names stays on the day that follows from the launch, unless that is before the event
    that comes before it.

    Raises:
        Refused: the days change the order of the events, or lie outside the cohort's run.
    """
    events = events_of(change.session, cohort)
    for row in rows:
        event = events.own(row.number, row.sector)
        if event is None:
            event = Event(cohort_id=cohort.id or 0, number=row.number, sector=row.sector, on=row.on)
            note(change, event, Deed.SCHEDULED, None)
            events = events.including(event)
        was_on, event.on = event.on, row.on
        if was_on != row.on:
            note(change, event, Deed.CHANGED, was_on)
        alter(change, event, Wanted(starts=row.starts, ends=row.ends, venue=row.venue))
    named = {row.number for row in rows}
    for plan in EVENTS:
        event = events.own(plan.number)
        if event is not None and plan.number not in named:
            event.on = planned(cohort, Events(tuple(one for one in events if one is not event)), plan.number)
    return _checked(change, cohort, events)


def move_with_launch(change: Change, cohort: Cohort) -> tuple[Planned, ...]:
    """Give events that are still to be held the days that follow from another launch; those that moved.

    Raises:
        Refused: an event of a sector would come out of order.
    """
    events = events_of(change.session, cohort)
    before = {one.id: one.on for one in events}
    day = cohort.launch
    for plan in EVENTS:
        event = events.own(plan.number)
        if plan.weeks:
            day = schooldays.at_work(day + timedelta(weeks=plan.weeks))
        if event is not None and event.status == EventStatus.SCHEDULED:
            event.on = day
    _checked(change, cohort, events)
    moved = [one for one in events if one.on != before[one.id]]
    for event in moved:
        note(change, event, Deed.CHANGED, before[event.id], reason=f"the launch is on {cohort.launch}")
    return tuple(Planned(one.number, title(one), one.on) for one in moved)


def _checked(change: Change, cohort: Cohort, events: Events) -> tuple[Planned, ...]:
    """The events once they all have their days; each of them lies where it may."""
    for event in events:
        if event.on is not None and event.status == EventStatus.SCHEDULED:
            put(cohort, events, event, event.on)
    change.session.flush()
    return tuple(Planned(one.number, title(one), one.on) for one in events)


def planned(cohort: Cohort, events: Events, number: int) -> date:
    """The day that follows for an event from the launch and the events before."""
    day = cohort.launch
    for plan in EVENTS[:number]:
        event = events.own(plan.number)
        if event and event.on:
            day = event.on
        elif plan.weeks:
            day = schooldays.at_work(day + timedelta(weeks=plan.weeks))
    return day


def put(cohort: Cohort, events: Events, event: Event, on: date, option: str = "--on") -> None:
    """Give one of the events, or a new one, a day; `option` is how the user gives another one.

    Raises:
        Refused: the day lies outside the cohort's run, or the events would change their order.
    """
    days.within(cohort, on, option)
    if on.year - cohort.launch.year > LONGEST_YEARS:
        raise Refused(f"{on} is years after the launch on {cohort.launch}; correct the year in {option}")
    event.on = on
    together = events.including(event)
    for sector in sorted({one.sector for one in together}):
        chain = together.chain(sector)
        if event in chain:
            _refuse_disorder(chain, event, on, option)


def alter(change: Change, event: Event, wanted: Wanted) -> str:
    """Change where and when of the day an event is; what was changed, in words.

    Raises:
        Refused: it would end before it begins, or nobody knows the host.
    """
    host_id = authorities.named(change.session, wanted.host) if wanted.host else None
    councils = {one.id: one.name for one in list_authorities(change.session)} if host_id else {}
    altered = []
    for name, value in {
        "starts": wanted.starts,
        "ends": wanted.ends,
        "mode": wanted.mode.value if wanted.mode else None,
        "venue": wanted.venue,
        "link": wanted.link,
        "host_id": host_id,
    }.items():
        was = getattr(event, name)
        if value is not None and value != was:
            setattr(event, name, value)
            now, then = (_words(one, councils) for one in (value, was))
            altered.append(f"{name.removesuffix('_id')}: {now or 'none'}" + (f", was {then}" if then else ""))
    if event.starts and event.ends and event.ends <= event.starts:
        raise Refused(
            f"{called(event)} would end at {event.ends:%H:%M}, not after it begins at {event.starts:%H:%M}; "
            "correct --starts or --ends"
        )
    return "; ".join(altered)


def _refuse_disorder(chain: list[Event], event: Event, on: date, option: str) -> None:
    """Events that somebody comes to follow each other in the order of their numbers, or fall on one day."""
    place = chain.index(event)
    before = [one for one in chain[:place] if _is_dated(one) and one.on and one.on > on]
    after = [one for one in chain[place + 1 :] if _is_dated(one) and one.on and one.on < on]
    for side, others in (("before", before[-1:]), ("after", after[:1])):
        for other in others:
            held = other.status == EventStatus.HELD
            move = "" if held else f", or move that first: {again(other, 'schedule')} --on DATE"
            raise Refused(
                f"{called(event)} on {on} would come {side} {called(other)} on {other.on}; "
                f"give another day with {option}{move}"
            )


def _is_dated(event: Event) -> bool:
    return event.status in {EventStatus.SCHEDULED, EventStatus.HELD}


def _words(value: object, councils: Mapping[int | None, str]) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return councils.get(value, "") if isinstance(value, int) else str(value or "")
