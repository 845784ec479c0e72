"""Entries that do not run as long as the others: a late start, an early finish.

Source: the programme let secondaries finish early, and a school start late.
"""

from dataclasses import dataclass
from datetime import date

from cln.cohort import days
from cln.cohort.queries import EnrolledEntry, entries_of
from cln.cohort.whom import Which, choose_active
from cln.errors import Refused
from cln.store import Change
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Term:
    """An entry and the days between which it takes part; its own, where they differ from the cohort's."""

    cohort: Cohort
    entry: EnrolledEntry


def start_late(change: Change, cohort: Cohort, which: Which, on: date | None) -> Term:
    """Set the first day of an entry; None: it starts with the others after all.

    Raises:
        Refused: the entry has withdrawn, or the day is not after the launch, or after its end or the close.
        Usage: several entries fit.
    """
    one = choose_active(entries_of(change.session, cohort), cohort, which)
    if on is not None:
        days.before_close(cohort, on)
        if on <= cohort.launch:
            raise Refused(f"{on} is no late start: {cohort.name} is launched on {cohort.launch}")
        if one.entry.finishes_on is not None and on > one.entry.finishes_on:
            raise Refused(
                f"{one.label} finishes on {one.entry.finishes_on}, before {on}; give an earlier date"
            )
    one.entry.starts_on = on
    return Term(cohort, one)


def finish_early(change: Change, cohort: Cohort, which: Which, on: date | None) -> Term:
    """Set the last day of an entry; None: it finishes with the others after all.

    Raises:
        Refused: the entry has withdrawn, or the day is before the launch or its start, or after the close.
        Usage: several entries fit.
    """
    one = choose_active(entries_of(change.session, cohort), cohort, which)
    if on is not None:
        days.before_close(cohort, on)
        start = one.entry.starts_on or cohort.launch
        if on < start:
            raise Refused(f"{one.label} starts on {start}, after {on}; give a later date with --on")
    one.entry.finishes_on = on
    return Term(cohort, one)
