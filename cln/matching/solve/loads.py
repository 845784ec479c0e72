"""What the key facilitators nurture, on a model: an establishment counts once for whoever takes its teams."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cln.matching.rules import most_teams
from cln.matching.seats import Load, Quantity
from cln.matching.sums import establishment

if TYPE_CHECKING:
    from cln.matching.solve.draft import Draft


def loads(draft: "Draft", *, summed: bool = False) -> list[Load]:
    """Of each pool while there are key facilitators enough; else of each of these, who take any pool.

    Where more may join they are asked for in sum, of each pool and of the cohort.
    """
    model, key = draft.model, draft.problem.key_facilitators
    enough = len(key) >= most_teams(draft.problem)
    if summed or enough or any(pool.slot.most > 1 for pool in draft.pools):
        own = [Load(pool.label, pool.teams, pool.establishments()) for pool in draft.all_pools]
        return [*own, Load("the cohort", len(key), draft.whole.establishments())]
    several = [one for one, seats in draft.whole.groups(establishment).items() if len(seats) > 1]
    alone = [pool.establishments(but=several) for pool in draft.all_pools]
    seats = [pool.groups(establishment) for pool in draft.all_pools]
    takes = [[model.integer(0, 1) for _pool in draft.all_pools] for _one in key]
    for place, pool in enumerate(draft.all_pools):
        pool.facilitators = model.sum_of(hers[place] for hers in takes)
    nurtured = []
    for facilitator, hers in zip(key, takes, strict=True):
        parts = [_part(draft, *one) for one in zip(alone, hers, strict=True)]
        for one in several:
            there = [(here.get(one, ()), taken) for here, taken in zip(seats, hers, strict=True)]
            parts.append(_nurtures(draft, there))
        nurtured.append(Load(facilitator.name, 1, model.sum_of(parts)))
    return nurtured


def _part(draft: "Draft", establishments: Quantity, taken: Quantity) -> Quantity:
    """At least so many establishments, where the pool that they are in is taken."""
    most = draft.problem.limits.facilitator_load
    part = draft.model.integer(0, most)
    draft.model.require(part >= establishments - most * (1 - taken))
    return part


def _nurtures(draft: "Draft", there: Iterable[tuple[Iterable[Quantity], Quantity]]) -> Quantity:
    """At least 1 where an establishment has a seat in any pool that is taken; given are its seats in each."""
    nurtures = draft.model.integer(0, 1)
    for seats, taken in there:
        for seat in seats:
            draft.model.require(nurtures >= seat + taken - 1)
    return nurtures
