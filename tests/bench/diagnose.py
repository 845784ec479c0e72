"""How long it takes to say why an impossible cohort has no match, against a match of the same cohort.

Programme size (see `cohorts`): 50 entries of two people in eight teams. Three impossible ones are made of
each. One has a key facilitator less in each of two authorities, two entries that are pinned to one team and
to be apart, and primary schools only: all four causes are to be named in one run. Two have eight entries
pinned to one team, of one authority or of all, and a key facilitator less. The remedy of the whole is to
make a match and no part of it to be too many, in at most five times the time of the feasible run. Seconds
are processor time, the median of runs that take turns; imports and a first match are left out. Measured in
November 2026 (HiGHS 1.16, two shared cores, others at work) over 10 seeds, ratios to a match of 0.25 s:
four causes 1.62, slowest 0.41 s; eight of one authority 2.57, 0.66 s; eight of all 1.45, 0.37 s.

Beside these, cohorts in which the usual match is short: 27 entries in nine teams, and 60 to 66 promises that
two of twelve entries are kept apart, drawn until they forbid every match; and five who quarrel in a ring with
seven who quarrel with all of the twelve. All that would help is to be told. What counts is the slowest of
these diagnoses to the shortest match of such a cohort with its remedy: 3.9 over 3 seeds, with others at work.

Last, cohorts drawn with causes of every kind (see `drawn`), many of which are matched in a tenth of a second:
there it is the whole command, its start included, that is to take at most five times a match of the cohort
with its remedy, or without the causes if no remedy is known.

    python -m tests.bench diagnose [--seeds 10] [--drawn 30]
"""

import argparse
import gc
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from operator import itemgetter
from random import Random

from cln.matching import exercise
from cln.matching.impossible.changes import Recruit, applied
from cln.matching.impossible.contradictions import findings
from cln.matching.impossible.diagnose import Contradiction, Diagnosis
from cln.matching.problem import Problem, Promise, PromiseKind
from cln.matching.solve.solver import Unfinished
from tests.bench.cohorts import programme_size
from tests.bench.drawn import drawn
from tests.matching.test_diagnose_whole import OTHERS, RING, quarrels

TARGET = 5.0
"""The time of a diagnosis to that of a feasible run."""

LONG = 30
"""Processor seconds after which a match or a diagnosis is left: some drawn cohorts are slow to match."""

SHORT = ("Glasgow City", "Inverclyde")
"""Each has a key facilitator less than it needs."""

START = "import typer, rich.table, sqlmodel, pulp, highspy; from cln.matching import exercise"
"""What every command that matches does first."""

CAUSES = {("sectors",), ("facilitators",), ("apart", "pins")}
"""The rules of each cause; the second of two authorities."""


def main() -> None:
    """Print a line for each seed and the ratio of the medians; exit with 1 if a cause is missed."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench diagnose", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=10, metavar="N", help="how many cohorts (10)")
    parser.add_argument("--drawn", type=int, default=30, metavar="N", help="how many drawn ones (30)")
    wanted = parser.parse_args()
    exercise.match(programme_size(0))  # imports and caches
    matches, diagnoses, complaints = list[float](), defaultdict[str, list[float]](list), list[str]()
    quarrelling_took, short = list[float](), list[float]()
    for seed in range(1, wanted.seeds + 1):
        problem = programme_size(seed)
        matched, _none = _timed(problem)
        matches.append(matched)
        print(f"{seed:4} match {matched:5.2f} s", end="")
        for name, made in IMPOSSIBLE.items():
            took, found = _timed(made(problem))
            diagnoses[name].append(took)
            wrong = [*_complaints(found, SHORT if made is spoilt else SHORT[:1])]
            if found is not None and made is spoilt:
                wrong += _missed(found)
            complaints += wrong
            print(f", {name} {took:5.2f} s, {len(found.reasons) if found else 0} reasons", *wrong, end="")
        for kind in (quarrelling, ring):
            took, matched, wrong = _quarrelling(kind(seed))
            quarrelling_took.append(took)
            short.append(matched)
            complaints += wrong
            print(*wrong, end="")
        print(flush=True)
    reached = [_verdict(name, took, statistics.median(matches)) for name, took in diagnoses.items()]
    reached.append(_verdict("quarrels, the slowest", [max(quarrelling_took)], min(short)))
    reached.append(_drawn_ones(range(wanted.drawn)))
    sys.exit(bool(complaints) or not all(reached))


def _verdict(name: str, took: list[float], match: float) -> bool:
    ratio = statistics.median(took) / match
    verdict = "reached" if ratio <= TARGET else "MISSED"
    print(f"{name} / match: {ratio:.2f} (<= {TARGET}: {verdict}); slowest {max(took):.2f} s")
    return ratio <= TARGET


def _drawn_ones(seeds: Iterable[int]) -> bool:
    """Whether the commands for all drawn cohorts without a match keep the figure, the start included."""
    start, ratios = _start(), dict[int, float]()
    for seed in seeds:
        possible, problem = drawn(seed)
        took, found = _timed(problem)
        if found is None and took < LONG:
            continue
        remedy = found.remedy if found is not None else ()
        matched, still = _timed(applied(problem, remedy) if remedy else possible)
        if still is None:
            ratios[seed] = (start + took) / (start + matched)
            whole = "" if found is not None and found.complete else ", not all that would help"
            match = f"match {matched:5.2f} s{whole}"
            print(f"drawn {seed:3} {took:5.2f} s ({match}): {ratios[seed]:.1f}", flush=True)
    slowest = max(ratios, key=ratios.__getitem__)
    verdict = "reached" if ratios[slowest] <= TARGET else "MISSED"
    print(
        f"drawn, the slowest of {len(ratios)}, each with a start of {start:.2f} s: "
        f"{ratios[slowest]:.2f} (seed {slowest}; <= {TARGET}: {verdict})"
    )
    return ratios[slowest] <= TARGET


def _start() -> float:
    """Processor seconds until a match begins."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", START], check=True)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime - began.ru_utime + ended.ru_stime - began.ru_stime


