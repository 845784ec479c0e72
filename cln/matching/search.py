"""Remedies of an impossible match, cheapest first: each enough, and none with a part that could be left out.

The elastic model proposes the cheapest set of changes that nothing has refuted yet; arithmetic, and then
teams that are really made, say whether it is enough. If it is not, so is no set without one of the changes
that are found to be needed, and the model is told so. What is found enough is therefore also minimal:
anything less is cheaper and was refuted before. (The implicit hitting sets of Davies
and Bacchus, *Solving MAXSAT by Solving a Sequence of Simpler SAT Instances*, 2011.)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import combinations

from cln.matching.arithmetic import Finding
from cln.matching.changes import Change, Ladder, Move, Remedy, applied
from cln.matching.elastic import Elastic
from cln.matching.hopeless import findings
from cln.matching.ladders import ladders, structural
from cln.matching.possible import Effort, is_large, keeps, some_teams
from cln.matching.problem import Problem, Team
from cln.matching.solver import Unfinished
from cln.matching.watch import Watch

EFFORT = 1_200
"""Nodes to be looked at in all while teams are tried, before the search is given up."""


PROPOSALS = 200
"""So many proposals are examined for one problem before the search is given up."""

FEW = 2
"""So many proposals may be refused by arithmetic before the model learns all conditions."""


@dataclass
class Trials:
    """Tries remedies on teams. What is found once serves again; nothing is tried for ever."""

    watch: Watch
    effort: Effort = field(default_factory=lambda: Effort(EFFORT))
    made: list[tuple[Team, ...]] = field(default_factory=list)

    def possible(self, problem: Problem) -> bool | None:
        """Whether there are teams that keep every must; None if a cohort is too large to find that out.

        Raises:
            Unfinished: it was not found out.
        """
        if any(keeps(problem, teams, self.watch) for teams in self.made):
            return True
        try:
            teams = some_teams(problem, self.watch, self.effort)
        except Unfinished:
            if is_large(problem):
                return None
            raise
        if teams is not None:
            self.made.append(teams)
        return teams is not None

    def fails(self, problem: Problem) -> bool:
        """Whether there are certainly no teams."""
        try:
            return self.possible(problem) is False
        except Unfinished:
            return False


@dataclass(frozen=True)
class Found:
    """A remedy, and whether teams were made with it or only its sums add up."""

    changes: Remedy
    tried: bool

    @property
    def cost(self) -> int:
        """How dear it is."""
        return _cost(self.changes)

    @property
    def turned(self) -> frozenset[Change]:
        """What it turns, however far."""
        return frozenset(
            replace(change, value=None, steps=0) if isinstance(change, Move) else change
            for change in self.changes
        )


class _Variant:
    """The problem after some structural changes, with the elastic model of all others."""

    def __init__(self, problem: Problem, made: Remedy, rungs: Sequence[Ladder], watch: Watch) -> None:
        self.made, self.ladders = made, rungs
        self.problem = applied(problem, made)
        self.cost = _cost(made)
        self.elastic = Elastic(self.problem, rungs, watch)
        self._refused = 0

    def pass_over(self, remedy: Remedy) -> None:
        """Take only remedies that do something else or more, though this one was not refuted."""
        rungs = [_rung(ladder, remedy) for ladder in self.ladders]
        self._demand_beyond(rungs)

    def _demand_beyond(self, rungs: Sequence[int]) -> None:
        beyond = [
            ladder[rung] for ladder, rung in zip(self.ladders, rungs, strict=True) if rung < len(ladder)
        ]
        self.elastic.demand(beyond)

    def seat_after(self, refusals: int) -> None:
        """Add the conditions to the model, once so many proposals without them have come to nothing."""
        self._refused += 1
        if self._refused > refusals and not self.elastic.seated:
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


class Search:
    """The remedies of one problem."""

    def __init__(self, problem: Problem, watch: Watch, trials: Trials) -> None:
        self.problem, self.watch, self.trials = problem, watch, trials
        self._ladders = ladders(problem)
        self._line: list[tuple[int, int, Remedy]] = []
        self._variants: dict[Remedy, _Variant] = {}
        self._found: list[Remedy] = []
        self._left = PROPOSALS
        self.complete = True
        """Nothing was passed over so far."""
        self._choices: Sequence[Sequence[Remedy]] = ()
        self._structures = _structures(problem)
        self._take_up(lambda structure: all(self._mends(change) for change in structure))

    def remedies(self) -> Iterator[Found]:
        """All of them, the cheapest first.

        Raises:
            Unfinished: the search was given up.
        """
        while self._line:
            _bound, n, made = heappop(self._line)
            variant = self._variant(made)
            cheapest = variant.elastic.cheapest()
            if cheapest is None:
                continue
            cost = variant.cost + cheapest[0]
            if not self._line or cost <= self._line[0][0]:
                found = self._examine(variant, cheapest[1])
                if found is not None:
                    self.forbid(found.changes)
                    yield found
            heappush(self._line, (cost, n, made))

    def forbid(self, remedy: Remedy) -> None:
        """Leave out a remedy, and all that do the same and more."""
        self._found.append(remedy)
        for variant in self._variants.values():
            self._forbid_in(variant, remedy)

    def differ(self, choices: Sequence[Sequence[Remedy]]) -> None:
        """Leave out what is made of one of each of these choices."""
        self._choices = choices
        for variant in self._variants.values():
            self._differ_in(variant)

    def _take_up(self, wanted: Callable[[Remedy], bool]) -> None:
        """Look at structures that were left aside."""
        chosen = [structure for structure in self._structures if wanted(structure)]
        self._structures = [structure for structure in self._structures if structure not in chosen]
        for structure in chosen:
            heappush(self._line, (_cost(structure), len(self._line) + len(self._variants), structure))

    def _mends(self, change: Change) -> bool:
        """Whether a change alone mends anything that can be seen without a solver."""
        still = {finding.key for finding in findings(applied(self.problem, [change]))}
        return any(finding.key not in still for finding in findings(self.problem))

    def _variant(self, made: Remedy) -> _Variant:
        if made not in self._variants:
            self._variants[made] = _Variant(self.problem, made, self._ladders, self.watch)
            for remedy in self._found:
                self._forbid_in(self._variants[made], remedy)
            self._differ_in(self._variants[made])
        return self._variants[made]

    def _examine(self, variant: _Variant, remedy: Remedy) -> Found | None:
        """The remedy if it is enough, else None and the variant knows better."""
        self._left -= 1
        if not self._left:
            raise Unfinished("the search for what would help was given up")
        changed = applied(variant.problem, remedy)
        if hopeless := findings(changed):
            for finding in hopeless:
                variant.refute(remedy, _still(finding))
            variant.seat_after(FEW)
            return None
        try:
            possible = self.trials.possible(changed)
        except Unfinished:
            self.complete = False
            if self.trials.effort.left <= 0 or self.watch.hurried:
                raise
            variant.pass_over(remedy)
            return None
        if possible:
            return Found((*variant.made, *remedy), tried=True)
        if possible is None and variant.elastic.seated:
            return Found((*variant.made, *remedy), tried=False)
        if possible is not None:
            self._take_up(lambda _structure: True)
        if not variant.elastic.seated:
            variant.seat_after(0)
        else:
            variant.refute(remedy, self.trials.fails)
        return None

    def _forbid_in(self, variant: _Variant, remedy: Remedy) -> None:
        for rest in variant.rests([remedy]):
            variant.elastic.forbid(rest)

    def _differ_in(self, variant: _Variant) -> None:
        if self._choices:
            variant.elastic.differ([variant.rests(remedies) for remedies in self._choices])


def _cost(changes: Remedy) -> int:
    return sum(change.cost for change in changes)


def _still(finding: Finding) -> Callable[[Problem], bool]:
    return lambda problem: any(one.key == finding.key for one in findings(problem))


def _structures(problem: Problem) -> list[Remedy]:
    """None, one or two structural changes, of each kind at most one."""
    kinds = structural(problem)
    singles: list[Remedy] = [(change,) for kind in kinds for change in kind]
    pairs: list[Remedy] = [
        (one, other) for kind, another in combinations(kinds, 2) for one in kind for other in another
    ]
    return [(), *singles, *pairs]
