"""Remedies of an impossible match, cheapest first: each enough, and none with a part that could be left out.

The elastic model proposes the cheapest set of changes that nothing has refuted yet; arithmetic, and then
teams that are really made, say whether it is enough. If it is not, so is no set without one of the changes
that are needed for it, and the model is told so. What proves enough is therefore also minimal: anything less
is cheaper and was refuted before. (The implicit hitting sets of Davies and Bacchus, *Solving MAXSAT by
Solving a Sequence of Simpler SAT Instances*, 2011.)
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import combinations, count

from cln.matching import effort
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.changes import Change, Changes, Move, applied, cost_of, rules_of
from cln.matching.impossible.elastic import Elastic
from cln.matching.impossible.ladders import ladders, structural
from cln.matching.impossible.trials import Trials
from cln.matching.problem import Problem
from cln.matching.rules import is_crowded
from cln.matching.solve.solver import Unfinished
from cln.matching.sums import Sums, people


@dataclass(frozen=True)
class Remedy:
    """Changes with which there is a match, and whether teams were made with them or only sums add up."""

    changes: Changes
    tried: bool
    least: bool = True
    """It was found out that no part of it can be left out, and that none goes a step too far."""

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


class Search(Iterator[Remedy]):
    """The remedies of one problem, the cheapest first, for as long as the search lasts."""

    def __init__(self, problem: Problem, trials: Trials) -> None:
        self.problem, self.trials = problem, trials
        self.complete = True
        """The search was not given up, and passed nothing over so far."""
        self.conflicts: list[list[Change]] = []
        """Of all that trials refused, in the structure as it is: changes of which one is needed."""
        self._ladders = ladders(problem)
        self._line: list[tuple[int, int, Changes]] = []
        self._number = count()
        self._models: dict[Changes, Elastic] = {}
        self._known: list[Changes] = []
        self._choices: Sequence[Sequence[Changes]] = ()
        self._found: list[Remedy] = []
        self._untried: list[Remedy] = []
        self._reserve = trials.left / effort.RESERVED
        kinds, broken = structural(problem), {one.key for one in trials.findings(problem)}
        mending = {one for kind in kinds for one in kind if broken - self._broken((one,))}
        self._structures = _structures(kinds)
        self._take_up([structure for structure in self._structures if mending.issuperset(structure)])
        self._remedies = self._cheapest_first()

    def __next__(self) -> Remedy:
        return next(self._remedies)

    def forbid(self, remedy: Changes) -> None:
        """Leave out a remedy, and all that do the same and more."""
        self._known.append(remedy)
        for model in self._models.values():
            model.forbid(remedy)

    def differ(self, choices: Sequence[Sequence[Changes]]) -> None:
        """Leave out what is made of one of each of these choices."""
        self._choices = choices
        for model in self._models.values():
            model.differ(choices)

    def _cheapest_first(self) -> Iterator[Remedy]:
        try:
            yield from self._tried()
        except Unfinished:
            self.complete = False
        if not self._found:
            yield from self._untried

    def _tried(self) -> Iterator[Remedy]:
        later, reserved = list[tuple[int, int, Changes]](), True
        while self._line or (later and not self._found):
            if not self._line:
                self._line, later, reserved = later, [], False
            bound, n, made = heappop(self._line)
            if made and reserved and not self._found and self.trials.left < self._reserve:
                # First of all something that helps while the structure is as it is.
                heappush(later, (bound, n, made))
                self.complete = False
                continue
            model, before = self._model(made), self.trials.left
            cheapest = self._cheapest(model)
            if cheapest is None:
                continue
            cost = cost_of((*made, *cheapest))
            if not self._line or cost <= self._line[0][0]:
                doubts = self.trials.doubts
                with self.trials.watch.keeping(self._reserve if made and reserved and not self._found else 0):
                    remedy = self._examine(model, cheapest)
                model.spent += before - self.trials.left
                if remedy is not None:
                    self.forbid(remedy)
                    exact = self._exact(remedy)
                    self._found.append(Remedy(exact, tried=True, least=self.trials.doubts == doubts))
                    yield self._found[-1]
            if self._promises(model):
                heappush(self._line, (cost, n, made))
            else:
                self.complete = False

    def _broken(self, changes: Changes) -> set[tuple[tuple[str, ...], str]]:
        """The keys of what can be told to be impossible after some changes without a solver."""
        return {finding.key for finding in self.trials.findings(applied(self.problem, changes))}

    def _promises(self, model: Elastic) -> bool:
        """Whether it is worth looking on there; where the structure is as it was, whatever that costs."""
        if self.trials.watch.limited or not model.made:
            return True
        return model.unknown < effort.DOUBTS and model.spent < self.trials.watch.steps / effort.STRUCTURES

    def _cheapest(self, model: Elastic) -> Changes | None:
        """What the model proposes, within what may still be tried."""
        if self.trials.left <= 0 or self.trials.watch.hurried:
            raise Unfinished("the search for what would help was given up")
        return model.cheapest()

    def _take_up(self, chosen: Sequence[Changes]) -> None:
        """Look at structures that were left aside."""
        self._structures = [structure for structure in self._structures if structure not in chosen]
        for structure in chosen:
            heappush(self._line, (cost_of(structure), next(self._number), structure))

    def _model(self, made: Changes) -> Elastic:
        """What is known of the problem after these structural changes."""
        if made not in self._models:
            self._models[made] = model = Elastic(self.problem, made, self._ladders, self.trials.watch)
            for remedy in self._known:
                model.forbid(remedy)
            if self._choices:
                model.differ(self._choices)
        return self._models[made]

    def _examine(self, model: Elastic, changes: Changes) -> Changes | None:
        """These changes and those of the structure if they are enough, else None and the model learns why."""
        changed = applied(model.problem, changes)
        if hopeless := self.trials.findings(changed):
            for finding in hopeless:
                model.refute(changes, self._still(finding), finding.rules, finding.promises)
            self._take_up([one for one in self._structures if _adds(one, model.made, hopeless)])
            model.seat_after(effort.REFUSALS)
            return None
        try:
            possible = self.trials.possible(changed)
        except Unfinished:
            self.complete = False
            if self.trials.watch.hurried:
                raise
            model.pass_over(changes)
            return None
        model.unknown = 0
        if possible:
            return self._needed((*model.made, *changes))
        if possible is None and model.ready:
            self._untried.append(Remedy((*model.made, *changes), tried=False))
            model.pass_over(changes)
            return None
        if possible is not None:
            self._take_up(self._structures)
        if not model.ready:
            model.seat_after(0)
        else:
            self._refused(model, changes)
        return None

    def _still(self, finding: Finding) -> Callable[[Problem], bool]:
        return lambda problem: finding.key in {one.key for one in self.trials.findings(problem)}

    def _refused(self, model: Elastic, changes: Changes) -> None:
        """Let the model know why the changes were not enough, as trials show."""
        needed = model.refute(changes, self.trials.fails)
        if not model.made and self.trials.left > 0:
            self.conflicts.append(needed)

    def _exact(self, remedy: Changes) -> Changes:
        """The remedy with the capacity that is needed: more by no more than that, or fewer by as few."""
        move, now = _capacity(remedy), self.problem.limits.capacity
        if move is None or move.value >= self.problem.participants:
            return remedy
        most = self.trials.placed  # so many have a place in the teams that were made
        others = tuple(change for change in remedy if change is not move)

        def least(capacity: int) -> Changes:
            return (replace(move, value=capacity), *others)

        if is_crowded(self.problem):
            sums = Sums(map(people, self.problem.entries))
            more = sums.at_least(now + 1)
            for _ in range(effort.CAPACITIES):
                if more is None or more >= most:
                    break
                changed = applied(self.problem, least(more))
                if not self.trials.findings(changed) and self.trials.works(changed):
                    return least(more)
                more = sums.at_least(more + 1)
        return least(most)

    def _needed(self, remedy: Changes) -> Changes:
        """The remedy without what can be left out; nothing can where all that is cheaper was refuted."""
        needed = remedy
        for change in remedy if not self.complete else ():
            rest = tuple(other for other in needed if other != change)
            changed = applied(self.problem, rest)
            if rest and not self.trials.findings(changed) and self.trials.works(changed):
                needed = rest
        return needed


def _capacity(changes: Changes) -> Move | None:
    """The change that gives some of all a place."""
    return next((one for one in changes if isinstance(one, Move) and one.field == "capacity"), None)


def _adds(structure: Changes, made: Changes, hopeless: Sequence[Finding]) -> bool:
    """Whether it is what was made and something about what is still impossible then."""
    more = [change for change in structure if change not in made]
    concerned = {rule for finding in hopeless for rule in finding.rules}
    return bool(made) and len(structure) - len(more) == len(made) and not rules_of(more).isdisjoint(concerned)


def _structures(kinds: Sequence[Changes]) -> list[Changes]:
    """None, one or two structural changes, of each kind at most one."""
    singles: list[Changes] = [(change,) for kind in kinds for change in kind]
    pairs: list[Changes] = [
        (one, other) for kind, another in combinations(kinds, 2) for one in kind for other in another
    ]
    return [(), *singles, *pairs]
