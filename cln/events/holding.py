"""That an event was held: on which day, or that it was not after all."""

from datetime import date

from cln.errors import Refused
from cln.events.diary import Diary, Done, again, called, refuse_over
from cln.programme import Deed, EventStatus
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Event


def hold(
    change: Change,
    cohort: Cohort,
    number: int,
    sector: str = "",
    *,
    on: date | None = None,
    correct: bool = False,
    undo: bool = False,
    reason: str = "",
) -> Done:
    """Put on record that an event was held, on its day or another.

    With `correct`, that it was held on another day than is on record; with `undo`, that it was not held.
    Attendance and feedback stay with it either way.

    Raises:
        Refused: it was held already or cancelled, or the day has not come, is not known or does not fit; with
            `correct` or `undo`, it is not on record as held, or the day or the reason is missing.
    """
    diary = Diary(change, cohort)
    event = diary.event(number, sector)
    was_on, day = event.on, on or event.on
    if correct or undo:
        _refuse_not_held(event)
    elif event.status == EventStatus.HELD:
        raise Refused(
            f"{called(event)} was held on {was_on} already; if that day is wrong: "
            f"{again(event, 'hold')} --on DATE --correct"
        )
    else:
        refuse_over(event)
    if undo:
        event.status = EventStatus.SCHEDULED.value
        return diary.note(event, Deed.NOT_HELD, was_on, reason=reason)
    if day is None:
        raise Refused(f"{called(event)} has no day; say when it was held: {again(event, 'hold')} --on DATE")
    _put(diary, event, day)
    if correct and day == was_on:
        return diary.so_already(event)
    event.status = EventStatus.HELD.value
    return diary.note(event, Deed.HELD, was_on, reason=reason)


def _put(diary: Diary, event: Event, day: date) -> None:
    if day > diary.change.today:
        raise Refused(
            f"{called(event)} cannot have been held on {day}, which has not come yet; "
            f"say when it was: {again(event, 'hold')} --on DATE"
        )
    diary.put(event, day)


def _refuse_not_held(event: Event) -> None:
    """What was not held cannot be corrected or taken back."""
    if event.status != EventStatus.HELD or event.id is None:
        raise Refused(f"{called(event)} is not on record as held; see: cln event show {event.number}")