def spoilt(problem: Problem) -> Problem:
    """The problem with four things that make it impossible."""
    entries = tuple(replace(entry, sector="Primary") for entry in problem.entries)
    one, other = (entry.key for entry in entries[:2])
    return replace(
        _short(problem, SHORT),
        entries=entries,
        promises=(
            Promise(1, PromiseKind.PIN, (one,), "promised", team=3),
            Promise(2, PromiseKind.PIN, (other,), "promised", team=3),
            Promise(3, PromiseKind.APART, (one, other), "one head for both"),
        ),
    )


def crowded(problem: Problem, step: int) -> Problem:
    """The problem with eight entries pinned to one team, each so many after the other; a facilitator less."""
    pinned = enumerate(problem.entries[: 8 * step : step], start=1)
    pins = (Promise(number, PromiseKind.PIN, (entry.key,), "promised", team=1) for number, entry in pinned)
    return replace(_short(problem, SHORT[:1]), promises=tuple(pins))


def quarrelling(seed: int) -> Problem:
    """Nine teams for 27 entries, and 60 to 66 quarrels among twelve of these that forbid every match."""
    random, pairs = Random(seed), list(combinations(range(12), 2))
    while True:
        problem = quarrels(sorted(random.sample(pairs, 60 + seed % 7)))
        if findings(problem):
            return problem


def ring(seed: int) -> Problem:
    """Nine teams for 27 entries, of whom five quarrel in a ring and seven with all of these twelve."""
    names = Random(seed).sample(range(27), 12)
    return quarrels(sorted((names[one], names[other]) for one, other in (*RING, *OTHERS)))


def _quarrelling(problem: Problem) -> tuple[float, float, list[str]]:
    """Seconds of a diagnosis of quarrels and of a match with its remedy; and what is wrong with it."""
    took, found = min((_timed(problem) for _ in range(2)), key=itemgetter(0))
    print(f", quarrels {took:5.2f} s", end="")
    if found is None or not found.remedy or not found.complete:
        return took, _timed(quarrels([]))[0], ["NOT ALL remedies of quarrels"]
    matched, still = _timed(applied(problem, found.remedy))
    print(f" (match {matched:5.2f} s)", end="")
    return took, matched, ["the remedy of quarrels is NOT ENOUGH"] * (still is not None)


def _short(problem: Problem, authorities: Sequence[str]) -> Problem:
    """The problem with a key facilitator less of each of these authorities."""
    gone = [next(who for who in problem.facilitators if who.authority == name) for name in authorities]
    return replace(problem, facilitators=tuple(who for who in problem.facilitators if who not in gone))


IMPOSSIBLE: dict[str, Callable[[Problem], Problem]] = {
    "four causes": spoilt,
    "eight of one authority pinned": partial(crowded, step=1),
    "eight of all pinned": partial(crowded, step=6),
}
"""What is made of a cohort."""


def _timed(problem: Problem) -> tuple[float, Diagnosis | None]:
    """Seconds until it is matched or known to have no match, and why; after `LONG` seconds it is left."""
    gc.collect()
    signal.signal(signal.SIGPROF, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_PROF, LONG)
    began, found = time.process_time(), None
    try:
        exercise.match(problem)
    except Contradiction as contradiction:
        found = contradiction.diagnosis
    except (KeyboardInterrupt, Unfinished):
        print(end=f"(left after {time.process_time() - began:.1f} s) ")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began, found


def _missed(found: Diagnosis) -> Iterator[str]:
    named = [finding.rules for reason in found.reasons for finding in reason.findings]
    if set(named) != CAUSES or len(named) != len(CAUSES) + 1:
        yield f"NAMED {named}"


def _complaints(found: Diagnosis | None, short: Sequence[str]) -> Iterator[str]:
    if found is None:
        yield "NO reason was found"
        return
    if {c.authority for c in found.remedy if isinstance(c, Recruit)} != set(short):
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
