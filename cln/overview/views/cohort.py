"""What `cln cohort show` shows: where a cohort stands."""

from cln.cohort.queries import EntryLine
from cln.overview.ahead import Ahead
from cln.overview.cohort import Shown
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.words import count

ENTRY = ("code", "name", "authority")


def shown(result: Shown, ahead: Ahead) -> View:
    """Where a cohort stands, and the next step."""
    return View(result, [*_summary(result), *_tables(result), *_next(result, ahead)])


def _summary(result: Shown) -> list[Line]:
    state = f"closed on {result.closed_on}" if result.closed_on else "open"
    places = count(result.establishments, "establishment")
    if result.entries != result.establishments:
        places += f" ({count(result.entries, 'entry', 'entries')})"
    people = count(result.participants, "participant")
    lines = [
        Line(f"{result.cohort}: launch {result.launch}, {state}", "strong"),
        *(Line(sentence) for sentence in _sizes(result, f"{places} with {people}")),
    ]
    if over := max(0, result.participants - result.capacity):
        lines.append(Line(f"That is {over} over capacity: at least {over} will wait.", "warn"))
    lines.append(
        Line(f"{result.answered} of {count(result.entries, 'entry', 'entries')} answered the survey.")
    )
    if result.people_left:
        gone = count(result.people_left, "person has", "people have")
        lines.append(Line(f"{gone} left or been replaced; see: cln cohort people"))
    return [*lines, Line(f"Themes: {', '.join(result.themes)}.")]


def _sizes(result: Shown, there: str) -> list[str]:
    teams = f"{count(result.teams, 'team')} for up to {result.capacity}."
    return [teams, f"In your teams: {there}."] if result.in_part else [f"{there}; {teams}"]


def _tables(result: Shown) -> list[Table]:
    tables = []
    if result.entries:
        columns = ["sector", "establishments", "participants"]
        rows = [[one.sector, str(one.establishments), str(one.participants)] for one in result.sectors]
        tables.append(Table(columns, rows, right=frozenset(columns[1:])))
        columns = ["authority", "establishments", "participants", "key facilitators", "needed"]
        rows = [
            [
                one.authority,
                str(one.establishments),
                str(one.participants),
                str(one.key_facilitators),
                str(one.key_facilitators_needed),
            ]
            for one in result.authorities
        ]
        shown_columns = 3 if result.in_part else 5  # of a cohort's facilitators, too, only some are seen
        tables.append(
            Table(
                columns[:shown_columns], [row[:shown_columns] for row in rows], right=frozenset(columns[1:])
            )
        )
    return [*tables, *_changes(result)]


def _changes(result: Shown) -> list[Table]:
    """Who withdrew, came back, starts late or finishes early."""
    tables = []
    if result.withdrawn:
        rows = [
            [*_entry(one), str(one.withdrawn_on), one.reason or "", as_written(one.note)]
            for one in result.withdrawn
        ]
        tables.append(Table([*ENTRY, "on", "reason", "note"], rows, title="Withdrawn"))
    if result.returned:
        rows = [
            [*_entry(one), str(one.withdrawn_on), str(one.rejoined_on), one.reason or ""]
            for one in result.returned
        ]
        tables.append(Table([*ENTRY, "from", "to", "reason"], rows, title="Were away"))
    if result.own_terms:
        rows = [
            [*_entry(one), str(one.starts_on or ""), str(one.finishes_on or "")] for one in result.own_terms
        ]
        tables.append(Table([*ENTRY, "from", "to"], rows, title="Start late or finish early"))
    return tables


def _entry(one: EntryLine) -> list[str]:
    return [one.code, one.name, one.authority]


def _next(result: Shown, ahead: Ahead) -> list[Block]:
    """What authorities lack, and the next step."""
    short = [one.need for one in result.authorities if one.need.short] if not result.accepted else []
    lacks = [Line(one.sentence, "warn") for one in short if result.facilitators]
    return [*lacks, *(Line(f"Next: {step.command}", "dim") for step in ahead.steps[:1])]
