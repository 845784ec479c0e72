"""A diagnosis takes no more than a few matches do, counted in steps of work, unless it is given time."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations

import pytest

from cln.matching import effort
from cln.matching.exercise import match
from cln.matching.impossible.diagnose import Contradiction, Diagnosis
from cln.matching.problem import Problem, Promise, PromiseKind, Strength
from cln.matching.watch import Watch
from cln.matching.work import least_match
from tests.matching.test_diagnose import half, pair
from tests.matching.test_diagnose_whole import OTHERS, RING, nine_teams, quarrels


def told(problem: Problem, watch: Watch) -> Diagnosis:
    """Why there is no match."""
    with pytest.raises(Contradiction) as caught:
        match(problem, watch)
    return caught.value.diagnosis


def together(many: int) -> Problem:
    """So many who are to share a team of nine that it is too large."""
    problem = nine_teams()
    keys = tuple(one.key for one in problem.entries[:many])
    return replace(problem, promises=(Promise(1, PromiseKind.TOGETHER, keys, "friends"),))


def loaded() -> Problem:
    """Key facilitators who can nurture three establishments each, of eight in two teams."""
    return pair(*half(16), facilitator_load=3)


def mixed() -> Problem:
    """Teams of whom nobody may be alone of a sector, with twelve who are all apart."""
    must = dict.fromkeys(("lone-sector", "team-sectors"), Strength.MUST)
    problem = quarrels(combinations(range(12), 2))
    return replace(problem, strengths={**problem.strengths, **must})


@pytest.mark.parametrize(
    "make",
    [
        partial(quarrels, [*combinations(range(12), 2)]),
        partial(quarrels, [*RING, *OTHERS]),
        partial(together, 5),
        partial(together, 12),
        loaded,
        mixed,
    ],
)
def test_what_a_diagnosis_does_is_bounded_by_what_a_match_takes(make: Callable[[], Problem]) -> None:
    problem, watch = make(), Watch()
    told(problem, watch)
    assert 0 < watch.spent <= 1.3 * effort.MATCHES * least_match(problem)


def test_what_is_unknown_is_found_out_where_time_is_given() -> None:
    problem = together(7)
    short, long = told(problem, Watch()), told(problem, Watch(seconds=120))
    assert not short.complete
    assert long.complete
    assert len(long.reasons[0].remedies) >= len(short.reasons[0].remedies)
