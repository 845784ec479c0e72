"""The facilitators of a cohort: taken in from a file, added by hand, listed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln.errors import Refused
from cln.facilitators import reading
from cln.facilitators.known import Known, authority_of, ever, known_of, renamed, same, without_authority
from cln.facilitators.needs import Need, needs
from cln.facilitators.queries import Supporting, facilitator_themes, facilitators_ever, facilitators_of
from cln.facilitators.reading import FacilitatorRow
from cln.files.outcome import PassedOver, TableOutcome
from cln.files.source import Source
from cln.files.taken import OfCohort
from cln.programme import FacilitatorRole
from cln.register import authorities
from cln.store import Change
from cln.store.rows import alter, fields_of
from cln.tables.cohorts import Cohort
from cln.tables.facilitator_themes import FacilitatorTheme
from cln.tables.facilitators import Facilitator


@dataclass(frozen=True)
class Person:
    """A facilitator as every command shows them."""

    name: str
    email: str
    organisation: str
    authority: str | None
    """None for a national body."""
    role: str
    themes: tuple[str, ...]
    withdrawn_on: date | None
    withdrawn_reason: str | None


@dataclass(frozen=True)
class Added(Person, OfCohort):
    """A facilitator who was added by hand."""


@dataclass(frozen=True)
class Imported(TableOutcome, OfCohort):
    """What a file did to the cohort's facilitators."""

    key_facilitators: tuple[Need, ...]
    passed_over: tuple[PassedOver, ...]
    """Rows of facilitators who have withdrawn, as the file itself says."""


def person(one: Supporting) -> Person:
    """A facilitator as every command shows them."""
    themes = tuple(theme.name for theme in one.themes)
    return Person(**fields_of(one.facilitator, Person, authority=one.authority, themes=themes))


def listing(session: Session, cohort: Cohort, *, everyone: bool = False) -> list[Person]:
    """The cohort's facilitators by authority and name; with `everyone`, those who have withdrawn too."""
    listed = facilitators_ever(session, cohort) if everyone else facilitators_of(session, cohort)
    return [person(one) for one in listed]


def import_file(
    change: Change, cohort: Cohort, themes: Callable[[str], int], most: int, source: Source
) -> Imported:
    """Take a file of facilitators into the cohort; what the file says nothing about stays.

    Args:
        change: the unit of work.
        cohort: whom they support.
        themes: the id of the theme that a name means; raises ValueError for an unknown name.
        most: for how many establishments one key facilitator is enough.
        source: a CSV or XLSX file.

    Raises:
        Refused: the cohort is closed, or any row is not right.
    """
    _refuse_closed(cohort)
    file = reading.read(source, cohort.name, authorities.by_name(change.session), themes)
    known = known_of(change.session, cohort, file.rows)
    for row, one in known:
        if row.record and one and one.withdrawn_on:
            row.record.problem("name", f"{_withdrew(cohort, one)}, or take the row out")
    file.problems.refuse_any()
    source.changes(renamed(known), "with another name or address")
    source.doubt(*without_authority(known))
    added, changed = _put(change, cohort, known)
    return Imported(
        cohort=cohort.name,
        file=file.source,
        added=len(added),
        changed=changed,
        unchanged=len(file.rows) - len(added) - changed,
        columns_not_used=file.unused,
        key_facilitators=needs(change.session, cohort, most),
        passed_over=file.passed_over,
    )


def add(
    change: Change,
    cohort: Cohort,
    name: str,
    organisation: str,
    authority: str | None,
    *,
    email: str,
    role: FacilitatorRole,
    themes: str,
    theme: Callable[[str], int],
) -> Added:
    """Add one facilitator; `themes` are joined by `;`, `theme` is the id that the name of one means.

    Raises:
        Refused: the cohort is closed or has them already, or a name is unknown.
    """
    _refuse_closed(cohort)
    session = change.session
    authority_id = authorities.named(session, authority) if authority else None
    try:
        known = reading.themes(themes, theme)
    except ValueError as error:
        raise Refused(str(error)) from error
    row = FacilitatorRow(name, email or None, organisation, authority_id, role.value, known)
    if one := same(row, ever(session, cohort)):
        if one.withdrawn_on is None:
            raise Refused(f"{name} is a facilitator of {cohort.name} already; see: cln facilitator list")
        raise Refused(_withdrew(cohort, one))
    (new,), _ = _put(change, cohort, [(row, None)])
    there = next(one for one in facilitators_of(session, cohort) if one.facilitator is new)
    return Added(cohort=cohort.name, **vars(person(there)))


def _withdrew(cohort: Cohort, one: Facilitator) -> str:
    back = f'cln facilitator rejoin "{one.name}"'
    return f"{one.name} withdrew from {cohort.name} on {one.withdrawn_on}; take them back with: {back}"


def _put(change: Change, cohort: Cohort, known: Known) -> tuple[list[Facilitator], int]:
    """Add or change facilitators and their themes; those who are new, and how many others changed."""
    new: list[Facilitator] = []
    changed: set[int] = set()
    wanted: list[tuple[Facilitator, tuple[int, ...]]] = []
    for row, one in known:
        person = one or _new(cohort, row)
        if one is None:
            new.append(person)
        elif _update(person, row):
            changed.add(person.id or 0)
        if row.themes:
            wanted.append((person, row.themes))
    change.add(*new)
    changed |= _set_themes(change, cohort, wanted)
    return new, len(changed - {person.id for person in new})


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
    authority = authority_of(row, person)
    moved = person.authority_id != authority
    person.authority_id = authority
    return (
        alter(person, name=row.name, email=row.email, organisation=row.organisation, role=row.role) or moved
    )


def _set_themes(
    change: Change, cohort: Cohort, wanted: Sequence[tuple[Facilitator, tuple[int, ...]]]
) -> set[int]:
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
