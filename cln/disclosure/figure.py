"""One number of a page that leaves, and the cells of which it is the sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cln.disclosure import FEW, NEARLY

Cell = Any
"""Whatever names it and can be a key."""


@dataclass(frozen=True, eq=False)
class Figure:
    """One number of a page."""

    name: str
    """E.g. `withdrew/authority/Inverclyde`; figures that say the same have the same cells."""
    value: float
    cells: Mapping[Cell, float]
    """Cell -> its weight: 1 in a sum."""
    of: float | None = None
    """The whole of which it is a part, in the same unit; None: it is no part."""
    open: bool = False
    """It may be shown whatever it is: 0, or a count of the whole cohort's establishments."""
    worth: float | None = None
    """How much its loss costs the reader; None: its value. Infinite: everybody knows it."""

    absent: bool = False
    """The page leaves it out in any case, and the others must not tell it."""
    moved: bool = False
    """What was published of it before differs by a few."""
    width: float = FEW
    """How many values must be left to it where it is hidden."""

    @property
    def tells_of_few(self) -> bool:
        """1 to 4 people or entries can be read from it, or all but so few, or so few since it was told."""
        if self.absent:
            return True
        if self.open:
            return False
        if self.moved or self.value <= NEARLY:
            return self.moved
        rest = None if self.of is None else self.of - self.value
        return self.value < FEW or (rest is not None and NEARLY < rest < FEW)
