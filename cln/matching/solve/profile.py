"""First stage: who can get which level of interest, seen theme by theme.

Here a theme is one pool that makes some number of teams, and every rule for teams holds in its summed
form. That is easier than the truth, so what is best here bounds what any teams can reach; the second
stage (`teams`) then shows that the bound is reached, or settles the profile anew on the teams themselves.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cln.matching import effort
from cln.matching.objective import BREADTH, PROFILES, Goal
from cln.matching.problem import Entry, Key, Preference, Problem
from cln.matching.rules import is_must, most_teams
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.solver import Model, Optimum, Unfinished
from cln.matching.sums import (
    Sums,
    authority,
    each,
    fewest_and_most,
    having,
    people,
    share_of_whole_entries,
    size_bounds,
)
from cln.matching.watch import Watch

Profile = tuple[Optimum, ...]
"""What each line of the profile reaches, in their order; fewer lines while they are being settled."""

SPARED: Profile = (Optimum(0, 0), Optimum(0, 0))
"""Of the generous profile: nobody is left with a theme that they gave level 1 or 2."""


@dataclass(frozen=True)
class Placed:
    """A problem and those of its entries that have a place."""

    problem: Problem
    entries: tuple[Entry, ...]
    asked: Mapping[Key, str] = field(default_factory=dict)
    """Of entries about whom we ask what if: the theme that they would get."""
    most: Mapping[str, int] = field(default_factory=dict)
    """Of themes about which we ask what if: how many teams could take it at most."""

    def may_sit(self, entry: Entry, theme: str) -> bool:
        """Whether nothing that we ask keeps the entry from the theme."""
        return self.asked.get(entry.key, theme) == theme

    @property
    def slots(self) -> list[Slot]:
        """Whole themes, each with room for all teams."""
        most = most_teams(self.problem)
        return [Slot(theme, most) for theme in self.problem.themes]

    def ask(self, draft: Draft) -> None:
        """Require what is asked of numbers of teams, and places for those about whom we ask."""
        for theme, most in self.most.items():
            teams = draft.model.sum_of(pool.teams for pool in draft.all_pools if pool.theme == theme)
            draft.model.require(teams <= most)
        for entry in draft.everyone:
            if entry.key in self.asked:
                draft.model.require(draft.place(entry) == 1)

    @property
    def keys(self) -> frozenset[Key]:
        """Who has a place."""
        return frozenset(entry.key for entry in self.entries)

    @property
    def participants(self) -> int:
        """How many people have a place."""
        return sum(map(people, self.entries))

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The lines of the profile, the most important first."""
        return PROFILES[self.problem.preference]


def best_profile(placed: Placed, watch: Watch, slots: Sequence[Slot] | None = None) -> Profile | None:
    """The best profile that whole themes allow, or that teams in these slots can have; None if none."""
    if placed.problem.preference is Preference.GENEROUS:
        # Nobody at the lowest levels is best without further proof, and a model without those seats is small.
        for goal in placed.goals[: len(SPARED)]:
            watch(goal.name)
        with suppress(Unfinished):
            draft = pinned(placed, SPARED, watch, slots)
            profile = settle(draft, placed.goals, SPARED, nodes=effort.SPARED_NODES, insist=False)
            if profile is not None and (watch.hurried or all(count.proven for count in profile)):
                return profile
    return settle(pinned(placed, (), watch, slots), placed.goals, ())


def settle(
    draft: Draft, goals: Sequence[Goal], profile: Profile, *, nodes: int = effort.NODES, insist: bool = True
) -> Profile | None:
    """Go on from the lines that are settled to the others; None if that leaves no answer."""
    for goal in goals[len(profile) :]:
        optimum = draft.reach(goal, nodes=nodes, insist=insist, exactly=True)
        if optimum is None:
            return None
        profile = (*profile, optimum)
    return profile


def breadth_bound(placed: Placed, profile: Profile, watch: Watch) -> int:
    """No teams with this profile can have more breadth than this."""
    optimum = pinned(placed, profile, watch).reach(BREADTH)
    assert optimum is not None, "a profile that the pools allow has some breadth"
    return optimum.bound


def pinned(placed: Placed, profile: Profile, watch: Watch, slots: Sequence[Slot] | None = None) -> Draft:
    """A draft whose first lines are exactly those of `profile`; whole themes unless slots are given."""
    settled = list(zip(placed.goals, profile, strict=False))
    unwanted = {goal.level for goal, count in settled if goal.level is not None and count.value == 0}
    draft = Draft(
        Model(watch),
        placed.problem,
        placed.entries,
        slots if slots is not None else placed.slots,
        placed=placed.participants,
        may_sit=lambda entry, theme: entry.level(theme) not in unwanted and placed.may_sit(entry, theme),
    )
    for goal, count in settled:
        draft.model.require(goal.count(draft) == count.value)
    placed.ask(draft)
    tighten(draft)
    return draft


def tighten(draft: Draft) -> None:
    """Bring bounds of teams to what whole entries can add up to; without it a bound may lie.

    With entries of two people, a team of at most 15 really holds at most 14, that is 7 entries, of which
    half is at most 3.
    """
    for rules, conditions in REACHABLE:
        if all(is_must(draft.problem, rule) for rule in rules):
            for holds in conditions(draft):
                draft.model.require(holds)


def _reachable_sizes(draft: Draft) -> Iterator[Any]:
    low, high = size_bounds(draft.matched, draft.problem)
    sums = Sums(map(people, draft.everyone))
    least, most = sums.at_least(low), sums.at_most(high)
    for pool in draft.pools:
        size = pool.total(people)
        yield pool.teams <= 0 if least is None else size >= least * pool.teams
        yield pool.teams <= 0 if most is None else size <= most * pool.teams


def _reachable_shares(draft: Draft) -> Iterator[Any]:
    low, high = size_bounds(draft.matched, draft.problem)
    fewest, most = fewest_and_most(map(people, draft.everyone), low, high)
    facets = share_of_whole_entries(draft.problem.limits.authority_share, fewest, most)
    least = min(facet.most(fewest, 1) for facet in facets)
    brings = Counter(map(authority, draft.everyone))
    large = [name for name in draft.problem.authorities if brings[name] > least]
    for pool in draft.pools:
        entries = pool.total(each)
        for name in large:
            own = pool.total(having(authority, name))
            for facet in facets:
                yield facet.times * own <= facet.entries * entries + facet.teams * pool.teams


def _reachable_pairs(draft: Draft) -> Iterator[Any]:
    """Nobody alone of any of several sectors: two of each."""
    for pool in draft.pools:
        yield pool.total(each) >= 2 * draft.problem.limits.team_sectors * pool.teams


REACHABLE = (
    (("team-size",), _reachable_sizes),
    (("team-size", "authority-share"), _reachable_shares),
    (("lone-sector", "team-sectors"), _reachable_pairs),
)
"""What follows from rules, all of which must hold, for teams of whole entries."""
