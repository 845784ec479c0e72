"""Entries that leave their cohort, and those that come back; what is on record about them stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cln.cohort import days
from cln.cohort.queries import EnrolledEntry, entries_of
from cln.cohort.whom import Which, choose
from cln.errors import Refused
from cln.match.queries import current_proposal
from cln.match.waiting import Queue, after_leaving
from cln.programme import Reason
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.people import Absence


@dataclass(frozen=True)
class Withdrawal:
    """An entry that left, and what remains of the cohort."""

    cohort: str
    entry: EnrolledEntry
    entries: int
    participants: int
    queue: Queue | None = None
    """Who waits, and who could come in now; None without a proposal."""


@dataclass(frozen=True)
class Rejoined:
    """An entry that came back, how long it was away and why, and how many the cohort has now."""

    cohort: str
    entry: EnrolledEntry
    absence: Absence
    entries: int
    participants: int
    proposal: int | None
    """The one whose teams it can be fitted into; None before a match."""


def withdraw(
    change: Change,
    cohort: Cohort,
    which: Which,
    *,
    reason: Reason,
    on: date,
    note: str | None = None,
) -> Withdrawal:
    """Mark an entry as withdrawn; what is on record about it stays.

    Raises:
        Refused: it is not in the cohort, has withdrawn already, or the cohort had closed by then.
        Usage: the establishment has several entries and none was chosen.
    """
    enrolled = entries_of(change.session, cohort)
    leaving = choose(enrolled, cohort, which)
    entry = leaving.entry
    if entry.withdrawn_on is not None:
        raise Refused(
            f"{leaving.label} withdrew from {cohort.name} already, on {entry.withdrawn_on} "
            f"({entry.withdrawn_reason})"
        )
    days.before_close(cohort, on)
    entry.withdrawn_on, entry.withdrawn_reason, entry.withdrawn_note = on, reason.value, note or None
    change.session.flush()
    return Withdrawal(
        cohort.name, leaving, *_active(enrolled), after_leaving(change.session, cohort, enrolled)
    )


def rejoin(change: Change, cohort: Cohort, which: Which, *, on: date) -> Rejoined:
    """Take an entry that withdrew back into the cohort; the time away is kept as an `Absence`.

    Raises:
        Refused: it is not in the cohort or has not withdrawn, the day is before its withdrawal or after the
            close, or its establishment has closed.
        Usage: the establishment has several entries and none was chosen.
    """
    enrolled = entries_of(change.session, cohort)
    returning = choose(enrolled, cohort, which)
    entry, establishment = returning.entry, returning.establishment
    if entry.withdrawn_on is None:
        raise Refused(f"{returning.label} has not withdrawn from {cohort.name}; see: cln cohort show")
    if on < entry.withdrawn_on:
        raise Refused(
            f"{returning.label} withdrew on {entry.withdrawn_on}, after {on}; give a later date with --on"
        )
    if establishment.closed_on is not None:
        raise Refused(
            f"{establishment.code} {establishment.name} closed on {establishment.closed_on}; if it has not: "
            f"cln establishment amend {establishment.code} --reopen"
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
    proposal = current_proposal(change.session, cohort)
    number = proposal.number if proposal else None
    return Rejoined(cohort.name, returning, absence, *_active(enrolled), number)


def refuse_after_close(cohort: Cohort, on: date) -> None:
    """Refuse a day on which nobody can come or go any more."""
    if cohort.closed_on is not None and on > cohort.closed_on:
        raise Refused(
            f"{cohort.name} closed on {cohort.closed_on}, before {on}; give an earlier date with --on"
        )


def _active(enrolled: Iterable[EnrolledEntry]) -> tuple[int, int]:
    """How many entries have not withdrawn, and how many people are on them."""
    left = [one for one in enrolled if one.entry.withdrawn_on is None]
    return len(left), sum(len(one.participants) for one in left)
