"""What `cln match --from`, `--trade-off` and `--alternatives` show beside a proposal."""

from collections.abc import Iterator, Sequence

from cln.match.proposals import Proposed
from cln.match.rematch import Choice, Rematched, Step, TradeOff
from cln.match.views.match import proposal
from cln.screen.view import Block, Line, Table, View
from cln.words import count

LINES = ("breadth", "travel", "balance")
"""Where alternatives can be better or worse than each other."""


def rematched(result: Rematched) -> View:
    """A re-run: the proposal, who moves and who comes in."""
    shown = proposal(result)
    if result.holds:
        holds = f"{result.cohort}: proposal {result.old} holds as it is; nobody moves"
        holds += (
            f". It counts after: {result.standing.accepting(result.old)}" if result.standing.waits else "."
        )
        return View(result, [Line(holds, "good")], shown.notes)
    *blocks, following = shown.blocks
    return View(result, [*blocks, *_changes(result), following], shown.notes)


def curve(result: TradeOff) -> View:
    """What each further move gains."""
    names = [line.name for line in result.ideal]
    rows = [
        (str(one.moves), *(str(line.value) for line in one.objective), _gained(result, n))
        for n, one in enumerate(result.points)
    ]
    least, most = result.points[0].moves, result.points[-1].moves
    ends = f"With more than {count(most, 'move')} nothing more is gained while the teams keep their themes."
    stopped = "The search ended here; more moves may gain more."
    blocks: list[Block] = [
        Line(f"{result.cohort}: what moves away from proposal {result.number} would gain", "strong"),
        Table(("moves", *names, ""), rows, right=frozenset({"moves", *names})),
        Line(ends, "plain") if result.complete else Line(stopped, "warn"),
        Line(f"Next: cln match --from {result.number} --max-moves {most if most > least else least}", "dim"),
    ]
    return View(result, blocks)


def choice(result: Choice) -> View:
    """The best proposal with the alternatives to it."""
    shown = proposal(result)
    *blocks, following = shown.blocks
    if not result.alternatives:
        return View(result, [*blocks, _how_many(result), following], shown.notes)
    best, other = result.number, result.alternatives[0].number
    compare = f"Next: cln match compare {best} {other}, then accept one: {result.standing.accepting()}"
    return View(result, [*blocks, _beside(result), _how_many(result), Line(compare, "dim")], shown.notes)


def _gained(result: TradeOff, n: int) -> str:
    """What the last move gains, in the first line that differs."""
    if not n:
        return "as few as possible"
    before, after = result.points[n - 1].objective, result.points[n].objective
    for old, new in zip(before, after, strict=True):
        if old.value != new.value:
            return f"{new.name} {old.value} to {new.value}"
    return "gains nothing"


def _changes(result: Rematched) -> Iterator[Block]:
    if result.moves:
        yield _steps(result.moves, f"Who moves: {count(len(result.moves), 'entry', 'entries')}")
    if result.arrivals:
        yield _steps(result.arrivals, f"Who comes in: {count(len(result.arrivals), 'entry', 'entries')}")
    if not result.moves:
        yield Line("Nobody moves.")
    if result.left:
        yield Line(f"Left since proposal {result.old}: {', '.join(result.left)}.")
    for task in result.facilitators_changed:
        yield Line(f"{task.name} {'joins' if task.joins else 'leaves'} team {task.team}.")


def _steps(steps: Sequence[Step], title: str) -> Table:
    rows = [
        (
            step.code,
            step.called,
            _place(step.from_team, step.from_theme, step.from_level),
            _place(step.to_team, step.to_theme, step.to_level),
        )
        for step in steps
    ]
    return Table(("code", "establishment", "from", "to"), rows, title=title)


def _place(team: int | None, theme: str | None, level: int | None) -> str:
    if team is None:
        return "no place"
    return f"team {team}, {theme}" + (f" ({level})" if level else "")


def _beside(result: Choice) -> Table:
    rows = [_row(result, 0), *(_row(one, one.seats_that_differ) for one in result.alternatives)]
    return Table(
        ("proposal", "other seats", *LINES, ""),
        rows,
        title=f"Proposal {result.number} and alternatives to it, all with the same profile",
        right=frozenset({"proposal", "other seats", *LINES}),
    )


def _row(one: Proposed, differs: int) -> tuple[str, ...]:
    reached = {line.name: str(line.value) for line in one.objective}
    known = "" if one.status == "optimal" else "not proven"
    return (str(one.number), str(differs), *(reached[name] for name in LINES), known)


def _how_many(result: Choice) -> Block:
    """How many there are, and how sure that is."""
    number = len(result.alternatives)
    far = f"in at least {result.seats_apart} of {count(result.seats, 'seat')}"
    if number == result.asked:
        each = "It differs from the best" if number == 1 else "Each differs from all others"
        return Line(f"{each} {far}.", "good")
    if not result.exhausted:
        return Line(f"{number} of {result.asked} found before the search ended; there may be more.", "warn")
    if not number:
        return Line(f"There is no alternative: no other teams with this profile differ {far}.", "warn")
    others = f"no other teams with this profile differ {far} from all of these"
    return Line(f"{number} of {result.asked} found: {others}.", "warn")
