"""The alternatives to a match, against trying everything: as good by the profile, and unlike each other."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cln.matching import check
from cln.matching.change.alternatives import Alternatives, alternatives, keep_away
from cln.matching.change.counterparts import staying
from cln.matching.exercise import match
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.objective import goals
from cln.matching.problem import Entry, Key, Problem, Result, Status, Team
from cln.matching.seats import Finished
from cln.matching.solve.profile import Placed
from cln.matching.solve.rooms import choices
from cln.matching.solve.solver import Model, Optimum
from cln.matching.watch import Watch
from tests.matching.cohorts import at_length, entry, programme, small
from tests.matching.test_exact import possible_themes

BELOW = 3
"""Lines below the profile."""


def matched(problem: Problem) -> Result:
    """The best teams; problems that have none are of no use here."""
    try:
        return match(problem)
    except Contradiction:
        assume(False)
        raise


def by_trying_everything(problem: Problem, best: Result) -> Iterator[list[Team]]:
    """Every two teams of all entries that keep every must and have the profile."""
    profile = len(best.objective) - BELOW
    for sides in itertools.product((0, 1), repeat=len(problem.entries)):
        halves = [
            tuple(e for e, side in zip(problem.entries, sides, strict=True) if side == n) for n in (0, 1)
        ]
        if not all(halves):
            continue
        for themes in itertools.product(*(possible_themes(problem, half) for half in halves)):
            teams = [Team(n + 1, themes[n], halves[n], (problem.key_facilitators[n],)) for n in (0, 1)]
            score = check.score(problem, teams)
            same = all(score[line.name] == line.value for line in best.objective[:profile])
            if same and all(v.holds or not v.must for v in check.verdicts(problem, teams)):
                yield teams


def keys(team: Team) -> set[Key]:
    """Who sits in it."""
    return {one.key for one in team.entries}


def differing(one: Sequence[Team], other: Sequence[Team]) -> int:
    """In how many seats they differ, by trying every pairing of their teams."""
    people = sum(len(team.entries) for team in one)
    stay = 0
    fewer, more = sorted((one, other), key=len)
    for order in itertools.permutations(more, len(fewer)):
        pairs = zip(fewer, order, strict=True)
        stay = max(stay, sum(len(keys(a) & keys(b)) for a, b in pairs if a.theme == b.theme))
    return people - stay


@settings(max_examples=2, deadline=None)
@given(small())
def test_alternatives_are_as_good_unlike_and_the_best_of_their_kind(problem: Problem) -> None:
    best = matched(problem)
    found = alternatives(problem, best, 3, Watch())
    possible = list(by_trying_everything(problem, best))
    profile = len(best.objective) - BELOW
    known = [best.teams]
    for one in found.results:
        far = [t for t in possible if all(differing(t, other) >= found.apart for other in known)]
        assert all(differing(one.teams, other) >= found.apart for other in known)
        assert all(verdict.holds for verdict in one.rules if verdict.must)
        assert one.objective[:profile] == best.objective[:profile]
        assert one.status is Status.OPTIMAL or not any(e.levels for e in problem.entries)
        for line, top in zip(one.objective, best_of(problem, far), strict=True):
            assert line.value == top or one.status is not Status.OPTIMAL
        known.append(one.teams)
    assert found.seats == len(problem.entries)
    assert found.seats <= 5 * found.apart < found.seats + 5
    assert found.exhausted == (len(found.results) < 3)
    if found.exhausted:
        assert not [t for t in possible if all(differing(t, other) >= found.apart for other in known)]


test_alternatives_are_as_good_unlike_and_the_best_of_their_kind_at_length = at_length(
    test_alternatives_are_as_good_unlike_and_the_best_of_their_kind, 10, small()
)


def best_of(problem: Problem, arrangements: Sequence[Sequence[Team]]) -> list[int]:
    """What the best of them reach, line by line."""
    lines = goals(problem)
    scores = [check.score(problem, teams) for teams in arrangements]
    signs = {goal.name: 1 if goal.more_is_better else -1 for goal in lines}
    top = max(scores, key=lambda score: [sign * score[name] for name, sign in signs.items()])
    return [top[goal.name] for goal in lines]


@settings(max_examples=4, deadline=None)
@given(small())
def test_the_choices_of_themes_hold_every_arrangement(problem: Problem) -> None:
    best = matched(problem)
    *profile, breadth, _travel, _balance = best.objective[1:]
    settled = tuple(Optimum(one.value, one.value) for one in profile)
    placed = Placed(problem, problem.entries)
    found = list(choices(placed, settled, breadth.value, Watch(), (), every=True))
    assert found
    for teams in by_trying_everything(problem, best):
        if check.score(problem, teams)[breadth.name] >= breadth.value:
            themes = Counter(pool.theme for pool in Finished(problem, teams).pools)
            *kept, last = [Counter(slot.theme for slot in slots) for slots in found]
            assert themes in kept or (
                themes <= last if any(not slot.least for slot in found[-1]) else themes == last
            )


PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=9)


@settings(max_examples=12, deadline=None)
@given(PLACES, st.data())
def test_the_model_counts_who_stays_as_the_plain_count_does(
    places: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Over four teams, up to four of which share a theme."""
    themes = st.lists(st.sampled_from(("Literacy", "Numeracy")), min_size=4, max_size=4)
    entries = [entry(code) for code in range(len(places))]
    one, other = (teams(entries, [place[side] for place in places], data.draw(themes)) for side in (0, 1))
    stay = staying(one, other)
    assert len(entries) - stay == differing(one, other)
    pools = Finished(Problem(tuple(entries), ("Literacy", "Numeracy")), other).all_pools
    for most, holds in ((stay, True), (stay - 1, False)):
        model = Model(Watch())
        keep_away(SimpleNamespace(model=model, all_pools=pools), one, most)  # type: ignore[arg-type]
        assert (model.best("", 0, more_is_better=True) is not None) is holds


