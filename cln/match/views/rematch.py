"""What `cln match --from` shows: who moves, who comes in, and what further moves would gain."""

from collections.abc import Sequence
from typing import Any

from cln.match.rematch import Rematched, Step, Task
from cln.match.views import match
from cln.matching.change.trade_off import Curve
from cln.matching.problem import Entry, Team
from cln.matching.problem import Line as Reached
from cln.screen.data import plain
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def rematched(result: Rematched) -> View:
    """A re-run.

    JSON: the keys of a proposal, then `from`, `holds` (the old proposal holds as it is), `fewest_moves`,
    `moves` and `arrivals` (arrays of `code`, `sector`, `entry`, `name`, `from_team`, `from_theme`,
    `from_level`, `to_team`, `to_theme`, `to_level`; null where there is none), `left` (names),
    `facilitators_changed` (an array of `name`, `team`, `joins`).
    """
    shown = match.proposal(result.proposed)
    data = {
        **plain(shown.data),
        "from": result.from_number,
        "holds": result.holds,
        "fewest_moves": result.fewest.value,
        "moves": [_data(step) for step in result.moves],
        "arrivals": [_data(step) for step in result.arrivals],
        "left": list(result.left),
        "facilitators_changed": [
            {"name": task.facilitator.name, "team": task.team, "joins": task.joins} for task in result.tasks
        ],
    }
    if result.holds:
        holds = f"{result.proposed.cohort}: proposal {result.from_number} holds as it is; nobody moves."
        return View(data, [Line(holds, "good")], shown.notes)
    *blocks, following = shown.blocks
    return View(data, [*blocks, *_changes(result), following], shown.notes)


def curve(cohort: str, number: int, found: Curve) -> View:
    """What each further move gains.

    JSON: `cohort`, `from`, `points` (an array of `moves` and `objective`: `name`, `value`, `bound`), `ideal`
    (the same lines, for any number of moves), `complete` (nothing more is gained after the last point).
    """
    complete = _values(found.points[-1].lines) == _values(found.ideal)
    data = {
        "cohort": cohort,
        "from": number,
        "points": [{"moves": one.moves, "objective": plain(one.lines)} for one in found.points],
        "ideal": plain(found.ideal),
        "complete": complete,
    }
    names = [line.name for line in found.ideal]
    rows = [
        (str(one.moves), *(str(line.value) for line in one.lines), _gained(found, n))
        for n, one in enumerate(found.points)
    ]
    least, most = found.points[0].moves, found.points[-1].moves
    ends = f"With more than {count(most, 'move')} nothing more is gained while the teams keep their themes."
    stopped = "The time was up; more moves may gain more."
    blocks: list[Block] = [
        Line(f"{cohort}: what moves away from proposal {number} would gain", "strong"),
        Table(("moves", *names, ""), rows, right=frozenset({"moves", *names})),
        Line(ends if complete else stopped, "plain" if complete else "warn"),
        Line(f"Next: cln match --from {number} --max-moves {most if most > least else least}", "dim"),
    ]
    return View(data, blocks)


def _gained(found: Curve, n: int) -> str:
    """What the last move gains, in the first line that differs."""
    if not n:
        return "as few as possible"
    before, after = found.points[n - 1].lines, found.points[n].lines
    for old, new in zip(before, after, strict=True):
        if old.value != new.value:
            return f"{new.name} {old.value} to {new.value}"
    return "gains nothing"


def _changes(result: Rematched) -> list[Block]:
    blocks: list[Block] = []
    if result.moves:
        blocks.append(_steps(result.moves, f"Who moves: {count(len(result.moves), 'entry', 'entries')}"))
    if result.arrivals:
        comers = count(len(result.arrivals), "entry", "entries")
        blocks.append(_steps(result.arrivals, f"Who comes in: {comers}"))
    if not result.moves:
        blocks.append(Line("Nobody moves."))
    if result.left:
        blocks.append(Line(f"Left since proposal {result.from_number}: {', '.join(result.left)}."))
    blocks += [Line(_task(task)) for task in result.tasks]
    return blocks


def _steps(steps: Sequence[Step], title: str) -> Table:
    rows = [
        (
            step.entry.code,
            step.entry.name if step.entry.number == 1 else f"{step.entry.name} (entry {step.entry.number})",
            _place(step.entry, step.old),
            _place(step.entry, step.new),
        )
        for step in steps
    ]
    return Table(("code", "establishment", "from", "to"), rows, title=title)


def _place(entry: Entry, team: Team | None) -> str:
    if team is None:
        return "no place"
    level = entry.level(team.theme)
    return f"team {team.number}, {team.theme}" + (f" ({level})" if level else "")


def _task(task: Task) -> str:
    return f"{task.facilitator.name} {'joins' if task.joins else 'leaves'} team {task.team}."


def _data(step: Step) -> dict[str, Any]:
    return {
        "code": step.entry.code,
        "sector": step.entry.sector,
        "entry": step.entry.number,
        "name": step.entry.name,
        **_side("from", step.entry, step.old),
        **_side("to", step.entry, step.new),
    }


def _side(word: str, entry: Entry, team: Team | None) -> dict[str, Any]:
    return {
        f"{word}_team": team.number if team else None,
        f"{word}_theme": team.theme if team else None,
        f"{word}_level": entry.level(team.theme) if team else None,
    }


def _values(lines: Sequence[Reached]) -> list[int]:
    return [line.value for line in lines]
