"""Reads the days and places of the events of a year, as `cln cohort open --events FILE` takes them."""

from dataclasses import dataclass
from datetime import date, time

from cln.files import cells, moments, records
from cln.files.cells import text
from cln.files.headers import known
from cln.files.source import Source
from cln.programme import EVENTS
from cln.words import fold

COLUMNS = {
    "event": ("number", "event number"),
    "on": ("date", "day"),
    "starts": ("start", "from", "begins"),
    "ends": ("end", "to", "until"),
    "venue": ("place", "where"),
    "sector": (),
}


@dataclass(frozen=True)
class DayRow:
    """When and where an event is, of everybody or of one sector; None is what the file says nothing about."""

    number: int
    sector: str
    """Empty for everybody without an event of their own."""
    on: date
    starts: time | None
    ends: time | None
    venue: str | None


def read(source: Source) -> list[DayRow]:
    """Read a file of events; those of everybody first, then those of sectors.

    Raises:
        Refused: there is no such file, it lacks a column, or any row is not right.
    """
    sheet = source.read("events", None, known(COLUMNS))
    file = records.of(sheet, COLUMNS, ("event", "on"))
    rows: dict[tuple[int, str], DayRow] = {}
    for record in file.rows:
        number = record.must("event", _number)
        on = record.must("on", moments.spoken)
        sector = record.may("sector", cells.sector_named)
        starts, ends = record.may("starts", cells.clock), record.may("ends", cells.clock)
        venue = record.may("venue", cells.brief)
        if record.faulty or number is None or on is None:
            continue
        if (number, sector or "") in rows:
            record.problem("event", f"event {number} stands in the file twice; keep one of the rows")
        rows[number, sector or ""] = DayRow(number, sector or "", on, starts, ends, venue)
    file.problems.refuse_any()
    return [rows[key] for key in sorted(rows, key=lambda key: (key[1] != "", key))]


def _number(cell: cells.Cell) -> int:
    """The number of an event, or what the programme calls it."""
    names = {fold(plan.name): plan.number for plan in EVENTS}
    return names.get(fold(text(cell))) or cells.whole(cell, low=1, high=len(EVENTS))
