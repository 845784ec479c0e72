"""Reads nominations: whom establishments send into a cohort, one row a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from cln.cohort.whom import Which
from cln.files import cells, records
from cln.files.headers import known
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.programme import Role

COLUMNS = {
    "code": ("SEED code", "SEED", "CS number", "SEED code or CS number"),
    "sector": (),
    "entry": ("entry number",),
    "name": ("participant", "full name"),
    "email": ("e-mail", "email address", "e-mail address"),
    "role": (),
    "post": ("job title",),
    "experienced": ("inquiry experience",),
    **dict.fromkeys(records.GONE, ()),
}
REQUIRED = ("code", "name", "role")


@dataclass(frozen=True)
class Nomination:
    """A person whom an establishment nominates; None is what the file says nothing about."""

    establishment_id: int
    entry: int
    name: str
    email: str | None
    role: str
    post: str | None
    experienced: bool | None
    record: Record = field(repr=False, compare=False)
    """Where it stands, for problems that only the cohort shows."""


def fits_nominations(sheet: Sheet) -> bool:
    """Whether it is a file of nominations."""
    return records.fit(sheet, COLUMNS, REQUIRED)


def read(source: Source, cohort: str, establishment: Callable[[str, str | None], int]) -> Rows[Nomination]:
    """Read a file of nominations, noting its problems without refusing it yet.

    Args:
        source: a CSV or XLSX file; of a workbook that `cln export` wrote, the participants are read.
        cohort: the name of the cohort.
        establishment: the id of the open establishment with this code and, where a code covers two
            departments, sector; raises ValueError with a sentence.

    Raises:
        Refused: there is no such file, or it lacks a column.
    """
    sheet = source.read("participants", cohort, known(COLUMNS))
    file = records.of(sheet, COLUMNS, REQUIRED).staying("name")
    rows = [_row(record, establishment) for record in file.rows]
    return file.holding(row for row in rows if row is not None)


def _row(record: Record, establishment: Callable[[str, str | None], int]) -> Nomination | None:
    which = Which.of(record)
    name = record.must("name", partial(cells.some, what="the person's name"))
    email = record.may("email", cells.email)
    role = record.must("role", partial(cells.one_of, words=tuple(Role)))
    experienced = record.may("experienced", cells.yes_no)
    if record.faulty or which is None or name is None or role is None:
        return None
    try:
        known = establishment(which.code, which.sector)
    except ValueError as error:
        record.problem("code", str(error))
        return None
    post = record.may("post", cells.text)
    return Nomination(known, which.number or 1, name, email, role, post, experienced, record)
