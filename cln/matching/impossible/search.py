"""Remedies of an impossible match, cheapest first: each enough, and none with a part that could be left out.

The elastic model proposes the cheapest set of changes that nothing has refuted yet; arithmetic, and then
teams that are really made, say whether it is enough. If it is not, so is no set without one of the changes
that are found to be needed, and the model is told so. What is found enough is therefore also minimal:
anything less is cheaper and was refuted before. (The implicit hitting sets of Davies
and Bacchus, *Solving MAXSAT by Solving a Sequence of Simpler SAT Instances*, 2011.)
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import combinations

from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.changes import Change, Move, Remedy, applied, cost_of
from cln.matching.impossible.hopeless import findings
from cln.matching.impossible.ladders import ladders, structural
from cln.matching.impossible.trials import Trials
from cln.matching.impossible.variants import Variant
from cln.matching.problem import Problem
from cln.matching.solve.solver import Unfinished
from cln.matching.watch import Watch

PROPOSALS = 200
"""So many proposals are examined for one problem before the search is given up."""

FEW = 2
"""So many proposals may be refused by arithmetic before the model learns all conditions."""


@dataclass(frozen=True)
class Found:
    """A remedy, and whether teams were made with it or only its sums add up."""

    changes: Remedy
    tried: bool

    @property
    def cost(self) -> int:
        """How dear it is."""
        return cost_of(self.changes)

    @property
    def turned(self) -> frozenset[Change]:
        """What it turns, however far."""
        return frozenset(
            replace(change, value=None, steps=0) if isinstance(change, Move) else change
            for change in self.changes
        )


class Search:
    """The remedies of one problem."""

    def __init__(self, problem: Problem, watch: Watch, trials: Trials) -> None:
        self.problem, self.watch, self.trials = problem, watch, trials
        self._ladders = ladders(problem)
        self._line: list[tuple[int, int, Remedy]] = []
        self._variants: dict[Remedy, Variant] = {}
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
                before = self.trials.effort.left
                found = self._examine(variant, cheapest[1])
                variant.spent += before - self.trials.effort.left
                if found is not None:
                    self.forbid(found.changes)
                    yield found
            if variant.promising:
                heappush(self._line, (cost, n, made))
            else:
                self.complete = False

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
            heappush(self._line, (cost_of(structure), len(self._line) + len(self._variants), structure))

    def _mends(self, change: Change) -> bool:
        """Whether a change alone mends anything that can be seen without a solver."""
        still = {finding.key for finding in findings(applied(self.problem, [change]))}
        return any(finding.key not in still for finding in findings(self.problem))

    def _variant(self, made: Remedy) -> Variant:
        if made not in self._variants:
            self._variants[made] = Variant(self.problem, made, self._ladders, self.watch)
            for remedy in self._found:
                self._forbid_in(self._variants[made], remedy)
            self._differ_in(self._variants[made])
        return self._variants[made]

    def _examine(self, variant: Variant, remedy: Remedy) -> Found | None:
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
        variant.unknown = 0
        if possible:
            return Found(self._needed((*variant.made, *remedy)), tried=True)
        if possible is None and variant.ready:
            return Found((*variant.made, *remedy), tried=False)
        if possible is not None:
            self._take_up(lambda _structure: True)
        if not variant.ready:
            variant.seat_after(0)
        else:
            variant.refute(remedy, self.trials.fails)
        return None

    def _needed(self, remedy: Remedy) -> Remedy:
        """The remedy without what can be left out; nothing can where all that is cheaper was refuted."""
        needed = remedy
        for change in remedy if not self.complete else ():
            rest = tuple(other for other in needed if other != change)
            changed = applied(self.problem, rest)
            if rest and not findings(changed) and self.trials.works(changed):
                needed = rest
        return needed

    def _forbid_in(self, variant: Variant, remedy: Remedy) -> None:
        for rest in variant.rests([remedy]):
            variant.elastic.forbid(rest)

    def _differ_in(self, variant: Variant) -> None:
        if self._choices:
            variant.elastic.differ([variant.rests(remedies) for remedies in self._choices])


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
