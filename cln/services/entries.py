"""Entries: enrolling from nominations, withdrawing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cln import models
from cln.errors import Refused
from cln.intake import nominations as intake
from cln.intake.references import Which
from cln.programme import Reason, Role
from cln.services import facilitators, limits
from cln.services.choosing import choose
from cln.services.facilitators import Need
from cln.services.nominations import Places, finder
from cln.services.tally import Tally
from cln.store import Change, entries, register
from cln.store import facilitators as facilitators_store
from cln.store.entries import EnrolledEntry


@dataclass(frozen=True)
class Incomplete:
    """An entry that lacks a role: a promoted member of staff, a practitioner, or both."""

    entry: EnrolledEntry
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Unnamed:
    """Somebody on record for an entry that a file speaks of without naming them: replaced, perhaps."""

    entry: EnrolledEntry
    name: str


@dataclass(frozen=True)
class Enrolment:
    """What a file of nominations did to a cohort, and how the cohort stands after it."""

    cohort: str
    source: str
    unused: tuple[str, ...]
    entries_added: int
    people: Tally
    not_in_file: tuple[Unnamed, ...]
    incomplete: tuple[Incomplete, ...]
    entries: int
    participants: int
    capacity: int
    short: tuple[Need, ...]
    """Authorities with too few key facilitators; empty as long as the cohort has no facilitators at all."""


@dataclass(frozen=True)
class Withdrawal:
    """An entry that left, and what remains of the cohort."""

    cohort: str
    entry: EnrolledEntry
    entries: int
    participants: int


def enrol(change: Change, cohort: models.Cohort, path: Path) -> Enrolment:
    """Enrol the establishments and people that a file nominates, all at the moment of the change.

    Entries that are enrolled already keep their moment; new people join them, nobody is taken off.

    Raises:
        Refused: the cohort is closed, the register is empty, or any row is not right.
    """
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; nobody can be enrolled in it any more")
    session = change.session
    departments = register.by_code(session)
    if not departments:
        raise Refused("the register is empty; fill it first: cln establishment import FILE")
    file = intake.read(path, finder(departments))
    places = Places(cohort, entries.enrolled(session, cohort))
    for nomination in file.rows:
        places.take(nomination)
    file.problems.refuse_any()
    added, people = places.write(change)
    active = entries.active(session, cohort)
    supporting = facilitators_store.of_cohort(session, cohort)
    return Enrolment(
        cohort=cohort.name,
        source=file.source,
        unused=file.unused,
        entries_added=added,
        people=people,
        not_in_file=tuple(Unnamed(entry, person.name) for entry, person in places.unnamed()),
        incomplete=tuple(_incomplete(active)),
        entries=len(active),
        participants=_people(active),
        capacity=cohort.capacity,
        short=tuple(
            need
            for need in facilitators.needs_of(active, supporting, limits.in_force(session, cohort))
            if supporting and need.short
        ),
    )


def withdraw(
    change: Change,
    cohort: models.Cohort,
    code: str,
    *,
    reason: Reason,
    on: date,
    note: str | None = None,
    sector: str | None = None,
    number: int | None = None,
) -> Withdrawal:
    """Mark an entry as withdrawn; what is on record about it stays.

    Raises:
        Refused: it is not in the cohort, has withdrawn already, or the cohort had closed by then.
        Usage: the establishment has several entries and none was chosen.
    """
    enrolled = entries.enrolled(change.session, cohort)
    leaving = choose(enrolled, cohort, Which(code, sector, number))
    entry = leaving.entry
    if entry.withdrawn_on is not None:
        raise Refused(
            f"{leaving.label} withdrew from {cohort.name} already, on {entry.withdrawn_on} "
            f"({entry.withdrawn_reason})"
        )
    if cohort.closed_on is not None and on > cohort.closed_on:
        raise Refused(
            f"{cohort.name} closed on {cohort.closed_on}, before {on}; give an earlier date with --on"
        )
    entry.withdrawn_on, entry.withdrawn_reason, entry.withdrawn_note = on, reason.value, note or None
    left = [one for one in enrolled if one.entry.withdrawn_on is None]
    return Withdrawal(cohort.name, leaving, len(left), _people(left))


def _incomplete(active: list[EnrolledEntry]) -> list[Incomplete]:
    found = []
    for one in active:
        present = {person.role for person in one.participants}
        if lacks := tuple(role.value for role in Role if role not in present):
            found.append(Incomplete(one, lacks))
    return found


def _people(active: list[EnrolledEntry]) -> int:
    return sum(len(one.participants) for one in active)
