"""Entries that leave their cohort, come back, start late or finish early; what is on record about them stays.

Source: the programme let secondaries finish early, and a school start late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from cln.cohort import days
from cln.cohort.entries import Departure, Return, Term
from cln.cohort.queries import EnrolledEntry, entries_of
from cln.cohort.whom import Which, choose, choose_active
from cln.errors import Refused
from cln.files.taken import OfCohort
from cln.programme import Reason
from cln.store import Change
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Withdrawal(Departure, OfCohort):
    """An entry that left, and what remains of the cohort."""

    entries_left: int
    participants_left: int


@dataclass(frozen=True)
class Rejoined(Return, OfCohort):
    """An entry that came back, how long it was away and why, and how many the cohort has now."""

    entries: int
    participants_now: int


@dataclass(frozen=True)
class OwnTerm(Term, OfCohort):
    """When an entry takes part."""

    launch: Annotated[date, Field(exclude=True)]
    """Of the cohort."""


def withdraw(
    cohort: Cohort,
    enrolled: Sequence[EnrolledEntry],
    which: Which,
    *,
    reason: Reason,
    on: date,
    note: str | None = None,
) -> Withdrawal:
    """Mark one of the cohort's entries as withdrawn.

    Raises:
        Refused: it is not in the cohort, has withdrawn already, or the cohort had closed by then.
        Usage: the establishment has several entries and none was chosen.
    """
    leaving = choose(enrolled, cohort, which)
    entry = leaving.entry
    if entry.withdrawn_on is not None:
        raise Refused(
            f"{leaving.label} withdrew from {cohort.name} already, on {entry.withdrawn_on} "
            f"({entry.withdrawn_reason})"
        )
    days.before_close(cohort, on)
    entry.withdrawn_on, entry.withdrawn_reason, entry.withdrawn_note = on, reason.value, note or None
    entries, participants = _active(enrolled)
    return Withdrawal.of(leaving, cohort=cohort.name, entries_left=entries, participants_left=participants)


def rejoin(change: Change, cohort: Cohort, which: Which, *, on: date) -> Rejoined:
    """Take an entry that withdrew back into the cohort; the time away is kept as an `Absence`.

    Raises:
        Refused: it is not in the cohort or has not withdrawn, the day is before its withdrawal or after the
            close, or its establishment has closed.
        Usage: the establishment has several entries and none was chosen.
    """
    from cln.register.queries import reopening
    from cln.tables.absences import Absence

    enrolled = entries_of(change.session, cohort)
    returning = choose(enrolled, cohort, which)
    entry, establishment = returning.entry, returning.establishment
    if entry.withdrawn_on is None:
        raise Refused(f"{returning.label} has not withdrawn from {cohort.name}; see: cln cohort show")
    days.not_before(on, entry.withdrawn_on, f"{returning.label} withdrew on")
    if establishment.closed_on is not None:
        raise Refused(
            f"{establishment.code} {establishment.name} closed on {establishment.closed_on}; if it has not: "
            f"{reopening(establishment, shared=returning.shared)}"
        )
    days.before_close(cohort, on)
    absence = Absence(
        entry_id=entry.id,
        withdrawn_on=entry.withdrawn_on,
        reason=entry.withdrawn_reason or Reason.OTHER.value,
        note=entry.withdrawn_note,
        rejoined_on=on,
    )
    entry.withdrawn_on = entry.withdrawn_reason = entry.withdrawn_note = None
    change.add(absence)
    entries, participants = _active(enrolled)
    return Rejoined.after(
        returning, absence, cohort=cohort.name, entries=entries, participants_now=participants
    )


def start_late(change: Change, cohort: Cohort, which: Which, on: date | None) -> OwnTerm:
    """Set the first day of an entry; None: it starts with the others after all.

    Raises:
        Refused: the entry has withdrawn, or the day is not after the launch, or after its end or the close.
        Usage: several entries fit.
    """
    chosen = choose_active(entries_of(change.session, cohort), cohort, which)
    last = chosen.entry.finishes_on
    if on is not None:
        days.before_close(cohort, on)
        if on <= cohort.launch:
            raise Refused(f"{on} is no late start: {cohort.name} is launched on {cohort.launch}")
        if last is not None and on > last:
            raise Refused(f"{chosen.label} finishes on {last}, before {on}; give an earlier date")
    chosen.entry.starts_on = on
    return OwnTerm.of(chosen, cohort=cohort.name, launch=cohort.launch)


def finish_early(change: Change, cohort: Cohort, which: Which, on: date | None) -> OwnTerm:
    """Set the last day of an entry; None: it finishes with the others after all.

    Raises:
        Refused: the entry has withdrawn, or the day is before the launch or its start, or after the close.
        Usage: several entries fit.
    """
    chosen = choose_active(entries_of(change.session, cohort), cohort, which)
    if on is not None:
        days.before_close(cohort, on)
        days.not_before(on, chosen.entry.starts_on or cohort.launch, f"{chosen.label} starts on")
    chosen.entry.finishes_on = on
    return OwnTerm.of(chosen, cohort=cohort.name, launch=cohort.launch)


def _active(enrolled: Sequence[EnrolledEntry]) -> tuple[int, int]:
    """How many entries have not withdrawn, and how many people are on them."""
    left = [entry for entry in enrolled if entry.entry.withdrawn_on is None]
    return len(left), sum(len(entry.participants) for entry in left)
