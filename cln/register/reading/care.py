"""The Care Inspectorate's list of care services, of which day care of children is taken in."""

from collections.abc import Sequence

from cln.files import cells
from cln.files.records import Record
from cln.programme import Sector
from cln.register.reading.layout import Layout, childminders
from cln.words import fold

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
