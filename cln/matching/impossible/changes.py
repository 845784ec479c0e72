"""What the lead officer could change so that an impossible match becomes possible: one small thing each.

Changes come in ladders: each rung loosens the same thing further than the one below, so a whole remedy is
one rung, or none, of each ladder. Costs say what she would do first: move a limit a little, find one more
facilitator or lift one promise, long before she lets go of a rule. Each change says what it costs, which
rules it loosens, and makes of a problem one in which it is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from cln.matching.problem import Facilitator, Problem, Promise, PromiseKind, Strength

RULE_OF = {
    PromiseKind.PIN: "pins",
    PromiseKind.TOGETHER: "together",
    PromiseKind.APART: "apart",
    PromiseKind.GROUP: "groups",
}
"""The rule that obeys a kind of promise."""


@dataclass(frozen=True)
class Lift:
    """A promise is lifted."""

    promise: Promise

    cost = 3

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule that obeys such promises."""
        return (RULE_OF[self.promise.kind],)

    def make(self, problem: Problem) -> Problem:
        """Leave the promise out."""
        return replace(problem, promises=tuple(one for one in problem.promises if one != self.promise))


@dataclass(frozen=True)
class Recruit:
    """Key facilitators join: of an authority, or of any or none."""

    count: int
    authority: str | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that ask for them."""
        return ("facilitators", "team-facilitator") if self.authority else ("team-facilitator",)

    @property
    def cost(self) -> int:
        """An authority owes them; nobody in particular owes the others."""
        return 1 + self.count if self.authority else 2 * self.count

    def make(self, problem: Problem) -> Problem:
        """Add so many more."""
        home = self.authority or "any authority"
        new = [
            Facilitator(f"new key facilitator {n} of {home}", authority=self.authority)
            for n in range(1, self.count + 1)
        ]
        return replace(problem, facilitators=(*problem.facilitators, *new))


@dataclass(frozen=True)
class Move:
    """A limit is moved; of a limit that is a range, one end of it."""

    rule: str
    field: str
    """The name of the limit in `Limits`."""
    value: Any
    steps: int
    """How far, in the smallest steps that can be taken."""
    end: int | None = None
    """0 for the lower end of a range, 1 for the upper."""
    dear: int = 2
    """What it costs to move it at all."""

    @property
    def cost(self) -> int:
        """The further the dearer."""
        return self.dear + self.steps

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule whose limit it is."""
        return (self.rule,)

    def make(self, problem: Problem) -> Problem:
        """Move the limit."""
        value = self.value
        if self.end is not None:
            low, high = getattr(problem.limits, self.field)
            value = (low, value) if self.end else (value, high)
        return replace(problem, limits=replace(problem.limits, **{self.field: value}))


@dataclass(frozen=True)
class Soften:
    """A rule only should hold."""

    rule: str

    cost = 10

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule."""
        return (self.rule,)

    def make(self, problem: Problem) -> Problem:
        """Take the rule as a wish."""
        return replace(problem, strengths={**problem.strengths, self.rule: Strength.SHOULD})


Change = Lift | Recruit | Move | Soften
"""One thing loosened, as far as it says."""

Changes = tuple[Change, ...]
"""Changes that are made together: of each ladder one rung or none."""

Ladder = tuple[Change, ...]
"""Changes to the same thing, each looser than the one before."""


def applied(problem: Problem, changes: Iterable[Change]) -> Problem:
    """The problem after all the changes."""
    for change in changes:
        problem = change.make(problem)
    return problem


def cost_of(changes: Iterable[Change]) -> int:
    """How dear the changes are together."""
    return sum(change.cost for change in changes)
