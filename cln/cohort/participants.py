"""Participants who join an entry, leave it, or are replaced; what those who left did stays on record."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field
from sqlmodel import Session

from cln.cohort import days
from cln.cohort.entries import Enrolled
from cln.cohort.queries import EnrolledEntry, entries_of
from cln.cohort.whom import Which, choose, choose_active, participant
from cln.errors import Refused
from cln.files import people
from cln.files.taken import OfCohort
from cln.programme import PARTICIPANTS_AN_ENTRY, Reason, Role
from cln.store import Change
from cln.store.rows import alter, fields_of
from cln.tables.cohorts import Cohort, Participant
from cln.words import fold


@dataclass(frozen=True)
class Person:
    """Somebody as those who nominate them describe them; an empty address is none."""

    name: str
    email: str = ""
    post: str = ""
    experienced: bool = False


@dataclass(frozen=True)
class PersonLine:
    """Somebody who is or was on an entry."""

    name: str
    email: str | None
    role: str
    post: str | None
    experienced: bool
    joined_on: date | None
    """None: from the start."""
    left_on: date | None
    reason: str | None
    """Why they left."""

    @classmethod
    def of(cls, row: Participant, **more: str | None) -> Self:
        """A person on record with what else this kind of line holds."""
        return cls(**fields_of(row, cls, reason=row.left_reason, **more))


@dataclass(frozen=True)
class WithReplaced(PersonLine):
    """Somebody in the list of a cohort's people."""

    replaces: str | None
    """The name of the one in whose place they came."""


@dataclass(frozen=True)
class Moved(Enrolled, OfCohort):
    """An entry after somebody left it or joined it."""

    left: PersonLine | None
    joined: PersonLine | None
    lacks: tuple[str, ...]
    """The roles of which it should bring one and has none."""
    reference: Annotated[str, Field(exclude=True)]
    """How a command line names the entry."""


@dataclass(frozen=True)
class Peopled(Enrolled):
    """An entry and its people, those who have left last."""

    people: tuple[WithReplaced, ...]
    label: Annotated[str, Field(exclude=True)]
    """How a table names the entry."""

    @classmethod
    def of(cls, enrolled: EnrolledEntry, **more: Any) -> Self:
        """An entry with everybody who is or was on it."""
        people = tuple(
            WithReplaced.of(row, replaces=enrolled.names.get(row.replaces_id or 0))
            for row in (*enrolled.participants, *enrolled.left)
        )
        return super().of(enrolled, people=people, label=enrolled.label, **more)


def leave(change: Change, cohort: Cohort, which: Which, who: str, *, reason: Reason, on: date) -> Moved:
    """Note that somebody leaves an entry; `on` is the first day without them.

    Raises:
        Refused: the entry has withdrawn or has nobody of that name, or the day is before they came or after
            the close.
        Usage: several entries or people fit.
    """
    entry = choose_active(entries_of(change.session, cohort), cohort, which)
    person = participant(entry, who)
    _go(cohort, person, reason, on)
    return _moved(cohort, entry, left=person)


def join(change: Change, cohort: Cohort, which: Which, new: Person, role: Role, *, on: date) -> Moved:
    """Add somebody to an entry, or take somebody back who had left it.

    Raises:
        Refused: the entry has withdrawn, is full, or has them already; the cohort is closed.
        Usage: several entries fit.
    """
    entry = choose_active(entries_of(change.session, cohort), cohort, which)
    if len(entry.participants) >= PARTICIPANTS_AN_ENTRY:
        raise Refused(
            f"{entry.label} has {PARTICIPANTS_AN_ENTRY} people already, the most that an entry brings; "
            f"replace one with: cln cohort replace {entry.reference} WHO --name NAME --reason REASON"
        )
    joined = _come(change, cohort, entry, new, role, on)
    return _moved(cohort, entry, joined=joined)


def take_place(
    change: Change,
    cohort: Cohort,
    which: Which,
    who: str,
    new: Person,
    *,
    reason: Reason,
    on: date,
    role: Role | None = None,
) -> Moved:
    """Put somebody in the place of one who leaves, on the same day and, by default, in the same role.

    Raises:
        Refused: as for `leave` and `join`.
        Usage: several entries or people fit.
    """
    entry = choose_active(entries_of(change.session, cohort), cohort, which)
    leaving = participant(entry, who)
    joined = _come(change, cohort, entry, new, role or Role(leaving.role), on, leaving)
    _go(cohort, leaving, reason, on)
    return _moved(cohort, entry, left=leaving, joined=joined)


def listing(session: Session, cohort: Cohort, which: Which | None = None) -> tuple[Peopled, ...]:
    """The people of all the cohort's entries that have not withdrawn, or of one entry."""
    enrolled = entries_of(session, cohort)
    active = [entry for entry in enrolled if entry.entry.withdrawn_on is None]
    return tuple(map(Peopled.of, [choose(enrolled, cohort, which)] if which else active))


def _go(cohort: Cohort, person: Participant, reason: Reason, on: date) -> None:
    days.before_close(cohort, on)
    if person.joined_on is not None:
        days.not_before(on, person.joined_on, f"{person.name} joined on")
    person.left_on, person.left_reason = on, reason.value


def _come(
    change: Change,
    cohort: Cohort,
    entry: EnrolledEntry,
    new: Person,
    role: Role,
    on: date,
    replaced: Participant | None = None,
) -> Participant:
    days.refuse_closed(cohort, "nobody can join it any more")
    if there := next((one for one in entry.participants if people.is_same(one, new)), None):
        raise Refused(f"{there.name} is on {entry.label} already; see: cln cohort people {entry.reference}")
    if known := next((one for one in entry.left if fold(one.name) == fold(new.name)), None):
        _come_back(change, known, new, role, on)
        if replaced:
            known.replaces_id = replaced.id
        return known
    row = Participant(
        entry_id=entry.id,
        name=new.name,
        email=new.email or None,
        role=role.value,
        post=new.post or None,
        experienced=new.experienced,
        joined_on=on if on > cohort.launch else None,
        replaces_id=replaced.id if replaced else None,
    )
    change.add(row)
    return row


def _come_back(change: Change, known: Participant, new: Person, role: Role, on: date) -> None:
    """Take somebody back who had left; what is not said of them now stays as it was."""
    from cln.tables.absences import Absence

    assert known.left_on is not None
    days.not_before(on, known.left_on, f"{known.name} left on")
    change.add(
        Absence(
            participant_id=known.id,
            withdrawn_on=known.left_on,
            reason=known.left_reason or Reason.OTHER.value,
            rejoined_on=on,
        )
    )
    known.left_on = known.left_reason = None
    given = {"email": new.email or None, "post": new.post or None, "experienced": new.experienced or None}
    alter(known, role=role.value, **given)


def _moved(
    cohort: Cohort,
    entry: EnrolledEntry,
    *,
    left: Participant | None = None,
    joined: Participant | None = None,
) -> Moved:
    now = tuple(person for person in (*entry.participants, joined) if person and person is not left)
    after = replace(entry, participants=now)
    return Moved.of(
        after,
        cohort=cohort.name,
        left=PersonLine.of(left) if left else None,
        joined=PersonLine.of(joined) if joined else None,
        lacks=after.lacks,
        reference=entry.reference,
    )
