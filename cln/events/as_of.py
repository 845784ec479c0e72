"""A cohort's events, who came to them and what was done to them, as they stood at the end of a day."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from cln.cohort import days
from cln.events.queries import (
    Events,
    attendance_of,
    confidence_of,
    event_changes,
    events_of,
    scores_of,
)
from cln.programme import Deed, EventStatus, Occasion
from cln.store.rows import added_after, copied, values_before
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.events import Event
from cln.tables.register import Establishment
from cln.words import day_of

if TYPE_CHECKING:
    from cln.tables.confidence import Confidence
    from cln.tables.event_changes import EventChange
    from cln.tables.scores import Score


def held(event: Event, on: date) -> bool:
    """Whether an event had been held by a day, whenever that was put on record."""
    return event.status == EventStatus.HELD and event.on is not None and event.on <= on


def events_on(session: Session, cohort: Cohort, on: date) -> Events:
    """The events of a cohort as they stood on a day; two queries. Those that stood otherwise are copies.

    By all that is on record they stand as they are; one query.

    What was done to an event has no day of its own, but for the holding of it: it counts from the day on
    which it was put on record. Where nothing was on record by then, it stood as it was held or stands now.
    """
    if on == days.ON_RECORD:
        return events_of(session, cohort)
    history = event_changes(session, cohort)
    return Events(tuple(stood(one, history[one.id or 0], on) for one in events_of(session, cohort)))


def changes_on(session: Session, cohort: Cohort, on: date) -> "dict[int, list[EventChange]]":
    """Event id -> what had been done to it by a day, the earliest first; of one held by then, everything."""
    history, events = event_changes(session, cohort), events_of(session, cohort)
    return {one.id or 0: _by(history[one.id or 0], on, whole=held(one, on)) for one in events}


def people_at_events(
    session: Session, cohort: Cohort, on: date, status: Callable[[str], str] = str
) -> Counter[tuple[int, str]]:
    """(number of the event, status of attendance) -> people, of the events that had been held by a day.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        on: the day.
        status: what is told of a status.
    """
    numbers = {event.id: event.number for event in events_of(session, cohort) if held(event, on)}
    rows = attendance_of(session, cohort)
    return Counter((numbers[event], status(recorded)) for event, _, recorded in rows if event in numbers)


ASKED_AT = {Occasion.LAUNCH.value: 1, Occasion.END.value: 6}
"""Occasion -> the number of the event at which participants say how confident they are."""


def ratings_on(session: Session, cohort: Cohort, on: date) -> "tuple[list[Confidence], list[Score]]":
    """What had been said of confidence by a day, in the order in which it was taken in.

    It counts from the day of its event, or from the day on which it was put on record where that was earlier;
    a score that has a day of its own, from that day. What was corrected since is told as it was on record.
    """
    levels, scores = confidence_of(session, cohort), scores_of(session, cohort)
    if on >= days.today():
        return levels, scores
    events = events_of(session, cohort)
    sectors = dict(
        session.exec(
            select(Participant.id, Establishment.sector)
            .join(Entry, col(Entry.id) == col(Participant.entry_id))
            .join(Establishment, col(Establishment.id) == col(Entry.establishment_id))
            .where(Entry.cohort_id == cohort.id)
        ).all()
    )

    def asked(one: "Confidence | Score") -> bool:
        event = events.of(ASKED_AT[one.occasion], sectors[one.participant_id])
        return event is not None and held(event, on)

    late_levels, late_scores = (added_after(session, table, on) for table in ("confidence", "score"))
    level_then = values_before(session, "confidence", ("level",), on)
    value_then = values_before(session, "score", ("value",), on)
    return (
        [
            one if one.id in late_levels else copied(one, **level_then.get(one.id or 0, {}))
            for one in levels
            if one.id not in late_levels or asked(one)
        ],
        [
            one if one.id in late_scores else copied(one, **value_then.get(one.id or 0, {}))
            for one in scores
            if (one.on <= on if one.on else one.id not in late_scores or asked(one))
        ],
    )


def _by(changes: "Sequence[EventChange]", on: date, *, whole: bool = False) -> "list[EventChange]":
    return [one for one in changes if whole or day_of(one.at) <= on]


def stood(event: Event, changes: "Sequence[EventChange]", on: date) -> Event:
    """An event as it stood on a day.

    Args:
        event: as it stands now.
        changes: what was done to it, the earliest first.
        on: the day.
    """
    dated = [one for one in changes if one.deed != Deed.ATTENDANCE]
    by_then = _by(dated, on)
    if held(event, on) or (len(by_then) == len(dated) and event.status != EventStatus.HELD):
        return event
    last = next((one for one in reversed(by_then) if one.deed != Deed.HELD), None)
    if last is None:
        held_later = event.status == EventStatus.HELD
        return copied(event, status=EventStatus.SCHEDULED.value) if held_later else event
    status, day = EventStatus.SCHEDULED, last.now_on
    if last.deed == Deed.CANCELLED:
        status, day = EventStatus.CANCELLED, last.was_on
    elif day is None:
        status = EventStatus.POSTPONED
    return copied(event, status=status.value, on=day)
