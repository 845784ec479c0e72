"""A problem after some structural changes, and what is known of how it could be mended further."""

from collections.abc import Callable, Iterable, Sequence

from cln.matching.impossible.arithmetic import crowded
from cln.matching.impossible.changes import Ladder, Remedy, applied, cost_of
from cln.matching.impossible.elastic import Elastic
from cln.matching.problem import Problem
from cln.matching.watch import Watch

SHARE = 200
"""How many nodes may be looked at for one change of the structure."""

DOUBTS = 3
"""After so many proposals in a row of which nothing was found out, a structure is left."""


class Variant:
    """The problem after some structural changes, with the elastic model of all others."""

    def __init__(self, problem: Problem, made: Remedy, rungs: Sequence[Ladder], watch: Watch) -> None:
        self.made, self.ladders = made, rungs
        self.problem = applied(problem, made)
        self.cost = cost_of(made)
        self.elastic = Elastic(self.problem, rungs, watch)
        self._refused = 0
        self.unknown = 0
        """So many proposals in a row could neither be made nor refuted."""
        self.spent = 0

    def pass_over(self, remedy: Remedy) -> None:
        """Take only remedies that do something else or more, though this one was not refuted."""
        self.unknown += 1
        self._demand_beyond([_rung(ladder, remedy) for ladder in self.ladders])

    def _demand_beyond(self, rungs: Sequence[int]) -> None:
        beyond = [
            ladder[rung] for ladder, rung in zip(self.ladders, rungs, strict=True) if rung < len(ladder)
        ]
        self.elastic.demand(beyond)

    @property
    def promising(self) -> bool:
        """It is worth looking on here; where the structure is as it was, whatever that costs."""
        return self.unknown < DOUBTS and (not self.made or self.spent < SHARE)

    @property
    def ready(self) -> bool:
        """The model knows all conditions; where some must wait it cannot, as sizes depend on how many."""
        return self.elastic.seated or crowded(self.problem)

    def seat_after(self, refusals: int) -> None:
        """Add the conditions to the model, once so many proposals without them have come to nothing."""
        self._refused += 1
        if self._refused > refusals and not self.ready:
            self.elastic.seat()

    def rests(self, remedies: Iterable[Remedy]) -> list[Remedy]:
        """What is still to be done for each of the remedies that can be had here."""
        rests = [tuple(change for change in remedy if change not in self.made) for remedy in remedies]
        return [rest for rest in rests if all(change in self.elastic.steps for change in rest)]

    def refute(self, remedy: Remedy, fails: Callable[[Problem], bool]) -> None:
        """Demand what every remedy needs for this not to fail: all else together does not help."""
        rungs = [_rung(ladder, remedy) for ladder in self.ladders]

        def climb(these: Sequence[int]) -> None:
            """Go as far up these ladders as still fails."""
            if not these:
                return
            higher = [len(self.ladders[n]) if n in these else rung for n, rung in enumerate(rungs)]
            if fails(self._at(higher)):
                rungs[:] = higher
            elif len(these) == 1:
                self._climb_one(these[0], rungs, fails)
            else:
                climb(these[: len(these) // 2])
                climb(these[len(these) // 2 :])

        climb(range(len(rungs)))
        self._demand_beyond(rungs)

    def _climb_one(self, which: int, rungs: list[int], fails: Callable[[Problem], bool]) -> None:
        for rung in range(rungs[which] + 1, len(self.ladders[which])):
            higher = [*rungs[:which], rung, *rungs[which + 1 :]]
            if not fails(self._at(higher)):
                return
            rungs[which] = rung

    def _at(self, rungs: Sequence[int]) -> Problem:
        return applied(
            self.problem,
            (ladder[rung - 1] for ladder, rung in zip(self.ladders, rungs, strict=True) if rung),
        )


def _rung(ladder: Ladder, remedy: Remedy) -> int:
    return next((n for n, change in enumerate(ladder, start=1) if change in remedy), 0)
