"""What several results of the match have in common, as their JSON has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, PlainSerializer

from cln import programme
from cln.match.standing import Standing
from cln.matching.problem import Entry, Key
from cln.screen.data import columns
from cln.words import called

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


@dataclass(frozen=True)
class Keys:
    """The keys by which a result names an entry."""

    code: str
    sector: str
    number: Annotated[int, Field(serialization_alias="entry")]
    name: str

    @property
    def key(self) -> Key:
        """(code, sector, number), as the matching knows it."""
        return (self.code, self.sector, self.number)


@dataclass(frozen=True)
class OfEntry(Keys):
    """With these keys a result begins that is about an entry."""

    apart: Annotated[tuple[str, ...], ON_SCREEN]
    """What tells it from others of its code."""

    @property
    def called(self) -> str:
        """How it is named where its code stands beside it."""
        return called(self.name, self.apart)

    @property
    def label(self) -> str:
        """How sentences call it."""
        return called(self.name, (self.code, *self.apart))


@dataclass(frozen=True)
class OfProposal:
    """With these keys a result begins that is about a proposal."""

    cohort: str
    proposal: int
    standing: Annotated[Standing, ON_SCREEN]
    """Of the proposal."""
