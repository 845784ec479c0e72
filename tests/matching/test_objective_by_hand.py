"""Every line of the objective on a cohort small enough to count by hand.

Solver and checker count by one rule, so that they agree says nothing of the rule. Here what the rule should
come to is worked out beside each cohort; the breadth has a file of its own.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cln.matching import check
from cln.matching.distance import kilometres
from cln.matching.objective import goals
from cln.matching.problem import Entry, Preference, Promise, PromiseKind, Team
from tests.matching.by_hand import cohort, counted, solved, together
from tests.matching.cohorts import entry

GENEROUS = ("level 1", "level 2", "level 3", "level 4")
GREEDY = ("level 5", "level 4", "level 3", "level 2")
NORTH, SOUTH = (57.0, -4.0), (56.0, -4.0)
"""A degree of latitude is 6371.0088 km * pi / 180 = 111.2 km."""


def rated(literacy: Sequence[int], numeracy: Sequence[int]) -> list[Entry]:
    """An entry for each pair of levels."""
    pairs = zip(literacy, numeracy, strict=True)
    return [entry(n, levels={"Literacy": one, "Numeracy": other}) for n, (one, other) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("preference", "lines"),
    [
        (Preference.GENEROUS, GENEROUS),
        (Preference.GREEDY, GREEDY),
        (Preference.TOTAL, ("total",)),
    ],
)
def test_the_lines_come_in_the_order_of_the_programme(preference: Preference, lines: tuple[str, ...]) -> None:
    result, _ = solved(replace(cohort([entry(1)]), preference=preference))
    assert [line.name for line in result.objective] == ["placed", *lines, "breadth", "travel", "balance"]


@pytest.mark.parametrize(
    ("preference", "fewer"),
    [
        (Preference.GENEROUS, {*GENEROUS, "travel", "balance"}),
        (Preference.GREEDY, {"travel", "balance"}),
        (Preference.TOTAL, {"travel", "balance"}),
    ],
)
def test_of_which_lines_fewer_is_better(preference: Preference, fewer: set[str]) -> None:
    problem = replace(cohort([entry(1)]), preference=preference)
    assert {goal.name for goal in goals(problem) if not goal.more_is_better} == fewer


def test_placed_counts_people() -> None:
    """Entries of 4, 2 and 3 people: 4 + 2 + 3 = 9. Of 8 places 4 + 3 fill 7, which is more than 4 + 2 and
    2 + 3, so the 2 wait.
    """
    four, two, three = (entry(n, participants=n) for n in (4, 2, 3))
    assert counted([four, two], [three])["placed"] == 9
    result, reached = solved(cohort([four, two, three], teams=2, capacity=8))
    assert reached["placed"] == 7
    assert result.waiting == (two,)


def test_who_is_placed_goes_before_what_they_get() -> None:
    """The entry of 4 fills all four places and gets level 1; the one of 2, which would get a 5, waits."""
    unhappy = entry(1, participants=4, levels={"Literacy": 1, "Numeracy": 1})
    _, reached = solved(cohort([unhappy, entry(2, participants=2)], capacity=4))
    assert (reached["placed"], reached["level 1"]) == (4, 1)


def test_an_entry_counts_at_the_level_that_it_gave_its_teams_theme() -> None:
    """Literacy: one entry at level 1, two at 2, three at 3, four at 4, five at 5, one without an answer.
    Numeracy: one at 1 and one at 4, who gave Literacy a 5. The people of an entry count once.
    """
    levels = [level for level in range(1, 6) for _ in range(level)]
    first = [entry(n, levels={"Literacy": level, "Numeracy": 5}) for n, level in enumerate(levels)]
    silent = entry(50, levels=None)
    second = [entry(60 + n, levels={"Literacy": 5, "Numeracy": n}, participants=4) for n in (1, 4)]
    teams, themes = ([*first, silent], second), ("Literacy", "Numeracy")
    found = counted(*teams, themes=themes)
    assert [found[name] for name in GENEROUS] == [1 + 1, 2, 3, 4 + 1]
    problem = cohort([*first, silent, *second], teams=2)
    made = [Team(n, theme, tuple(team)) for n, (theme, team) in enumerate(zip(themes, teams, strict=True), 1)]
    greedy = check.score(replace(problem, preference=Preference.GREEDY), made)
    assert [greedy[name] for name in GREEDY] == [5, 4 + 1, 3, 2]
    total = check.score(replace(problem, preference=Preference.TOTAL), made)
    assert total["total"] == 1 * 1 + 2 * 2 + 3 * 3 + 4 * 4 + 5 * 5 + (1 + 4)


@pytest.mark.parametrize(
    ("literacy", "numeracy", "reached"),
    [
        # What Literacy would come to at levels 1, 2, 3, 4, and what Numeracy comes to instead.
        pytest.param((1, 5, 5), (2, 2, 2), (0, 3, 0, 0), id="1, 0, 0, 0 against 0, 3, 0, 0"),
        pytest.param((2, 5, 5), (3, 3, 3), (0, 0, 3, 0), id="0, 1, 0, 0 against 0, 0, 3, 0"),
        pytest.param((3, 5, 5), (4, 4, 4), (0, 0, 0, 3), id="0, 0, 1, 0 against 0, 0, 0, 3"),
        pytest.param((4, 4, 5), (4, 5, 5), (0, 0, 0, 1), id="0, 0, 0, 2 against 0, 0, 0, 1"),
        pytest.param((1, 2, 3, 5), (1, 2, 4, 4), (1, 1, 0, 2), id="1, 1, 1, 0 against 1, 1, 0, 2"),
    ],
)
def test_the_generous_profile_has_the_fewest_at_the_lowest_levels(
    literacy: tuple[int, ...], numeracy: tuple[int, ...], reached: tuple[int, ...]
) -> None:
    result, found = solved(cohort(rated(literacy, numeracy)))
    assert result.teams[0].theme == "Numeracy"
    assert tuple(found[name] for name in GENEROUS) == reached


@pytest.mark.parametrize(
    ("literacy", "numeracy", "reached"),
    [
        # What Literacy would come to at levels 5, 4, 3, 2, and what Numeracy comes to instead.
        pytest.param((4, 4, 4), (5, 1, 1), (1, 0, 0, 0), id="0, 3, 0, 0 against 1, 0, 0, 0"),
        pytest.param((5, 3, 3), (5, 4, 1), (1, 1, 0, 0), id="1, 0, 2, 0 against 1, 1, 0, 0"),
        pytest.param((5, 2, 2), (5, 3, 1), (1, 0, 1, 0), id="1, 0, 0, 2 against 1, 0, 1, 0"),
        pytest.param((5, 1, 1), (5, 2, 1), (1, 0, 0, 1), id="1, 0, 0, 0 against 1, 0, 0, 1"),
    ],
)
def test_the_greedy_profile_has_the_most_at_the_highest_levels(
    literacy: tuple[int, ...], numeracy: tuple[int, ...], reached: tuple[int, ...]
) -> None:
    result, found = solved(replace(cohort(rated(literacy, numeracy)), preference=Preference.GREEDY))
    assert result.teams[0].theme == "Numeracy"
    assert tuple(found[name] for name in GREEDY) == reached


def test_the_total_profile_has_the_largest_sum_of_levels() -> None:
    """Literacy 1 + 5 + 5 = 11; Numeracy 3 + 3 + 4 = 10, though nobody gave it a 1; no answer adds nothing."""
    entries = [*rated((1, 5, 5), (3, 3, 4)), entry(9, levels=None)]
    result, reached = solved(replace(cohort(entries), preference=Preference.TOTAL))
    assert result.teams[0].theme == "Literacy"
    assert reached["total"] == 11


def test_the_profile_of_two_teams() -> None:
    """On Literacy 1 and 2 would be at level 1, on Numeracy 3 and 4: so 1 and 2 get Numeracy at 5 and 4, and
    3 and 4 get Literacy at 3 and 2. That parts the two authorities: the profile goes before the breadth,
    which is 1 + 1 in each team. Mixed it would be 2 + 1 in each.
    """
    levels = {1: (1, 5), 2: (1, 4), 3: (3, 1), 4: (2, 1)}
    entries = [
        entry(n, levels={"Literacy": one, "Numeracy": other}, authority="Ayton" if n < 3 else "Borland")
        for n, (one, other) in levels.items()
    ]
    result, reached = solved(cohort(entries, teams=2))
    assert together(result) == {frozenset("12"), frozenset("34")}
    assert [reached[name] for name in (*GENEROUS, "breadth")] == [0, 1, 1, 1, 4]


def test_travel_counts_pairs_beyond_the_limit() -> None:
    """At 0, 0.2, 0.4 and 0.6 degrees north of one place, 22.2 km from each to the next, the limit is 40 km:
    far are 0 and 0.4 (44.5 km), 0 and 0.6 (66.7 km), 0.2 and 0.6 (44.5 km). Where the last one is, nobody
    knows.
    """
    spread = [entry(n, location=(56 + 0.2 * n, -4.0)) for n in range(4)]
    lost = entry(4, location=None)
    assert counted([*spread, lost])["travel"] == 3
    assert counted([spread[0], spread[3], lost], [spread[1], spread[2]])["travel"] == 1
    _, reached = solved(cohort([*spread, lost]))
    assert reached["travel"] == 3


def test_the_limit_itself_is_not_too_far() -> None:
    pair = [entry(1, location=NORTH), entry(2, location=SOUTH)]
    apart = kilometres(NORTH, SOUTH)
    for limit, far in ((apart, 0), (apart - 0.001, 1)):
        problem = cohort(pair)
        problem = replace(problem, limits=replace(problem.limits, travel_km=limit))
        assert check.score(problem, [Team(1, "Literacy", tuple(pair))])["travel"] == far
        assert solved(problem)[1]["travel"] == far


def test_travel_goes_before_balance() -> None:
    """3 + 3 people in the north and 1 + 1 in the south: no far pair if each half is a team, and then the
    teams differ by 6 - 2 = 4. Mixed they would not differ at all, with a far pair in each.
    """
    north = [entry(n, participants=3, location=NORTH) for n in (1, 2)]
    south = [entry(n, participants=1, location=SOUTH) for n in (3, 4)]
    mixed = counted([north[0], south[0]], [north[1], south[1]])
    assert (mixed["travel"], mixed["balance"]) == (2, 0)
    result, reached = solved(cohort([*north, *south], teams=2))
    assert (reached["travel"], reached["balance"]) == (0, 4)
    assert together(result) == {frozenset("12"), frozenset("34")}


def test_breadth_goes_before_travel() -> None:
    """North is Ayton's, south Borland's: two authorities in each team, (2 + 1) * 2 = 6, cost a far pair in
    each. Without a far pair it would be (1 + 1) * 2 = 4.
    """
    north = [entry(n, location=NORTH) for n in (1, 2)]
    south = [entry(n, location=SOUTH, authority="Borland") for n in (3, 4)]
    apart = counted(north, south)
    assert (apart["breadth"], apart["travel"]) == (4, 0)
    _, reached = solved(cohort([*north, *south], teams=2))
    assert (reached["breadth"], reached["travel"]) == (6, 2)


def sized(*sizes: int) -> list[Entry]:
    """An entry of each number of people."""
    return [entry(n, participants=size) for n, size in enumerate(sizes, 1)]


@pytest.mark.parametrize(
    ("sizes", "teams", "smallest"),
    [
        pytest.param((4, 3, 2, 1), 2, 0, id="4 + 1 and 3 + 2"),
        pytest.param((4, 4, 1), 2, 1, id="4 + 1 and 4"),
        pytest.param((4, 1, 1), 2, 2, id="4 and 1 + 1"),
        pytest.param((5, 3, 1), 3, 4, id="5, 3 and 1: the largest less the smallest"),
    ],
)
def test_balance_is_the_largest_team_less_the_smallest(
    sizes: tuple[int, ...], teams: int, smallest: int
) -> None:
    _, reached = solved(cohort(sized(*sizes), teams))
    assert reached["balance"] == smallest


def test_balance_counts_people_of_the_matched_teams() -> None:
    """4 + 3 and 2 + 1 differ by 7 - 3 = 4 people, though both have two entries. Where the 4 are a
    pre-matched group, the teams of the matching have 3 and 2: they differ by 1.
    """
    four, three, two, one = sized(4, 3, 2, 1)
    assert counted([four, three], [two, one])["balance"] == 4
    group = Promise(1, PromiseKind.GROUP, (four.key,), "promised", "Literacy")
    problem = replace(cohort([four, three, two], teams=3), promises=(group,))
    made = [Team(n, "Literacy", (one,)) for n, one in enumerate((four, three, two), 1)]
    assert check.score(problem, made)["balance"] == 1
    assert solved(problem)[1]["balance"] == 1
