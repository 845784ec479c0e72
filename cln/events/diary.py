"""The events of a cohort while one of them is changed: which is meant, what fits, what is kept of it."""

from dataclasses import dataclass
from datetime import date

from cln.cohort import days
from cln.errors import Refused
from cln.events.queries import Events, attendance_of_event, events_of
from cln.events.schedule import Happening, happening, unscheduled
from cln.programme import Deed, EventStatus
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Event, EventChange

LONGEST_YEARS = 3
"""An event further from the launch than this is a slip of the keyboard; a cohort runs for one year."""

_DATED = {EventStatus.SCHEDULED, EventStatus.HELD}


@dataclass(frozen=True)
class Done:
    """What was done to an event; `deed` is None where it was so already."""

    cohort: str
    today: date
    deed: Deed | None
    happening: Happening
    was_on: date | None
    what: str = ""
    reason: str = ""


class Diary:
    """Finds and checks; nothing is written before `note`."""

    def __init__(self, change: Change, cohort: Cohort) -> None:
        self.change = change
        self.cohort = cohort
        self.events = events_of(change.session, cohort)

    def event(self, number: int, sector: str = "") -> Event:
        """The event that is meant; for a sector without one of its own a new one like everybody's.

        Raises:
            Refused: the event has not been scheduled at all.
        """
        if found := self.events.own(number, sector):
            return found
        everybodys = self.events.own(number)
        if everybodys is None:
            raise unscheduled(self.cohort, number)
        own = everybodys.model_dump(exclude={"id", "sector", "sequence"})
        return Event(**own, sector=sector)

    def put(self, event: Event, on: date, option: str = "--on") -> None:
        """Give an event a day; `option` is how the user gives another one.

        Raises:
            Refused: the day lies outside the cohort's run, or the events would change their order.
        """
        days.within(self.cohort, on, option)
        launch = self.cohort.launch
        if on.year - launch.year > LONGEST_YEARS:
            raise Refused(f"{on} is years after the launch on {launch}; correct the year in {option}")
        event.on = on
        others = [one for one in self.events if one is not event]
        together = Events(tuple(sorted([*others, event], key=lambda one: (one.number, one.sector))))
        for sector in sorted({one.sector for one in together}):
            _refuse_disorder(together.chain(sector), event, option)

    def note(
        self, event: Event, deed: Deed, was_on: date | None, *, what: str = "", reason: str = ""
    ) -> Done:
        """Write the event, new or changed, and a line of its history."""
        if event.id is None:
            self.change.add(event)
            self._bring_along(event)
        elif deed is not Deed.ATTENDANCE:
            event.sequence += 1
        self.change.add(
            EventChange(
                event_id=event.id or 0,
                at=self.change.at,
                who=self.change.record.who,
                deed=deed.value,
                was_on=was_on,
                now_on=event.on if event.status in _DATED else None,
                what=what,
                reason=reason,
            )
        )
        return self._done(deed, event, was_on, what, reason)

    def _bring_along(self, event: Event) -> None:
        """Apologies of a sector's people go with them to the event that it now has of its own."""
        everybodys = self.events.own(event.number)
        if event.sector and everybodys:
            for row in attendance_of_event(self.change.session, everybodys, event.sector):
                row.event_id = event.id or 0

    def so_already(self, event: Event) -> Done:
        """The event is as it was."""
        return self._done(None, event, event.on)

    def _done(
        self, deed: Deed | None, event: Event, was_on: date | None, what: str = "", reason: str = ""
    ) -> Done:
        found = happening(self.change.session, self.cohort, event)
        return Done(self.cohort.name, self.change.today, deed, found, was_on, what, reason)


def called(event: Event) -> str:
    """How messages name an event: "event 3", "event 6 of Secondary"."""
    return f"event {event.number} of {event.sector}" if event.sector else f"event {event.number}"


def again(event: Event, command: str) -> str:
    """A command on this event, to be pasted: "cln event hold 6 --sector Secondary"."""
    return f"cln event {command} {event.number}" + (f" --sector {event.sector}" if event.sector else "")


def refuse_over(event: Event) -> None:
    """Refuse what cannot be done any more to an event that was held or cancelled.

    Raises:
        Refused: it was.
    """
    if event.status == EventStatus.HELD:
        raise Refused(
            f"{called(event)} was held on {event.on}; if it was not: "
            f"{again(event, 'hold')} --undo --reason WHY"
        )
    if event.status == EventStatus.CANCELLED:
        raise Refused(
            f"{called(event)} was cancelled; to hold it after all, schedule it first: "
            f"{again(event, 'schedule')} --on DATE"
        )


def _refuse_disorder(chain: list[Event], event: Event, option: str) -> None:
    """Events that somebody comes to follow each other in the order of their numbers, or fall on one day."""
    if event not in chain or event.on is None:
        return
    place = chain.index(event)
    dated = [one for one in chain if one.on and one.status in _DATED and one is not event]
    before = [one for one in dated if one.on and one.on > event.on and chain.index(one) < place]
    after = [one for one in dated if one.on and one.on < event.on and chain.index(one) > place]
    for side, others in (("before", before[-1:]), ("after", after[:1])):
        for other in others:
            held = other.status == EventStatus.HELD
            move = "" if held else f", or move that first: {again(other, 'schedule')} --on DATE"
            raise Refused(
                f"{called(event)} on {event.on} would come {side} {called(other)} on {other.on}; "
                f"give another day with {option}{move}"
            )
