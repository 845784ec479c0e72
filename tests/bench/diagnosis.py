"""How long it takes to name all that makes a cohort impossible, against a match of the same cohort as it was.

Programme size (see `cohorts`), spoilt in four places at once: one key facilitator too few in two authorities,
two entries pinned to one team and kept apart, and one sector only. A diagnosis is to name all of them in one
run, to find changes with which there is a match, and to take at most five times as long as a feasible match.
Seconds are processor time.

Measured in November 2026 (HiGHS 1.16, two shared cores), three seeds: 0.60 to 0.65 s against 0.30 to 0.34 s,
a median ratio of 2.0; four reasons each, and four changes that help.

    python -m tests.bench diagnosis [--seeds 5]
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from cln.matching.exercise import match
from cln.matching.impossible.changes import applied
from cln.matching.impossible.diagnose import Contradiction, Diagnosis
from cln.matching.problem import Problem, Promise, PromiseKind
from tests.bench.cohorts import programme_size

SHORT = ("Glasgow City", "North Lanarkshire")
"""Authorities that lose one key facilitator each."""

TARGET = 5.0
"""How many times as long as a match a diagnosis may take."""


def main() -> None:
    """Print a line for each cohort; exit with 1 if a cause is missing or a diagnosis takes too long."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench diagnosis", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="how many cohorts (5)")
    seeds = parser.parse_args().seeds
    match(programme_size(0))  # imports and caches
    diagnosed(spoilt(programme_size(0)))
    ratios, missed = [], []
    print("seed    match  diagnosis  ratio  reasons  changes that help")
    for seed in range(1, seeds + 1):
        problem = programme_size(seed)
        began = time.process_time()
        match(problem)
        matched = time.process_time() - began
        began = time.process_time()
        diagnosis = diagnosed(spoilt(problem))
        took = time.process_time() - began
        ratios.append(took / matched)
        missed += [f"seed {seed}: {what}" for what in _missing(diagnosis)]
        print(
            f"{seed:4} {matched:6.2f} s {took:8.2f} s {ratios[-1]:6.2f} {len(diagnosis.reasons):8}",
            f" {len(diagnosis.remedy)}",
            flush=True,
        )
    middle = statistics.median(ratios)
    print(f"median ratio {middle:.2f} (<= {TARGET}: {'reached' if middle <= TARGET else 'MISSED'})")
    print("\n".join(missed) or "all causes named, and the changes help")
    sys.exit(bool(missed) or middle > TARGET)


def spoilt(problem: Problem) -> Problem:
    """The cohort with four things wrong at once."""
    entries = tuple(replace(entry, sector="Primary") for entry in problem.entries)
    pair = (entries[0].key, entries[1].key)
    gone = [next(f for f in problem.facilitators if f.authority == name) for name in SHORT]
    return replace(
        problem,
        entries=entries,
        facilitators=tuple(f for f in problem.facilitators if f not in gone),
        promises=(
            Promise(1, PromiseKind.PIN, pair, "promised", team=3),
            Promise(2, PromiseKind.APART, pair, "one head for both"),
        ),
    )


def diagnosed(problem: Problem) -> Diagnosis:
    """Why it has no match."""
    try:
        match(problem)
    except Contradiction as contradiction:
        return contradiction.diagnosis
    raise AssertionError("a spoilt cohort has a match")


def _missing(diagnosis: Diagnosis) -> Iterator[str]:
    """What the diagnosis does not say, or says in vain."""
    findings = [finding for reason in diagnosis.reasons for finding in reason.findings]
    for name in SHORT:
        if not any("facilitators" in found.rules and name in found.sentence for found in findings):
            yield f"{name}'s facilitator is not named"
    for rule in ("sectors", "apart"):
        if not any(rule in found.rules for found in findings):
            yield f"the rule {rule} is not named"
    if not match(applied(diagnosis.problem, diagnosis.remedy)).teams:
        yield "its changes do not help"


if __name__ == "__main__":
    main()
