"""Thirty cohorts of many shapes, judged by an independent solver: is what the match calls best the best?

Who has a place is worked out by plain arithmetic. Each line after it is judged by a flat model for OR-Tools
CP-SAT that shares no rule with the package (`tests/matching/judge.py`). It has some seconds for each line;
where they are too few, its bound must allow what the match claims, and the bound of the match all that the
judge finds. Six cohorts are judged in CI. Measured in November 2026 on two shared cores: the judge proved
193 of 210 lines and refuted none.

    python -m tests.bench judged [--cohorts 30] [--seconds 20]
"""

import argparse
import sys
from functools import partial

from cln.matching.apart import apart
from cln.matching.exercise import match
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.watch import Watch
from tests.matching.judge import Judge, faults, rulings
from tests.matching.plain import with_a_place
from tests.matching.shapes import cohort, shape_of

LIMIT = 120.0
"""Seconds that a match may take; a line that is then not proven has a bound, which is judged likewise."""


def main() -> None:
    """Print a line for each cohort; exit with 1 if anything is refuted."""
    parser = argparse.ArgumentParser("python -m tests.bench judged")
    parser.add_argument("--cohorts", type=int, default=30, help="how many cohorts (30)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first (0)")
    parser.add_argument("--seconds", type=float, default=20.0, help="of the judge for each line (20)")
    asked = parser.parse_args()
    wrong, proven, judged = 0, 0, 0
    for seed in range(asked.first, asked.first + asked.cohorts):
        problem = cohort(seed)
        print(
            f"{seed}: {shape_of(seed)}, {len(problem.entries)} entries, {problem.limits.teams} teams:",
            end=" ",
        )
        try:
            result = apart(partial(match, problem), Watch(seconds=LIMIT))
        except Contradiction:
            there = with_a_place(problem)
            seated = [one for one in problem.entries if one.key in there]
            refused = Judge(problem, seated).is_impossible(asked.seconds)
            wrong += refused is False
            print(
                "impossible, and",
                {True: "so it is", None: "not refuted", False: "REFUTED"}[refused],
                flush=True,
            )
            continue
        found = rulings(problem, result, asked.seconds)
        against = faults(problem, result, found)
        wrong, proven, judged = (
            wrong + len(against),
            proven + sum(one.proven for one in found),
            judged + len(found),
        )
        unproven = [f"{one.line} {one.claimed} ({one.bound})" for one in found if not one.proven]
        print(
            "; ".join([f"{sum(one.proven for one in found)} of {len(found)} proven", *unproven, *against]),
            flush=True,
        )
    print(f"{proven} of {judged} lines proven by the judge, {wrong} refuted")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
