"""The register read back: an establishment as commands show it, what it was before, and its entries."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln.cohort import names
from cln.cohort.queries import absences_by_entry
from cln.register.queries import (
    earlier_names_of,
    entries_of_establishments,
    find_establishment,
    list_establishments,
    taken_over_by,
)
from cln.tables.cohorts import Entry
from cln.tables.people import Absence, EarlierName
from cln.tables.register import Authority, Establishment


@dataclass(frozen=True)
class RegisterLine:
    """An establishment as commands show it; degrees, and None for what is not known."""

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
class Place:
    """An entry that an establishment has or had in a cohort, and the withdrawals of it that ended."""

    cohort: str
    launch: date
    entry: Entry
    absences: tuple[Absence, ...]


@dataclass(frozen=True)
class Shown:
    """An establishment, its past, and its entries, earliest cohort first."""

    establishment: RegisterLine
    earlier: tuple[EarlierName, ...]
    """What it was called before, the oldest name first."""
    merged_into: Establishment | None
    took_over: tuple[Establishment, ...]
    """Those that were merged into it."""
    entries: tuple[Place, ...]


def seen(row: Establishment, authority: Authority) -> RegisterLine:
    """A row of the register as commands show it."""
    return RegisterLine(
        code=row.code,
        sector=row.sector,
        name=row.name,
        authority=authority.name,
        postcode=row.postcode,
        simd_quintile=row.simd_quintile,
        latitude=row.latitude,
        longitude=row.longitude,
        closed_on=row.closed_on,
    )


def listing(
    session: Session, *, authority: str | None = None, sector: str | None = None, closed: bool = False
) -> tuple[RegisterLine, ...]:
    """Establishments by authority and name; with `closed`, closed ones too."""
    authority_id = names.authority(session, authority) if authority else None
    found = list_establishments(session, authority_id=authority_id, sector=sector, closed=closed)
    return tuple(seen(*row) for row in found)


def show(session: Session, code: str, sector: str | None = None) -> Shown:
    """One establishment, what it was before, and every entry it ever had."""
    row, authority = find_establishment(session, code, sector)
    places = entries_of_establishments(session, [row])
    absences = absences_by_entry(session, [entry for entry, _ in places])
    return Shown(
        establishment=seen(row, authority),
        earlier=tuple(earlier_names_of(session, row)),
        merged_into=session.get(Establishment, row.merged_into_id) if row.merged_into_id else None,
        took_over=tuple(taken_over_by(session, row)),
        entries=tuple(
            Place(cohort.name, cohort.launch, entry, tuple(absences.get(entry.id or 0, ())))
            for entry, cohort in places
        ),
    )
