"""When a facilitator is gone: as many teams as can be have a key one again, and everybody else stays."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cln.matching.limits import Limits
from cln.matching.problem import Facilitator, Problem, Team
from cln.matching.solve.facilitators import cover
from cln.matching.watch import Watch
from tests.matching.cohorts import entry

ANN, BEN, CAT = (Facilitator(name, authority=f"{name}'s") for name in ("Ann", "Ben", "Cat"))
CO = Facilitator("Co", key=False)


def arranged(load: int, *teams: tuple[int, tuple[Facilitator, ...]]) -> tuple[Problem, list[Team]]:
    """Teams of so many establishments each, with their facilitators."""
    sizes = [size for size, _ in teams]
    entries = [entry(code) for code in range(1, sum(sizes) + 1)]
    problem = Problem(
        tuple(entries), ("Literacy", "Numeracy"), (ANN, BEN, CAT, CO), Limits(facilitator_load=load)
    )
    seated = iter(problem.entries)
    made = [
        Team(number, "Literacy", tuple(next(seated) for _ in range(size)), there)
        for number, (size, there) in enumerate(teams, 1)
    ]
    return problem, made


def names(teams: tuple[Team, ...]) -> list[str]:
    """Each team's facilitators in one word."""
    return ["+".join(one.name for one in team.facilitators) for team in teams]


def test_whoever_is_free_steps_in_and_nobody_else_changes() -> None:
    problem, teams = arranged(10, (6, (ANN, CO)), (6, (BEN,)), (6, ()))
    assert names(cover(problem, teams, Watch())) == ["Ann+Co", "Ben", "Cat"]


def test_a_second_key_facilitator_of_a_team_moves_where_nobody_is_free() -> None:
    problem, teams = arranged(10, (6, (ANN, BEN)), (6, (CAT,)), (6, ()))
    covered = names(cover(problem, teams, Watch()))
    assert covered[1:2] == ["Cat"]
    assert sorted([covered[0], covered[2]]) == ["Ann", "Ben"]


def test_small_teams_may_share_one_but_nobody_takes_on_too_much() -> None:
    problem, teams = arranged(10, (6, (ANN,)), (6, (BEN,)), (5, (CAT,)), (5, ()))
    assert names(cover(problem, teams, Watch())) == ["Ann", "Ben", "Cat", "Cat"]
    problem, teams = arranged(9, (6, (ANN,)), (6, (BEN,)), (5, (CAT,)), (5, ()))
    assert names(cover(problem, teams, Watch())) == ["Ann", "Ben", "Cat", ""]


def test_too_much_as_it_is_stays_as_it_is() -> None:
    problem, teams = arranged(5, (6, (ANN,)), (6, (ANN,)), (3, ()))
    assert names(cover(problem, teams, Watch())) in (["Ann", "Ann", "Ben"], ["Ann", "Ann", "Cat"])


@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=3),
    now=st.lists(st.sampled_from([(), (ANN,), (BEN,), (ANN, BEN), (CAT, CO)]), min_size=3, max_size=3),
    load=st.integers(3, 8),
)
@settings(max_examples=25, deadline=None)
def test_as_many_as_can_be_are_covered_with_as_few_changes_as_can_be(
    sizes: list[int], now: list[tuple[Facilitator, ...]], load: int
) -> None:
    problem, teams = arranged(load, *zip(sizes, now, strict=False))
    covered = cover(problem, teams, Watch())
    assert [CO in team.facilitators for team in covered] == [CO in team.facilitators for team in teams]
    assert _worth(covered, teams) == max(
        _worth(other, teams) for other in _all(teams) if _fits(other, teams, load)
    )
    assert _fits(covered, teams, load)


def _all(teams: list[Team]) -> list[tuple[Team, ...]]:
    """Every way to give the teams key facilitators."""
    subsets = [tuple(one for one, on in zip((ANN, BEN, CAT), bits, strict=True) if on) for bits in BITS]
    return [
        tuple(
            Team(team.number, team.theme, team.entries, chosen)
            for team, chosen in zip(teams, choice, strict=True)
        )
        for choice in product(subsets, repeat=len(teams))
    ]


BITS = list(product((0, 1), repeat=3))


def _fits(arrangement: tuple[Team, ...], before: list[Team], load: int) -> bool:
    return all(_load(arrangement, one) <= max(load, _load(tuple(before), one)) for one in (ANN, BEN, CAT))


def _load(arrangement: tuple[Team, ...], one: Facilitator) -> int:
    return sum(len(team.entries) for team in arrangement if one in team.facilitators)


def _worth(arrangement: tuple[Team, ...], before: list[Team]) -> tuple[int, int, int]:
    """Teams with a key facilitator, who stayed, and - fewer is better - how many places are taken."""
    key = [{one for one in team.facilitators if one.key} for team in arrangement]
    old = [{one for one in team.facilitators if one.key} for team in before]
    kept = sum(len(now & then) for now, then in zip(key, old, strict=True))
    return sum(map(bool, key)), kept, -sum(map(len, key))
