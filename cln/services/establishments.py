"""The register: importing, adding, looking up, amending and closing establishments."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from cln import models
from cln.errors import Refused, Usage
from cln.intake import establishments as intake
from cln.services import names
from cln.services.tally import Tally, alter
from cln.store import Change, entries, register


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
    """An entry that an establishment has or had in a cohort."""

    cohort: str
    launch: date
    entry: int
    withdrawn_on: date | None
    withdrawn_reason: str | None


@dataclass(frozen=True)
class Shown:
    """An establishment and its entries, earliest cohort first."""

    establishment: Establishment
    entries: tuple[Place, ...]


@dataclass(frozen=True)
class Imported:
    """What a file did to the register, and what to know about it."""

    source: str
    layout: str
    unused: tuple[str, ...]
    rows: Tally
    joinable: bool
    """Whether giving a file of SIMD quintiles would have told more."""
    without_simd: tuple[str, ...]
    """Codes in the file whose establishment has no SIMD quintile."""
    closed: tuple[str, ...]
    """Codes in the file whose establishment is closed here, and stays so."""


@dataclass(frozen=True)
class Noted:
    """An establishment after `add`, `amend` or `close`; `changed` is False if it was like this before."""

    establishment: Establishment
    changed: bool
    enrolled: tuple[str, ...] = ()
    """Open cohorts in which a closed establishment still has an active entry."""


def import_file(change: Change, path: Path, simd: Path | None = None) -> Imported:
    """Take a file of establishments into the register; what the file says nothing about stays.

    Raises:
        Refused: any row of either file is not right.
    """
    quintiles = intake.quintiles(simd) if simd else None
    file = intake.read(path, names.authorities(change.session), quintiles)
    known = register.by_key(change.session)
    new = [models.Establishment(**asdict(row)) for row in file.rows if (row.code, row.sector) not in known]
    old = [(known[row.code, row.sector], row) for row in file.rows if (row.code, row.sector) in known]
    changed = [alter(establishment, **asdict(row)) for establishment, row in old]
    change.add(*new)
    present = sorted([*new, *(establishment for establishment, _ in old)], key=lambda one: one.code)
    return Imported(
        source=file.source,
        layout=file.layout,
        unused=file.unused,
        rows=Tally(added=len(new), changed=sum(changed), unchanged=len(changed) - sum(changed)),
        joinable=file.zoned and simd is None,
        without_simd=tuple(one.code for one in present if one.simd_quintile is None),
        closed=tuple(one.code for one in present if one.closed_on is not None),
    )


def add(
    change: Change,
    code: str,
    sector: str,
    name: str,
    authority: str,
    *,
    postcode: str | None = None,
    simd_quintile: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Noted:
    """Add one establishment.

    Raises:
        Refused: the register has it already, or nobody knows the authority.
    """
    if (code, sector) in register.by_key(change.session):
        raise Refused(f"{code} {sector} is in the register already; see: cln establishment show {code}")
    row = models.Establishment(
        code=code,
        sector=sector,
        name=name,
        authority_id=names.authority(change.session, authority),
        postcode=postcode,
        simd_quintile=simd_quintile,
        latitude=latitude,
        longitude=longitude,
    )
    _check(row)
    change.add(row)
    return Noted(_establishment(*register.establishment(change.session, code, sector)), changed=True)


def listing(
    session: Session, *, authority: str | None = None, sector: str | None = None, closed: bool = False
) -> tuple[Establishment, ...]:
    """Establishments by authority and name; with `closed`, closed ones too."""
    authority_id = names.authority(session, authority) if authority else None
    found = register.establishments(session, authority_id=authority_id, sector=sector, closed=closed)
    return tuple(_establishment(*row) for row in found)


def show(session: Session, code: str, sector: str | None = None) -> Shown:
    """One establishment and every entry it ever had."""
    establishment, authority = register.establishment(session, code, sector)
    places = entries.of_establishments(session, [establishment])
    return Shown(
        _establishment(establishment, authority),
        tuple(
            Place(cohort.name, cohort.launch, entry.number, entry.withdrawn_on, entry.withdrawn_reason)
            for entry, cohort in places
        ),
    )


def amend(
    change: Change,
    code: str,
    sector: str | None = None,
    *,
    authority: str | None = None,
    reopen: bool = False,
    **details: object,
) -> Noted:
    """Change what is known about one establishment; `details` are name, postcode and so on, None to keep.

    Raises:
        Usage: nothing to change was given.
    """
    if authority is None and not reopen and all(value is None for value in details.values()):
        raise Usage(f"say what to amend, e.g.: cln establishment amend {code} --name NAME")
    row, _ = register.establishment(change.session, code, sector)
    authority_id = names.authority(change.session, authority) if authority else None
    changed = alter(row, authority_id=authority_id, **details)
    if reopen and row.closed_on is not None:
        row.closed_on, changed = None, True
    _check(row)
    change.session.flush()
    return Noted(_establishment(*register.establishment(change.session, code, row.sector)), changed=changed)


def close(change: Change, code: str, sector: str | None = None, *, on: date) -> Noted:
    """Note that an establishment closes; it stays on record, but is no longer listed or enrolled.

    Raises:
        Refused: it is closed already.
    """
    row, authority = register.establishment(change.session, code, sector)
    if row.closed_on is not None:
        raise Refused(
            f"{row.code} {row.name} is closed already, on {row.closed_on}; "
            f"to correct that: cln establishment amend {row.code} --reopen"
        )
    row.closed_on = on
    enrolled = [
        cohort.name
        for entry, cohort in entries.of_establishments(change.session, [row])
        if entry.withdrawn_on is None and cohort.closed_on is None
    ]
    return Noted(_establishment(row, authority), changed=True, enrolled=tuple(dict.fromkeys(enrolled)))


def _check(row: models.Establishment) -> None:
    if (row.latitude is None) != (row.longitude is None):
        raise Refused("latitude and longitude come together; give both")


def _establishment(row: models.Establishment, authority: models.Authority) -> Establishment:
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
