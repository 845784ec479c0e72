"""Where words stand, as a screen shows it."""

from cln.overview.find import Places
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View

MOST = 20
"""So many of a kind are shown; --json prints them all."""


def places(result: Places) -> View:
    """A table for each kind of place in which the words stand, with the command that shows more."""
    listings = [
        Table(
            ("code", "sector", "name", "authority", "cohorts"),
            [
                (one.code, one.sector, one.name, one.authority, ", ".join(one.cohorts))
                for one in result.establishments
            ],
            title="Establishments: cln establishment show CODE",
        ),
        Table(
            ("cohort", "name", "role", "code", "establishment", "left"),
            [
                (one.cohort, one.name, one.role, one.code, one.establishment, str(one.left_on or ""))
                for one in result.people
            ],
            title="People: cln cohort people CODE",
        ),
        Table(
            ("cohort", "name", "organisation", "withdrew"),
            [
                (one.cohort, one.name, one.organisation, str(one.withdrawn_on or ""))
                for one in result.facilitators
            ],
            title="Facilitators: cln status --facilitator NAME",
        ),
        Table(
            ("cohort", "project", "title", "team", "theme"),
            [
                (one.cohort, str(one.number), as_written(one.title), str(one.team), one.theme)
                for one in result.projects
            ],
            title="Projects: cln project show PROJECT",
        ),
        Table(
            ("cohort", "project", "on", "by", "note"),
            [
                (one.cohort, str(one.project), str(one.on), one.by, as_written(one.note))
                for one in result.log_entries
            ],
            title="Log entries: cln project log PROJECT",
        ),
    ]
    blocks = [block for listing in listings for block in _limited(listing, result.words)]
    return View(result, blocks or [Line(f"Nothing in any cohort has the words {result.words!r}.")])


def _limited(listing: Table, words: str) -> list[Block]:
    """A table that holds no more than fits a screen, and the command that shows the rest."""
    rest = len(listing.rows) - MOST
    if rest <= 0:
        return [listing] if listing.rows else []
    more = Line(f'And {rest} more; write another word of it, or see: cln find "{words}" --json', "dim")
    return [listing._replace(rows=listing.rows[:MOST]), more]
