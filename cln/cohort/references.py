"""How people name an entry: by code alone where that is enough, else with its sector and number."""

from dataclasses import dataclass, replace
from typing import Self

from cln.errors import Usage
from cln.files import cells
from cln.programme import Sector


@dataclass(frozen=True)
class Which:
    """An entry as a user names it; None where the user leaves it open."""

    code: str
    sector: str | None = None
    number: int | None = None

    @classmethod
    def read(cls, said: cells.Cell) -> Self:
        """Read CODE, CODE:SECTOR, CODE:NUMBER or CODE:SECTOR:NUMBER; ValueError with a sentence."""
        code, *rest = (part.strip() for part in cells.text(said).split(":"))
        if len(rest) > 2:
            raise ValueError(f"{said!r} has too many parts; write e.g. 8350027:Primary:2")
        number = cells.whole(rest.pop(), 1, 99) if rest and rest[-1].isdigit() else None
        sector = cells.one_of(rest[0], tuple(Sector)) if rest else None
        return cls(cells.code(code), sector, number)

    def narrowed(self, sector: str | None, number: int | None) -> Self:
        """With what the options --sector and --entry say besides; None where they say nothing.

        Raises:
            Usage: they contradict what is written.
        """
        if (sector and self.sector not in {None, sector}) or (number and self.number not in {None, number}):
            raise Usage("the code and the options name different entries; leave one of them out")
        return replace(self, sector=sector or self.sector, number=number or self.number)
