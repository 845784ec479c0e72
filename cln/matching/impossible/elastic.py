"""An elastic model: every condition may be let go of, at the cost of the changes that would loosen it so far.

It knows the conditions in their summed form, over themes as a whole, so what it calls impossible is
impossible; what it calls possible is still to be tried on teams (see `possible`). Remedies come out of it
cheapest first, each only once.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from copy import copy
from dataclasses import replace
from itertools import chain, pairwise, product

from cln.matching.impossible.changes import (
    RULE_OF,
    Change,
    Ladder,
    Lift,
    Move,
    Recruit,
    Remedy,
    Soften,
    applied,
)
from cln.matching.impossible.possible import pools_of, totals
from cln.matching.problem import Problem
from cln.matching.rules import RULES, is_must
from cln.matching.seats import Quantity
from cln.matching.solve.draft import Draft, DraftDesk
from cln.matching.solve.profile import REACHABLE
from cln.matching.solve.solver import Model, Unfinished
from cln.matching.sums import people
from cln.matching.watch import Watch

NODES = 500
"""How far to search for the next remedy."""


class Elastic:
    """Remedies of a problem: one rung or none of each ladder."""

    def __init__(self, problem: Problem, ladders: Sequence[Ladder], watch: Watch) -> None:
        self.problem, self.ladders = problem, ladders
        self.model = Model(watch)
        self.steps = {change: self.model.integer(0, 1) for change in chain.from_iterable(ladders)}
        """1 if a change is made, or one further up its ladder."""
        for ladder in ladders:
            for lower, upper in pairwise(ladder):
                self.model.require(self.steps[lower] >= self.steps[upper])
        self.cost = self.model.total(
            (self.steps[change], change.cost - (ladder[rung - 1].cost if rung else 0))
            for ladder in ladders
            for rung, change in enumerate(ladder)
        )
        self.seated = False

    def cheapest(self) -> tuple[int, Remedy] | None:
        """The cheapest remedy left, with its cost; None if there is none.

        Raises:
            Unfinished: which is the cheapest was not found out.
        """
        found = self.model.best("what would help", self.cost, more_is_better=False, nodes=NODES)
        if found is None:
            return None
        if not found.proven:
            raise Unfinished("the search for what would help was given up")
        return found.value, tuple(
            made[-1]
            for ladder in self.ladders
            if (made := [change for change in ladder if self.model.value(self.steps[change])])
        )

    def forbid(self, remedy: Remedy) -> None:
        """Leave out a remedy, and all that do the same and more."""
        made = self.model.total((self.steps[change], 1) for change in remedy)
        self.model.require(made <= len(remedy) - 1)

    def differ(self, choices: Sequence[Sequence[Remedy]]) -> None:
        """Leave out what has a remedy of each of these choices."""
        missing = []
        for remedies in choices:
            without = self.model.integer(0, 1)
            for remedy in remedies:
                made = self.model.total((self.steps[change], 1) for change in remedy)
                self.model.require(without + made <= len(remedy))
            missing.append(without)
        self.model.require(self.model.total((without, 1) for without in missing) >= 1)

    def demand(self, changes: Iterable[Change]) -> None:
        """Take only remedies with at least one of these."""
        self.model.require(self.model.total((self.steps[change], 1) for change in changes) >= 1)

    def seat(self) -> None:
        """Add the conditions of the rules, each for as long as nothing loosens it."""
        self.seated = True
        total = next(totals(self.problem), None)
        if total is None:
            self.model.require(False)  # the pre-matched groups alone are too many
            return
        soft = {rule for change in self.steps for rule in change.rules}
        draft = self._draft(soft, total)
        for rule in RULES:
            if rule.id in soft and not rule.given and is_must(self.problem, rule.id):
                for view, slack in self._views(draft, (rule.id,)):
                    for condition in rule.conditions(view):
                        self.model.require(condition.holds, unless=slack)
        for rules, reachable in REACHABLE:
            if all(is_must(self.problem, rule) for rule in rules):
                for view, slack in self._views(draft, rules):
                    for holds in reachable(view):
                        self.model.require(holds, unless=slack)

    def _draft(self, soft: Set[str], total: int) -> Draft:
        """Seats for as many as may have a place, in which the soft rules are open."""
        limits = self.problem.limits
        # A draft has the teams that somebody is pinned to even if the pin is lifted: those that there may not
        # be are no part of the model.
        counted = limits.teams if is_must(self.problem, "team-count") else 0
        possible = [one for one in self.problem.promises if one.team is None or one.team <= counted]
        draft = Draft(
            self.model,
            replace(self.problem, promises=tuple(possible)),
            self.problem.entries,
            pools_of(self.problem),
            placed=total,
            optional=total < self.problem.participants,
            open_rules=soft,
        )
        self.model.require(draft.whole.total(people) == total)
        return draft

    def _views(self, draft: Draft, rules: Sequence[str]) -> Iterator[tuple[Draft, Quantity]]:
        """The draft as rules see it, rung by rung of their limits, promise by promise; and what frees it."""
        softer = [self.steps[c] for c in self.steps if isinstance(c, Soften) and c.rule in rules]
        mine = [ladder for ladder in self.ladders if isinstance(ladder[0], Move) and ladder[0].rule in rules]
        for rungs in product(*(range(len(ladder) + 1) for ladder in mine)):
            moved = [ladder[rung - 1] for ladder, rung in zip(mine, rungs, strict=True) if rung]
            further = [
                self.steps[ladder[rung]]
                for ladder, rung in zip(mine, rungs, strict=True)
                if rung < len(ladder)
            ]
            view = copy(draft)
            view.problem = applied(draft.problem, moved)
            view.desks = self._staffed(draft)
            for promised, lifted in self._promises(view, rules[0]):
                yield promised, self.model.total((step, 1) for step in (*softer, *further, *lifted))

    def _promises(self, view: Draft, rule: str) -> Iterator[tuple[Draft, list[Quantity]]]:
        """One promise after the other, for the rules that are about promises."""
        if rule not in RULE_OF.values():
            yield view, []
            return
        for promise in view.problem.promises:
            if RULE_OF[promise.kind] == rule:
                alone = copy(view)
                alone.problem = replace(view.problem, promises=(promise,))
                lift = Lift(promise)
                yield alone, [self.steps[lift]] if lift in self.steps else []

    def _staffed(self, draft: Draft) -> list[DraftDesk]:
        """The desks with those who may be recruited."""
        new = self.model.total((self.steps[c], 1) for c in self.steps if isinstance(c, Recruit))
        *own, all_together = draft.desks
        return [*own, replace(all_together, facilitators=all_together.facilitators + new)]
