"""All that is impossible by a look at numbers and promises alone, without any solver.

What arithmetic forbids, and promises that contradict each other or the numbers of teams and people.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import accumulate

from cln.matching.impossible import arithmetic
from cln.matching.impossible.arithmetic import Finding, matched, places
from cln.matching.impossible.changes import RULE_OF
from cln.matching.impossible.quarrels import too_many
from cln.matching.problem import Entry, Key, Problem, Promise, PromiseKind
from cln.matching.promises import clashes, inseparable
from cln.matching.rules import is_crowded, is_must
from cln.matching.sums import authority, count, people, size_bounds


def findings(problem: Problem) -> tuple[Finding, ...]:
    """What the numbers and the promises forbid, each with the rules concerned; empty if nothing."""
    return (*arithmetic.findings(problem), *_of_promises(problem))


def are_impossible(problem: Problem, seated: Set[Key]) -> bool:
    """Whether what is promised forbids teams in which these entries have a place, whoever else has one."""
    return any(True for _finding in _of_promises(problem, seated))


def _of_promises(problem: Problem, seated: Set[Key] = frozenset()) -> Iterator[Finding]:
    kept = kept_promises(problem)
    placed = _placed(kept, seated) if is_crowded(problem) else {key for one in kept for key in one.entries}
    whole = _of_placed(kept, placed)
    for clash in clashes(list(whole)):
        yield _finding([whole[one] for one in clash], "the promises contradict each other")
    yield from _groups(problem, kept)
    if is_must(problem, "team-count"):
        yield from _too_many(problem, kept, placed)
        yield from _too_many_apart(problem, kept, placed)
    if places(problem) < 0:
        return  # the pre-matched groups alone are too many
    ties = [*_ties(problem, kept, placed)]
    if is_must(problem, "team-size"):
        yield from _too_large(problem, ties)
        if is_must(problem, "authority-share"):
            yield from _too_alike(problem, ties)
    if is_must(problem, "team-facilitator"):
        yield from _too_much_for_one(problem, ties)


def _placed(kept: Sequence[Promise], seated: Set[Key]) -> set[Key]:
    """Who must have a place though some wait: who is seated, pinned or in a group, and who is to be with
    them; of those with any promise.
    """
    sure = {PromiseKind.PIN, PromiseKind.GROUP}
    certain = {key for one in kept if one.kind in sure for key in one.entries} | seated
    return {key for together in inseparable(kept) if not certain.isdisjoint(together) for key in together}


def _of_placed(kept: Sequence[Promise], placed: Set[Key]) -> dict[Promise, Promise]:
    """What promises say of those who must have a place -> the whole promise, of which all others can wait."""
    cut = {replace(one, entries=tuple(key for key in one.entries if key in placed)): one for one in kept}
    return {part: one for part, one in cut.items() if part.entries}


def kept_promises(problem: Problem) -> list[Promise]:
    """What must be obeyed, of those who take part."""
    there = {entry.key for entry in problem.entries}
    here = [
        replace(one, entries=tuple(key for key in one.entries if key in there))
        for one in problem.promises
        if is_must(problem, RULE_OF[one.kind])
    ]
    return [one for one in here if one.entries]


def _too_many(problem: Problem, kept: Sequence[Promise], placed: Set[Key]) -> Iterator[Finding]:
    """Promises that need more teams than there are."""
    teams = problem.limits.teams
    for one in kept:
        if one.team is not None and one.team > teams:
            yield _finding([one], f"there is no team {one.team}, only {teams}", "team-count")
        there = placed & set(one.entries)
        if one.kind is PromiseKind.APART and len(there) > teams:
            sentence = f"{len(there)} entries cannot be apart in {count(teams, 'team')}"
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


def _too_many_apart(problem: Problem, kept: Sequence[Promise], placed: Set[Key]) -> Iterator[Finding]:
    """Promises that only together need more teams than there are."""
    teams = problem.limits.teams
    alone = [one for one in kept if one.kind is PromiseKind.APART and len(placed & set(one.entries)) > teams]
    for apart in too_many([one for one in kept if one not in alone], placed, teams):
        many = len(apart.entries)
        sentence = f"{many} entries cannot all be apart in {count(teams, 'team')}"
        if apart.needed < many:
            sentence = f"{many} entries that are kept apart need {apart.needed} teams; there are {teams}"
        finding = _finding(apart.promises, sentence, "team-count")
        yield replace(finding, subject=f"apart {apart.entries[0]}")  # the same trouble whoever else shows it


def of_group(problem: Problem, group: Promise) -> tuple[Finding, ...]:
    """Why no match could keep a pre-matched group, whatever else is promised; empty if one could."""
    alone = replace(problem, promises=(group,))
    return tuple(_groups(alone, kept_promises(alone)))


def _groups(problem: Problem, kept: Sequence[Promise]) -> Iterator[Finding]:
    """Pre-matched groups that are more than a key facilitator can nurture, or than there are places."""
    load, places = problem.limits.facilitator_load, problem.limits.capacity
    for one in kept:
        if one.kind is not PromiseKind.GROUP:
            continue
        there = [problem.by_key[key] for key in one.entries]
        brought, establishments = sum(map(people, there)), len({entry.establishment for entry in there})
        if is_must(problem, "team-facilitator") and establishments > load:
            sentence = (
                f"a pre-matched group of {establishments} establishments is one team; "
                f"its key facilitator can nurture at most {load}"
            )
            yield _finding([one], sentence, "team-facilitator")
        if is_must(problem, "capacity") and brought > places:
            sentence = f"a pre-matched group of {brought} people needs as many places; there are {places}"
            yield _finding([one], sentence, "capacity")
    if is_must(problem, "capacity"):
        yield from _groups_together(problem, [one for one in kept if one.kind is PromiseKind.GROUP])


def _groups_together(problem: Problem, groups: Sequence[Promise]) -> Iterator[Finding]:
    """Pre-matched groups that are more than there are places for, though each alone is not."""
    brings = [sum(people(problem.by_key[key]) for key in one.entries) for one in groups]
    places = problem.limits.capacity
    if max(brings, default=0) <= places < sum(brings):
        many = f"{len(groups)} pre-matched groups of {sum(brings)} people in all"
        sentence = f"{many} need as many places; there are {places}"
        yield _finding(groups, sentence, "capacity")


Tie = tuple[list[Entry], list[Promise]]
"""Entries that are matched, have a place and must share a team, with the promises that say so."""


def _ties(problem: Problem, kept: Sequence[Promise], placed: Set[Key]) -> Iterator[Tie]:
    by_key = {entry.key: entry for entry in matched(problem)}
    for together in inseparable(kept):
        ties = [one for one in kept if one.kind is not PromiseKind.APART and together >= set(one.entries)]
        there = [by_key[key] for key in sorted(together & placed) if key in by_key]
        if len(there) > 1:
            yield there, ties


def _largest(problem: Problem) -> int:
    """The most participants of a team: where some wait, if as many have a place as there is room for."""
    return size_bounds(places(problem), problem)[1]


def _too_large(problem: Problem, ties: Iterable[Tie]) -> Iterator[Finding]:
    """Entries that must share a team and bring more people than it may have."""
    high = _largest(problem)
    for together, promises in ties:
        brought = sum(map(people, together))
        if brought > high:
            sentence = f"entries with {brought} participants must share a team, which may have at most {high}"
            yield _finding(promises, sentence, "team-size")


def _too_much_for_one(problem: Problem, ties: Iterable[Tie]) -> Iterator[Finding]:
    """Entries that must share a team, and are more than a key facilitator of it can nurture."""
    most = problem.limits.facilitator_load
    for together, promises in ties:
        brought = len({entry.establishment for entry in together})
        if brought > most:
            sentence = (
                f"{brought} establishments must share a team; its key facilitator can nurture at most {most}"
            )
            yield _finding(promises, sentence, "team-facilitator")


def _too_alike(problem: Problem, ties: Iterable[Tie]) -> Iterator[Finding]:
    """Entries of one authority that must share a team, and are more than its share of the largest team."""
    part, of = problem.limits.authority_share
    everyone, high = matched(problem), _largest(problem)
    for together, promises in ties:
        room = high - sum(map(people, together))
        others = sorted(people(entry) for entry in everyone if entry not in together)
        most = len(together) + sum(total <= room for total in accumulate(others))
        for name, own in sorted(Counter(map(authority, together)).items()):
            if room >= 0 and of * own > part * most:
                sentence = (
                    f"{own} entries from {name} must share a team, which has at most {most} entries; "
                    f"at most {part}/{of} of them may come from one authority"
                )
                yield _finding(promises, sentence, "authority-share", "team-size")


def _finding(promises: Sequence[Promise], sentence: str, *rules: str) -> Finding:
    concerned = {RULE_OF[one.kind] for one in promises}
    numbers = " ".join(str(one.number) for one in promises)
    return Finding((*sorted(concerned), *rules), sentence, numbers, promises=tuple(promises))
