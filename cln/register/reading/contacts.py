"""The Scottish Government's workbook "School contact details": a row may be of several departments."""

from collections.abc import Sequence

from cln.files import cells
from cln.files.records import Record
from cln.programme import Sector
from cln.register.reading.layer import SCHOOLS
from cln.register.reading.layout import Layout

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
