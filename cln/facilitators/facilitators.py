"""Facilitators of a cohort: who they are, and whether each authority has enough of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from cln.cohort import names
from cln.cohort.queries import EnrolledEntry, active_entries
from cln.errors import Refused
from cln.facilitators import reading as intake
from cln.facilitators.queries import Supporting, facilitator_themes, facilitators_ever, facilitators_of
from cln.facilitators.reading import FacilitatorRow
from cln.files.outcome import Tally, alter
from cln.match import limits
from cln.matching.problem import Limits
from cln.programme import FacilitatorRole
from cln.store import Change
from cln.tables.cohorts import Cohort, Facilitator, FacilitatorTheme


@dataclass(frozen=True)
class Need:
    """How many key facilitators an authority must provide for its establishments, and how many it does."""

    authority: str
    establishments: int
    needed: int
    present: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.present)


@dataclass(frozen=True)
class Imported:
    """What a file did to the cohort's facilitators."""

    cohort: str
    source: str
    unused: tuple[str, ...]
    rows: Tally
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Added:
    """A facilitator who was added by hand."""

    cohort: str
    facilitator: Supporting
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Listed:
    """All facilitators of a cohort."""

    cohort: str
    facilitators: tuple[Supporting, ...]


def import_file(change: Change, cohort: Cohort, path: Path) -> Imported:
    """Take a file of facilitators into the cohort; what the file says nothing about stays.

    Raises:
        Refused: the cohort is closed, or any row is not right.
    """
    _refuse_closed(cohort)
    session = change.session
    file = intake.read(path, names.authorities(session), names.themes(session, cohort, every=True))
    if gone := _withdrawn(session, cohort, file.rows):
        raise Refused(
            f"{file.source} names facilitators who withdrew from {cohort.name}; take them out of it, or "
            "take them back first",
            [f'{one.name}, on {one.withdrawn_on}: cln facilitator rejoin "{one.name}"' for one in gone],
        )
    added, changed = _put(change, cohort, file.rows)
    return Imported(
        cohort=cohort.name,
        source=file.source,
        unused=file.unused,
        rows=Tally(added, changed, len(file.rows) - added - changed),
        needs=needs(session, cohort),
    )


def add(
    change: Change,
    cohort: Cohort,
    name: str,
    organisation: str,
    authority: str | None = None,
    *,
    email: str = "",
    role: FacilitatorRole = FacilitatorRole.KEY,
    themes: str = "",
) -> Added:
    """Add one facilitator; `themes` are joined by `;`.

    Raises:
        Refused: the cohort is closed or has them already, or a name is unknown.
    """
    _refuse_closed(cohort)
    session = change.session
    authority_id = names.authority(session, authority) if authority else None
    try:
        known = intake.themes(themes, names.themes(session, cohort, every=True))
    except ValueError as error:
        raise Refused(str(error)) from error
    row = FacilitatorRow(name, email or None, organisation, authority_id, role.value, known)
    for gone in _withdrawn(session, cohort, [row]):
        raise Refused(
            f"{gone.name} withdrew from {cohort.name} on {gone.withdrawn_on}; take them back with: "
            f'cln facilitator rejoin "{gone.name}"'
        )
    if _same(row, [one.facilitator for one in facilitators_of(session, cohort)]):
        raise Refused(f"{name} is a facilitator of {cohort.name} already; see: cln facilitator list")
    _put(change, cohort, [row])
    present = facilitators_of(session, cohort)
    newest = max(present, key=lambda one: one.facilitator.id or 0)
    return Added(cohort.name, newest, needs(session, cohort))


def listing(session: Session, cohort: Cohort, *, everyone: bool = False) -> Listed:
    """The cohort's facilitators by authority and name; with `everyone`, those who have withdrawn too."""
    found = facilitators_ever(session, cohort) if everyone else facilitators_of(session, cohort)
    return Listed(cohort.name, tuple(found))


