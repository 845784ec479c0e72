"""Reads what was typed on the sheets of a facilitator's workbook beside her visits; see `projects.forms`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from cln.events.reading import attendance
from cln.files import cells, contents, moments, table
from cln.files.problems import Problems
from cln.files.records import Record
from cln.files.sheets import Row, Sheet
from cln.files.source import Source
from cln.programme import AttendanceStatus, MeasureKind
from cln.projects import forms
from cln.projects.forms import ATTENDANCE, INQUIRY, MEASURES, PEOPLE, SENT, Sent
from cln.words import quoted

Title = Callable[[cells.Cell], tuple[int, str]]
"""From what the cell of a project says to its number, and the title beside it; ValueError with a sentence."""

TEAMS, DUE = "Teams", "Due"
"""The other sheets on which nothing is to be typed."""

OPEN: Mapping[str, frozenset[str]] = {
    INQUIRY: frozenset({"project", "date", "what", "text", "looked at", "by"}),
    MEASURES: frozenset(
        {"measure", "kind", "method", "by", "due", "unit", "baseline", "end", "found on"},
    ),
    ATTENDANCE: frozenset({"came"}),
    PEOPLE: frozenset(),
    TEAMS: frozenset(),
    DUE: frozenset(),
}
"""Sheet -> the columns in which something may be typed."""


@dataclass(frozen=True)
class Line:
    """A row of such a sheet on which something was typed."""

    sheet: str
    record: Record = field(repr=False, compare=False)
    sent: Sent | None
    """None for a row that somebody added."""
    typed: frozenset[str]
    """The columns in which it says something else than when it was sent."""

    @property
    def after(self) -> int | None:
        """The newest change of when the sheet was made."""
        return self.sent.after if self.sent else None


@dataclass(frozen=True)
class Step:
    """A hunch, a question, an observation, an impact or a lesson learned."""

    line: Line
    project: int
    on: date
    what: str
    text: str
    focus: str
    by: str


@dataclass(frozen=True)
class Plan:
    """A measure, or what was typed of one that is known."""

    line: Line
    project: int
    number: int | None
    name: str
    kind: MeasureKind | None
    due: date | None
    on: date | None
    """The day of a baseline or end value."""
    words: Mapping[str, str]
    """Method, by, unit, baseline and end, as far as they were typed."""


@dataclass(frozen=True)
class Mark:
    """Whether somebody came to an event."""

    line: Line
    event: int
    code: str
    sector: str
    entry: int
    name: str
    status: AttendanceStatus


def lines(source: Source, problems: Problems) -> dict[str, list[Line]]:
    """Sheet -> the rows on which something was typed; what was typed in a protected place is told.

    Of a file that is no such workbook there are none. Rows that are to be left out are.
    """
    typed_on: dict[str, list[Line]] = {}
    for name in [one for one in contents.visible(source.path) if one in OPEN]:
        sheet = table.read(source.path, sheet=name, header_row=1)
        at = {header: place for place, header in enumerate(sheet.headers)}
        if SENT not in at:
            continue  # another workbook's sheet, or one that an older cln made
        for row in sheet.rows:
            line = _line(name, sheet, at, replace(row, sheet=name), problems)
            for column in sorted(line.typed - OPEN[name]) if row.place not in source.without else ():
                words = cells.text(line.record.cell(column))
                source.doubt(
                    f"sheet {name!r}, row {row.number}, column {column}: "
                    f"{quoted(words)} was typed in a protected place, and is not taken in"
                )
            if line.typed & OPEN[name] and line.record.place not in source.without:
                typed_on.setdefault(name, []).append(line)
    return typed_on


def _line(name: str, sheet: Sheet, at: Mapping[str, int], row: Row, problems: Problems) -> Line:
    record = Record(sheet, at, row, problems)
    sent = forms.how_sent(record.cell(SENT))
    before = sent.cells if sent else {}
    typed = {
        column
        for column in at
        if column not in {SENT, ""} and forms.as_text(record.cell(column)) != before.get(column, "")
    }
    return Line(name, record, sent, frozenset(typed))


def steps(lines: list[Line], title: Title) -> Iterator[Step]:
    """What was guessed, asked, observed and learned; problems are noted, and such rows left out."""
    for line in lines:
        if not line.typed - {"project", "by"}:
            continue
        record = line.record
        project = record.must("project", title)
        on = record.must("date", moments.day)
        what = record.must("what", partial(cells.one_of, words=forms.WHAT))
        text = record.must("text", partial(_lines, what="the hunch, the question, or what was learned"))
        of_observation = what in forms.OBSERVED
        focus = record.must("looked at", partial(_lines, what="what was looked at")) if of_observation else ""
        by = record.must("by", partial(cells.name, what="who observed")) if of_observation else ""
        if not record.faulty and project and on and what and text:
            yield Step(line, project[0], on, what, text, focus or "", by or "")


def plans(lines: list[Line], title: Title) -> Iterator[Plan]:
    """What was typed of measures; problems are noted, and such rows left out."""
    for line in lines:
        record, typed = line.record, line.typed
        for column in sorted(typed & OPEN[MEASURES]):
            if record.cell(column) is None:
                record.problem(column, "is empty; what is on record cannot be taken away here")
        project = record.must("project", title)
        number = record.may("number", partial(cells.whole, low=1, high=10_000))
        name = record.must("measure", partial(cells.name, what="what is measured"))
        kind = record.must("kind", partial(cells.one_of, words=tuple(MeasureKind)))
        due, on = record.may("due", moments.day), record.may("found on", moments.day)
        values = ("method", "by", "unit", "baseline", "end")
        words = {column: cells.text(record.cell(column)) for column in values if column in typed}
        if typed & {"baseline", "end"} and on is None:
            record.problem("found on", "is empty; write the day on which the value was found")
        if not record.faulty and project and name and kind:
            yield Plan(line, project[0], number, name, MeasureKind(kind), due, on, words)


def marks(lines: list[Line]) -> Iterator[Mark]:
    """Who came to which event, as far as it was typed; who is meant says how the row was sent."""
    for line in lines:
        record = line.record
        status = record.must("came", attendance.status)
        if line.sent is None:
            record.problem("name", "this row was not in the sheet; add who came with: cln event attendance")
        elif status:
            sent = line.sent.cells
            key = int(sent["event"]), sent["code"], sent["sector"], int(sent["entry"]), sent["name"]
            yield Mark(line, *key, status)


def _lines(cell: cells.Cell, what: str) -> str:
    text = cells.lines(cell)
    if not text:
        raise ValueError(f"is empty; write {what}")
    return text
