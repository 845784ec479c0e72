"""What the flat models of a cohort share: the facts they are built from, and what they answer.

A flat model is what one would write without the two stages: everybody onto team slots at once. It is
written here anew, with nothing from the package but the problem itself and, at the end, the checker.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cln.matching import check
from cln.matching.objective import BREADTH, PROFILES, TRAVEL
from cln.matching.problem import Entry, Preference, Problem, Team

LINES = tuple(goal.name for goal in (*PROFILES[Preference.GENEROUS], BREADTH, TRAVEL))
"""The lines compared: of the levels and the travel fewer are better, of the breadth more."""

CAPS = {"authority": 3, "sector": 2}
"""So many authorities and sectors of a team count towards its breadth."""


@dataclass(frozen=True)
class Answer:
    """What a model found: its lines by the checker, how many of them it has proven, and processor seconds."""

    lines: tuple[int, ...]
    proven: int
    seconds: float

    @property
    def finished(self) -> bool:
        """Nothing better exists in any line."""
        return self.proven == len(LINES)

    @property
    def order(self) -> tuple[int, ...]:
        """The smaller, the better."""
        *levels, breadth, travel = self.lines
        return (*levels, -breadth, travel)


class Facts:
    """A cohort in the terms of a flat model. All entries bring the same number of people."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.entries, self.themes = problem, problem.entries, problem.themes
        limits, each = problem.limits, problem.entries[0].participants
        assert all(entry.participants == each for entry in problem.entries), "one size for all"
        assert problem.participants <= limits.capacity, "everyone has a place"
        self.teams = limits.teams
        mean = problem.participants / limits.teams
        # In entries instead of people: with two people each, 11 to 14 people are 6 or 7 entries.
        self.fewest = int(-(-(mean - limits.team_spread) // each))
        self.most = min(int((mean + limits.team_spread) // each), limits.facilitator_establishments)
        assert len({entry.establishment for entry in problem.entries}) == len(problem.entries)
        assert len(problem.key_facilitators) >= limits.teams, "each team has a key facilitator of its own"

    def by(self, kind: str) -> dict[str, list[int]]:
        """The places in `entries` of those of each authority or sector."""
        groups: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            groups.setdefault(getattr(entry, kind), []).append(place)
        return groups

    @cached_property
    def far(self) -> list[tuple[int, int]]:
        """The places of pairs of entries that lie far apart."""
        places = {entry.key: place for place, entry in enumerate(self.entries)}
        return [(places[one], places[other]) for one, other in sorted(self.problem.far)]

    @cached_property
    def deprived(self) -> list[int]:
        """The places of those in SIMD quintile 1 or 2."""
        return [place for place, entry in enumerate(self.entries) if entry.simd_quintile in (1, 2)]

    @cached_property
    def advantaged(self) -> list[int]:
        """The places of those in SIMD quintile 4 or 5."""
        return [place for place, entry in enumerate(self.entries) if entry.simd_quintile in (4, 5)]

    @cached_property
    def experienced(self) -> list[int]:
        """The places of those with inquiry experience."""
        return [place for place, entry in enumerate(self.entries) if entry.experienced]


Step = Callable[[str, float], bool]
"""Optimise a line of that name within so many seconds; if proven, hold it there. Says whether it is."""


class Clock:
    """Started when made. What is counted is processor time, which a busy machine does not lengthen."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def left(self, limit: float) -> float:
        """Seconds on the wall until the limit; solvers know no other."""
        return limit - (time.perf_counter() - self._wall)

    @property
    def seconds(self) -> float:
        """Seconds of processor time so far; everything here runs on one thread."""
        return time.process_time() - self._processor


def solve(step: Step, limit: float, clock: Clock) -> int:
    """Optimise line after line until all are proven or the time is up: how many are proven."""
    for proven, line in enumerate(LINES):
        if clock.left(limit) <= 0 or not step(line, clock.left(limit)):
            return proven
    return len(LINES)


def judged(problem: Problem, seating: Sequence[tuple[str, Sequence[Entry]]]) -> tuple[int, ...]:
    """The lines that these teams reach, by the checker, which must find every rule kept."""
    teams = [Team(n, theme, tuple(entries)) for n, (theme, entries) in enumerate(seating, start=1)]
    # Key facilitators are not assigned: there is one for every team, and no team has too many entries.
    wrong = [
        f"{verdict.id}: {verdict.detail}"
        for verdict in check.verdicts(problem, teams)
        if verdict.must and not verdict.holds and verdict.id != "team-facilitator"
    ]
    assert not wrong, f"a flat model broke a rule: {'; '.join(wrong)}"
    score = check.score(problem, teams)
    return tuple(score[line] for line in LINES)
