"""Reads establishments: plain columns, or the Scottish Government's layer of schools; and SIMD quintiles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cln.errors import Refused
from cln.files import cells, records
from cln.files.headers import known
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.programme import Sector

PLAIN = {
    "code": ("SEED code", "SEED", "CS number", "SEED code or CS number"),
    "name": ("establishment", "establishment name"),
    "authority": ("local authority", "council"),
    "sector": (),
    "postcode": (),
    "simd_quintile": ("SIMD",),
    "latitude": (),
    "longitude": (),
    "data_zone": (),
}
LAYER = {
    "code": ("SeedCode",),
    "name": ("SchoolName",),
    "authority": ("LAName",),
    "sector": ("SchoolType",),
    "postcode": ("PostCode",),
    "latitude": (),
    "longitude": (),
    "data_zone": (),
}
SIMD = {"Data_Zone": (), "SIMD2020v2_Quintile": ("quintile",)}
REQUIRED = ("code", "name", "authority", "sector")


@dataclass(frozen=True)
class EstablishmentRow:
    """An establishment as a file describes it; None is what the file says nothing about."""

    code: str
    sector: str
    name: str
    authority_id: int
    postcode: str | None = None
    simd_quintile: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class EstablishmentFile(Rows[EstablishmentRow]):
    """A file of establishments without problems, and in which layout it was."""

    layout: str

    @property
    def zoned(self) -> bool:
        """Whether it names data zones, so that SIMD can be joined."""
        return "data_zone" in self.at


def layout_of(sheet: Sheet) -> Mapping[str, Sequence[str]]:
    """Each column's name in the layout of a file, and the other headers it may have."""
    return LAYER if sheet.find("SchUID") is not None and sheet.find("LAName") is not None else PLAIN


def fits_register(sheet: Sheet) -> bool:
    """Whether it is a file of establishments."""
    return any(records.fit(sheet, layout, REQUIRED) for layout in (PLAIN, LAYER))


def fits_simd(sheet: Sheet) -> bool:
    """Whether it is a file of SIMD quintiles by data zone."""
    return records.fit(sheet, SIMD, tuple(SIMD))


def read(
    source: Source, authority: Callable[[str], int], quintiles: Mapping[str, int] | None = None
) -> EstablishmentFile:
    """Read a file of establishments.

    Args:
        source: a CSV or XLSX file in one of the two layouts, told apart by the headers.
        authority: the id of the authority that a name means; raises ValueError for an unknown name.
        quintiles: SIMD quintile by data zone; it goes before a quintile in the file.

    Raises:
        Refused: a row cannot be read, or one establishment stands there twice with different content.
    """
    sheet = source.read(known=known(PLAIN, LAYER))
    layer = layout_of(sheet) is LAYER
    missing = frozenset({"", "0"} if layer else {""})
    file = records.of(sheet, LAYER if layer else PLAIN, REQUIRED, missing)
    if quintiles is not None and "data_zone" not in file.at:
        raise Refused(f"{sheet.source} has no column DataZone, so SIMD cannot be joined; leave out --simd")
    rows: dict[tuple[str, str], tuple[str, EstablishmentRow]] = {}
    for record in file.rows:
        row = _row(record, authority, quintiles or {})
        if row is None:
            continue
        place, earlier = rows.setdefault((row.code, row.sector), (record.named, row))
        if earlier != row:
            record.problem(
                "code",
                f"{row.code} {row.sector} stands in {place} too, with other content; take one of them out",
            )
    file.problems.refuse_any()
    layout = "the Scottish Government's layer of schools" if layer else "plain columns"
    return EstablishmentFile(**vars(file.holding(row for _, row in rows.values())), layout=layout)


def quintiles(source: Source) -> dict[str, int]:
    """Read the SIMD quintile of each data zone: columns `Data_Zone`, `SIMD2020v2_Quintile`.

    Raises:
        Refused: a row cannot be read, or one data zone has two quintiles.
    """
    file = records.of(source.read(known=known(SIMD)), SIMD, tuple(SIMD))
    by_zone = dict[str, int]()
    for record in file.rows:
        zone = record.must("Data_Zone", partial(cells.some, what="the data zone"))
        quintile = record.must("SIMD2020v2_Quintile", simd_quintile)
        if zone and quintile and by_zone.setdefault(zone, quintile) != quintile:
            record.problem(
                "Data_Zone",
                f"{zone} stands in an earlier row with another quintile; take one of them out",
            )
    file.problems.refuse_any()
    return by_zone


def simd_quintile(cell: cells.Cell) -> int:
    """A quintile: 1 = the most deprived fifth of areas, 5 = the least."""
    return cells.whole(cell, 1, 5)


def _row(record: Record, authority: Callable[[str], int], simd: Mapping[str, int]) -> EstablishmentRow | None:
    code = record.must("code", cells.code)
    name = record.must("name", partial(cells.some, what="the establishment's name"))
    place = record.must("authority", lambda cell: authority(cells.text(cell)))
    part = record.must("sector", partial(cells.one_of, words=tuple(Sector)))
    if part:
        record.must("sector", lambda _: cells.sector(record.cell("code"), part))
    quintile = record.may("simd_quintile", simd_quintile)
    north = record.may("latitude", partial(cells.number, low=-90, high=90))
    east = record.may("longitude", partial(cells.number, low=-180, high=180))
    if (record.cell("latitude") is None) != (record.cell("longitude") is None):
        record.problem("latitude", "latitude and longitude come together; write both or neither")
    if record.faulty or code is None or name is None or place is None or part is None:
        return None
    zone = cells.text(record.cell("data_zone"))
    return EstablishmentRow(
        code=code,
        sector=part,
        name=name,
        authority_id=place,
        postcode=record.may("postcode", lambda cell: cells.text(cell).upper()),
        simd_quintile=simd.get(zone, quintile),
        latitude=north,
        longitude=east,
    )
