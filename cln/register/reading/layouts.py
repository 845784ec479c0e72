"""The layouts of files of establishments, and which one a file has."""

from collections.abc import Sequence

from cln.files import cells
from cln.files.headers import known
from cln.files.records import Record
from cln.files.sheets import Sheet
from cln.programme import Sector
from cln.register.reading.layout import Layout, childminders
from cln.words import fold

PLAIN_COLUMNS = {
    "code": ("SEED code", "SEED", "SEED number", "SEED code or CS number", "school code"),
    "name": ("establishment", "establishment name", "school name", "school", "service name"),
    "authority": ("local authority", "council", "LA name", "council name", "local authority name"),
    "sector": ("school type", "department"),
    "postcode": (),
    "simd_quintile": ("SIMD", "SIMD2020v2_Quintile"),
    "latitude": ("lat",),
    "longitude": ("long", "lon", "lng"),
    "data_zone": ("datazone2011", "datazone code", "data zone code", "DZ"),
    "cs_number": ("CS", "CS code"),
}


def code_column(record: Record) -> str:
    """Where the code of a row is: of two the one that is filled, or that its sector has."""
    if record.cell("cs_number") is None:
        return "code" if "code" in record.at else "cs_number"
    is_centre = fold(cells.text(record.cell("sector"))) == fold(Sector.ELC)
    return "cs_number" if record.cell("code") is None or is_centre else "code"


PLAIN = Layout("plain columns", PLAIN_COLUMNS, code=code_column)
"""Under the names that councils give them."""

SCHOOLS = frozenset({Sector.PRIMARY, Sector.SECONDARY, Sector.SPECIAL})

LAYER = Layout(
    "the Scottish Government's layer of schools",
    {
        "code": ("SeedCode",),
        "name": ("SchoolName",),
        "authority": ("LAName",),
        "sector": ("SchoolType",),
        "postcode": (),
        "latitude": (),
        "longitude": (),
        "data_zone": (),
    },
    marks=("SchUID", "LAName"),
    missing=frozenset({"", "0"}),
    every=SCHOOLS,
    national=True,
)
"""As ArcGIS exports it."""

DEPARTMENTS = {
    Sector.PRIMARY: "primary_department",
    Sector.SECONDARY: "secondary_department",
    Sector.SPECIAL: "special_department",
}


def departments(record: Record, _: str) -> Sequence[str]:
    """The departments that a row says that the school has."""
    answers = {sector: record.may(column, cells.yes_no) for sector, column in DEPARTMENTS.items()}
    if not any(answers.values()) and not record.faulty:
        record.problem("primary_department", "no department says Yes; write Yes where the school has one")
    return [sector for sector, there in answers.items() if there]


CONTACTS = Layout(
    "the Scottish Government's school contact details",
    {
        "code": ("Seed Code",),
        "name": ("School Name",),
        "authority": ("LA Name", "Local Authority"),
        "postcode": (),
        **dict.fromkeys(DEPARTMENTS.values(), ()),
    },
    required=("code", "name", "authority", *DEPARTMENTS.values()),
    marks=("Primary Department",),
    every=SCHOOLS,
    national=True,
    sectors=departments,
)
"""Its workbook "School contact details": a row may be of several departments."""

STATISTICS = Layout(
    "the Scottish Government's school level summary statistics",
    {
        "code": ("SeedCode",),
        "name": ("School Name",),
        "authority": ("Local Authority", "LA Name"),
        "sector": ("School Type",),
    },
    marks=("Pupil roll", "SIMD Quintile 1"),
    missing=frozenset({"", "z", "c"}),
    every=SCHOOLS,
    national=True,
    notes=(
        "the columns SIMD Quintile 1 to 5 count pupils and do not say in which quintile a school stands, so "
        "nothing was taken from them",
    ),
)
"""Its workbook "School level summary statistics"."""

DAY_CARE = "Day Care of Children"


def passed_over(record: Record) -> str | None:
    """What a service is, unless it is an ELC centre that is open."""
    if minders := childminders(record):
        return minders
    if fold(cells.text(record.cell("service"))) != fold(DAY_CARE):
        return "care services that are not day care of children"
    closed = fold(cells.text(record.cell("status"))) not in {"", "active"}
    return "services that are not active" if closed else None


def always_elc(record: Record, code: str) -> Sequence[str]:
    """An ELC centre; none, and a problem noted, if its code is of a school."""
    part = record.must(code, lambda cell: cells.sector(cell, Sector.ELC))
    return (part,) if part else ()


CARE = Layout(
    "the Care Inspectorate's list of care services",
    {
        "code": ("CSNumber", "CaseNumber"),
        "name": ("ServiceName",),
        "authority": ("Council_Area_Name", "Council_Area"),
        "service": ("CareService",),
        "status": ("ServiceStatus",),
        "postcode": ("Service_Postcode",),
        "data_zone": (),
    },
    required=("code", "name", "authority", "service"),
    marks=("CareService",),
    missing=frozenset({"", "NA"}),
    every=frozenset({Sector.ELC}),
    national=True,
    sectors=always_elc,
    passes_over=passed_over,
)
"""Of the Care Inspectorate's list only day care of children is taken in."""

LAYOUTS = (LAYER, CONTACTS, STATISTICS, CARE, PLAIN)
"""The plain one last: any of the others may have its columns, too."""

KNOWN = known(*(layout.columns for layout in LAYOUTS))
"""The names by which their headers are found."""


def layout_of(sheet: Sheet) -> Layout:
    """The layout that a sheet has; the plain one, whose columns messages ask for, if it has none."""
    return next((layout for layout in LAYOUTS if layout.fits(sheet)), PLAIN)


def fits_register(sheet: Sheet) -> bool:
    """Whether it is a file of establishments."""
    return layout_of(sheet).fits(sheet)
