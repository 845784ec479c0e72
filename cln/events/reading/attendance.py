"""Reads attendance: who came to an event, one row a person; the workbook for the door is read back too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from cln.cohort.identity import Identity
from cln.cohort.whom import ENTRY
from cln.errors import Refused
from cln.events.reading import joined
from cln.files import cells, people, records
from cln.files.headers import known
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.programme import AttendanceStatus
from cln.survey.reading.respondents import name
from cln.words import fold, quoted

AFTER = "after change"
"""The column of the workbook for the door that says which change was the newest when it was made."""
COLUMNS = {
    **ENTRY,
    "name": ("participant", "full name", "participant name", "display name", "name (original name)"),
    **people.APART,
    "email": ("e-mail", "email address", "e-mail address", "user email", "participant id (UPN)", "UPN"),
    "status": ("attendance", "attended", "present", "here", "came", "in attendance", "attendance status"),
    "event": ("event number",),
    AFTER: (),
}
BESIDE = ("cohort", "team", "theme", "role", "signature")
"""What else the workbook for the door holds; not worth a mention."""
CAME = (
    "signature",
    "signed",
    "signed in",
    "sign in",
    "time in",
    "arrived",
    "arrival",
    "checked in",
    "check in",
)
"""Columns that, where there is no status, are filled for those who came."""
STAYED_AWAY = ("absent", "apologies", "did not attend", "no show")
"""Columns that are filled for those who did not."""
DAYS = ("date", "day", "eventdate", "dateofevent")
"""Columns, folded, that say when it was."""
KNOWN = known(COLUMNS, beside=joined.HEADERS)
"""By these headers the row is found that names the columns."""

_STATUS: Mapping[str, AttendanceStatus] = {
    word: status
    for status, words in (
        (AttendanceStatus.PRESENT, "present p here came attended joined online yes y true 1 x tick"),
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
    """What a row says: of which entry, who, and whether they came. Name or address may be lacking."""

    identity: Identity
    names: tuple[str, ...]
    """What they may be called, the likeliest first; empty where the row names nobody."""
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
    joined: bool = False
    """Whether it is what a meeting online saved: others than the cohort may have joined."""
    days: tuple[Collection[date], str] = ((), "")
    """On which days they may have joined, and the first as it is written."""
    after: int | None = None
    """The newest change when the workbook was made that came back; None where the file says none."""


def fits_attendance(sheet: Sheet) -> bool:
    """Whether it is a file of attendance: it says who, and whether they came or when they joined."""
    if not _who(sheet):
        return False
    place = sheet.find("status", *COLUMNS["status"])
    if place is None:
        return joined.is_joined(sheet)
    if sheet.find("code", *COLUMNS["code"]) is not None:
        return True
    words = {fold(cells.text(cell)) for cell in sheet.filled(place)}
    return words <= _STATUS.keys() and any(map(str.isalpha, words))


def read(source: Source, cohort: str, event: int) -> AttendanceFile:
    """Read attendance at the event of this number, noting problems without refusing them yet.

    Args:
        source: a file of who came, who did not and who sent apologies; or of who came.
        cohort: the name of the cohort.
        event: the number of the event.

    Raises:
        Refused: there is no such file, or it does not say who came.
    """
    sheet = source.read("attendance", cohort, KNOWN)
    meeting = joined.is_joined(sheet)
    if meeting:
        sheet, passed = joined.participants(sheet)
        if passed:
            source.doubt(passed)
    file = records.of(sheet, COLUMNS, ())
    _refuse_headers(sheet, file)
    if "status" not in file.at:
        what = "a list of who joined" if meeting else "no column status"
        source.doubt(f"{what}: whoever is in it is taken to have come")
    rows, silent, elsewhere = list[AttendanceRow](), list[int](), list[int]()
    changes = set[int]()
    for record in file.rows:
        if (after := record.may(AFTER, partial(cells.whole, low=0, high=2**31 - 1))) is not None:
            changes.add(after)
        about = record.may("event", partial(cells.whole, low=1, high=6))
        if about not in {None, event}:
            elsewhere.append(record.number)
        elif "status" in file.at and record.cell("status") is None:
            silent.append(record.number)
        elif row := _row(record):
            rows.append(row)
    known_beside = {fold(header) for header in (*BESIDE, *joined.HEADERS, *joined.BESIDE)}
    unused = tuple(header for header in file.unused if fold(header) not in known_beside)
    kept = file.source, tuple(rows), file.at, unused, file.problems
    return AttendanceFile(
        *kept, tuple(silent), tuple(elsewhere), meeting, joined.days(sheet), min(changes, default=None)
    )


def _who(sheet: Sheet) -> bool:
    """Whether it says who it is about."""
    named = all(sheet.find(part, *COLUMNS[part]) is not None for part in people.naming(sheet))
    return named or sheet.find("email", *COLUMNS["email"]) is not None


def _refuse_headers(sheet: Sheet, file: Rows[Record]) -> None:
    """Refuse a file that says of nobody who it is, or looks like one of who is to come."""
    if not _who(sheet):
        raise Refused(
            f"{sheet.source}: row {sheet.header_row} has neither a column name nor a column email; one must "
            "say who"
        )
    if "status" not in file.at and not joined.is_joined(sheet) and sheet.find("role") is not None:
        raise Refused(f"{sheet.source}: row {sheet.header_row} has no column status; one must say who came")
    if "status" not in file.at and not joined.is_joined(sheet):
        _refuse_undecided(sheet)
        _refuse_doubtful(
            sheet, [place for place in range(len(sheet.titles)) if place not in file.at.values()]
        )


def _refuse_undecided(sheet: Sheet) -> None:
    """Refuse a list without a status in which another column tells those who came from those who did not."""
    for header in (*CAME, *STAYED_AWAY):
        place = sheet.find(header)
        filled = len(sheet.filled(place)) if place is not None else 0
        if place is not None and filled and (header in STAYED_AWAY or filled < len(sheet.rows)):
            raise Refused(
                f"{sheet.source}: {quoted(sheet.titles[place])} is filled for some people, and there is no "
                "column status; add one that says present, apologies or absent"
            )


def _refuse_doubtful(sheet: Sheet, unused: Sequence[int]) -> None:
    """Refuse a list without a status in which a column of any name holds statuses, or days that differ."""
    for place in unused:
        words = [cells.text(cell) for cell in sheet.filled(place)]
        held = {_STATUS.get(fold(word)) for word in words if any(map(str.isalpha, word))}
        differ = len(held) > 1 or len(words) < len(sheet.rows)
        if differ and 2 * sum(fold(word) in _STATUS for word in words) >= len(words) and held - {None}:
            raise Refused(
                f"{sheet.source}: {quoted(sheet.titles[place])} may say who came, and there is no column "
                "status; call it status if it does, or take it out"
            )
        if fold(sheet.titles[place]) in DAYS and len(set(words)) > 1:
            raise Refused(
                f"{sheet.source}: the column {quoted(sheet.titles[place])} has several days, and a list is "
                "of one event; make a file of each day"
            )


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
    email = record.may("email", cells.email) or ""
    identity = Identity.of(record, email)
    called = name(record)
    came = record.must("status", status) if "status" in record.at else AttendanceStatus.PRESENT
    if not called and not email and not record.faulty:
        record.problem(_column(record), "is empty; write who it is")
    if record.faulty or came is None:
        return None
    return AttendanceRow(identity, tuple(joined.names(called)) if called else (), came, record)


def _column(record: Record) -> str:
    return next((name for name in ("name", "surname") if name in record.at), "email")
