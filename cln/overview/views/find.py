"""Where words stand, as a screen shows it."""

from collections.abc import Sequence

from cln.overview.find import Places
from cln.screen.view import Block, Line, Table, View

MOST = 20
"""So many of a kind are shown; --json prints them all."""


def places(result: Places) -> View:
    """A table for each kind of place in which the words stand, with the command that shows more."""
    listings = [
        _table(
            "Establishments: cln establishment show CODE",
            ("code", "sector", "name", "authority", "cohorts"),
            [
                (one.code, one.sector, one.name, one.authority, ", ".join(one.cohorts))
                for one in result.establishments
            ],
        ),
        _table(
            "People: cln cohort people CODE",
            ("cohort", "name", "role", "code", "establishment", "left"),
            [
                (one.cohort, one.name, one.role, one.code, one.establishment, str(one.left_on or ""))
                for one in result.people
            ],
        ),
        _table(
            "Facilitators: cln status --facilitator NAME",
            ("cohort", "name", "organisation", "withdrew"),
            [
                (one.cohort, one.name, one.organisation, str(one.withdrawn_on or ""))
                for one in result.facilitators
            ],
        ),
        _table(
            "Projects: cln project show PROJECT",
            ("cohort", "project", "title", "team", "theme"),
            [(one.cohort, str(one.number), one.title, str(one.team), one.theme) for one in result.projects],
        ),
        _table(
            "Log entries: cln project log PROJECT",
            ("cohort", "project", "on", "by", "note"),
            [(one.cohort, str(one.project), str(one.on), one.by, one.note) for one in result.log_entries],
        ),
    ]
    blocks = [block for blocks in listings for block in blocks]
    return View(result, blocks or [Line(f"Nothing in any cohort has the words {result.words!r}.")])


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Block]:
    if not rows:
        return []
    table = Table(columns, rows[:MOST], title=title)
    rest = len(rows) - MOST
    more = Line(f"And {rest} more; write another word of it, or take --json.", "dim")
    return [table, more] if rest > 0 else [table]
