"""Reads attendance: who came to an event, one row a person; the workbook for the door is read back too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from cln.cohort.whom import Which
from cln.errors import Refused
from cln.files import cells, records
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.programme import AttendanceStatus
from cln.words import fold, quoted

COLUMNS = {
    "code": ("SEED code", "SEED", "CS number", "SEED code or CS number"),
    "sector": (),
    "entry": ("entry number",),
    "name": ("participant", "full name", "participant name"),
    "email": ("e-mail", "email address", "e-mail address"),
    "status": ("attendance", "attended", "present"),
    "event": ("event number",),
}
REQUIRED = ("status",)
BESIDE = ("team", "theme", "establishment", "authority", "role")
"""What else the workbook for the door holds; not worth a mention."""

_STATUS: Mapping[str, AttendanceStatus] = {
    word: status
    for status, words in (
        (AttendanceStatus.PRESENT, "present p here came attended yes y true 1 x tick"),
        (AttendanceStatus.APOLOGIES, "apologies apology apols apol apologised excused sentapologies"),
        (
            AttendanceStatus.ABSENT,
            "absent no n false 0 dna noshow missing didnotattend didnotcome notpresent",
        ),
    )
    for word in words.split()
}
"""How people write the statuses, folded. A single A may be an apology or an absence: it is neither."""
_TICKS = frozenset("✓✔☑")


@dataclass(frozen=True)
class AttendanceRow:
    """What a row says: which entry, who of it, and whether they came. Name or address may be lacking."""

    which: Which | None
    """None where the file has no codes: then name or address says who of the whole cohort it is."""
    name: str
    email: str
    status: AttendanceStatus
    record: Record = field(repr=False, compare=False)
    """Where it stands, for problems that only the cohort shows."""


@dataclass(frozen=True)
class AttendanceFile(Rows[AttendanceRow]):
    """A file of attendance."""

    silent: tuple[int, ...]
    """The numbers of the rows without a status: nobody has filled them in."""
    elsewhere: tuple[int, ...]
    """The numbers of the rows about other events."""


def fits_attendance(sheet: Sheet) -> bool:
    """Whether it is a file of attendance."""
    return records.fit(sheet, COLUMNS, REQUIRED) and any(
        sheet.find(name, *COLUMNS[name]) is not None for name in ("name", "email")
    )


def read(sheet: Sheet, event: int) -> AttendanceFile:
    """Read attendance at the event of this number, noting problems without refusing them yet.

    Raises:
        Refused: the sheet lacks a column.
    """
    file = records.of(sheet, COLUMNS, REQUIRED)
    if "name" not in file.at and "email" not in file.at:
        raise Refused(f"{sheet.source}: row 1 has neither a column name nor a column email; one must say who")
    rows, silent, elsewhere = list[AttendanceRow](), list[int](), list[int]()
    for record in file.rows:
        about = record.may("event", partial(cells.whole, low=1, high=6))
        if about not in {None, event}:
            elsewhere.append(record.number)
        elif record.cell("status") is None:
            silent.append(record.number)
        elif row := _row(record):
            rows.append(row)
    unused = tuple(header for header in file.unused if fold(header) not in BESIDE)
    kept = file.source, tuple(rows), file.at, unused, file.problems
    return AttendanceFile(*kept, tuple(silent), tuple(elsewhere))


def status(cell: cells.Cell) -> AttendanceStatus:
    """Whether somebody came, in any of the words that people use; ValueError with a sentence."""
    word = cells.text(cell)
    if word in _TICKS:
        return AttendanceStatus.PRESENT
    try:
        return _STATUS[fold(word)]
    except KeyError:
        raise ValueError(f"{quoted(word)} is none of: {', '.join(AttendanceStatus)}") from None


def _row(record: Record) -> AttendanceRow | None:
    coded = "code" in record.at
    which = Which.of(record, code_needed=coded)
    name = record.may("name", cells.text) or ""
    email = record.may("email", cells.email) or ""
    came = record.must("status", status)
    if not name and not email and not record.faulty:
        record.problem("name" if "name" in record.at else "email", "is empty; write who it is")
    if record.faulty or (coded and which is None) or came is None:
        return None
    return AttendanceRow(which, name, email, came, record)
