"""The register read back: an establishment as commands show it, what it was before, and its entries."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln import models
from cln.services import names
from cln.store import entries, people, register


@dataclass(frozen=True)
class Establishment:
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
    entry: models.Entry
    absences: tuple[models.Absence, ...]


@dataclass(frozen=True)
class Shown:
    """An establishment, its past, and its entries, earliest cohort first."""

    establishment: Establishment
    earlier: tuple[models.EarlierName, ...]
    """What it was called before, the oldest name first."""
    merged_into: models.Establishment | None
    took_over: tuple[models.Establishment, ...]
    """Those that were merged into it."""
    entries: tuple[Place, ...]


def seen(row: models.Establishment, authority: models.Authority) -> Establishment:
    """A row of the register as commands show it."""
    return Establishment(
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
) -> tuple[Establishment, ...]:
    """Establishments by authority and name; with `closed`, closed ones too."""
    authority_id = names.authority(session, authority) if authority else None
    found = register.establishments(session, authority_id=authority_id, sector=sector, closed=closed)
    return tuple(seen(*row) for row in found)


def show(session: Session, code: str, sector: str | None = None) -> Shown:
    """One establishment, what it was before, and every entry it ever had."""
    row, authority = register.establishment(session, code, sector)
    places = entries.of_establishments(session, [row])
    absences = people.absences_of(session, [entry for entry, _ in places])
    return Shown(
        establishment=seen(row, authority),
        earlier=tuple(people.earlier_names(session, row)),
        merged_into=session.get(models.Establishment, row.merged_into_id) if row.merged_into_id else None,
        took_over=tuple(people.taken_over(session, row)),
        entries=tuple(
            Place(cohort.name, cohort.launch, entry, tuple(absences.get(entry.id or 0, ())))
            for entry, cohort in places
        ),
    )
