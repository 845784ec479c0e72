"""The register: importing, adding and amending establishments."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from cln.cohort import names
from cln.errors import Refused, Usage
from cln.files.outcome import Tally, alter
from cln.register import reading as intake
from cln.register.queries import establishments_by_key, find_establishment
from cln.register.registered import RegisterLine, seen
from cln.store import Change
from cln.tables.people import EarlierName
from cln.tables.register import Establishment
from cln.words import fold


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
    """An establishment after `add` or `amend`; `changed` is False if it was like this before."""

    establishment: RegisterLine
    changed: bool


def import_file(change: Change, path: Path, simd: Path | None = None) -> Imported:
    """Take a file of establishments into the register; what the file says nothing about stays.

    Raises:
        Refused: any row of either file is not right.
    """
    quintiles = intake.quintiles(simd) if simd else None
    file = intake.read(path, names.authorities(change.session), quintiles)
    known = establishments_by_key(change.session)
    new = [Establishment(**asdict(row)) for row in file.rows if (row.code, row.sector) not in known]
    old = [(known[row.code, row.sector], row) for row in file.rows if (row.code, row.sector) in known]
    for establishment, row in old:
        _keep_name(change, establishment, row.name, change.today)
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
    if (code, sector) in establishments_by_key(change.session):
        raise Refused(f"{code} {sector} is in the register already; see: cln establishment show {code}")
    row = Establishment(
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
    return Noted(seen(*find_establishment(change.session, code, sector)), changed=True)


def amend(
    change: Change,
    code: str,
    sector: str | None = None,
    *,
    name: str | None = None,
    until: date | None = None,
    authority: str | None = None,
    reopen: bool = False,
    **details: object,
) -> Noted:
    """Change what is known about one establishment; `details` are postcode and so on, None to keep.

    Args:
        change: the unit of work.
        code: the establishment's.
        sector: which department, where the code covers two.
        name: its new name; the old one is kept as an `EarlierName`.
        until: the day on which the old name ended; None for a name that was never right, which is not kept.
        authority: its new authority.
        reopen: it has not closed, nor been merged, after all.
        **details: columns of the register.

    Raises:
        Usage: nothing to change was given.
    """
    if not (name or authority or reopen) and all(value is None for value in details.values()):
        raise Usage(f"say what to amend, e.g.: cln establishment amend {code} --name NAME")
    row, _ = find_establishment(change.session, code, sector)
    if name and until:
        _keep_name(change, row, name, until)
    authority_id = names.authority(change.session, authority) if authority else None
    changed = alter(row, name=name, authority_id=authority_id, **details)
    if reopen and row.closed_on is not None:
        row.closed_on = row.merged_into_id = None
        changed = True
    _check(row)
    change.session.flush()
    return Noted(seen(*find_establishment(change.session, code, row.sector)), changed=changed)


def _check(row: Establishment) -> None:
    if (row.latitude is None) != (row.longitude is None):
        raise Refused("latitude and longitude come together; give both")


def _keep_name(change: Change, row: Establishment, name: str, until: date) -> None:
    """Keep what an establishment was called before `name`; another spelling is no other name."""
    if fold(name) != fold(row.name):
        change.add(EarlierName(establishment_id=row.id or 0, name=row.name, until=until))
