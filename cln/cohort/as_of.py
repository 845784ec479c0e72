"""A cohort's entries and people as they stood at the end of a day, whenever that was put on record.

Who withdraws or leaves on a day is gone at its end, though at an event of that day they may still have been
expected, see `Roll.absence`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlmodel import Session, col, func, select

from cln.cohort import days
from cln.cohort.queries import (
    EnrolledEntry,
    absences_of_entries,
    absences_of_people,
    entries_of,
)
from cln.programme import AttendanceStatus, EventStatus, Role
from cln.store.rows import copied, grouped
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.events import Attendance, Event
from cln.words import day_of

if TYPE_CHECKING:
    from cln.tables.absences import Absence

GONE = ("withdrawn_on", "withdrawn_reason", "withdrawn_note")
"""What an entry holds of its withdrawal."""


def entries_on(session: Session, cohort: Cohort, on: date) -> list[EnrolledEntry]:
    """All entries that the cohort had had by a day, withdrawn ones too, as they stood then; five queries.

    Rows that were otherwise then are copies, which are never written. By all that is on record, two queries.
    """
    if on == days.ON_RECORD:
        return entries_of(session, cohort)
    away, people_away = absences_of_entries(session, cohort), absences_of_people(session, cohort)
    ever = entries_of(session, cohort)
    had = _had(session, [cohort], [one.entry for one in ever], on)
    return [_stood(one, on, away.get(one.id, ()), people_away) for one in ever if one.id in had]


def _had(session: Session, cohorts: Sequence[Cohort], entries: Sequence[Entry], on: date) -> set[int]:
    """The ids of the entries that belonged to their cohorts by a day; one query, none for today.

    They were nominated by then, or had begun, or somebody of theirs had come to an event. Where no day is set
    for it, an entry begins with the launch if it was nominated by then, or among the first of its cohort, as
    all are where a cohort is put on record afterwards; who joins later begins when nominated.
    """
    if on >= days.today():
        return {one.id or 0 for one in entries}
    launches = {one.id: one.launch for one in cohorts}
    first: dict[int, date] = {}
    for entry in entries:
        day = day_of(entry.nominated_at)
        first[entry.cohort_id] = min(day, first.get(entry.cohort_id, day))
    came = _first_came(session, entries)
    had = set[int]()
    for entry in entries:
        nominated = day_of(entry.nominated_at)
        early = nominated <= first[entry.cohort_id]
        begins = entry.starts_on or (launches[entry.cohort_id] if early else nominated)
        if min(nominated, begins, came.get(entry.id or 0, begins)) <= on:
            had.add(entry.id or 0)
    return had


def _first_came(session: Session, entries: Sequence[Entry]) -> dict[int, date]:
    """Id of each entry of the same cohorts -> the day of the first event that somebody of theirs came to."""
    query = (
        select(Participant.entry_id, func.min(Event.on))
        .join(Attendance, col(Attendance.participant_id) == col(Participant.id))
        .join(Event, col(Event.id) == col(Attendance.event_id))
        .where(
            col(Event.cohort_id).in_({one.cohort_id for one in entries}),
            Attendance.status == AttendanceStatus.PRESENT,
            Event.status == EventStatus.HELD,
        )
        .group_by(col(Participant.entry_id))
    )
    return {entry: day for entry, day in session.exec(query) if day is not None}


def withdrawal(
    entry: Entry, absences: "Sequence[Absence]", on: date
) -> tuple[date, str | None, str | None] | None:
    """The day, the reason and the note of the withdrawal that lasted on a day; None while it took part."""
    if entry.withdrawn_on is not None and entry.withdrawn_on <= on:
        return entry.withdrawn_on, entry.withdrawn_reason, entry.withdrawn_note
    spans = (one for one in absences if one.withdrawn_on <= on < one.rejoined_on)
    return next(((one.withdrawn_on, one.reason, one.note) for one in spans), None)


def left(person: Any, absences: "Sequence[Absence]", on: date) -> tuple[date, str | None] | None:
    """The day from which somebody was away on a day, and why; None while they were there.

    Args:
        person: a participant, or what is read of one.
        absences: the times that they were away and came back.
        on: the day.
    """
    if person.left_on is not None and person.left_on <= on:
        return person.left_on, person.left_reason
    spans = (one for one in absences if one.withdrawn_on <= on < one.rejoined_on)
    return next(((one.withdrawn_on, one.reason) for one in spans), None)


def joined(person: Any, on: date) -> bool:
    """Whether somebody had come by a day."""
    return person.joined_on is None or bool(person.joined_on <= on)


def _stood(
    one: EnrolledEntry,
    on: date,
    absences: "Sequence[Absence]",
    people_away: "Mapping[int, Sequence[Absence]]",
) -> EnrolledEntry:
    gone = withdrawal(one.entry, absences, on) or (None, None, None)
    there, away = list[Participant](), list[Participant]()
    for person in sorted((*one.participants, *one.left), key=lambda person: person.id or 0):
        since = left(person, people_away.get(person.id or 0, ()), on)
        row = copied(person, left_on=since and since[0], left_reason=since and since[1])
        if joined(person, on):
            (away if since else there).append(row)
    entry = copied(one.entry, **dict(zip(GONE, gone, strict=True)))
    return replace(one, entry=entry, participants=tuple(there), left=tuple(away))


class Counted(NamedTuple):
    """How an entry stood on a day."""

    cohort_id: int
    withdrawn_reason: str | None
    """None while it takes part."""
    people: int
    """Participants who are on it."""
    promoted: int
    """Of them, promoted members of staff."""


def counted_on(session: Session, cohorts: Sequence[Cohort], on: date) -> dict[int, Counted]:
    """Id of each entry that these cohorts had had by a day -> how it stood then; five queries for all."""
    from cln.tables.absences import Absence

    ours = col(Entry.cohort_id).in_([cohort.id for cohort in cohorts])
    ever = session.exec(select(Entry).where(ours)).all()
    had = _had(session, cohorts, ever, on)
    entries = [one for one in ever if one.id in had]
    columns = (Participant.id, Participant.entry_id, Participant.joined_on, Participant.left_on)
    people: Iterable[Any] = session.exec(
        select(*columns, Participant.left_reason, Participant.role).join(Entry).where(ours)  # type: ignore[call-overload]
    )
    theirs, absent = grouped(people, lambda person: int(person.entry_id)), select(Absence)
    away = grouped(
        session.exec(absent.join(Entry, col(Entry.id) == col(Absence.entry_id)).where(ours)),
        lambda one: one.entry_id or 0,
    )
    people_away = grouped(
        session.exec(
            absent.join(Participant, col(Participant.id) == col(Absence.participant_id))
            .join(Entry, col(Entry.id) == col(Participant.entry_id))
            .where(ours)
        ),
        lambda one: one.participant_id or 0,
    )
    there = {
        entry: [
            person.role
            for person in people
            if joined(person, on) and left(person, people_away.get(person.id, ()), on) is None
        ]
        for entry, people in theirs.items()
    }
    return {
        entry.id or 0: Counted(
            entry.cohort_id,
            (gone[1] or "other") if (gone := withdrawal(entry, away.get(entry.id or 0, ()), on)) else None,
            len(roles),
            roles.count(Role.PROMOTED),
        )
        for entry in entries
        for roles in [there.get(entry.id or 0, [])]
    }
