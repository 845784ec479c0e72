"""All that is impossible by a look at numbers and promises alone, without any solver.

What arithmetic forbids, and promises that contradict each other or the numbers of teams and people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cln.matching.impossible import arithmetic
from cln.matching.impossible.arithmetic import Finding, matched
from cln.matching.impossible.changes import RULE_OF
from cln.matching.problem import Problem, Promise, PromiseKind
from cln.matching.promises import clashes, inseparable
from cln.matching.rules import is_crowded, is_must
from cln.matching.sums import count, people, size_bounds


def findings(problem: Problem) -> tuple[Finding, ...]:
    """What the numbers and the promises forbid, each with the rules concerned; empty if nothing."""
    return (*arithmetic.findings(problem), *_of_promises(problem))


def _of_promises(problem: Problem) -> Iterator[Finding]:
    kept = _kept(problem)
    for clash in clashes(kept):
        yield _finding(clash, "the promises contradict each other")
    if is_must(problem, "team-count"):
        yield from _too_many(problem, kept)
    if is_must(problem, "team-size") and not is_crowded(problem):
        yield from _too_large(problem, kept)


def _kept(problem: Problem) -> list[Promise]:
    """What must be obeyed, of those who take part."""
    there = {entry.key for entry in problem.entries}
    here = [
        replace(one, entries=tuple(key for key in one.entries if key in there))
        for one in problem.promises
        if is_must(problem, RULE_OF[one.kind])
    ]
    return [one for one in here if one.entries]


def _too_many(problem: Problem, kept: Sequence[Promise]) -> Iterator[Finding]:
    """Promises that need more teams than there are."""
    teams = problem.limits.teams
    for one in kept:
        if one.team is not None and one.team > teams:
            yield _finding([one], f"there is no team {one.team}, only {teams}", "team-count")
        if one.kind is PromiseKind.APART and len(set(one.entries)) > teams:
            sentence = f"{len(set(one.entries))} entries cannot be apart in {count(teams, 'team')}"
            yield _finding([one], sentence, "team-count")
    groups = [one for one in kept if one.kind is PromiseKind.GROUP]
    own = [one for one in kept if one.kind is PromiseKind.PIN and not problem.grouped.issuperset(one.entries)]
    pins = {one.theme: one for one in own if one.theme is not None}
    needed, left = len(groups) + len(pins), len(matched(problem))
    if needed > teams:
        asking = [f"{count(len(groups), 'pre-matched group')}"] * bool(groups)
        asking += [f"pins to {count(len(pins), 'theme')}"] * bool(pins)
        sentence = f"{' and '.join(asking)} need {needed} teams; there are {teams}"
        yield _finding([*groups, *pins.values()], sentence, "team-count")
    elif len(groups) == teams and left and not is_crowded(problem):
        sentence = f"the pre-matched groups take all {teams} teams; {count(left, 'entry')} would have none"
        yield _finding(groups, sentence, "team-count")


def _too_large(problem: Problem, kept: Sequence[Promise]) -> Iterator[Finding]:
    """Entries that must share a team and bring more people than it may have."""
    by_key = {entry.key: entry for entry in matched(problem)}
    _low, high = size_bounds(sum(map(people, by_key.values())), problem)
    for together in inseparable(kept):
        brought = sum(by_key[key].participants for key in together if key in by_key)
        if brought > high and len(together) > 1:
            ties = [one for one in kept if one.kind is not PromiseKind.APART and together >= set(one.entries)]
            sentence = f"entries with {brought} participants must share a team, which may have at most {high}"
            yield _finding(ties, sentence, "team-size")


def _finding(promises: Sequence[Promise], sentence: str, *rules: str) -> Finding:
    concerned = {RULE_OF[one.kind] for one in promises}
    numbers = " ".join(str(one.number) for one in promises)
    return Finding((*sorted(concerned), *rules), sentence, numbers, promises=tuple(promises))
