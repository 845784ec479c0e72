"""Days on which something may have happened in a cohort: from its launch to its close."""

from datetime import UTC, date, datetime

from cln.errors import Refused
from cln.tables.cohorts import Cohort
from cln.words import day_of

ON_RECORD = date.max
"""In place of a day where none is asked for: all that is on record, what is announced for later too."""


def today() -> date:
    """The day where the user is."""
    return day_of(datetime.now(UTC))


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


def before_close(cohort: Cohort, day: date, option: str | None = "--on") -> date:
    """The day, if the cohort had not closed by then; people come and go before the launch too.

    Raises:
        Refused: it lies after the close.
    """
    if cohort.closed_on is not None and day > cohort.closed_on:
        earlier = f"; give an earlier date with {option}" if option else ""
        raise Refused(f"{day} is after {cohort.name} closed on {cohort.closed_on}{earlier}")
    return day
