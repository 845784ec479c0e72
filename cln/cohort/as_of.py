"""A cohort's entries and people as they stood at the end of a day, whenever that was put on record.

Who withdraws or leaves on a day is gone at its end, though at an event of that day they may still have been
expected, see `Roll.absence`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from cln.cohort.queries import (
    EnrolledEntry,
    Listed,
    absences_of_entries,
    absences_of_people,
    entries_of,
    every_cohort,
)
from cln.store.rows import copied, grouped
from cln.tables.cohorts import Absence, Cohort, Entry, Participant
from cln.words import day_of

GONE = ("withdrawn_on", "withdrawn_reason", "withdrawn_note")
"""What an entry holds of its withdrawal."""


def entries_on(session: Session, cohort: Cohort, on: date) -> list[EnrolledEntry]:
    """All entries that the cohort had had by a day, withdrawn ones too, as they stood then; four queries.

    Rows that were otherwise then are copies, which are never written.
    """
    away, people_away = absences_of_entries(session, cohort), absences_of_people(session, cohort)
    return [
        _stood(one, on, away.get(one.id, ()), people_away)
        for one in entries_of(session, cohort)
        if had(one.entry, cohort, on)
    ]


def had(entry: Entry, cohort: Cohort, on: date) -> bool:
    """Whether an entry belonged to its cohort by a day: it was nominated by then, or took part by then."""
    return day_of(entry.nominated_at) <= on or (entry.starts_on or cohort.launch) <= on


def withdrawal(
    entry: Entry, absences: Sequence[Absence], on: date
) -> tuple[date, str | None, str | None] | None:
    """The day, the reason and the note of the withdrawal that lasted on a day; None while it took part."""
    if entry.withdrawn_on is not None and entry.withdrawn_on <= on:
        return entry.withdrawn_on, entry.withdrawn_reason, entry.withdrawn_note
    spans = (one for one in absences if one.withdrawn_on <= on < one.rejoined_on)
    return next(((one.withdrawn_on, one.reason, one.note) for one in spans), None)


def left(person: Any, absences: Sequence[Absence], on: date) -> tuple[date, str | None] | None:
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
    one: EnrolledEntry, on: date, absences: Sequence[Absence], people_away: Mapping[int, Sequence[Absence]]
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


def _entry_of(person: Any) -> int:
    return int(person.entry_id)


@dataclass(frozen=True)
class Counted:
    """How an entry stood on a day."""

    cohort_id: int
    withdrawn_reason: str | None
    """None while it takes part."""
    people: int
    """Participants who are on it."""


def counted_on(session: Session, cohorts: Sequence[Cohort], on: date) -> dict[int, Counted]:
    """Id of each entry that these cohorts had had by a day -> how it stood then; four queries for all."""
    of = {cohort.id or 0: cohort for cohort in cohorts}
    ours = col(Entry.cohort_id).in_(of)
    entries = [one for one in session.exec(select(Entry).where(ours)) if had(one, of[one.cohort_id], on)]
    columns = (Participant.id, Participant.entry_id, Participant.joined_on, Participant.left_on)
    people: Iterable[Any] = session.exec(
        select(*columns, Participant.left_reason).join(Entry).where(ours)  # type: ignore[call-overload]
    )
    theirs, absent = grouped(people, _entry_of), select(Absence)
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
    return {
        entry.id or 0: Counted(
            entry.cohort_id,
            (gone[1] or "other") if (gone := withdrawal(entry, away.get(entry.id or 0, ()), on)) else None,
            sum(
                joined(person, on) and left(person, people_away.get(person.id, ()), on) is None
                for person in theirs.get(entry.id or 0, ())
            ),
        )
        for entry in entries
    }


def list_cohorts(session: Session, on: date) -> list[Listed]:
    """Every cohort with its numbers on a day, the latest launch first; five queries, however many cohorts."""
    every = every_cohort(session)
    active = [one for one in counted_on(session, every, on).values() if one.withdrawn_reason is None]
    entries = Counter(one.cohort_id for one in active)
    people = Counter[int]()
    for one in active:
        people[one.cohort_id] += one.people
    cohorts = [
        Listed(
            cohort.name, cohort.launch, cohort.closed_on is None, cohort.closed_on, entries[of], people[of]
        )
        for cohort in every
        for of in [cohort.id or 0]
    ]
    return sorted(cohorts, key=lambda listed: (-listed.launch.toordinal(), listed.cohort))
