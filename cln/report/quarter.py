"""The quarterly highlight report: what happened between two days."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from cln.cohort.queries import absences_of_entries
from cln.errors import Refused
from cln.events.as_of import events_on, held
from cln.events.events import title
from cln.events.queries import attendance_of
from cln.exports import queries
from cln.figures.cells import NOT_PRESENT, PRESENT
from cln.inquiry.stages import Stage
from cln.pages.page import Card, Section, TextTable, Tile
from cln.programme import AttendanceStatus
from cln.projects.queries import OnRecord
from cln.report.material import TOO_FEW, Material
from cln.report.work_part import LEVELS
from cln.report.year_part import WHY
from cln.words import day_in_words

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
    """What was reached, written and lost in a quarter, up to the day of the report."""
    logged = queries.logged(
        material.session, material.cohort, quarter.first, min(quarter.last, material.as_of)
    )
    reached = {one.id: _reached(one, quarter) for one in material.projects}
    left = _withdrawals(material, quarter)
    moved = [
        one
        for one in material.projects
        if reached[one.id] or logged.get(one.id) or quarter.has(one.project.ended_on)
    ]
    projects = TextTable(
        "Projects that moved",
        ["project", "completed", "log entries"],
        [
            [_label(one, material), _moved(one, material, reached[one.id]), str(logged.get(one.id, 0))]
            for one in moved
        ],
        frozenset({"log entries"}),
    )
    return Section(
        "quarter",
        f"What happened from {quarter.first.day} {quarter.first:%B} to {day_in_words(quarter.last)}",
        tiles=[
            Tile(str(sum(map(len, reached.values()))), "stages that projects completed"),
            Tile(str(sum(logged.values())), "log entries"),
            Tile(str(len(left)), "withdrawals of entries"),
        ],
        tables=[
            *_events(material, quarter),
            *([projects] if moved else []),
            *([] if material.public else _departures(material, quarter, left)),
        ],
        cards=_highlights(material, quarter),
    )


def _reached(one: OnRecord, quarter: Quarter) -> list[Stage]:
    """The stages that a project completed in a quarter; one that was complete before is none of them."""
    eve = quarter.first - timedelta(days=1)
    before = {step.stage for step in one.as_of(eve).steps if step.done_on and step.done_on <= eve}
    return [step.stage for step in one.steps if quarter.has(step.done_on) and step.stage not in before]


def _events(material: Material, quarter: Quarter) -> list[TextTable]:
    """The events that were held in a quarter, and who came; no table when there were none.

    A page for everybody tells of all who came to an event so far, as elsewhere: two dates of one event would
    tell of each other.
    """
    events = events_on(material.session, material.cohort, material.as_of)
    there = [one for one in events if held(one, material.as_of) and quarter.has(one.on)]
    if not there:
        return []
    if material.public:
        came = {one.id: _came_so_far(material, one.number) for one in there}
    else:
        rows = attendance_of(material.session, material.cohort)
        statuses = Counter((event, status) for event, _, status in rows)
        came = {
            one.id: f"{statuses[one.id or 0, AttendanceStatus.PRESENT]} of "
            f"{sum(statuses[one.id or 0, status] for status in AttendanceStatus)}"
            for one in there
        }
    lines = [[title(one), day_in_words(one.on), came[one.id]] for one in there if one.on]
    return [TextTable("Events that were held", ["event", "on", "came"], lines, frozenset({"came"}))]


def _came_so_far(material: Material, number: int) -> str:
    if not all(material.shows(f"attendance/{number}/{one}") for one in (PRESENT, NOT_PRESENT)):
        return TOO_FEW
    present, others = (material.came[number, status] for status in (PRESENT, NOT_PRESENT))
    return f"{present} of {present + others}"


def _withdrawals(material: Material, quarter: Quarter) -> list[list[str]]:
    """The withdrawals of a quarter by entry, those too that ended since: the entry, the day and why."""
    ended = absences_of_entries(material.session, material.cohort)
    rows = []
    for one in material.entries:
        rows += [
            [
                one.named,
                day_in_words(away.withdrawn_on),
                f"{WHY[away.reason]}; came back on {day_in_words(away.rejoined_on)}",
            ]
            for away in ended.get(one.id, ())
            if quarter.has(away.withdrawn_on) and away.rejoined_on <= material.as_of
        ]
        if (day := one.entry.withdrawn_on) and quarter.has(day):
            rows.append([one.named, day_in_words(day), WHY[one.entry.withdrawn_reason or "other"]])
    return rows


def _moved(one: OnRecord, material: Material, reached: list[Stage]) -> str:
    """The stages that a project completed, and that it ended."""
    ended = [f"ended ({material.words(one.project.ended_reason or '')})"] if not one.running else []
    return ", ".join([*reached, *ended]) or "\u2013"


def _departures(material: Material, quarter: Quarter, entries: list[list[str]]) -> list[TextTable]:
    """Who left and why: entries, and people whose entry goes on; no table of whom nobody left."""
    people = [
        [person.name, one.named, day_in_words(person.left_on), WHY[person.left_reason or "other"]]
        for one in material.entries
        for person in one.left
        if person.left_on and quarter.has(person.left_on)
    ]
    tables = (
        TextTable("Entries that withdrew", ["establishment", "on", "reason"], entries),
        TextTable("People who left", ["name", "establishment", "on", "reason"], people),
    )
    return [table for table in tables if table.rows]


def _label(one: OnRecord, material: Material) -> str:
    return f"{one.number}: {material.words(one.project.title)}"


def _highlights(material: Material, quarter: Quarter) -> list[Card]:
    """The impacts and lessons of the quarter, by project."""
    cards = []
    for one in material.projects:
        if impacts := [impact for impact in one.impacts if quarter.has(impact.on)]:
            lines = [(LEVELS[impact.level], material.words(impact.text)) for impact in impacts]
            cards.append(Card(_label(one, material), lines))
    return cards
