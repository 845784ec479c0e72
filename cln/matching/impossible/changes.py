"""What the lead officer could change so that an impossible match becomes possible: one small thing each.

Changes come in ladders: each rung loosens the same thing further than the one below, so a whole remedy is
one rung, or none, of each ladder. Costs say what she would do first: move a limit a little, find one more
facilitator or lift one promise, long before she lets go of a rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from cln.matching.problem import Facilitator, Limits, Problem, Promise, PromiseKind, Strength

RULE_OF = {
    PromiseKind.PIN: "pins",
    PromiseKind.TOGETHER: "together",
    PromiseKind.APART: "apart",
    PromiseKind.GROUP: "groups",
}
"""The rule that obeys a kind of promise."""


@dataclass
class Parts:
    """What changes are made to, of a problem."""

    limits: dict[str, Any]
    strengths: dict[str, Strength]
    facilitators: list[Facilitator]
    promises: list[Promise]


class Change(Protocol):
    """One thing loosened, as far as it says."""

    @property
    def cost(self) -> int:
        """How dear it is to the lead officer; a remedy costs the sum of its changes."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that it loosens."""

    def make(self, parts: Parts) -> None:
        """Make the change to the parts of a problem."""


Ladder = tuple[Change, ...]
"""Changes to the same thing, each looser than the one before."""

Remedy = tuple[Change, ...]
"""Changes that together make a match possible: of each ladder one rung or none."""


@dataclass(frozen=True)
class Lift:
    """A promise is lifted."""

    promise: Promise

    cost = 3

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule that obeys such promises."""
        return (RULE_OF[self.promise.kind],)

    def make(self, parts: Parts) -> None:
        """Leave the promise out."""
        parts.promises = [one for one in parts.promises if one != self.promise]


@dataclass(frozen=True)
class Recruit:
    """Key facilitators are found: of an authority, or of any or none."""

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

    def make(self, parts: Parts) -> None:
        """Add so many more."""
        home = self.authority or "any authority"
        parts.facilitators += [
            Facilitator(f"new key facilitator {n} of {home}", authority=self.authority)
            for n in range(1, self.count + 1)
        ]


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

    def make(self, parts: Parts) -> None:
        """Move the limit."""
        if self.end is None:
            parts.limits[self.field] = self.value
        else:
            ends = list(parts.limits[self.field])
            ends[self.end] = self.value
            parts.limits[self.field] = tuple(ends)


@dataclass(frozen=True)
class Soften:
    """A rule only should hold."""

    rule: str

    cost = 10

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule."""
        return (self.rule,)

    def make(self, parts: Parts) -> None:
        """Take the rule as a wish."""
        parts.strengths[self.rule] = Strength.SHOULD


def applied(problem: Problem, changes: Iterable[Change]) -> Problem:
    """The problem after all the changes."""
    parts = Parts(
        dict(vars(problem.limits)),
        dict(problem.strengths),
        list(problem.facilitators),
        list(problem.promises),
    )
    for change in changes:
        change.make(parts)
    return replace(
        problem,
        limits=Limits(**parts.limits),
        strengths=parts.strengths,
        facilitators=tuple(parts.facilitators),
        promises=tuple(parts.promises),
    )


def cost_of(changes: Iterable[Change]) -> int:
    """How dear the changes are together."""
    return sum(change.cost for change in changes)
