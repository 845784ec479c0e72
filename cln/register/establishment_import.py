"""Takes files of establishments into the register."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from cln.files.outcome import TableOutcome
from cln.files.source import Source
from cln.register.authorities import by_name
from cln.register.differences import Differed, Differences, compare
from cln.register.establishments import keep_name
from cln.register.reading.register import EstablishmentFile, EstablishmentRow, read
from cln.register.reading.simd import quintiles
from cln.store import Change
from cln.store.rows import alter
from cln.tables.register import Establishment


@dataclass(frozen=True)
class Imported(TableOutcome):
    """What a file did to the register, and what to know about it."""

    layout: str
    without_simd: tuple[str, ...]
    """Codes in the file whose establishment has no SIMD quintile."""
    closed: tuple[str, ...]
    """Codes in the file whose establishment is closed here, and stays so."""
    joinable: Annotated[bool, Field(exclude=True)]
    """Whether a file of SIMD quintiles would say more."""


def read_beside(change: Change, simd: Path | None, source: Source) -> tuple[EstablishmentFile, Differences]:
    """A file of establishments, and what it says otherwise than the register.

    Args:
        change: the unit of work, which has both files on record.
        simd: a file of SIMD quintiles by data zone, to join.
        source: the file.

    Raises:
        Refused: any row of either file is not right.
    """
    beside = Source(simd) if simd else None
    joined = quintiles(beside) if beside else None
    file = read(source, by_name(change.session), joined)
    if beside:
        change.of_file(beside.path)
        for sentence in beside.doubts:
            source.doubt(f"{beside.path.name}: {sentence}")
    differences = compare(change.session, file)
    no_council = [
        f"{row.code} {row.name} is run by no council, so it was passed over; to have it in the register: "
        f'cln establishment add {row.code} --name "..." --authority "..." --sector {row.sector}'
        for row in differences.without_authority
    ]
    source.changes(no_council, "that no council runs")
    return file, differences


def import_file(change: Change, simd: Path | None, source: Source) -> Imported:
    """Take a file of establishments into the register; what the file says nothing about stays.

    Raises:
        Refused: any row of either file is not right.
    """
    file, differences = read_beside(change, simd, source)
    old, new = differences.known, differences.new
    source.changes(_arrows(differences, differences.renamed), "with a new name")
    source.changes(_arrows(differences, differences.moved), "in another council")
    source.changes(_arrows(differences, differences.quintiles, "SIMD quintile "), "with another quintile")
    departments = [f"{one.code}: {one.sector}, beside {one.was}" for one in differences.departments]
    source.changes([f"{one}, is a new department" for one in departments], "that are new departments")
    namesakes = [f"{one.code}: {one.now} is new, and on record as {one.was}" for one in differences.namesakes]
    source.changes(namesakes, "whose name is on record under another code")
    for establishment, row in old:
        keep_name(change, establishment, row.name, change.today)
    changed = sum(alter(establishment, **row.values) for establishment, row in old)
    change.add_many(Establishment, [row.values for row in new])
    present: list[Establishment | EstablishmentRow] = [*new, *(one for one, _ in old)]
    return Imported(
        file=file.source,
        added=len(new),
        changed=changed,
        unchanged=len(old) - changed,
        columns_not_used=file.unused,
        layout=file.layout.name,
        without_simd=tuple(sorted(one.code for one in present if one.simd_quintile is None)),
        closed=differences.closed,
        joinable=file.zoned and simd is None,
    )


def _arrows(differences: Differences, those: tuple[Differed, ...], what: str = "") -> list[str]:
    return [f"{differences.label(one)}: {what}{one.was} -> {one.now}" for one in those]
