"""A cohort's proposals beside each other: the list of them, and which one is accepted."""

from collections.abc import Sequence
from typing import Any

from cln.match.accept import Accepted
from cln.match.proposal_list import Listed
from cln.match.proposals import LEVELS, Proposed, by_level
from cln.matching.problem import Preference
from cln.screen.data import plain
from cln.screen.view import Block, Line, Table, View
from cln.words import moment

ORIGINS = {
    "match": "match",
    "edit": "edit of {}",
    "rerun": "re-run of {}",
    "alternative": "alternative to {}",
}


def listing(cohort: str, listed: Sequence[Listed]) -> View:
    """The proposals of a cohort, a line each.

    JSON: an array of `proposal`, `made_at`, `status`, `objective` (`name`, `value`, `bound`), `levels` (how
    many entries got a theme they gave that level; `none`: without one), `profile`, `relaxed`, `fixed` (as
    `cln match fixed` lists it), `origin` (`match`, `edit`, `rerun`, `alternative`), `from` (the proposal it
    was made from), `summary`, `reason`, `accepted`, `accepted_at`, `replaced_at`.
    """
    data = [_data(one) for one in listed]
    if not listed:
        return View(data, [Line(f"{cohort} has no proposal yet; make one with: cln match")])
    table = Table(
        ("proposal", "made (UTC)", "how", "levels 5 to 1", "breadth"),
        [_row(one) for one in listed],
        right=frozenset({"proposal", "breadth"}),
    )
    accepted = next((one.number for one in listed if one.accepted), None)
    blocks: list[Block] = [table]
    if accepted is None:
        last = listed[-1]
        best = last.from_number if last.origin == "alternative" else last.number
        blocks.append(Line(f"None is accepted. Next: cln match accept {best}", "dim"))
    else:
        blocks.append(Line(f"Proposal {accepted} is accepted.", "good"))
    return View(data, blocks)


def accepted(result: Accepted) -> View:
    """The proposal that is accepted now.

    JSON: `cohort`, `proposal`, `accepted_at`, `replaced` (the one accepted before, or null), `broken` (rules
    that must hold and do not: `id`, `detail`), `projects` (what became of them: `project`, `title`,
    `from_team`, `to_team`), `warnings` (sentences).
    """
    became = "is accepted already" if result.already else "is accepted"
    before = f"; proposal {result.replaced} stays on record" if result.replaced is not None else ""
    blocks = [
        Line(f"{result.cohort}: proposal {result.number} {became}{before}.", "good"),
        *(Line(_fate(one.project, one.title, one.to_team)) for one in result.projects),
        Line("Next: cln export teams --out teams.csv", "dim"),
    ]
    broken = [f"It breaks a rule that must hold: {one.id}, {one.detail}." for one in result.broken]
    data = {
        "cohort": result.cohort,
        "proposal": result.number,
        "accepted_at": moment(result.accepted_at),
        "replaced": result.replaced,
        "broken": [{"id": one.id, "detail": one.detail} for one in result.broken],
        "projects": [
            {
                "project": one.project,
                "title": one.title,
                "from_team": one.from_team,
                "to_team": one.to_team,
            }
            for one in result.projects
        ],
        "warnings": list(result.warnings),
    }
    return View(data, blocks, notes=[*broken, *result.warnings])


def _fate(project: int, title: str, team: int | None) -> str:
    return f"Project {project} ({title}) {'ends' if team is None else f'goes on with team {team}'}."


def _row(one: Listed) -> tuple[str, ...]:
    reached = {line.name: line.value for line in one.objective}
    return (
        str(one.number),
        f"{one.made_at:%Y-%m-%d %H:%M}",
        _standing(one),
        ", ".join(str(one.levels.get(level, 0)) for level in LEVELS),
        str(reached["breadth"]),
    )


def how(one: Listed | Proposed) -> str:
    """How a proposal was made, e.g. "edit of 2", "match, greedy"."""
    parts = [ORIGINS[one.origin].format(one.from_number)]
    if one.run.preference is not Preference.GENEROUS:
        parts.append(one.run.preference.value)
    if one.status != "optimal" and one.origin != "edit":
        parts.append("not proven")
    if one.accepted:
        parts.append("accepted")
    return ", ".join(parts)


def _standing(one: Listed) -> str:
    until = f", accepted until {one.replaced_at:%Y-%m-%d}" if one.replaced_at else ""
    return how(one) + until


def _data(one: Listed) -> dict[str, Any]:
    return {
        "proposal": one.number,
        "made_at": moment(one.made_at),
        "status": one.status,
        "objective": plain(one.objective),
        "levels": by_level(one.levels),
        "profile": one.run.preference.value,
        "relaxed": list(one.run.relax),
        "fixed": plain(one.fixed),
        "origin": one.origin,
        "from": one.from_number,
        "summary": one.summary,
        "reason": one.reason,
        "accepted": one.accepted,
        "accepted_at": moment(one.accepted_at) if one.accepted_at else None,
        "replaced_at": moment(one.replaced_at) if one.replaced_at else None,
    }
