"""Reads a file of establishments, in whatever layout it comes."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from cln.errors import Refused
from cln.files import cells, records
from cln.files.records import Record, Rows
from cln.files.source import Source
from cln.register.coordinates import Coordinates, coordinates
from cln.register.reading.layout import Layout
from cln.register.reading.layouts import KNOWN, layout_of
from cln.register.reading.simd import simd_quintile
from cln.words import count, fold, quoted, rows_of

COUNCILS = (
    "Aberdeen City",
    "Aberdeenshire",
    "Angus",
    "Argyll and Bute",
    "City of Edinburgh",
    "Edinburgh City",
    "Clackmannanshire",
    "Dumfries and Galloway",
    "Dundee City",
    "East Ayrshire",
    "East Dunbartonshire",
    "East Lothian",
    "East Renfrewshire",
    "Falkirk",
    "Fife",
    "Glasgow City",
    "Highland",
    "Inverclyde",
    "Midlothian",
    "Moray",
    "Na h-Eileanan Siar",
    "Comhairle nan Eilean Siar",
    "Eilean Siar",
    "Western Isles",
    "North Ayrshire",
    "North Lanarkshire",
    "Orkney Islands",
    "Perth and Kinross",
    "Renfrewshire",
    "Scottish Borders",
    "Shetland Islands",
    "South Ayrshire",
    "South Lanarkshire",
    "Stirling",
    "West Dunbartonshire",
    "West Lothian",
)
GRANT_AIDED = "Grant aided"
"""Stands in place of a council for schools that none runs."""

_KNOWN = frozenset(ending for name in map(fold, COUNCILS) for ending in (name, name.removesuffix("city")))


def is_council(name: str) -> bool:
    """Whether it is the name of a council of Scotland."""
    folded = fold(name).removeprefix("the").removesuffix("council")
    return folded in _KNOWN or folded.removesuffix("city") in _KNOWN


DEGREES = (
    ("latitude", partial(cells.number, low=-90, high=90)),
    ("longitude", partial(cells.number, low=-180, high=180)),
)
"""Columns with degrees of the globe, and how they are read."""

ELSEWHERE = "councils that this database does not have"


@dataclass(frozen=True)
class EstablishmentRow:
    """An establishment as a file describes it; None is what the file says nothing about."""

    code: str
    sector: str
    name: str
    authority_id: int | None
    """None of a school that no council runs."""
    postcode: str | None = None
    simd_quintile: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    record: Record | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """Code and sector, which no other establishment has."""
        return self.code, self.sector

    @property
    def values(self) -> dict[str, Any]:
        """What it says, by the columns of the register."""
        values = dict(vars(self))
        del values["record"]
        return values


@dataclass(frozen=True)
class EstablishmentFile(Rows[EstablishmentRow]):
    """A file of establishments, and in which layout it was."""

    layout: Layout

    @property
    def zoned(self) -> bool:
        """Whether it names data zones, so that SIMD can be joined."""
        return "data_zone" in self.at


def read(
    source: Source, authority: Callable[[str], int], quintiles: Mapping[str, int] | None = None
) -> EstablishmentFile:
    """Read a file of establishments; what is wrong with its rows is noted, and to be refused by the caller.

    Args:
        source: a CSV or XLSX file in one of the layouts, told apart by the headers.
        authority: the id of the authority that a name means; raises ValueError for an unknown name.
        quintiles: SIMD quintile by data zone; it goes before a quintile in the file.

    Raises:
        Refused: the file cannot be read, or has no data zones to join the quintiles by.
    """
    sheet = source.read(known=KNOWN)
    layout = layout_of(sheet)
    file = records.of(sheet, layout.columns, layout.needed(sheet), layout.missing)
    if quintiles is not None and "data_zone" not in file.at:
        raise Refused(f"{sheet.source} has no column DataZone, so SIMD cannot be joined; leave out --simd")
    rows: dict[tuple[str, str], EstablishmentRow] = {}
    passed_over, two_codes = Counter[str](), list[str]()
    council = partial(_authority, layout=layout, authority=authority)
    both = {"code", "cs_number"} <= file.at.keys()
    for record in file.rows:
        if what := layout.passes_over(record) or _elsewhere(record, layout, authority):
            passed_over[what] += 1
            continue
        if both and record.cell("cs_number") is not None and record.cell("code") is not None:
            two_codes.append(record.named)
        for row in _departments(record, layout, council, quintiles or {}):
            earlier = rows.setdefault(row.key, row)
            if earlier is not row and earlier != row and earlier.record:
                record.problem(
                    layout.code(record),
                    f"{row.code} {row.sector} stands in {earlier.record.named} too, with other content; "
                    "take one of them out",
                )
    source.doubt(*_notes(layout, passed_over, two_codes), *_odd_postcodes(rows.values()))
    return EstablishmentFile(**vars(file.holding(rows.values())), layout=layout)


def _notes(layout: Layout, passed_over: Mapping[str, int], two_codes: list[str]) -> Iterator[str]:
    yield from layout.notes
    for what, number in passed_over.items():
        yield f"passed over: {count(number, 'row', 'rows')} of {what}"
    if two_codes:
        has = "row has" if len(two_codes) == 1 else "rows have"
        yield (
            f"{len(two_codes)} {has} a SEED code and a CS number (the first is {two_codes[0]}): an ELC "
            "centre was read by its CS number, a school by its SEED code, and the other code was not used"
        )


def _odd_postcodes(rows: Iterable[EstablishmentRow]) -> list[str]:
    odd = [row for row in rows if row.postcode and not re.fullmatch(cells.POSTCODE, row.postcode)]
    numbers = sorted({row.record.number for row in odd if row.record})
    where = f"{rows_of(numbers)}, column postcode" if odd else ""
    return [f"{where}: {quoted(odd[0].postcode)} is no postcode; it is kept as it stands"] if odd else []


def _elsewhere(record: Record, layout: Layout, authority: Callable[[str], int]) -> str | None:
    """That a row of a national file is of a council that this database does not know."""
    if not layout.national:
        return None
    council = cells.text(record.cell("authority"))
    try:
        authority(council)
    except ValueError:
        return ELSEWHERE if is_council(council) else None
    return None


def _authority(cell: cells.Cell, layout: Layout, authority: Callable[[str], int]) -> int | None:
    council = cells.text(cell)
    return None if layout.national and fold(council) == fold(GRANT_AIDED) else authority(council)


def _place(record: Record) -> Coordinates:
    read = {column: record.may(column, number) for column, number in DEGREES}
    unread = [column for column, degrees in read.items() if degrees is None]
    if any(record.cell(column) is not None for column in unread):
        return Coordinates()  # what is wrong with one of them has been noted
    try:
        return coordinates(**read)
    except ValueError as error:
        record.problem("latitude", str(error))
        return Coordinates()


def _departments(
    record: Record,
    layout: Layout,
    authority: Callable[[cells.Cell], int | None],
    simd: Mapping[str, int],
) -> Iterator[EstablishmentRow]:
    """The departments that a row describes; none, and problems noted, if anything in it is wrong."""
    column = layout.code(record)
    code = record.must(column, cells.code)
    name = record.must("name", cells.establishment)
    council = record.must("authority", authority)
    sectors = layout.sectors(record, column)
    quintile = record.may("simd_quintile", simd_quintile)
    place = _place(record)
    if record.faulty or code is None or name is None:
        return
    postcode = record.may("postcode", cells.postcode)
    if simd:
        quintile = simd.get(cells.text(record.cell("data_zone")), quintile)
    for sector in sectors:
        yield EstablishmentRow(code, sector, name, council, postcode, quintile, *place, record=record)
