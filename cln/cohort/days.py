"""Days on which something may have happened in a cohort: from its launch to its close, and not yet to come.

What is announced may lie ahead: an event, a withdrawal, who joins or leaves, when a measure is due.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, func, select

from cln.errors import Refused
from cln.tables.cohorts import Cohort
from cln.words import day_of

ON_RECORD = date.max
"""In place of a day where none is asked for: all that is on record, what is announced for later too."""
DAYS_BEFORE, DAYS_AFTER = 365, 60
"""How long before the launch and after the last event people write of a cohort at most."""


def today() -> date:
    """The day where the user is."""
    return day_of(datetime.now(UTC))


class Bounds(NamedTuple):
    """Days that lie further off are slips of the keyboard: 1926 for 2026."""

    cohort: Cohort
    last_event: date
    """Its last event, or when that follows a year after the launch where none has a day."""

    def check(self, day: date) -> None:
        """Whether something of the cohort may have happened on this day.

        Raises:
            ValueError: it is over a year before the launch, after the close, long after the last event, or
                has not come yet.
        """
        name, launch, closed_on = self.cohort.name, self.cohort.launch, self.cohort.closed_on
        if day < launch - timedelta(days=DAYS_BEFORE):
            raise ValueError(
                f"{day} is more than a year before the launch of {name} on {launch}; correct the year"
            )
        if closed_on is not None and day > closed_on:
            raise ValueError(f"{day} is after {name} closed on {closed_on}; correct it")
        if closed_on is None and day > self.last_event + timedelta(days=DAYS_AFTER):
            raise ValueError(
                f"{day} is more than {DAYS_AFTER} days after the last event of {name} on {self.last_event}; "
                "correct the year, or give the event its day"
            )
        if day > today():
            raise ValueError(f"{day} is a day that has not come yet; correct it")


def bounds(session: Session, cohort: Cohort) -> Bounds:
    """Between which days something of a cohort may have happened; one query."""
    from cln.tables.events import Event

    query = select(func.max(Event.on)).where(Event.cohort_id == cohort.id)
    return Bounds(cohort, session.exec(query).one() or cohort.launch + timedelta(days=DAYS_BEFORE))


def refuse_closed(cohort: Cohort, otherwise: str) -> None:
    """Refuse what a closed cohort does not take any more; `otherwise` says what that is.

    Raises:
        Refused: it is closed.
    """
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; {otherwise}")


def within(cohort: Cohort, day: date, option: str | None = "--on") -> date:
    """The day, if it lies within the cohort's run; `option` is how the user gives another one, if by one.

    Raises:
        Refused: it lies before the launch or after the close.
    """
    if day < cohort.launch:
        later = f"; give a later date with {option}" if option else ""
        raise Refused(f"{day} is before the launch of {cohort.name} on {cohort.launch}{later}")
    return before_close(cohort, day, option)


def not_before(on: date, first: date, what: str) -> None:
    """Refuse a day before that of what it follows, e.g. "Ann Lee joined on".

    Raises:
        Refused: it is.
    """
    if on < first:
        raise Refused(f"{what} {first}, after {on}; give a later date with --on")


def happened(cohort: Cohort, day: date, option: str | None = "--on") -> date:
    """The day, if something can have happened on it: it lies within the cohort's run, and has come.

    Raises:
        Refused: it lies before the launch or after the close, or has not come yet.
    """
    within(cohort, day, option)
    if day > today():
        earlier = f"; give an earlier date with {option}" if option else ""
        raise Refused(f"{day} is a day that has not come yet{earlier}")
    return day


def before_close(cohort: Cohort, day: date, option: str | None = "--on") -> date:
    """The day, if it is before the close; people come and go before the launch too.

    Raises:
        Refused: it is the day of the close, or lies after it.
    """
    if cohort.closed_on is not None and day >= cohort.closed_on:
        earlier = f"; give an earlier date with {option}" if option else ""
        when = f"after {cohort.name} closed on {cohort.closed_on}"
        if day == cohort.closed_on:
            when = f"the day on which {cohort.name} closed, and it stays as it was then"
        raise Refused(f"{day} is {when}{earlier}")
    return day
