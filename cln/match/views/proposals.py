"""A cohort's proposals beside each other: the list of them, and which one is accepted."""

from collections.abc import Sequence

from cln.match.accept import Accepted, Handover, Listed
from cln.match.proposals import Proposed
from cln.match.results import LEVELS
from cln.match.standing import Standing
from cln.match.views.match import TABLE
from cln.matching.problem import Preference
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.words import day_of, moment_here

ORIGINS = {
    "match": "match",
    "edit": "edit of {}",
    "rerun": "re-run of {}",
    "alternative": "alternative to {}",
}


def listing(cohort: str, listed: Sequence[Listed], counts: Standing | None) -> View:
    """The proposals of a cohort, a line each; `counts`: where the one that counts stands."""
    if not counts:
        return View(listed, [Line(f"{cohort} has no proposal yet; make one with: cln match")])
    table = Table(
        ("proposal", "made", "how", "levels 5 to 1", "breadth"),
        [_row(one) for one in listed],
        right=frozenset({"proposal", "breadth"}),
    )
    blocks: list[Block] = [table]
    if counts.accepted is None and counts.closed:
        blocks.append(Line("None was accepted before the cohort closed.", "dim"))
    elif counts.accepted is None:
        last = listed[-1]
        best = last.from_number if last.origin == "alternative" else last.number
        blocks.append(Line(f"None is accepted. Next: {counts.accepting(best)}", "dim"))
    else:
        newer = f"; {counts.newer}" if counts.newer else "."
        blocks.append(Line(f"Proposal {counts.accepted} is accepted{newer}", "good"))
    return View(listed, blocks)


def accepted(result: Accepted) -> View:
    """The proposal that is accepted now."""
    became = "is accepted already" if result.already else "is accepted"
    before = f"; proposal {result.replaced} stays on record" if result.replaced is not None else ""
    blocks = [
        Line(f"{result.cohort}: proposal {result.number} {became}{before}.", "good"),
        *(Line(_handed_over(one)) for one in result.projects),
        Line(TABLE, "dim"),
    ]
    broken = [f"It breaks a rule that must hold: {one.id}, {one.detail}." for one in result.broken]
    return View(result, blocks, notes=[*broken, *result.warnings])


def _handed_over(one: Handover) -> str:
    became = "ends" if one.to_team is None else f"goes on with team {one.to_team}"
    return f"Project {one.project} ({as_written(one.title)}) {became}."


def _row(one: Listed) -> tuple[str, ...]:
    reached = {line.name: line.value for line in one.objective}
    until = f", accepted until {day_of(one.replaced_at)}" if one.replaced_at else ""
    return (
        str(one.number),
        moment_here(one.made_at),
        how(one) + until,
        ", ".join(str(one.levels.get(level, 0)) for level in LEVELS),
        str(reached["breadth"]),
    )


def how(one: Listed | Proposed) -> str:
    """How a proposal was made, e.g. "edit of 2", "match, greedy"."""
    parts = [ORIGINS[one.origin].format(one.from_number)]
    if one.profile is not Preference.GENEROUS:
        parts.append(one.profile.value)
    if one.status != "optimal" and one.origin != "edit":
        parts.append("not proven")
    if one.accepted:
        parts.append("accepted")
    return ", ".join(parts)
