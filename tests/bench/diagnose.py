"""How long it takes to say why an impossible cohort has no match, against a match of the same cohort.

Programme size (see `cohorts`): 50 entries of two people in eight teams. The impossible cohort is the same
with a key facilitator less in each of two authorities, with two entries that are pinned to one team and to be
apart, and with primary schools only. All four causes are to be named in one run, the remedy of the whole to
make a match and no part of it to be too many, in at most five times the time of the feasible run. Seconds
are processor time, the median of runs that take turns; imports and a first match are left out. Measured in
November 2026 (HiGHS 1.16, two shared cores) over 10 seeds: 0.58 s to 0.32 s, ratio 1.80, slowest 0.60 s.

    python -m tests.bench diagnose [--seeds 10]
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from cln.matching import exercise
from cln.matching.impossible.changes import Recruit, applied
from cln.matching.impossible.contradictions import findings
from cln.matching.impossible.diagnose import Contradiction, Diagnosis
from cln.matching.problem import Problem, Promise, PromiseKind
from tests.bench.cohorts import programme_size

TARGET = 5.0
"""The time of a diagnosis to that of a feasible run."""

SHORT = ("Glasgow City", "Inverclyde")
"""Each has a key facilitator less than it needs."""

CAUSES = {("sectors",), ("facilitators",), ("apart", "pins")}
"""The rules of each cause; the second of two authorities."""


def main() -> None:
    """Print a line for each seed and the ratio of the medians; exit with 1 if a cause is missed."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench diagnose", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=10, metavar="N", help="how many cohorts (10)")
    exercise.match(programme_size(0))  # imports and caches
    matches, diagnoses, complaints = [], [], list[str]()
    for seed in range(1, parser.parse_args().seeds + 1):
        problem = programme_size(seed)
        impossible = spoilt(problem)
        matched, _none = _timed(problem)
        took, found = _timed(impossible)
        wrong = list(_complaints(found))
        matches.append(matched)
        diagnoses.append(took)
        complaints += wrong
        reasons = len(found.reasons) if found else 0
        print(
            f"{seed:4} match {matched:5.2f} s, diagnosis {took:5.2f} s, {reasons} reasons", *wrong, flush=True
        )
    ratio = statistics.median(diagnoses) / statistics.median(matches)
    verdict = "reached" if ratio <= TARGET else "MISSED"
    print(
        f"diagnosis / match: {ratio:.2f} (<= {TARGET}: {verdict}); slowest diagnosis {max(diagnoses):.2f} s"
    )
    if complaints or ratio > TARGET:
        sys.exit(1)


def spoilt(problem: Problem) -> Problem:
    """The problem with four things that make it impossible."""
    entries = tuple(replace(entry, sector="Primary") for entry in problem.entries)
    one, other = (entry.key for entry in entries[:2])
    gone = [next(who for who in problem.facilitators if who.authority == name) for name in SHORT]
    return replace(
        problem,
        entries=entries,
        facilitators=tuple(who for who in problem.facilitators if who not in gone),
        promises=(
            Promise(1, PromiseKind.PIN, (one,), "promised", team=3),
            Promise(2, PromiseKind.PIN, (other,), "promised", team=3),
            Promise(3, PromiseKind.APART, (one, other), "one head for both"),
        ),
    )


def _timed(problem: Problem) -> tuple[float, Diagnosis | None]:
    gc.collect()
    began, found = time.process_time(), None
    try:
        exercise.match(problem)
    except Contradiction as contradiction:
        found = contradiction.diagnosis
    return time.process_time() - began, found


def _complaints(found: Diagnosis | None) -> Iterator[str]:
    if found is None:
        yield "NO reason was found"
        return
    named = [finding.rules for reason in found.reasons for finding in reason.findings]
    if set(named) != CAUSES or len(named) != len(CAUSES) + 1:
        yield f"NAMED {named}"
    if {c.authority for c in found.remedy if isinstance(c, Recruit)} != set(SHORT):
        yield "the wrong authorities are SHORT"
    try:
        exercise.match(applied(found.problem, found.remedy))
    except Contradiction:
        yield "the remedy is NOT ENOUGH"
    for change in found.remedy:
        if not findings(applied(found.problem, [other for other in found.remedy if other != change])):
            yield f"{change} is TOO MANY"


if __name__ == "__main__":
    main()
