"""Entries: enrolling from nominations."""

from dataclasses import dataclass
from pathlib import Path

from cln.cohort import reading as intake
from cln.cohort.nominations import Places, finder
from cln.cohort.queries import EnrolledEntry, active_entries, entries_of
from cln.errors import Refused
from cln.facilitators.needs import Need, needs
from cln.facilitators.queries import facilitators_of
from cln.files.outcome import Tally
from cln.match import rules
from cln.register.queries import establishments_by_code
from cln.store import Change
from cln.tables.cohorts import Cohort


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


def enrol(change: Change, cohort: Cohort, path: Path) -> Enrolment:
    """Enrol the establishments and people that a file nominates, all at the moment of the change.

    Entries that are enrolled already keep their moment; new people join them, nobody is taken off.

    Raises:
        Refused: the cohort is closed, the register is empty, or any row is not right.
    """
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; nobody can be enrolled in it any more")
    session = change.session
    departments = establishments_by_code(session)
    if not departments:
        raise Refused("the register is empty; fill it first: cln establishment import FILE")
    file = intake.read(path, finder(departments))
    places = Places(cohort, entries_of(session, cohort))
    for nomination in file.rows:
        places.take(nomination)
    file.problems.refuse_any()
    added, people = places.write(change)
    active = active_entries(session, cohort)
    supporting = facilitators_of(session, cohort)
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
            for need in needs(session, cohort, rules.in_force(session, cohort).facilitator_establishments)
            if supporting and need.short
        ),
    )


def _people(active: list[EnrolledEntry]) -> int:
    return sum(len(one.participants) for one in active)
