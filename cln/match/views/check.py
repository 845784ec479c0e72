"""What the judge says of a file of teams, as the lead officer sees it."""

from typing import Any

from cln.match.check import Judged
from cln.match.views import match
from cln.match.views.proposals import LEVELS, levels
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def judged(result: Judged) -> View:
    """What the judge says.

    JSON: `cohort`, `file`, `holds` (all rules that must hold do), `teams` and `participants` (how many),
    `objective` (an array of `name`, `value`), `levels` (how many entries have a theme they gave that level;
    `none`: without one), `rules` (`id`, `must`, `holds`, `detail`), `not_judged` (rules about which the
    file says nothing), `without_a_team` (entries), `best` (the match on the same input: `proposal`,
    `objective`; null without one), `columns_not_used`.
    """
    teams = count(len(result.teams), "team")
    people = count(sum(team.participants for team in result.teams), "participant")
    blocks: list[Block] = [
        Line(f"{result.source}: {people} of {result.cohort} in {teams}", "strong"),
        *outcome.unused(result.unused),
        _objective(result),
    ]
    if result.unplaced:
        blocks.append(_unplaced(result))
    blocks.append(match.rules(result.rules))
    blocks += [
        Line(f"The rule {rule} is not judged: the file has no column facilitators.", "warn")
        for rule in result.not_judged
    ]
    if not result.broken:
        blocks.append(Line("Every rule that must hold does.", "good"))
    return View(_data(result), blocks)


def _objective(result: Judged) -> Table:
    best = {line.name: line for line in result.best.objective} if result.best else {}
    asked = {name: value for name, value in result.score.items() if not name.startswith("level")}
    rows = [("placed", str(asked.pop("placed")), _best(best.get("placed")))]
    rows += [
        (f"level {level}", str(result.levels[level]), _best(best.get(f"level {level}"))) for level in LEVELS
    ]
    rows += [(name, str(value), _best(best.get(name))) for name, value in asked.items()]
    heads = ["", "this file", *([f"proposal {result.best.number}"] if result.best else [])]
    return Table(heads, [row[: len(heads)] for row in rows], right=frozenset(heads[1:]))


def _best(line: Any) -> str:
    if line is None:
        return ""
    return f"{line.value}, proven best" if line.proven else f"{line.value}, at best {line.bound}"


def _unplaced(result: Judged) -> Table:
    rows = [(one.code, str(one), one.sector, one.authority, str(one.participants)) for one in result.unplaced]
    people = sum(one.participants for one in result.unplaced)
    return Table(
        ("code", "establishment", "sector", "authority", "people"),
        rows,
        title=f"Without a team in the file: {count(len(rows), 'entry', 'entries')}, {people} people",
        right=frozenset({"people"}),
    )


def _data(result: Judged) -> dict[str, Any]:
    return {
        "cohort": result.cohort,
        "file": result.source,
        "holds": not result.broken,
        "teams": len(result.teams),
        "participants": sum(team.participants for team in result.teams),
        "objective": [{"name": name, "value": value} for name, value in result.score.items()],
        "levels": levels(result.levels),
        "rules": [
            {"id": rule.id, "must": rule.must, "holds": rule.holds, "detail": rule.detail}
            for rule in result.rules
        ],
        "not_judged": list(result.not_judged),
        "without_a_team": [
            {
                "code": one.code,
                "sector": one.sector,
                "entry": one.number,
                "name": one.name,
                "authority": one.authority,
                "participants": one.participants,
            }
            for one in result.unplaced
        ],
        "best": result.best
        and {"proposal": result.best.number, "objective": match.lines(result.best.objective)},
        "columns_not_used": list(result.unused),
    }
