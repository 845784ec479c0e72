"""Reads an assignment of entries to teams: one that `cln export teams` wrote, or any that looks like it.

A team is said once or in each of its rows: an empty theme or facilitator is that of the team's other rows.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cln.cohort.whom import MOST_ENTRIES, Which
from cln.files import cells, records, sheets
from cln.files.cells import Cell, text
from cln.files.problems import Problems
from cln.files.records import Record
from cln.register.reading import sector

COLUMNS = {
    "code": ("SEED code", "SEED", "CS number", "SEED code or CS number"),
    "sector": (),
    "entry": ("entry number",),
    "team": ("team number",),
    "theme": (),
    "facilitators": ("facilitator",),
}
REQUIRED = ("code", "team", "theme")
MOST_TEAMS = 9999
_ROLE = re.compile(r"\s*\((key|co)\)$", re.IGNORECASE)


@dataclass
class TeamRows:
    """What the rows of one team say of it."""

    number: int
    entries: list[int] = field(default_factory=list)
    """Ids."""
    theme: str | None = None
    theme_row: int = 0
    facilitators: list[int] = field(default_factory=list)
    """Places in the list of those known."""


@dataclass(frozen=True)
class Assignment:
    """A file without problems; `unused` are the headers that nothing was taken from."""

    source: str
    teams: tuple[TeamRows, ...]
    """By number."""
    unused: tuple[str, ...]
    names_facilitators: bool
    """It has a column of them."""


@dataclass(frozen=True)
class Known:
    """What the cells of a file can mean; each function raises ValueError with a sentence."""

    entry: Callable[[Which], int]
    theme: Callable[[str], str]
    facilitator: Callable[[str], int]


def read(path: Path, known: Known) -> Assignment:
    """Read an assignment; a row without a team is an entry that has none.

    Raises:
        Refused: a row cannot be read, an entry stands there twice, or a team has two themes or none.
    """
    file = records.of(sheets.read(path), COLUMNS, REQUIRED)
    reading = _Reading(known)
    for record in file.rows:
        reading.take(record)
    reading.finish(file.problems)
    file.problems.refuse_any("nothing was judged; mend the file and check it again")
    teams = tuple(team for _, team in sorted(reading.teams.items()))
    return Assignment(file.source, teams, file.unused, "facilitators" in file.at)


class _Reading:
    """A file while it is read, row by row."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.teams: dict[int, TeamRows] = {}
        self._rows: dict[int, int] = {}
        """Entry -> the row in which it stands."""
        self._first: dict[int, Record] = {}
        """Team -> its first row."""

    def take(self, record: Record) -> None:
        """Take one row, or note what is wrong with it."""
        entry, number = self._entry(record), record.may("team", _team)
        if number is None:
            return
        team = self.teams.setdefault(number, TeamRows(number))
        self._first.setdefault(number, record)
        if entry is not None:
            team.entries.append(entry)
        theme = record.may("theme", lambda cell: self.known.theme(text(cell)))
        if theme is not None and team.theme not in {None, theme}:
            record.problem("theme", f"team {number} has the theme {team.theme} in row {team.theme_row}")
        elif theme is not None and team.theme is None:
            team.theme, team.theme_row = theme, record.number
        for person in record.may("facilitators", self._people) or ():
            if person not in team.facilitators:
                team.facilitators.append(person)

    def finish(self, problems: Problems) -> None:
        """Note teams of which no row says the theme."""
        for number, team in self.teams.items():
            if team.theme is None and not problems:
                self._first[number].problem("theme", f"no row of team {number} says its theme")

    def _entry(self, record: Record) -> int | None:
        code = record.must("code", cells.code)
        part = record.may("sector", sector)
        number = record.may("entry", partial(cells.whole, low=1, high=MOST_ENTRIES))
        if code is None:
            return None
        try:
            entry = self.known.entry(Which(code, part, number))
        except ValueError as error:
            record.problem("code", str(error))
            return None
        if entry in self._rows:
            record.problem("code", f"{code} stands in row {self._rows[entry]} too; keep one of the rows")
        self._rows.setdefault(entry, record.number)
        return entry

    def _people(self, cell: Cell) -> list[int]:
        said = (_ROLE.sub("", name.strip()) for name in text(cell).split(";"))
        return [self.known.facilitator(name) for name in said if name]


def _team(cell: Cell) -> int:
    """The number of a team, written 3 or Team 3."""
    return cells.whole(re.sub(r"(?i)^team ?", "", text(cell)), 1, MOST_TEAMS)
