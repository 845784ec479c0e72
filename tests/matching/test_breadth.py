"""The breadth of teams, worked out by hand: authorities, sectors, both ends of SIMD, experience.

Solver and checker count by one rule, so that they agree says nothing of the rule.
"""

from collections.abc import Sequence

import pytest

from cln.matching.problem import Entry
from tests.matching.by_hand import cohort, counted, solved, together
from tests.matching.cohorts import entry


def differing(name: str, values: Sequence[object]) -> list[Entry]:
    """Entries of one authority, sector and middling SIMD, without experience, that differ only in this."""
    return [entry(n, **{name: value}) for n, value in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("team", "parts"),
    [
        # Authorities up to 3, sectors up to 2, both ends of SIMD (quintiles 1-2 and 4-5), experience.
        pytest.param(differing("authority", "AAAA"), (1, 1, 0, 0), id="one authority"),
        pytest.param(differing("authority", "AABB"), (2, 1, 0, 0), id="two authorities"),
        pytest.param(differing("authority", "ABC"), (3, 1, 0, 0), id="three authorities"),
        pytest.param(differing("authority", "ABCD"), (3, 1, 0, 0), id="a fourth authority adds nothing"),
        pytest.param(differing("sector", ("ELC", "Primary")), (1, 2, 0, 0), id="two sectors"),
        pytest.param(
            differing("sector", ("ELC", "Primary", "Special")), (1, 2, 0, 0), id="a third sector adds nothing"
        ),
        *(
            pytest.param(differing("simd_quintile", pair), (1, 1, 1, 0), id=f"SIMD {pair}")
            for pair in ((1, 4), (1, 5), (2, 4), (2, 5), (1, 2, 4, 5))
        ),
        *(
            pytest.param(differing("simd_quintile", pair), (1, 1, 0, 0), id=f"one end of SIMD {pair}")
            for pair in ((1, 2), (4, 5), (1, 3), (2, 3), (3, 4), (3, 5), (1, None), (None, 5))
        ),
        pytest.param(differing("experienced", (True, False)), (1, 1, 0, 1), id="experience"),
        pytest.param(differing("experienced", (True, True)), (1, 1, 0, 1), id="more experience adds nothing"),
        pytest.param(
            [
                entry(1, authority="A", sector="ELC", simd_quintile=2),
                entry(2, authority="B", simd_quintile=4),
                entry(3, authority="C", experienced=True),
            ],
            (3, 2, 1, 1),
            id="everything",
        ),
    ],
)
def test_the_breadth_of_a_team(team: list[Entry], parts: tuple[int, ...]) -> None:
    assert counted(team)["breadth"] == sum(parts)
    _, reached = solved(cohort(team))
    assert reached["breadth"] == sum(parts)


def test_the_breadth_of_two_teams_is_the_sum() -> None:
    """1 and 2 are Ayton's, of quintiles 1 and 2, 3 and 4 Borland's, of 4 and 5; 1 and 4 have experience.

    {1, 2} and {3, 4}: 1 authority + 1 sector + 0 SIMD + 1 experience in each = 6.
    {1, 4} and {2, 3}: 2 + 1 + 1 + 1 and 2 + 1 + 1 + 0 = 9.
    {1, 3} and {2, 4}: 2 + 1 + 1 + 1 in each = 10, and no others reach more.
    """
    one, two, three, four = (
        entry(1, simd_quintile=1, experienced=True),
        entry(2, simd_quintile=2),
        entry(3, simd_quintile=4, authority="Borland"),
        entry(4, simd_quintile=5, authority="Borland", experienced=True),
    )
    assert counted([one, two], [three, four])["breadth"] == 6
    assert counted([one, four], [two, three])["breadth"] == 9
    result, reached = solved(cohort([one, two, three, four], teams=2))
    assert reached["breadth"] == 10
    assert together(result) == {frozenset("13"), frozenset("24")}
