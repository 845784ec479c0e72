"""Keeps some rows of a table: since a day, of one team, of one authority."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from cln.errors import Usage
from cln.files.columns import Row, Table
from cln.words import day_of

DAYS = ("on", "submitted", "opened_on", "planned_on")
"""Columns that say when a row came about, the first that a table has counts."""


@dataclass(frozen=True)
class Choice:
    """Which rows to keep; None keeps all. Rows without a day are not kept when a day is asked for."""

    since: date | None = None
    team: int | None = None
    authority: str | None = None

    @property
    def wanted(self) -> dict[str, object]:
        """Option -> what it was given, of those that were."""
        return {name: value for name, value in vars(self).items() if value is not None}


def fits(table: Table, choice: Choice) -> list[str]:
    """The options that say nothing about this table, because it has no such column."""
    has = {
        "since": _day(table) is not None,
        "team": table.index("team") is not None,
        "authority": table.index("authority") is not None,
    }
    return [name for name in choice.wanted if not has[name]]


def choose(table: Table, choice: Choice) -> Table:
    """The table with only the rows that were chosen.

    Raises:
        Usage: it has no column to choose by.
    """
    if unfit := fits(table, choice):
        raise Usage(f"--{unfit[0]} says nothing about {table.name}: it has no such column; leave it out")
    return replace(table, rows=_kept(table, choice)) if choice.wanted else table


def _kept(table: Table, choice: Choice) -> Iterator[Row]:
    day, team, authority = _day(table), table.index("team"), table.index("authority")
    for row in table.rows:
        if choice.since is not None and not _is_since(row[day or 0], choice.since):
            continue
        if choice.team is not None and row[team or 0] != choice.team:
            continue
        if choice.authority is not None and row[authority or 0] != choice.authority:
            continue
        yield row


def _day(table: Table) -> int | None:
    return next((place for name in DAYS if (place := table.index(name)) is not None), None)


def _is_since(value: object, since: date) -> bool:
    if isinstance(value, datetime):
        return day_of(value) >= since
    return isinstance(value, date) and value >= since
