"""What `cln cohort open` and `close` show."""

from cln.cohort.amend import Amended
from cln.cohort.cohorts import Closed, Opened
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def opened(result: Opened, days: Table) -> View:
    """The new cohort; `days` is the view of those of its events."""
    blocks: list[Block] = [
        Line(f"{result.cohort} is open; it is launched on {result.launch}.", "good"),
        Line(
            f"{count(result.teams, 'team')} for up to {count(result.capacity, 'participant')}; "
            f"further apart than {result.travel_km:g} km is far."
        ),
        Line(f"{count(len(result.themes), 'theme')}: {', '.join(result.themes)}."),
        *([Line(f"A team has {_range(result.team_size)} participants.")] if result.team_size else []),
        *([Line(f"Teams on each theme: {_range(result.theme_teams)}.")] if result.theme_teams else []),
        days,
        Line("Change a day with: cln event schedule 3 --on DATE", "dim"),
    ]
    return View(result, blocks)


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


def amended(result: Amended, days: Table) -> View:
    """What was corrected; `days` is the view of the events that moved with the launch."""
    if not result.changed:
        return View(result, [Line(f"{result.cohort} is so already.", "good")])
    blocks: list[Block] = [Line(f"{result.cohort} is corrected.", "good")]
    blocks += [Line(f"  {one}") for one in result.changed]
    if result.events:
        moved = Line("These events moved with it; to change a day: cln event schedule 3 --on DATE", "dim")
        blocks += [days, moved]
    return View(result, blocks)


def _range(limits: str) -> str:
    """ "13 to 20", "exactly 1"."""
    low, high = limits.split("-")
    return f"exactly {low}" if low == high else f"{low} to {high}"