def needs(session: Session, cohort: Cohort) -> tuple[Need, ...]:
    """What each authority needs and has; of those with establishments in the cohort, by name."""
    active, supporting = active_entries(session, cohort), facilitators_of(session, cohort)
    return needs_of(active, supporting, limits.in_force(session, cohort))


def needs_of(
    active: Iterable[EnrolledEntry], supporting: Iterable[Supporting], limits: Limits
) -> tuple[Need, ...]:
    """The same from what was read already.

    Source: each authority provides one key facilitator for up to ten establishments that take part.
    """
    places = {(one.authority, one.establishment.id) for one in active}
    establishments = Counter(authority for authority, _ in places)
    present = Counter(one.authority for one in supporting if one.facilitator.role == FacilitatorRole.KEY)
    return tuple(
        Need(authority, number, -(-number // limits.facilitator_establishments), present[authority])
        for authority, number in sorted(establishments.items())
    )


def _put(change: Change, cohort: Cohort, rows: Iterable[FacilitatorRow]) -> tuple[int, int]:
    """Add or change facilitators and their themes; how many were added, how many changed."""
    present = [one.facilitator for one in facilitators_of(change.session, cohort)]
    new: list[Facilitator] = []
    changed: set[int] = set()
    wanted: list[tuple[Facilitator, tuple[int, ...]]] = []
    for row in rows:
        person = _same(row, present)
        if person is None:
            person = _new(cohort, row)
            new.append(person)
        elif _update(person, row):
            changed.add(person.id or 0)
        if row.themes:
            wanted.append((person, row.themes))
    change.add(*new)
    retaught = _teach(change, cohort, wanted)
    return len(new), len(changed | retaught - {person.id for person in new})


def _same(row: FacilitatorRow, present: Iterable[Facilitator]) -> Facilitator | None:
    same = [one for one in present if row.same_person(one.name, one.email, one.authority_id)]
    return min(same, key=lambda one: one.email != row.email, default=None)


def _new(cohort: Cohort, row: FacilitatorRow) -> Facilitator:
    return Facilitator(
        cohort_id=cohort.id or 0,
        name=row.name,
        email=row.email or "",
        organisation=row.organisation,
        authority_id=row.authority_id,
        role=row.role or FacilitatorRole.KEY.value,
    )


def _update(person: Facilitator, row: FacilitatorRow) -> bool:
    moved = person.authority_id != row.authority_id
    if moved:  # an empty authority says something too: a national body
        person.authority_id = row.authority_id
    return (
        alter(person, name=row.name, email=row.email, organisation=row.organisation, role=row.role) or moved
    )


def _teach(change: Change, cohort: Cohort, wanted: Iterable[tuple[Facilitator, tuple[int, ...]]]) -> set[int]:
    """Make each one's themes those wanted; the ids of the facilitators for whom that changed anything."""
    links = facilitator_themes(change.session, cohort)
    known = {(link.facilitator_id, link.theme_id): link for link in links}
    asked = {person.id or 0: set(themes) for person, themes in wanted}
    gone = [link for (person, theme), link in known.items() if person in asked and theme not in asked[person]]
    new = [
        FacilitatorTheme(facilitator_id=person, theme_id=theme)
        for person, themes in asked.items()
        for theme in sorted(themes)
        if (person, theme) not in known
    ]
    change.delete(*gone)
    change.add(*new)
    return {link.facilitator_id for link in [*gone, *new]}


def _refuse_closed(cohort: Cohort) -> None:
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; its facilitators stay as they are")


def _withdrawn(session: Session, cohort: Cohort, rows: Iterable[FacilitatorRow]) -> list[Facilitator]:
    """Who among them has withdrawn: nobody comes back unasked."""
    ever = [one.facilitator for one in facilitators_ever(session, cohort)]
    present = [one for one in ever if one.withdrawn_on is None]
    gone = [one for one in ever if one.withdrawn_on is not None]
    return [one for row in rows if not _same(row, present) and (one := _same(row, gone))]
