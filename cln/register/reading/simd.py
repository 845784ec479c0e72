"""SIMD quintiles by data zone, in the names of the Scottish Government and of Public Health Scotland."""

from functools import partial

from cln.errors import Refused
from cln.files import cells, records
from cln.files.headers import known
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.register.reading.layouts import fits_register
from cln.words import fold

SIMD = {
    "Data_Zone": ("datazone2011", "datazone code", "data zone code", "DZ"),
    "SIMD2020v2_Quintile": (
        "quintile",
        "SIMD_2020v2_Quintile",
        "SIMD2020_Quintile",
        "simd2020v2_sc_quintile",
        "SIMD2020V2CountryQuintile",
    ),
}
"""Column -> the other headers that it may have; `sc` and `Country` say that Scotland was divided."""


def fits_simd(sheet: Sheet) -> bool:
    """Whether it is a file of SIMD by data zone; one of deciles is, too, and is refused as such."""
    by_zone = sheet.find("Data_Zone", *SIMD["Data_Zone"]) is not None
    divided = any(word in fold(title) for title in sheet.headers for word in ("quintile", "decile"))
    return by_zone and divided and not fits_register(sheet)


def simd_quintile(cell: cells.Cell) -> int:
    """A quintile: 1 = the most deprived fifth of areas, 5 = the least."""
    try:
        return cells.whole(cell, 1, 5)
    except ValueError as error:
        if cells.text(cell) in {"6", "7", "8", "9", "10"}:
            raise ValueError(f"{error}; if it is a decile, write the quintile") from error
        raise


def quintiles(source: Source) -> dict[str, int]:
    """Read the SIMD quintile of each data zone.

    Raises:
        Refused: it has deciles or other quintiles than those of Scotland, a row cannot be read, or one data
            zone has two quintiles.
    """
    sheet = source.read(known=known(SIMD))
    _refuse_others(sheet)
    file = records.of(sheet, SIMD, tuple(SIMD))
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


def _refuse_others(sheet: Sheet) -> None:
    if sheet.find("SIMD2020v2_Quintile", *SIMD["SIMD2020v2_Quintile"]) is not None:
        return
    for word, what in (("decile", "deciles"), ("quintile", "quintiles of something else than Scotland")):
        header = next((title for title in sheet.titles if word in fold(title)), None)
        if header is not None:
            raise Refused(
                f"{sheet.source}: the column {header} holds {what}, not the quintiles of Scotland; "
                "take a file with the column SIMD2020v2_Quintile"
            )
