"""What several results of the match have in common, as their JSON has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, PlainSerializer

from cln import programme
from cln.matching.change.edits import Cost
from cln.matching.check import Breach
from cln.matching.problem import Entry
from cln.screen.data import columns

ON_SCREEN = Field(exclude=True)
"""Only the screen needs it: it is no key of the JSON."""


LEVELS = tuple(reversed(programme.LEVELS))
"""Levels of interest, the highest first."""


def by_level(levels: Mapping[int | None, int]) -> dict[str, int]:
    """How many entries have a theme of each level: `5` to `1`, and `none` for those without a level."""
    return {str(level or "none"): levels.get(level, 0) for level in (*LEVELS, None)}


Levels = Annotated[Mapping[int | None, int], PlainSerializer(by_level)]
"""How many entries have a theme of each level of interest; None: without one."""

Named = Annotated[Entry, columns("code", "sector", "number as entry", "name")]
"""An entry by what names it."""

Findings = tuple[Annotated[Breach, columns("rule as id", "must", "sentence as detail")], ...]
"""Findings against rules."""


@dataclass(frozen=True)
class Measure:
    """One number of two answers: a line of the objective, or how many entries have a theme of a level."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Gained(Measure):
    """A line of the objective before and after an edit."""

    gain: Annotated[int, ON_SCREEN]
    """By how much it is better after; below zero where it is worse."""

    @classmethod
    def of(cls, cost: Cost) -> tuple[Self, ...]:
        """Every line that an edit may change, in order of importance."""
        return tuple(cls(name, old, cost.after[name], cost.gains[name]) for name, old in cost.before.items())
