"""Brings the register up to date with a file that names all establishments: what is new, gone or changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from cln.files.outcome import TableOutcome
from cln.files.source import Source
from cln.register.closures import still_enrolled
from cln.register.differences import Differed, Differences
from cln.register.establishment_import import read_beside
from cln.register.establishments import RegisterLine, keep_name
from cln.register.queries import entries_of_establishments, list_authorities
from cln.register.reading.register import EstablishmentRow
from cln.store import Change
from cln.store.rows import alter, differing
from cln.tables.register import Establishment
from cln.words import count


@dataclass(frozen=True)
class StillIn:
    """An active entry in an open cohort."""

    cohort: str
    reference: str
    """How a command line names it."""


@dataclass(frozen=True)
class Closing:
    """An establishment that is open, and that the file should name and does not."""

    code: str
    sector: str
    name: str
    authority: str
    entries: tuple[StillIn, ...]


@dataclass(frozen=True)
class Refreshed(TableOutcome):
    """What a file says otherwise than the register, and whether that was written."""

    layout: str
    on: date
    """The day of which the file tells."""
    applied: bool
    new: tuple[RegisterLine, ...]
    closing: tuple[Closing, ...]
    renamed: tuple[Differed, ...]
    moved: tuple[Differed, ...]
    """To another authority."""
    quintiles: tuple[Differed, ...]
    """Those in another SIMD quintile."""
    closed: tuple[str, ...]
    """Codes in the file whose establishment is closed here, and stays so."""

    @property
    def differs(self) -> bool:
        """Whether there is anything to be written."""
        return bool(self.added or self.changed or self.closing)


def refresh(
    change: Change, simd: Path | None, on: date, agreed: Callable[[Refreshed], bool], source: Source
) -> Refreshed:
    """Show what a file says otherwise than the register, and write it if somebody agrees.

    Args:
        change: the unit of work.
        simd: a file of SIMD quintiles by data zone, to join.
        on: the day of which the file tells: the first of new names, and the last of those that close.
        agreed: whether it is to be written.
        source: the file.

    Raises:
        Refused: any row of either file is not right.
    """
    file, differences = read_beside(change, simd, source)
    if source.without:
        differences = replace(differences, missing=())
        source.doubt("rows were left out, so it was not looked which establishments the file does not name")
    if len(differences.missing) > len(file.rows):
        source.doubt(
            f"the file names {count(len(file.rows), 'establishment')}, and would close "
            f"{len(differences.missing)}: make sure that it is of all establishments"
        )
    changed = sum(bool(differing(one, **row.values)) for one, row in differences.known)
    councils = {one.id or 0: one.name for one in list_authorities(change.session)}
    result = Refreshed(
        file=file.source,
        added=len(differences.new),
        changed=changed,
        unchanged=len(differences.known) - changed,
        columns_not_used=file.unused,
        layout=file.layout.name,
        on=on,
        applied=False,
        new=tuple(_line(row, councils) for row in differences.new),
        closing=_closing(change.session, differences.missing, councils),
        renamed=differences.renamed,
        moved=differences.moved,
        quintiles=differences.quintiles,
        closed=differences.closed,
        doubts=tuple(source.doubts),
    )
    if not result.differs or not agreed(result):
        return result
    _write(change, differences, on)
    return replace(result, applied=True)


def _line(row: EstablishmentRow, councils: Mapping[int, str]) -> RegisterLine:
    values = row.values
    authority = councils[values.pop("authority_id")]
    return RegisterLine(**values, authority=authority, closed_on=None)


def _closing(
    session: Session, rows: Sequence[Establishment], councils: Mapping[int, str]
) -> tuple[Closing, ...]:
    enrolled = {entry.establishment_id for entry, _ in entries_of_establishments(session, rows)}
    return tuple(
        Closing(
            row.code,
            row.sector,
            row.name,
            councils[row.authority_id],
            tuple(StillIn(*one) for one in still_enrolled(session, row)) if row.id in enrolled else (),
        )
        for row in rows
    )


def _write(change: Change, differences: Differences, on: date) -> None:
    for establishment, row in differences.known:
        keep_name(change, establishment, row.name, on)
        alter(establishment, **row.values)
    change.add_many(Establishment, [row.values for row in differences.new])
    for establishment in differences.missing:
        establishment.closed_on = on
