"""The quarterly highlight report: what happened between two days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cln.errors import Refused
from cln.exports import queries
from cln.inquiry import stages
from cln.pages.page import Card, Section, TextTable, Tile
from cln.report.material import Material

_WRITTEN = re.compile(r"(?P<year>20[0-9]{2})-?Q(?P<quarter>[1-4])", re.IGNORECASE)


@dataclass(frozen=True)
class Quarter:
    """Three months of a calendar year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        following = date(self.year + self.number // 4, 3 * (self.number % 4) + 1, 1)
        return following - timedelta(days=1)

    def has(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"quarter {self.number} of {self.year}"


def read(text: str) -> Quarter:
    """A quarter written 2026Q4.

    Raises:
        Refused: it is written otherwise.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise Refused(f"{text!r} is not a quarter; write e.g. 2026Q4 for October to December 2026")
    return Quarter(int(match["year"]), int(match["quarter"]))


def section(material: Material, quarter: Quarter) -> Section:
    """What was reached, written and lost in a quarter."""
    logged = queries.logged(material.session, material.cohort, quarter.first, quarter.last)
    reached = {
        one.id: [step.stage for step in stages.steps(one.facts) if quarter.has(step.done_on)]
        for one in material.projects
    }
    left = [one for one in material.entries if quarter.has(one.entry.withdrawn_on)]
    moved = [one for one in material.projects if reached[one.id] or logged.get(one.id)]
    return Section(
        "quarter",
        f"What happened from {quarter.first:%d %B} to {quarter.last:%d %B %Y}",
        tiles=[
            Tile(str(sum(map(len, reached.values()))), "stages that projects completed"),
            Tile(str(sum(logged.values())), "log entries"),
            Tile(str(len(left)), "entries that withdrew"),
        ],
        tables=[
            TextTable(
                "Projects that moved",
                ["project", "completed", "log entries"],
                [
                    [
                        f"{one.project.number}: {material.words(one.project.title)}",
                        ", ".join(reached[one.id]) or "\u2013",
                        str(logged.get(one.id, 0)),
                    ]
                    for one in moved
                ],
                frozenset({"log entries"}),
            )
        ]
        if moved
        else [],
        cards=_highlights(material, quarter),
    )


def _highlights(material: Material, quarter: Quarter) -> list[Card]:
    """The impacts and lessons of the quarter, by project."""
    cards = []
    for one in material.projects:
        impacts = [impact for impact in material.impacts[one.id] if quarter.has(impact.on)]
        if impacts:
            lines = [(impact.level, material.words(impact.text)) for impact in impacts]
            cards.append(Card(f"{one.project.number}: {material.words(one.project.title)}", lines))
    return cards