test_the_model_counts_who_stays_as_the_plain_count_does_at_length = at_length(
    test_the_model_counts_who_stays_as_the_plain_count_does, 40, PLACES, st.data()
)


def teams(entries: Sequence[Entry], places: Sequence[int], themes: Sequence[str]) -> list[Team]:
    """The teams that these places make."""
    seated = [[e for e, place in zip(entries, places, strict=True) if place == n] for n in range(4)]
    return [Team(n + 1, themes[n], tuple(there)) for n, there in enumerate(seated) if there]


@cache
def at_programme_size() -> Result:
    """The best teams of a cohort of that size."""
    return match(programme(0))


@pytest.mark.slow
def test_at_programme_size_two_alternatives_are_proven() -> None:
    problem, best = programme(0), at_programme_size()
    steps: list[str] = []
    found = alternatives(problem, best, 2, Watch(steps.append))
    assert (len(found.results), found.apart, found.exhausted) == (2, 10, False)
    arrangements = [best.teams, *(one.teams for one in found.results)]
    for one, other in itertools.combinations(arrangements, 2):
        assert len(problem.entries) - staying(one, other) >= 10
    for result in found.results:
        assert result.objective[:5] == best.objective[:5]
        assert result.status is Status.OPTIMAL
        assert all(team.facilitators for team in result.teams)
    assert {step.split(", ")[0] for step in steps} == {"alternative 1", "alternative 2"}


@pytest.mark.slow
def test_where_the_time_is_up_nothing_is_claimed() -> None:
    problem, best = programme(0), at_programme_size()
    watch = Watch()
    watch.stop()
    assert alternatives(problem, best, 2, watch) == Alternatives((), 2, 10, 50, exhausted=False)


@pytest.mark.slow
def test_a_stop_during_the_search_keeps_what_there_is() -> None:
    problem, best = programme(0), at_programme_size()

    def stop(step: str) -> None:
        if step == "alternative 2, travel":
            watch.stop()

    watch = Watch(stop)
    found = alternatives(problem, best, 3, watch)
    assert 1 <= len(found.results) <= 2
    assert not found.exhausted
    assert found.results[0].status is Status.OPTIMAL
