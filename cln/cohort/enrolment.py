"""Enrolling the establishments and people that a file nominates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session, col, select

from cln.cohort import days, reading
from cln.cohort.entries import Enrolled
from cln.cohort.establishments import Establishments
from cln.cohort.nominations import Places
from cln.cohort.queries import EnrolledEntry, active_entries, entries_of
from cln.cohort.reading import Nomination
from cln.errors import Refused
from cln.facilitators.needs import Need, needs
from cln.facilitators.queries import facilitators_of
from cln.files.outcome import PassedOver, TableOutcome
from cln.files.source import Source
from cln.files.taken import OfCohort
from cln.store import Change
from cln.store.rows import grouped
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.words import fold


@dataclass(frozen=True)
class Incomplete(Enrolled):
    """An entry that lacks a role: a promoted member of staff, a practitioner, or both."""

    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Unnamed:
    """Somebody on record for an entry that a file speaks of without naming them: replaced, perhaps."""

    code: str
    sector: str
    entry: int
    name: str
    place: Annotated[str, Field(exclude=True)]
    """How a sentence names the entry."""

    @classmethod
    def of(cls, enrolled: EnrolledEntry, name: str) -> "Unnamed":
        """Somebody on an entry."""
        return cls(*enrolled.key, name, place=", ".join((enrolled.establishment.code, *enrolled.apart)))


@dataclass(frozen=True)
class _Added(OfCohort):
    entries_added: int


@dataclass(frozen=True)
class Enrolment(TableOutcome, _Added):
    """What a file of nominations did to a cohort's people, and how the cohort stands after it."""

    not_in_file: tuple[Unnamed, ...]
    incomplete: tuple[Incomplete, ...]
    entries: int
    participants: int
    capacity: int
    over_capacity: int
    """How many participants more than its capacity the cohort has."""
    key_facilitators_short: tuple[Need, ...]
    """Authorities with too few; empty as long as the cohort has no facilitators at all."""
    passed_over: tuple[PassedOver, ...]
    """Rows of people who have left, as the file itself says."""


def enrol(
    change: Change,
    cohort: Cohort,
    most: int,
    source: Source,
    agree: Callable[[str], None] | None = None,
) -> Enrolment:
    """Enrol the establishments and people that a file nominates, all at the moment of the change.

    Entries that are enrolled already keep their moment; new people join them, nobody is taken off.

    Args:
        change: the unit of work.
        cohort: the cohort.
        most: for how many establishments of an authority one key facilitator is enough.
        source: a CSV or XLSX file.
        agree: asks about people who all take part in another cohort, and raises where the answer is no; None:
            that is told with what else is doubtful about the file.

    Raises:
        Refused: the cohort is closed, the register is empty, or any row is not right.
    """
    days.refuse_closed(cohort, "nobody can be enrolled in it any more")
    session = change.session
    enrolled = entries_of(session, cohort)
    register = Establishments(session, frozenset(one.entry.establishment_id for one in enrolled))
    if not register:
        raise Refused("the register is empty; fill it first: cln establishment import FILE")
    file = reading.read(source, cohort.name, register)
    places = Places(cohort, enrolled)
    places.take(file.rows)
    file.problems.refuse_any()
    if not enrolled and (other := _all_elsewhere(session, cohort, file.rows)):
        (agree or source.doubt)(
            f"everybody in {source.path.name} takes part in {other} already, which is open"
        )
    source.changes(places.renamed(), "with another name or address")
    source.doubt(*register.doubts, *places.kept_experience(), *places.nominated_twice())
    added, people = places.write(change)
    active = active_entries(session, cohort)
    participants = sum(len(entry.participants) for entry in active)
    needed = needs(session, cohort, most) if facilitators_of(session, cohort) else ()
    return Enrolment(
        cohort.name,
        added,
        file.source,
        *people,
        file.unused,
        not_in_file=tuple(Unnamed.of(entry, person.name) for entry, person in places.unnamed()),
        incomplete=tuple(Incomplete.of(entry, lacks=entry.lacks) for entry in active if entry.lacks),
        entries=len(active),
        participants=participants,
        capacity=cohort.capacity,
        over_capacity=max(0, participants - cohort.capacity),
        key_facilitators_short=tuple(need for need in needed if need.short),
        passed_over=file.passed_over,
    )


def _all_elsewhere(session: Session, cohort: Cohort, rows: Sequence[Nomination]) -> str | None:
    """The name of another open cohort in which all these people take part; None where there is none."""
    wanted = {(row.establishment_id, fold(row.name)) for row in rows}
    query = (
        select(Cohort.name, Entry.establishment_id, Participant.name)
        .join(Entry, col(Entry.cohort_id) == col(Cohort.id))
        .join(Participant, col(Participant.entry_id) == col(Entry.id))
        .where(Cohort.id != cohort.id, col(Cohort.closed_on).is_(None), col(Participant.left_on).is_(None))
    )
    there = grouped(session.exec(query), lambda row: row[0])
    for name, people in there.items():
        if wanted and wanted <= {(establishment, fold(person)) for _, establishment, person in people}:
            return name
    return None
