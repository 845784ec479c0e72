"""What the lead officer could change so that an impossible match becomes possible: one small thing each.

Changes come in ladders: each rung loosens the same thing further than the one below, so a whole remedy is
one rung, or none, of each ladder. Costs say what she would do first: lift a promise or find one more
facilitator, then move a limit of the programme a little; letting go of a rule comes last.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from cln.matching.limits import Limits
from cln.matching.problem import Facilitator, Problem, Promise, PromiseKind, Strength

RULE_OF = {
    PromiseKind.PIN: "pins",
    PromiseKind.TOGETHER: "together",
    PromiseKind.APART: "apart",
    PromiseKind.GROUP: "groups",
}
"""The rule that obeys a kind of promise."""


FAR = 5
"""Steps from which on a limit is moved far, however far: still less than to let go of the rule."""


@dataclass(frozen=True)
class Lift:
    """A promise is lifted."""

    promise: Promise


@dataclass(frozen=True)
class Recruit:
    """Key facilitators join: of an authority, or of any or none."""

    count: int
    authority: str | None = None


@dataclass(frozen=True)
class Move:
    """A limit is moved; of a limit that is a range, one end of it."""

    rule: str
    field: str
    """The name of the limit in `Limits`."""
    value: Any
    steps: int
    """How far: in the smallest steps that can be taken; of a share in tenths."""
    end: int | None = None
    """0 for the lower end of a range, 1 for the upper."""
    dear: int = 3
    """What it costs to move it at all."""


@dataclass(frozen=True)
class Soften:
    """A rule only should hold."""

    rule: str


Change = Lift | Recruit | Move | Soften
"""One thing loosened, as far as it says."""

Changes = tuple[Change, ...]
"""Changes that are made together: of each ladder one rung or none."""

Ladder = tuple[Change, ...]
"""Changes to the same thing, each looser than the one before."""


def cost_of(changes: Iterable[Change]) -> int:
    """How dear changes are together to the lead officer."""
    return sum(map(_cost, changes))


def _cost(change: Change) -> int:
    match change:
        case Lift():
            return 2
        case Recruit():  # an authority owes them; nobody in particular owes the others
            return 1 + change.count if change.authority else 2 * change.count
        case Move():
            return change.dear + min(change.steps, FAR)
        case Soften():
            return 12


def rules_of(changes: Iterable[Change]) -> set[str]:
    """The rules that changes loosen."""
    rules = set[str]()
    for change in changes:
        match change:
            case Lift():
                rules.add(RULE_OF[change.promise.kind])
            case Recruit():
                rules |= {"facilitators", "team-facilitator"} if change.authority else {"team-facilitator"}
            case Move() | Soften():
                rules.add(change.rule)
    return rules


def applied(problem: Problem, changes: Iterable[Change]) -> Problem:
    """The problem after all the changes."""
    facilitators, limits, strengths = list(problem.facilitators), problem.limits, dict(problem.strengths)
    lifted = list[Promise]()
    for change in changes:
        match change:
            case Lift():
                lifted.append(change.promise)
            case Recruit():
                facilitators += _new(change, len(facilitators))
            case Move():
                limits = _moved(limits, change)
            case Soften():
                strengths[change.rule] = Strength.SHOULD
    return replace(
        problem,
        facilitators=tuple(facilitators),
        limits=limits,
        strengths=strengths,
        promises=tuple(one for one in problem.promises if one not in lifted),
    )


def _new(recruit: Recruit, there: int) -> list[Facilitator]:
    """Those who join so many who are there; no two of one name, though one change follows another."""
    home, numbers = recruit.authority or "any authority", range(there + 1, there + recruit.count + 1)
    return [Facilitator(f"new key facilitator {n} of {home}", authority=recruit.authority) for n in numbers]


def _moved(limits: Limits, move: Move) -> Limits:
    value = move.value
    if move.end is not None:
        low, high = getattr(limits, move.field)
        value = (low, value) if move.end else (value, high)
    return replace(limits, **{move.field: value})
