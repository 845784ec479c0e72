"""Which promises are lifted so that teams are enough for all who are kept apart, as conditions of a model.

Each entry sits with the first, in the order of keys, of those whom it sits with: a team for each that is the
first itself. (The asymmetric representatives of Campêlo, Campos and Corrêa, *On the asymmetric
representatives formulation for the vertex coloring problem*, 2008.) Without them a model learns from
proposals that are refuted, and there are as many as there are ways to lift a few promises of very many.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations, combinations_with_replacement, pairwise, product

from cln.matching import effort
from cln.matching.impossible import colouring
from cln.matching.impossible.changes import RULE_OF, Change, Lift, Soften
from cln.matching.impossible.quarrels import Apart, elsewhere
from cln.matching.problem import Key, Promise, PromiseKind
from cln.matching.seats import Quantity
from cln.matching.solve.solver import Model

Steps = Mapping[Change, Quantity]
"""Change -> 1 if it is made."""

Pair = tuple[int, int, tuple[Promise, ...]]
"""Places of two entries among those who are crowded, the first before the second; and what says so."""


def enough_teams(
    model: Model, steps: Steps, promises: Sequence[Promise], there: Set[Key], teams: int
) -> None:
    """Lift what is needed for so many teams to hold those who are there, apart and together as promised.

    Nothing is asked where these promises can be kept as they are, where a single one of a ring is to be
    lifted, or where it is about more than `effort.QUARRELLING` entries.
    """
    apart = Apart(tuple(promises), there)
    crowded = colouring.crowded(apart.graph, teams)
    entries = sorted(key for n in colouring.bits(crowded) for key in apart.together[n])
    crowds = colouring.too_many(apart.graph, teams)
    several = any(least > teams + 1 or not colouring.mixed(apart.graph, some) for some, least in crowds)
    if len(entries) > effort.QUARRELLING or not several:
        return
    place = {key: n for n, key in enumerate(entries)}
    whole = combinations_with_replacement(range(len(entries)), 2)
    first = {
        pair: model.integer(0, 1) for pair in whole
    }  # whether one is the first of those the other is with
    for n in range(len(entries)):
        model.require(model.sum_of(first[one, n] for one in range(n + 1)) == 1)
    model.require(model.sum_of(first[n, n] for n in range(len(entries))) <= teams)
    for (one, other), known in first.items():
        if one != other:
            model.require(known <= first[one, one])
    about = [one for one in promises if not place.keys().isdisjoint(one.entries)]
    for one, other, by in _apart(about, place):
        lifted = _lifted(model, steps, by)
        for n in range(one + 1):
            model.require(first[n, one] + first[n, other] <= first[n, n] + lifted)
    for one, other, by in _together(about, place):
        lifted = _lifted(model, steps, by)
        for n in range(other + 1):
            before = first[n, one] if n <= one else 0
            model.require(first[n, other] - before <= lifted)
            model.require(before - first[n, other] <= lifted)


def _lifted(model: Model, steps: Steps, promises: Sequence[Promise]) -> Quantity:
    """At least 1 if any of the promises need not be kept."""
    ways = dict.fromkeys(way for one in promises for way in (Lift(one), Soften(RULE_OF[one.kind])))
    return model.sum_of(steps[way] for way in ways if way in steps)


def _apart(promises: Sequence[Promise], place: Mapping[Key, int]) -> Iterator[Pair]:
    for promise in promises:
        if promise.kind is PromiseKind.APART:
            for one, other in combinations(_places(promise, place), 2):
                yield one, other, (promise,)
    pins = [one for one in promises if one.kind is PromiseKind.PIN]
    for by in combinations(pins, 2):
        if elsewhere(*by):
            yield from _pairs(by, place)


def _together(promises: Sequence[Promise], place: Mapping[Key, int]) -> Iterator[Pair]:
    pins = [one for one in promises if one.team is not None]
    for promise in promises:
        if promise in pins or promise.kind in {PromiseKind.TOGETHER, PromiseKind.GROUP}:
            for one, other in pairwise(_places(promise, place)):
                yield one, other, (promise,)
    for by in combinations(pins, 2):
        if by[0].team == by[1].team:
            yield from _pairs(by, place)


def _pairs(by: tuple[Promise, Promise], place: Mapping[Key, int]) -> Iterator[Pair]:
    """Each of one promise with each of another."""
    for one, other in product(*(_places(promise, place) for promise in by)):
        if one != other:
            yield min(one, other), max(one, other), by


def _places(promise: Promise, place: Mapping[Key, int]) -> list[int]:
    return sorted({place[key] for key in promise.entries if key in place})
