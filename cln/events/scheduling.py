"""When and where events are: the dates that follow from the launch, and those that people choose."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from cln import schooldays
from cln.errors import Refused, Usage
from cln.events.diary import Diary, Done, again, called
from cln.events.queries import attendance_of_event
from cln.programme import EVENTS, Deed, EventStatus, Mode
from cln.register import authorities
from cln.register.queries import list_authorities
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Event


@dataclass(frozen=True)
class Details:
    """Where and when of the day an event is held, local time; None is what stays as it is."""

    starts: time | None = None
    ends: time | None = None
    venue: str | None = None
    link: str | None = None
    mode: Mode | None = None
    host: str | None = None
    """Any name of the authority that holds it."""

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return any(value is not None for value in vars(self).values())


UNCHANGED = Details()


def schedule_missing(change: Change, cohort: Cohort) -> tuple[Event, ...]:
    """Schedule those of the six events that the cohort does not have, and return them.

    The first is on the day of the launch, each other one so many weeks after the one before as the programme
    plans, on the same weekday; what would fall into holidays waits for the first week of school.

    Raises:
        Refused: a day that follows from the others would come after the next event or the close.
    """
    found = []
    for plan in EVENTS:
        diary = Diary(change, cohort)
        if diary.events.own(plan.number) is None:
            event = Event(cohort_id=cohort.id or 0, number=plan.number)
            diary.put(event, _proposed(diary, plan.number))
            diary.note(event, Deed.SCHEDULED, None)
            found.append(event)
    return tuple(found)


def schedule(
    change: Change,
    cohort: Cohort,
    number: int,
    sector: str = "",
    on: date | None = None,
    details: Details = UNCHANGED,
    reason: str = "",
) -> Done:
    """Give an event a day, or change where and when of the day it is; one that was cancelled is on again.

    With `sector`, that sector gets an event of its own. An event that is missing gets the day that follows
    from the others, if none is given.

    Raises:
        Refused: nothing is said to be changed, it was held on another day, the day does not fit, it would end
            before it begins, or nobody knows the host.
    """
    diary = Diary(change, cohort)
    if not sector and diary.events.own(number) is None:
        event = Event(cohort_id=cohort.id or 0, number=number)
        on = on or _proposed(diary, number)
    else:
        event = _open(diary, number, sector)
        _refuse_silence(event, on, details)
    was_on, was = event.on, event.status
    what = alter(change, event, details)
    if on is not None:
        diary.put(event, on)
        event.status = was if was == EventStatus.HELD else EventStatus.SCHEDULED.value
    known = event.id is not None
    if known and not what and (event.on, event.status) == (was_on, was):
        return diary.so_already(event)
    deed = Deed.CHANGED if known and event.status == was else Deed.SCHEDULED
    return diary.note(event, deed, was_on, what=what, reason=reason)


def refuse_without_number(on: date | None, details: Details, sector: str | None) -> None:
    """Refuse to give a day or a place without saying to which event.

    Raises:
        Usage: something is said that can only be meant for one event.
    """
    if on or details or sector:
        raise Usage("say which event is meant, e.g. cln event schedule 3 --on DATE")


def alter(change: Change, event: Event, details: Details) -> str:
    """Change where and when of the day an event is; what was changed, in words.

    Raises:
        Refused: it would end before it begins, or nobody knows the host.
    """
    host_id = authorities.named(change.session, details.host) if details.host else None
    councils = {one.id: one.name for one in list_authorities(change.session)} if host_id else {}
    wanted = {
        "starts": details.starts,
        "ends": details.ends,
        "mode": details.mode.value if details.mode else None,
        "venue": details.venue,
        "link": details.link,
        "host_id": host_id,
    }
    said = []
    for name, value in wanted.items():
        was = getattr(event, name)
        if value is not None and value != was:
            setattr(event, name, value)
            now, then = (_words(one, councils) for one in (value, was))
            said.append(f"{name.removesuffix('_id')}: {now or 'none'}" + (f", was {then}" if then else ""))
    if event.starts and event.ends and event.ends <= event.starts:
        raise Refused(
            f"{called(event)} would end at {event.ends:%H:%M}, not after it begins at {event.starts:%H:%M}; "
            "correct --starts or --ends"
        )
    return "; ".join(said)


def _open(diary: Diary, number: int, sector: str) -> Event:
    """The event that is meant; a sector whose own is to follow after everybody's was held still awaits it."""
    event = diary.event(number, sector)
    if event.id is None and event.status == EventStatus.HELD:
        everybodys = diary.events.own(number)
        assert everybodys is not None
        if seen := len(attendance_of_event(diary.change.session, everybodys, sector)):
            raise Refused(
                f"event {number} was held on {event.on} with {seen} of {sector} on record, "
                f"so {sector} cannot have it on another day"
            )
        event.status, event.on = EventStatus.SCHEDULED.value, None
    return event


def _refuse_silence(event: Event, on: date | None, details: Details) -> None:
    command = again(event, "schedule")
    if event.status == EventStatus.HELD and on not in {None, event.on}:
        raise Refused(
            f"{called(event)} was held on {event.on}; if that day is wrong: "
            f"{again(event, 'hold')} --on {on} --correct"
        )
    if on is None and (event.on is None or event.status == EventStatus.CANCELLED):
        state = "was cancelled" if event.status == EventStatus.CANCELLED else "has no day"
        raise Refused(f"{called(event)} {state}; give it a day: {command} --on DATE")
    if on is None and not details:
        raise Refused(
            f"{called(event)} is scheduled for {event.on}; say what to change, e.g. {command} --on DATE"
        )


def _proposed(diary: Diary, number: int) -> date:
    """The day that follows from the launch and the events before."""
    day = diary.cohort.launch
    for plan in EVENTS[:number]:
        event = diary.events.own(plan.number)
        if event and event.on:
            day = event.on
        elif plan.weeks:
            day = schooldays.at_work(day + timedelta(weeks=plan.weeks))
    return day


def _words(value: object, councils: dict[int | None, str]) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return councils.get(value, "") if isinstance(value, int) else str(value or "")
