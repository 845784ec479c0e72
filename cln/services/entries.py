"""Entries: enrolling from nominations."""

from dataclasses import dataclass
from pathlib import Path

from cln import models
from cln.errors import Refused
from cln.intake import nominations as intake
from cln.services import facilitators, limits
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
        incomplete=tuple(Incomplete(one, one.lacks) for one in active if one.lacks),
        entries=len(active),
        participants=_people(active),
        capacity=cohort.capacity,
        short=tuple(
            need
            for need in facilitators.needs_of(active, supporting, limits.in_force(session, cohort))
            if supporting and need.short
        ),
    )


def _people(active: list[EnrolledEntry]) -> int:
    return sum(len(one.participants) for one in active)
