"""What `cln cohort open`, `close` and `list` show. Light, because `cln cohort list` is measured."""

from collections.abc import Sequence

from cln.cohort.cohorts import Closed, Opened
from cln.cohort.queries import Listed
from cln.screen.data import plain
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def opened(result: Opened) -> View:
    """The new cohort.

    JSON: `cohort`, `launch`, `teams`, `capacity`, `travel_km`, `themes`, `events` (`number`, `name`, `on`).
    """
    from cln.events.views import schedule  # `cln cohort list` does without it

    data = {
        "cohort": result.name,
        "launch": result.launch.isoformat(),
        "teams": result.teams,
        "capacity": result.capacity,
        "travel_km": result.travel_km,
        "themes": list(result.themes),
        "events": plain(result.events),
    }
    blocks: list[Block] = [
        Line(f"{result.name} is open; it is launched on {result.launch}.", "good"),
        Line(
            f"{count(result.teams, 'team')} for up to {count(result.capacity, 'participant')}; "
            f"further apart than {result.travel_km:g} km is far."
        ),
        Line(f"{count(len(result.themes), 'theme')}: {', '.join(result.themes)}."),
        *([Line(f"A team has {_range(result.team_size)} participants.")] if result.team_size else []),
        *([Line(f"Teams on each theme: {_range(result.theme_teams)}.")] if result.theme_teams else []),
        schedule.table(result.events),
        Line("Change a day with: cln event schedule 3 --on DATE", "dim"),
        Line("Next: cln cohort enrol FILE", "dim"),
    ]
    return View(data, blocks)


def closed(result: Closed) -> View:
    """A cohort that was closed or opened again."""
    name = result.cohort
    if result.closed_on is None:
        return View(result, [Line(f"{name} is open again.", "good")])
    blocks = [
        Line(f"{name} closes on {result.closed_on}; everything about it stays on record.", "good"),
        Line(f'To look at it: cln cohort show --cohort "{name}"', "dim"),
    ]
    return View(result, blocks)


def listing(found: Sequence[Listed]) -> View:
    """All cohorts."""
    if not found:
        return View(found, [Line('There is no cohort yet. Next: cln cohort open "Cohort 1" --launch DATE')])
    rows = [
        [
            one.cohort,
            one.launch.isoformat(),
            "open" if one.open else f"closed {one.closed_on}",
            str(one.entries),
            str(one.participants),
        ]
        for one in found
    ]
    columns = ["cohort", "launch", "state", "entries", "participants"]
    return View(found, [Table(columns, rows, right=frozenset({"entries", "participants"}))])


def _range(said: str) -> str:
    """ "13 to 20", "exactly 1"."""
    low, high = said.split("-")
    return f"exactly {low}" if low == high else f"{low} to {high}"
