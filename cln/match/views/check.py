"""What the judge says of a file of teams, as the lead officer sees it."""

from cln.match.check import Judged
from cln.match.results import LEVELS
from cln.match.views import match
from cln.matching import problem
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def judged(result: Judged) -> View:
    """What the judge says."""
    size = f"{count(result.participants, 'participant')} of {result.cohort} in {count(result.teams, 'team')}"
    blocks: list[Block] = [
        Line(f"{result.source}: {size}", "strong"),
        *outcome.unused(result.columns_not_used),
        *outcome.passed_over(result.passed_over),
        _objective(result),
    ]
    if result.without_a_team:
        blocks.append(_without_a_team(result))
    blocks.append(match.rules(result.rules))
    blocks += [
        Line(f"The rule {rule} is not judged: the file has no column facilitators.", "warn")
        for rule in result.not_judged
    ]
    if result.holds:
        blocks.append(Line("Every rule that must hold does.", "good"))
    return View(result, blocks)


def _objective(result: Judged) -> Table:
    """Each line beside what the best match reaches; levels by how many entries have exactly that one."""
    best = {line.name: _best(line) for line in result.best.objective} if result.best else {}
    reached = {one.name: one.value for one in result.objective if not one.name.startswith("level")}
    placed = ("placed", reached.pop("placed"))
    levels = [(f"level {level}", result.levels.get(level, 0)) for level in LEVELS]
    rows = [(name, str(value), best.get(name, "")) for name, value in (placed, *levels, *reached.items())]
    heads = ["", "this file", *([f"proposal {result.best.number}"] if result.best else [])]
    return Table(heads, [row[: len(heads)] for row in rows], right=frozenset(heads[1:]))


def _best(line: problem.Line) -> str:
    return f"{line.value}, proven best" if line.proven else f"{line.value}, at best {line.bound}"


def _without_a_team(result: Judged) -> Table:
    entries = result.without_a_team
    rows = [(one.code, str(one), one.sector, one.authority, str(one.participants)) for one in entries]
    people = sum(one.participants for one in entries)
    return Table(
        ("code", "establishment", "sector", "authority", "people"),
        rows,
        title=f"Without a team in the file: {count(len(rows), 'entry', 'entries')}, {people} people",
        right=frozenset({"people"}),
    )
