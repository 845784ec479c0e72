"""Reads an assignment of entries to teams: one that `cln export teams` wrote, or any that looks like it.

A team is said once or in each of its rows: an empty theme or facilitator is that of the team's other rows.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from cln.cohort.whom import ENTRY, Which
from cln.files import cells, headers, records
from cln.files.cells import Cell, text
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.matching.problem import Entry, Facilitator, Key, Team

COLUMNS = {
    **{name: ENTRY[name] for name in ("code", "sector", "entry")},
    "team": ("team number",),
    "theme": (),
    "facilitators": ("facilitator",),
    "facilitator_emails": (),
    **dict.fromkeys(records.GONE, ()),
}
REQUIRED = ("code", "team", "theme")
MOST_TEAMS = 9999
_ROLE = re.compile(r"\s*\((key|co)\)$", re.IGNORECASE)


@dataclass
class TeamRows:
    """What the rows of one team say of it."""

    number: int
    first: Record
    entries: list[Entry] = field(default_factory=list)
    theme: str | None = None
    theme_row: str = ""
    facilitators: list[Facilitator] = field(default_factory=list)

    def take_theme(self, theme: str, record: Record) -> None:
        """Note a problem where another row says otherwise."""
        if self.theme is None:
            self.theme, self.theme_row = theme, record.named
        elif self.theme != theme:
            record.problem("theme", f"team {self.number} has the theme {self.theme} in {self.theme_row}")


@dataclass(frozen=True)
class Known:
    """What the cells of a file can mean; each function raises ValueError with a sentence."""

    entry: Callable[[Which], Entry]
    theme: Callable[[str], str]
    facilitator: Callable[[str], Facilitator | None]
    """None for somebody who has withdrawn."""

    def facilitators(self, cell: Cell, addresses: Sequence[str]) -> list[Facilitator]:
        """All that a cell names, joined by semicolons, perhaps with their roles; an address says more."""
        names = (_ROLE.sub("", name.strip()) for name in text(cell).split(";"))
        meant = (address or name for name, address in zip_longest(names, addresses, fillvalue=""))
        return [one for who in meant if who and (one := self.facilitator(who))]


def fits_teams(sheet: Sheet) -> bool:
    """Whether it says which entry is in which team."""
    return records.fit(sheet, COLUMNS, REQUIRED)


def read(source: Source, cohort: str, known: Known) -> Rows[Team]:
    """The teams of a file, by number; a row without a team is an entry that has none.

    Of a workbook that `cln export` wrote the teams are read. Entries that have withdrawn, as the file says,
    are passed over.

    Raises:
        Refused: a row cannot be read, an entry stands there twice, or a team has two themes or none.
    """
    file = records.of(source.read("teams", cohort, headers.known(COLUMNS)), COLUMNS, REQUIRED).staying("name")
    teams: dict[int, TeamRows] = {}
    rows: dict[Key, str] = {}
    for record in file.rows:
        _take(record, known, teams, rows)
    for team in teams.values():
        if team.theme is None and not file.problems:
            team.first.problem("theme", f"no row of team {team.number} says its theme")
    file.problems.refuse_any("nothing was judged; mend the file and check it again")
    return file.holding(_team(team) for _, team in sorted(teams.items()))


def _take(record: Record, known: Known, teams: dict[int, TeamRows], rows: dict[Key, str]) -> None:
    """Take one row, or note what is wrong with it; `rows` are those in which entries stand."""
    entry, number = _entry(record, known, rows), record.may("team", _number)
    if number is None:
        return
    team = teams.setdefault(number, TeamRows(number, record))
    if entry is not None:
        team.entries.append(entry)
    theme = record.may("theme", lambda cell: known.theme(text(cell)))
    if theme is not None:
        team.take_theme(theme, record)
    addresses = record.may("facilitator_emails", lambda cell: text(cell).split(";")) or []
    meant = [address.strip() for address in addresses]
    people = record.may("facilitators", lambda cell: known.facilitators(cell, meant)) or ()
    team.facilitators += [person for person in dict.fromkeys(people) if person not in team.facilitators]


def _entry(record: Record, known: Known, rows: dict[Key, str]) -> Entry | None:
    which = Which.of(record)
    if which is None:
        return None
    entry = record.must("code", lambda _: known.entry(which))
    if entry is None:
        return None
    if entry.key in rows:
        record.problem("code", f"{entry} stands in {rows[entry.key]} too; keep one of the rows")
    rows.setdefault(entry.key, record.named)
    return entry


def _number(cell: Cell) -> int:
    """The number of a team, written 3 or Team 3."""
    return cells.whole(re.sub(r"(?i)^team ?", "", text(cell)), 1, MOST_TEAMS)


def _team(rows: TeamRows) -> Team:
    entries = tuple(sorted(rows.entries, key=lambda entry: entry.key))
    return Team(rows.number, rows.theme or "", entries, tuple(rows.facilitators))
