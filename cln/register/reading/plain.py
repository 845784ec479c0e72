"""Plain columns, under the names that councils give them."""

from cln.files.cells import text
from cln.files.records import Record
from cln.programme import Sector
from cln.register.reading.layout import Layout
from cln.words import fold

PLAIN_COLUMNS = {
    "code": ("SEED code", "SEED", "SEED number", "SEED code or CS number", "school code"),
    "name": ("establishment", "establishment name", "school name", "school", "service name"),
    "authority": ("local authority", "council", "LA name", "council name", "local authority name"),
    "sector": ("school type", "department"),
    "postcode": (),
    "simd_quintile": ("SIMD", "SIMD2020v2_Quintile"),
    "latitude": (),
    "longitude": (),
    "data_zone": ("datazone2011", "datazone code", "data zone code", "DZ"),
    "cs_number": ("CS", "CS code"),
}


def code_column(record: Record) -> str:
    """Where the code of a row is: of two the one that is filled, or that its sector has."""
    if record.cell("cs_number") is None:
        return "code" if "code" in record.at else "cs_number"
    is_centre = fold(text(record.cell("sector"))) == fold(Sector.ELC)
    return "cs_number" if record.cell("code") is None or is_centre else "code"


PLAIN = Layout("plain columns", PLAIN_COLUMNS, code=code_column)
