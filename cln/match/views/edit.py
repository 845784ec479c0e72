"""What `cln team` shows: what an edit does to the objective and to the rules, and which edits cost least."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cln.match.edit import Edited
from cln.match.suggest import Suggested
from cln.matching.change.edits import Cost
from cln.matching.change.suggest import Suggestion
from cln.matching.check import Breach
from cln.matching.problem import Entry, Team
from cln.screen.view import Block, Line, Table, View


def edited(result: Edited) -> View:
    """What an edit came to.

    JSON: `cohort`, `from`, `proposal` (the new one; null if it was only tried), `summary`, `reason`,
    `objective` (an array of `name`, `before`, `after`, `bound`, in order of importance), `breaks`, `mends`,
    `still_broken` (arrays of `id`, `must`, `detail`), `left`, `joined` (names of entries that the cohort
    lost and won since the old proposal).
    """
    cost = result.cost
    data = {
        "cohort": result.cohort,
        "from": result.from_number,
        "proposal": result.number,
        "summary": result.summary,
        "reason": result.reason,
        "objective": [
            {"name": line.name, "before": cost.before[line.name], "after": line.value, "bound": line.bound}
            for line in result.objective
        ],
        **_rules(cost),
        "left": list(result.left),
        "joined": list(result.joined),
    }
    blocks: list[Block] = [
        _heading(result),
        *([Line(f"Reason: {result.reason}")] if result.reason else []),
        *_since(result),
        _objective(cost),
        *_breaches(cost),
        *_next(result),
    ]
    return View(data, blocks)


def suggested(result: Suggested, top: int) -> View:
    """The best edits of one entry.

    JSON: `cohort`, `proposal`, `code`, `sector`, `entry`, `name`, `team`, `theme` (null: it waits), `level`,
    and `suggestions`, an array, the best first, of `team`, `theme`, `level`, `with` (null for a move; else
    `code`, `sector`, `entry`, `name`, and its `level` after), `objective` (`name`, `before`, `after`),
    `breaks`, `mends`, `still_broken` as of an edit, and `command`.
    """
    entry, here = result.entry, result.team(result.place)
    listed = result.suggestions[:top]
    data = {
        "cohort": result.cohort,
        "proposal": result.number,
        **_entry(entry),
        "team": result.place,
        "theme": here.theme if here else None,
        "level": entry.level(here.theme) if here else None,
        "suggestions": [_suggestion(result, one) for one in listed],
    }
    place = f"in team {here.number}: {here.theme}, {_rated(entry, here)}" if here else "on the waiting list"
    heading = Line(f"{result.cohort}, proposal {result.number}: {entry} is {place}.", "strong")
    if not listed:
        return View(data, [heading, Line("There is no other team.")])
    table = Table(
        ("edit", "team", "level", "other's", "better by", "worse by", "rules"),
        [_row(result, one) for one in listed],
        title=f"The best {len(listed)} of {len(result.suggestions)} moves and swaps",
    )
    first = Line(f"Make the first with: {_command(result, listed[0])}", "dim")
    return View(data, [heading, table, first])


def _heading(result: Edited) -> Line:
    if result.number is None:
        return Line(
            f"{result.cohort}, proposal {result.from_number}, only tried: {result.summary}.", "strong"
        )
    return Line(f"{result.cohort}, proposal {result.number}: {result.summary}.", "strong")


def _since(result: Edited) -> list[Line]:
    """What else is different from the old proposal, because the cohort is."""
    old = f"since proposal {result.from_number} was made"
    lines = []
    if result.left:
        lines.append(Line(f"Left out, because they withdrew {old}: {', '.join(result.left)}.", "warn"))
    if result.joined:
        lines.append(Line(f"Joined {old}, waiting unless placed here: {', '.join(result.joined)}.", "warn"))
    return lines


def _objective(cost: Cost) -> Table:
    return Table(
        ("objective", "before", "after", ""),
        [
            (name, str(old), str(cost.after[name]), _gain(cost.gains[name]))
            for name, old in cost.before.items()
        ],
        right=frozenset({"before", "after"}),
    )


def _gain(gain: int) -> str:
    if not gain:
        return ""
    return f"better by {gain}" if gain > 0 else f"worse by {-gain}"


def _breaches(cost: Cost) -> list[Block]:
    said = (("breaks", cost.breaks), ("mends", cost.mends), ("still broken", cost.remains))
    rows = [
        (what, breach.rule, "must" if breach.must else "should", breach.sentence)
        for what, breaches in said
        for breach in breaches
    ]
    if not cost.breaks and not cost.mends:
        changed = "It breaks no rule that holds and mends none that does not."
        rows = [row for row in rows if row[2] == "must"]
        return [Line(changed), *([_table(rows)] if rows else [])]
    return [_table([row for row in rows if row[0] != "still broken" or row[2] == "must"])]


def _table(rows: Sequence[tuple[str, str, str, str]]) -> Table:
    return Table(("", "rule", "", "detail"), rows, title="Rules")


def _next(result: Edited) -> list[Line]:
    if result.number is None:
        return [Line("Nothing was kept; without --dry-run it is.", "dim")]
    back = f"go on from the old one with --proposal {result.from_number}"
    return [Line(f"Next: cln match show {result.number}; or {back}", "dim")]


def _rules(cost: Cost) -> dict[str, list[dict[str, Any]]]:
    return {
        "breaks": [_breach(one) for one in cost.breaks],
        "mends": [_breach(one) for one in cost.mends],
        "still_broken": [_breach(one) for one in cost.remains],
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {"id": breach.rule, "must": breach.must, "detail": breach.sentence}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"code": entry.code, "sector": entry.sector, "entry": entry.number, "name": entry.name}


def _rated(entry: Entry, team: Team) -> str:
    level = entry.level(team.theme)
    return "no answer" if level is None else f"which it rated {level}"


def _suggestion(result: Suggested, one: Suggestion) -> dict[str, Any]:
    team, here = result.team(one.to), result.team(result.place)
    other = one.other
    return {
        "team": one.to,
        "theme": team.theme if team else None,
        "level": result.entry.level(team.theme) if team else None,
        "with": {**_entry(other), "level": other.level(here.theme) if here else None} if other else None,
        "objective": [
            {"name": name, "before": old, "after": one.cost.after[name]}
            for name, old in one.cost.before.items()
        ],
        **_rules(one.cost),
        "command": _command(result, one),
    }


def _row(result: Suggested, one: Suggestion) -> tuple[str, ...]:
    team, here = result.team(one.to), result.team(result.place)
    assert team is not None, "suggestions lead into teams"
    edit = f"swap with {result.reference(one.other)}" if one.other else "move"
    levels = _levels(result.entry, here, team)
    others = _levels(one.other, team, here) if one.other else ""
    better = ", ".join(f"{name} {gain}" for name, gain in one.cost.gains.items() if gain > 0)
    worse = ", ".join(f"{name} {-gain}" for name, gain in one.cost.gains.items() if gain < 0)
    changes = ", ".join(_changes(one.cost))
    return edit, f"{team.number} {team.theme}", levels, others, better, worse, changes


def _levels(entry: Entry, old: Team | None, new: Team | None) -> str:
    def said(team: Team | None) -> str:
        level = entry.level(team.theme) if team else None
        return "waits" if team is None else "-" if level is None else str(level)

    return f"{said(old)} to {said(new)}"


def _changes(cost: Cost) -> Iterator[str]:
    """What happens to each rule: those that must hold by name, the others by how many findings more."""
    yield from dict.fromkeys(f"breaks {one.rule} (must)" for one in cost.breaks if one.must)
    yield from dict.fromkeys(f"mends {one.rule} (must)" for one in cost.mends if one.must)
    findings = Counter(one.rule for one in cost.breaks if not one.must)
    findings.subtract(one.rule for one in cost.mends if not one.must)
    yield from (f"{rule} {number:+}" for rule, number in findings.items() if number)


def _command(result: Suggested, one: Suggestion) -> str:
    who = result.reference(result.entry)
    edit = f"swap {who} {result.reference(one.other)}" if one.other else f"move {who} {one.to}"
    forced = ' --force --reason "WHY"' if one.cost.forbidden else ""
    return f"cln team {edit} --proposal {result.number}{forced}"
