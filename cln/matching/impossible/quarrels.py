"""Entries that promises keep apart, taken together: how many teams they need, and which promises say so.

Promises say two by two, or a few at a time, who sits apart; together they may need more teams than there
are, which no promise alone tells and which a solver proves slowly. Who must share a team is one vertex of a
graph (see `colouring`), and those who may not share one are joined in it.
"""

from collections import defaultdict
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from cln.matching.impossible import colouring
from cln.matching.impossible.colouring import bits
from cln.matching.problem import Key, Promise, PromiseKind
from cln.matching.promises import inseparable


@dataclass(frozen=True)
class TooMany:
    """Entries that need more teams than there are, and fewer without any one of the promises."""

    promises: tuple[Promise, ...]
    entries: tuple[Key, ...]
    """One of each that must share a team."""
    needed: int
    """How many teams they need."""


@dataclass(frozen=True)
class Apart:
    """The graph of those who are there."""

    promises: tuple[Promise, ...]
    there: Set[Key]

    @cached_property
    def together(self) -> list[frozenset[Key]]:
        """Vertex -> who must share a team, in the order of their keys."""
        sets = (some & self.there for some in inseparable(self.promises))
        return sorted((some for some in sets if some), key=min)

    @cached_property
    def why(self) -> dict[tuple[int, int], tuple[Promise, ...]]:
        """Two vertices in order -> promises by which they may not share a team, as few as possible."""
        vertex = {key: n for n, some in enumerate(self.together) for key in some}
        why = dict[tuple[int, int], tuple[Promise, ...]]()
        for promise in self.promises:
            if promise.kind is PromiseKind.APART:
                there = sorted({vertex[key] for key in promise.entries if key in vertex})
                for pair in combinations(there, 2):
                    why.setdefault(pair, (promise,))
        pinned = defaultdict[int, list[Promise]](list)
        for promise in self.promises:
            if promise.kind is PromiseKind.PIN:
                for n in sorted({vertex[key] for key in promise.entries if key in vertex}):
                    pinned[n].append(promise)
        for (one, its), (other, others) in combinations(sorted(pinned.items()), 2):
            for two in ((a, b) for a in its for b in others if elsewhere(a, b)):
                why.setdefault((one, other), two)
        return why

    @cached_property
    def graph(self) -> list[int]:
        """Vertex -> those that it may not share a team with, as bits."""
        graph = [0] * len(self.together)
        for one, other in self.why:
            graph[one] |= 1 << other
            graph[other] |= 1 << one
        return graph

    def ties(self, some: int) -> set[Promise]:
        """The promises by which anybody of these vertices must share a team."""
        joined = [self.together[n] for n in bits(some) if len(self.together[n]) > 1]
        return {
            promise
            for promise in self.promises
            if promise.kind is not PromiseKind.APART
            and any(not one.isdisjoint(promise.entries) for one in joined)
        }


def too_many(promises: Sequence[Promise], there: Set[Key], teams: int) -> list[TooMany]:
    """Entries, of those who are there, that promises keep apart in more than so many teams.

    Of sets that have nothing to do with each other each is one. Only what promises to be apart say, and
    only what was found out in `effort.QUARRELS` steps.
    """
    return [*_too_many(tuple(promises), frozenset(there), teams)]


@lru_cache(maxsize=64)
def _too_many(promises: tuple[Promise, ...], there: frozenset[Key], teams: int) -> tuple[TooMany, ...]:
    if not any(promise.kind is PromiseKind.APART for promise in promises):
        return ()
    apart = Apart(promises, there)
    crowds = []
    for some, least in colouring.too_many(apart.graph, teams):
        with suppress(colouring.Unsettled):
            crowds.append(_narrowed(apart, some, least))
    return tuple(one for one in crowds if PromiseKind.APART in {promise.kind for promise in one.promises})


def _narrowed(apart: Apart, some: int, least: int) -> TooMany:
    """The vertices as entries, and the promises that are needed for it.

    Raises:
        Unsettled: to find these would take too many steps.
    """
    mixed = colouring.mixed(apart.graph, some)
    ties, saying = apart.ties(some), dict[Promise, None]()
    doubtful = ties.copy()
    for one, other in combinations(bits(some), 2):
        why = apart.why.get((one, other), ())
        saying |= dict.fromkeys(why)
        if (mixed >> one & mixed >> other & 1) or len(why) > 1:
            doubtful.update(why)
    needed = [promise for promise in apart.promises if promise in saying or promise in ties]
    here = frozenset(key for n in bits(some) for key in apart.together[n])
    for promise in [one for one in needed if one in doubtful]:
        fewer = [one for one in needed if one is not promise]
        if colouring.fewest(Apart(tuple(fewer), here).graph) >= least:
            needed = fewer
    entries = tuple(min(apart.together[n]) for n in bits(some))
    return TooMany(tuple(needed), entries, least)


def elsewhere(one: Promise, other: Promise) -> bool:
    """Whether two pins are to different teams, or to different themes."""
    teams, themes = {one.team, other.team} - {None}, {one.theme, other.theme} - {None}
    return len(teams) > 1 or len(themes) > 1
