"""The register: adding and amending establishments, and looking at them."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.errors import Refused, Usage
from cln.register import authorities
from cln.register.coordinates import Coordinates, coordinates, known
from cln.register.queries import (
    absences_of_entries,
    earlier_names_of,
    entries_of_establishments,
    establishments_by_key,
    find_establishment,
    list_establishments,
    taken_over_by,
)
from cln.screen.data import columns
from cln.store import Change
from cln.store.rows import alter, fields_of
from cln.tables.absences import Absence
from cln.tables.names import EarlierName
from cln.tables.register import Authority, Establishment
from cln.words import fold

Key = Annotated[Establishment, columns("code", "sector", "name")]


@dataclass(frozen=True)
class Details:
    """What may not be known about an establishment: None to leave it as it is. Degrees north and east."""

    postcode: str | None = None
    simd_quintile: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class RegisterLine:
    """An establishment as every command shows it; degrees, and None for what is not known."""

    code: str
    sector: str
    name: str
    authority: str
    postcode: str | None
    simd_quintile: int | None
    latitude: float | None
    longitude: float | None
    closed_on: date | None


@dataclass(frozen=True)
class Noted(RegisterLine):
    """An establishment after `add` or `amend`."""

    changed: Annotated[bool, Field(exclude=True)]
    """Not, if it was like this before."""


@dataclass(frozen=True)
class Place:
    """An entry that an establishment has or had in a cohort, and the withdrawals of it that ended."""

    cohort: str
    launch: date
    entry: int
    withdrawn_on: date | None
    withdrawn_reason: str | None
    starts_on: date | None
    finishes_on: date | None
    absences: tuple[Annotated[Absence, columns("withdrawn_on", "reason", "note", "rejoined_on")], ...]


@dataclass(frozen=True)
class Shown(RegisterLine):
    """An establishment, its past, and its entries, earliest cohort first."""

    earlier_names: tuple[Annotated[EarlierName, columns("name", "until")], ...]
    """The oldest name first."""
    merged_into: Annotated[Establishment | None, columns("code", "sector", "name")]
    took_over: tuple[Key, ...]
    """Those that were merged into it."""
    entries: tuple[Place, ...]


def listing(
    session: Session, *, authority: str | None = None, sector: str | None = None, closed: bool = False
) -> list[RegisterLine]:
    """Establishments by authority and name; with `closed`, closed ones too."""
    authority_id = authorities.named(session, authority) if authority else None
    rows = list_establishments(session, authority_id=authority_id, sector=sector, closed=closed)
    return [line(*row) for row in rows]


def show(session: Session, code: str, sector: str | None = None) -> Shown:
    """One establishment, what it was before, and every entry it ever had."""
    row, authority = find_establishment(session, code, sector)
    places = entries_of_establishments(session, [row])
    absences = absences_of_entries(session, [entry for entry, _ in places])
    return Shown(
        **vars(line(row, authority)),
        earlier_names=tuple(earlier_names_of(session, row)),
        merged_into=session.get(Establishment, row.merged_into_id) if row.merged_into_id else None,
        took_over=tuple(taken_over_by(session, row)),
        entries=tuple(
            Place(
                cohort.name,
                cohort.launch,
                entry.number,
                entry.withdrawn_on,
                entry.withdrawn_reason,
                entry.starts_on,
                entry.finishes_on,
                tuple(absences.get(entry.id or 0, ())),
            )
            for entry, cohort in places
        ),
    )


def add(change: Change, code: str, sector: str, name: str, authority: str, details: Details) -> Noted:
    """Add one establishment.

    Raises:
        Refused: the register has it already, or nobody knows the authority.
    """
    if (code, sector) in establishments_by_key(change.session):
        raise Refused(f"{code} {sector} is in the register already; see: cln establishment show {code}")
    authority_id = authorities.named(change.session, authority)
    row = Establishment(code=code, sector=sector, name=name, authority_id=authority_id, **asdict(details))
    row.latitude, row.longitude = _placed(row)
    change.add(row)
    return _noted(change, row, changed=True)


def amend(
    change: Change,
    code: str,
    sector: str | None,
    details: Details,
    *,
    name: str | None = None,
    until: date | None = None,
    authority: str | None = None,
    reopen: bool = False,
) -> Noted:
    """Change what is known about one establishment; None leaves as it is what it stands for.

    Args:
        change: the unit of work.
        code: the establishment's.
        sector: which department, where the code covers two.
        details: what else to change.
        name: its new name; the old one is kept as an `EarlierName`.
        until: the day on which the old name ended; None for a name that was never right, which is not kept.
        authority: its new authority.
        reopen: it has not closed, nor been merged, after all.

    Raises:
        Usage: nothing to change was given.
    """
    if details.latitude == details.longitude == 0:
        details = replace(details, latitude=None, longitude=None)  # as files write that they are not known
    if not (name or authority or reopen) and details == Details():
        raise Usage(f"say what to amend, e.g.: cln establishment amend {code} --name NAME")
    row, _ = find_establishment(change.session, code, sector)
    if name and until:
        keep_name(change, row, name, until)
    authority_id = authorities.named(change.session, authority) if authority else None
    changed = alter(row, name=name, authority_id=authority_id, **asdict(details))
    if reopen and row.closed_on is not None:
        row.closed_on = row.merged_into_id = None
        changed = True
    if details.latitude is not None or details.longitude is not None:
        _placed(row)
    change.session.flush()
    return _noted(change, row, changed=changed)


def line(row: Establishment, authority: Authority) -> RegisterLine:
    """A row of the register as commands show it."""
    latitude, longitude = known(row.latitude, row.longitude) or Coordinates()
    place = {"authority": authority.name, "latitude": latitude, "longitude": longitude}
    return RegisterLine(**fields_of(row, RegisterLine, **place))


def _noted(change: Change, row: Establishment, *, changed: bool) -> Noted:
    authority = change.session.get_one(Authority, row.authority_id)
    return Noted(**vars(line(row, authority)), changed=changed)


def _placed(row: Establishment) -> Coordinates:
    """Where it stands; refused where it cannot stand there."""
    try:
        return coordinates(row.latitude, row.longitude)
    except ValueError as error:
        raise Refused(str(error)) from error


def keep_name(change: Change, row: Establishment, name: str, until: date) -> None:
    """Keep what an establishment was called before `name`; another spelling is no other name."""
    if name != row.name and fold(name) != fold(row.name):
        change.add(EarlierName(establishment_id=row.id or 0, name=row.name, until=until))
