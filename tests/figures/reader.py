"""Somebody who has several pages for everybody, one after the other, and reckons with all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from cln.figures.public import PublicFigures
from cln.figures.shares import ALL, ATTENDANCE, MEAN, WITHDREW, Share
from cln.programme import Reason

REASONS = [reason.value for reason in Reason]
PARTS = {ATTENDANCE: ["present", "not present"], WITHDREW: REASONS}
"""Share -> what its cells hold."""
Row = NDArray[np.float64]
Told = tuple[Row, float]
"""What a figure counts, and its value."""


@dataclass(frozen=True)
class Reader:
    """Somebody who has pages and takes down what all of them tell of one share.

    Of each council, sector and part they reckon with those who are counted on some of the days and not on the
    others, whichever these are. What was told on one day and is so still they know of the later day too.
    """

    figure: str
    pages: Sequence[PublicFigures]

    @cached_property
    def places(self) -> list[tuple[str, str, str]]:
        pairs = {(one.authority, one.establishment[1]) for one in self.pages[-1].summary.units}
        return [(*pair, part) for pair in sorted(pairs) for part in PARTS[self.figure]]

    def row(self, day: int, share: tuple[str, str], parts: Sequence[str]) -> Row:
        """What a figure of a page counts: those who are counted on its day, whatever their other days."""
        by, group = share
        within = self.pages[day].groups.members.get(by, {}).get(group, (group,))
        counted = [
            float(part in parts and (by == ALL or {"authority": council, "sector": sector}[by] in within))
            for council, sector, part in self.places
        ]
        days = [on for on in product((0, 1), repeat=len(self.pages)) if any(on)]
        return np.concatenate([np.array(counted) * on[day] for on in days])

    @cached_property
    def figures(self) -> list[dict[str, Told]]:
        """Of each page: name -> what it counts, and its value, shown or not."""
        return [dict(self._figures(day, page)) for day, page in enumerate(self.pages)]

    def _figures(self, day: int, page: PublicFigures) -> Iterator[tuple[str, Told]]:
        parts = PARTS[self.figure]
        for share in self.shares(page):
            name, place = f"{self.figure}/{share.by}/{share.group}", (share.by, share.group)
            count, of = share.count or 0, share.of or 0
            counted = parts[:1] if self.figure == ATTENDANCE else parts
            yield f"{name}/count", (self.row(day, place, counted), count)
            if self.figure == ATTENDANCE:
                yield f"{name}/of", (self.row(day, place, parts), of)
                yield f"{name}/not present", (self.row(day, place, parts[1:]), of - count)
        for why, number in page.summary.withdrawn.items() if self.figure == WITHDREW else ():
            yield f"withdrawn/{why}", (self.row(day, (ALL, ALL), [why]), number)

    def shares(self, page: PublicFigures) -> list[Share]:
        """Those of the page, and of the groups that it does not tell."""
        return [one for one in page._grouped if one.figure == self.figure and one.group != MEAN]

    @cached_property
    def equations(self) -> tuple[Row, list[float]]:
        known = [
            figures[name]
            for day, figures in enumerate(self.figures)
            for name in figures
            if name in self.pages[day].shown or self.is_still(name, day)
        ]
        return np.array([row for row, _ in known]), [value for _, value in known]

    def is_still(self, name: str, day: int) -> bool:
        """Whether an earlier page told a figure as it is on a day."""
        before = zip(self.figures[:day], self.pages, strict=False)
        return any(
            name in page.shown and name in told and told[name][1] == self.figures[day][name][1]
            for told, page in before
        )

    def width(self, row: Row) -> float:
        """How much all pages leave open of a sum."""
        rows, values = self.equations
        ends = [linprog(sign * row, A_eq=rows, b_eq=values) for sign in (1, -1)]
        assert all(end.status in {0, 3} for end in ends)
        low, high = (
            sign * end.fun if end.status == 0 else sign * -np.inf
            for sign, end in zip((1, -1), ends, strict=True)
        )
        return float(high - low)

    def learned(self) -> list[str]:
        """The figures of a few, and what changed by a few, that are left less open than by five.

        Of so few in the whole cohort, which is told, no group can be left more open.
        """
        whole = f"{self.figure}/all/all/count"
        most = [told[whole][1] if self.figure == WITHDREW else 5 for told in self.figures]
        hidden = [
            (name, row, value, most[day])
            for day, told in enumerate(self.figures)
            for name, (row, value) in told.items()
        ]
        for first, second in combinations(range(len(self.pages)), 2):
            before, after = self.figures[first], self.figures[second]
            hidden += [
                (
                    f"change of {name}",
                    after[name][0] - before[name][0],
                    abs(after[name][1] - before[name][1]),
                    min(most[first], most[second]),
                )
                for name in before
                if name in after
            ]
        return [
            name
            for name, row, value, least in hidden
            if not name.endswith(whole) and 0 < value < 5 and self.width(row) < min(5, least) - 1e-6
        ]
