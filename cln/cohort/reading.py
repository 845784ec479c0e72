"""Reads nominations: whom establishments send into a cohort, one row a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cln.cohort import forms
from cln.cohort.establishments import Establishments
from cln.cohort.identity import Identity
from cln.cohort.whom import ENTRY
from cln.errors import Refused
from cln.files import cells, people, records, sheets
from cln.files.cells import text
from cln.files.headers import known
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.programme import Role
from cln.words import listed

COLUMNS = {
    **ENTRY,
    "name": ("participant", "full name", "participant name", "nominee", "name of nominee", "nominee name"),
    **people.APART,
    "email": (
        *("e-mail", "email address", "e-mail address", "work email", "nominee email", "email of nominee"),
        "email address of nominee",
    ),
    "role": ("role in the programme", "role in programme", "nominated as", "promoted or practitioner"),
    "post": ("job title", "position", "post held"),
    "experienced": ("inquiry experience", "experience of inquiry", "previous inquiry experience"),
    **dict.fromkeys(records.GONE, ()),
}


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
    """Whether it is a file of nominations: of which entry, who, and in which role."""
    sheet, _ = forms.without_clerk(sheet)
    of_entry = any(sheet.find(name, *ENTRY[name]) is not None for name in ("code", "establishment"))
    return of_entry and (bool(forms.both_people(sheet)) or records.fit(sheet, COLUMNS, _required(sheet)))


def columns(sheet: Sheet) -> dict[int, str]:
    """What is taken from each column: its place -> what it holds."""
    sheet, _ = forms.without_clerk(sheet)
    both = forms.both_people(sheet)
    at = {place: name for name, place in sheets.columns(sheet, ENTRY if both else COLUMNS, ()).items()}
    return at | {place: f"{role} {name}" for role, own in both.items() for name, place in own.items()}


def read(source: Source, cohort: str, register: Establishments) -> Rows[Nomination]:
    """Read a file of nominations, noting its problems without refusing it yet.

    Args:
        source: a CSV or XLSX file; of a workbook that `cln export` wrote, the participants are read.
        cohort: the name of the cohort.
        register: the establishments that may be nominated from.

    Raises:
        Refused: there is no such file, or it lacks a column.
    """
    sheet, clerk = forms.without_clerk(source.read("participants", cohort, known(COLUMNS)))
    if clerk:
        are = "columns" if len(clerk) > 1 else "column"
        source.doubt(f"{are} {listed(clerk)}: of who filled in the form, so not read")
    both = forms.both_people(sheet)
    file = records.of(sheet, ENTRY if both else COLUMNS, () if both else _required(sheet))
    if "code" not in file.at and "establishment" not in file.at:
        raise Refused(f"{sheet.source}: row {sheet.header_row} has neither a column code nor one of schools")
    if both:
        taken = columns(sheet)
        unused = tuple(head for place, head in enumerate(sheet.headers) if head and place not in taken)
        rows = [row for record in file.rows for row in _both(record, both, register)]
        return replace(file.holding(rows), unused=unused)
    file = file.staying("name")
    return file.holding(row for record in file.rows if (row := _row(record, register)))


def _required(sheet: Sheet) -> tuple[str, ...]:
    return (*people.naming(sheet), "role")


def _both(
    record: Record, both: Mapping[Role, Mapping[str, int]], register: Establishments
) -> Iterator[Nomination]:
    """The people whom one row nominates; a role that it leaves empty is nobody."""
    filled = {
        role: at for role, at in both.items() if any(text(record.row.cells[place]) for place in at.values())
    }
    if not filled:
        record.problem(Role.PROMOTED, "nobody is nominated; write who it is, or take the row out")
    for role, at in filled.items():
        if row := _row(replace(record, at={**record.at, **at}), register, role):
            yield row


def _row(record: Record, register: Establishments, role: str | None = None) -> Nomination | None:
    """What a row says; the role where its columns are those of one."""
    name = people.name_of(record)
    email = record.may("email", cells.email)
    identity = Identity.of(record, email or "")
    role = role or record.must("role", _role)
    experienced = record.may("experienced", cells.yes_no)
    if record.faulty or name is None or role is None:
        return None
    establishment = register.of(record, identity)
    if establishment is None:
        return None
    number = (identity.which.number if identity.which else identity.number) or 1
    post = record.may("post", cells.brief)
    return Nomination(establishment.id or 0, number, name, email, role, post, experienced, record)


def _role(cell: cells.Cell) -> str:
    """A role in its own word, or in a few words that hold it: "Promoted member of staff"."""
    held = [role for role in Role if role in text(cell).casefold()]
    return held[0] if len(held) == 1 else cells.one_of(cell, tuple(Role))
