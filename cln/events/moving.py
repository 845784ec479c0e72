"""What comes between an event and its day: it is postponed, moved online or cancelled."""

from datetime import date

from cln.errors import Refused
from cln.events.diary import Diary, Done, again, called, refuse_over
from cln.events.scheduling import Details, alter
from cln.programme import Deed, EventStatus, Mode
from cln.store import Change
from cln.tables.cohorts import Cohort


def postpone(
    change: Change, cohort: Cohort, number: int, sector: str = "", *, to: date | None, reason: str
) -> Done:
    """Put an event off: to a later day, or until a day is found.

    Raises:
        Refused: it was held or cancelled, has no day already, or the new day is not later or does not fit.
    """
    diary = Diary(change, cohort)
    event = diary.event(number, sector)
    refuse_over(event)
    was_on = event.on
    if to is None:
        if was_on is None:
            raise Refused(
                f"{called(event)} has no day already; give it one: {again(event, 'schedule')} --on DATE"
            )
        event.on, event.status = None, EventStatus.POSTPONED.value
    else:
        if was_on is not None and to <= was_on:
            raise Refused(
                f"{to} is not later than {was_on}, the day of {called(event)}; to hold it earlier: "
                f"{again(event, 'schedule')} --on {to}"
            )
        diary.put(event, to, "--to")
        event.status = EventStatus.SCHEDULED.value
    return diary.note(event, Deed.POSTPONED, was_on, reason=reason)


def move_online(
    change: Change, cohort: Cohort, number: int, sector: str = "", *, link: str | None, reason: str
) -> Done:
    """Hold an event online instead; the venue is given up.

    Raises:
        Refused: it was held or cancelled, or is online already and no new link is given.
    """
    diary = Diary(change, cohort)
    event = diary.event(number, sector)
    refuse_over(event)
    if event.mode == Mode.ONLINE and link in {None, event.link}:
        raise Refused(f"{called(event)} is online already; see: cln event show {number}")
    event.mode = Mode.ONLINE.value
    what = alter(change, event, Details(venue="", link=link))
    return diary.note(event, Deed.MOVED_ONLINE, event.on, what=what, reason=reason)


def cancel(change: Change, cohort: Cohort, number: int, sector: str = "", *, reason: str) -> Done:
    """Call an event off for good; the day it had stays on record.

    Raises:
        Refused: it was held or cancelled already.
    """
    diary = Diary(change, cohort)
    event = diary.event(number, sector)
    refuse_over(event)
    event.status = EventStatus.CANCELLED.value
    return diary.note(event, Deed.CANCELLED, event.on, reason=reason)
