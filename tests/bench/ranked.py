"""The cohort given to `preference-grouping-solver` from PyPI, as its documentation says.

It ranks groups and minimises the sum of (a power of) ranks within sizes, exactly, with SciPy's HiGHS; it
knows no other rule. Ratings become rankings, ties in the order of the themes. A theme may have several
groups, as many as the match gave it, so that it can choose among the same teams.
"""

from collections.abc import Sequence

from cln.matching.problem import Entry, Problem
from cln.matching.sums import size_bounds
from tests.bench.swaps import Seating

EXPONENTS = (1.0, 2.0, 4.0)
"""Its own default, and two that "avoid very bad placements"; the best profile of the three counts."""


def run(problem: Problem, themes: Sequence[str], exponent: float) -> Seating | None:
    """Teams on these themes; None where it finds none."""
    from preference_grouping_solver import Preference, Solver, SolverConfig
    from preference_grouping_solver.solver import SolverError

    low, high = size_bounds(problem.participants, problem)
    each = problem.entries[0].participants
    config = SolverConfig(
        groups=len(themes),
        min_group_size=-(-low // each),
        max_group_size=high // each,
        rank_exponent=exponent,
    )
    asked = [
        Preference(student_id=number, group_order=_order(entry, themes))
        for number, entry in enumerate(problem.entries)
    ]
    try:
        groups = Solver(config).solve(asked).assignments["group"]
    except SolverError:
        return None
    teams: Seating = [(theme, []) for theme in themes]
    for number, entry in enumerate(problem.entries):
        teams[int(groups[number]) - 1][1].append(entry)
    return teams


def _order(entry: Entry, themes: Sequence[str]) -> list[int]:
    """Groups from most to least liked, numbered from 1."""
    return sorted(range(1, len(themes) + 1), key=lambda group: -(entry.level(themes[group - 1]) or 0))
