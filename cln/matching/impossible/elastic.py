"""An elastic model: every condition may be let go of, at the cost of the changes that would loosen it so far.

It knows the conditions in their summed form, over themes as a whole, so what it calls impossible is
impossible; what it calls possible is still to be tried on teams (see `trials`). Remedies come out of it
cheapest first, each only once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from copy import copy
from dataclasses import replace
from itertools import chain, pairwise, product

from cln.matching.impossible.changes import (
    RULE_OF,
    Change,
    Changes,
    Ladder,
    Lift,
    Move,
    Recruit,
    Soften,
    applied,
    cost_of,
    rules_of,
)
from cln.matching.impossible.contradictions import kept_promises
from cln.matching.impossible.lifts import enough_teams
from cln.matching.impossible.trials import pools_of, totals
from cln.matching.problem import Problem, Promise
from cln.matching.rules import RULES, is_crowded, is_must
from cln.matching.seats import Load, Quantity
from cln.matching.solve.draft import Draft
from cln.matching.solve.profile import REACHABLE
from cln.matching.solve.solver import Model, Unfinished
from cln.matching.sums import people
from cln.matching.watch import Watch

MANY = 100
"""More rungs than are ever climbed at once."""


class Elastic:
    """A problem after some structural changes, and what else mends it: of each ladder one rung or none."""

    def __init__(self, problem: Problem, made: Changes, ladders: Sequence[Ladder], watch: Watch) -> None:
        self.made, self.ladders = made, ladders
        self.problem = applied(problem, made)
        self.model = Model(watch, easy=True)
        self.steps = {change: self.model.integer(0, 1) for change in chain.from_iterable(ladders)}
        """1 if a change is made, or one further up its ladder."""
        for ladder in ladders:
            for lower, upper in pairwise(ladder):
                self.model.require(self.steps[lower] >= self.steps[upper])
        # Of rungs that cost as much the lowest comes first.
        self._cost = self.model.total(
            (self.steps[change], MANY * (cost_of([change]) - cost_of(ladder[rung - 1 : rung])) + 1)
            for ladder in ladders
            for rung, change in enumerate(ladder)
        )
        if is_must(self.problem, "team-count") and not is_crowded(self.problem):
            kept, there = kept_promises(self.problem), frozenset(self.problem.by_key)
            enough_teams(self.model, self.steps, kept, there, self.problem.limits.teams)
        self._seated = False
        self._refused = 0
        self.unknown = 0
        """So many proposals in a row could neither be made nor refuted."""
        self.spent = 0.0
        """Steps of work that it took."""
        self._answer: tuple[int, Changes | None] = (-1, None)
        """The number of conditions when it was last asked for the cheapest changes, and these."""

    @property
    def ready(self) -> bool:
        """The model knows all conditions; where some must wait it cannot, as sizes depend on how many."""
        return self._seated or is_crowded(self.problem)

    def cheapest(self) -> Changes | None:
        """The cheapest changes that nothing speaks against yet; None if there are none.

        Raises:
            Unfinished: which are the cheapest was not found out.
        """
        known, answer = self._answer
        if known != self.model.conditions:
            answer = self._solved()
            self._answer = self.model.conditions, answer
        return answer

    def _solved(self) -> Changes | None:
        least = self.model.best("what would help", self._cost, more_is_better=False)
        if least is None:
            return None
        if not least.proven:
            raise Unfinished("the search for what would help was given up")
        made = [
            [change for change in ladder if self.model.value(self.steps[change])] for ladder in self.ladders
        ]
        return tuple(rungs[-1] for rungs in made if rungs)

    def forbid(self, remedy: Changes) -> None:
        """Leave out a remedy, and all that do the same and more."""
        for rest in self._rests([remedy]):
            self.model.require(self._total(rest) <= len(rest) - 1)

    def differ(self, choices: Sequence[Sequence[Changes]]) -> None:
        """Leave out what has a remedy of each of these choices."""
        missing = []
        for remedies in choices:
            without = self.model.integer(0, 1)
            for rest in self._rests(remedies):
                self.model.require(without + self._total(rest) <= len(rest))
            missing.append(without)
        self.model.require(self.model.total((without, 1) for without in missing) >= 1)

    def pass_over(self, changes: Changes) -> None:
        """Take only changes that do something else or more, though these were not refuted."""
        self.unknown += 1
        self._demand_beyond([_rung(ladder, changes) for ladder in self.ladders])

    def refute(
        self,
        changes: Changes,
        fails: Callable[[Problem], bool],
        concerned: Collection[str] = (),
        promises: Collection[Promise] = (),
    ) -> list[Change]:
        """Demand one of the changes, which are given back, that are needed for this not to fail.

        All else together does not help. Quicker if the rules that are probably `concerned` are known, and
        the `promises` of which one is to be lifted then.
        """
        rungs = [_rung(ladder, changes) for ladder in self.ladders]

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

        lifts = {Lift(promise) for promise in promises}
        others = [n for n, ladder in enumerate(self.ladders) if lifts.isdisjoint(ladder)]
        apart = [n for n in others if _is_apart(self.ladders[n], concerned, known=bool(promises))]
        climb(apart)
        climb([n for n in others if n not in apart])
        self._demand_beyond(rungs)
        above = zip(self.ladders, rungs, strict=True)
        return [ladder[rung] for ladder, rung in above if rung < len(ladder)]

    def seat_after(self, refusals: int) -> None:
        """Add the conditions to the model, once so many proposals without them have come to nothing."""
        self._refused += 1
        if self._refused > refusals and not self.ready:
            self._seat()

    def _seat(self) -> None:
        """Add the conditions of the rules, each for as long as nothing loosens it."""
        self._seated = True
        total = next(totals(self.problem), None)
        if total is None:
            self.model.require(False)  # the pre-matched groups alone are too many
            return
        soft = rules_of(self.steps)
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

    def _total(self, changes: Iterable[Change]) -> Quantity:
        return self.model.total((self.steps[change], 1) for change in changes)

    def _rests(self, remedies: Iterable[Changes]) -> list[Changes]:
        """What is still to be done for each of the remedies that can be had here."""
        rests = [tuple(change for change in remedy if change not in self.made) for remedy in remedies]
        return [rest for rest in rests if all(change in self.steps for change in rest)]

    def _demand_beyond(self, rungs: Sequence[int]) -> None:
        above = zip(self.ladders, rungs, strict=True)
        self.model.require(self._total(ladder[rung] for ladder, rung in above if rung < len(ladder)) >= 1)

    def _climb_one(self, which: int, rungs: list[int], fails: Callable[[Problem], bool]) -> None:
        for rung in range(rungs[which] + 1, len(self.ladders[which])):
            if not fails(self._at([*rungs[:which], rung, *rungs[which + 1 :]])):
                return
            rungs[which] = rung

    def _at(self, rungs: Sequence[int]) -> Problem:
        return applied(self.problem, _made(self.ladders, rungs))

    def _draft(self, soft: Set[str], total: int) -> Draft:
        """Seats for as many as may have a place, in which the soft rules are open."""
        # A draft has the teams that somebody is pinned to even if the pin is lifted: those that there may not
        # be are no part of the model.
        counted = self.problem.limits.teams if is_must(self.problem, "team-count") else 0
        possible = [one for one in self.problem.promises if one.team is None or one.team <= counted]
        few = [Soften(rule) for rule in ("team-authorities", "team-size") if rule in soft]
        roomy = applied(self.problem, few)  # with room for as many teams as any of the changes allow
        draft = Draft(
            self.model,
            replace(self.problem, promises=tuple(possible)),
            self.problem.entries,
            pools_of(roomy),
            placed=total,
            optional=total < self.problem.participants,
            open_rules=soft,
        )
        self.model.require(draft.whole.total(people) == total)
        return draft

    def _views(self, draft: Draft, rules: Sequence[str]) -> Iterator[tuple[Draft, Quantity]]:
        """The draft as rules see it, rung by rung of their limits, promise by promise; and what frees it."""
        # What follows from several rules is asked rung by rung of the last; the limits of the others free it.
        about = [
            change for change in self.steps if isinstance(change, Move | Soften) and change.rule in rules
        ]
        softer = [one for one in about if isinstance(one, Soften) or one.rule in rules[:-1]]
        mine = [
            ladder for ladder in self.ladders if isinstance(ladder[0], Move) and ladder[0].rule == rules[-1]
        ]
        for rungs in product(*(range(len(ladder) + 1) for ladder in mine)):
            above = zip(mine, rungs, strict=True)
            further = [ladder[rung] for ladder, rung in above if rung < len(ladder)]
            view = copy(draft)
            view.problem = applied(draft.problem, _made(mine, rungs))
            view.loads = self._staffed(draft)
            for promised, lifted in self._promises(view, rules[0]):
                yield promised, self._total([*softer, *further, *lifted])

    def _promises(self, view: Draft, rule: str) -> Iterator[tuple[Draft, list[Change]]]:
        """One promise after the other, for the rules that are about promises; and what lifts it."""
        if rule not in RULE_OF.values():
            yield view, []
            return
        for promise in view.problem.promises:
            if RULE_OF[promise.kind] == rule:
                alone = copy(view)
                alone.problem = replace(view.problem, promises=(promise,))
                lift = Lift(promise)
                yield alone, [lift] if lift in self.steps else []

    def _staffed(self, draft: Draft) -> list[Load]:
        """The loads with those who may be recruited."""
        new = self._total(change for change in self.steps if isinstance(change, Recruit))
        if not draft.loads:
            return []
        *own, all_together = draft.loads
        return [*own, replace(all_together, facilitators=all_together.facilitators + new)]


def _is_apart(ladder: Ladder, concerned: Collection[str], *, known: bool) -> bool:
    """Whether a ladder loosens none of these rules, or lifts a promise where those concerned are known."""
    return rules_of(ladder).isdisjoint(concerned) or (known and isinstance(ladder[0], Lift))


def _rung(ladder: Ladder, changes: Changes) -> int:
    """How far up the ladder the changes are: 0 if they have none of it."""
    return next((n for n, change in enumerate(ladder, start=1) if change in changes), 0)


def _made(ladders: Sequence[Ladder], rungs: Sequence[int]) -> list[Change]:
    """The changes of ladders that are climbed so far."""
    return [ladder[rung - 1] for ladder, rung in zip(ladders, rungs, strict=True) if rung]
