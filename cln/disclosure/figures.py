"""Figures of a page that leaves: which of them tell of a few, and what follows from the others.

A figure is a sum over cells, and a cell counts people or entries that no figure of the page tells apart, e.g.
the entries of one council and sector that withdrew for one reason. So whatever the tables, tiles and pictures
of a page have to do with each other is said once, by the cells that they share.

Source: Hundepool and others, *Statistical Disclosure Control* (2012), chapter 4; R packages sdcTable and
GaussSuppression.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cln.disclosure import FEW

Cell = Any
"""Whatever names it and can be a key."""
_NEARLY = 1e-6
"""Two numbers that differ by less are one: figures are counts of at most some thousands, or their means."""


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
    """How much its loss costs the reader; None: its value."""

    @property
    def tells_of_few(self) -> bool:
        """1 to 4 people or entries, or all but 1 to 4 of a whole, can be read from it alone."""
        if self.open or self.value <= _NEARLY:
            return False
        rest = None if self.of is None else self.of - self.value
        return self.value < FEW or (rest is not None and _NEARLY < rest < FEW)


@dataclass(frozen=True)
class Interval:
    """What the shown figures leave open of a hidden one."""

    figure: Figure
    low: float
    high: float
    """With no cell below 0; infinite where nothing bounds it."""
    by: tuple[Figure, ...]
    """The shown figures that bind it."""

    @property
    def is_near(self) -> bool:
        """Fewer than five values are left to it."""
        return self.high - self.low < FEW - _NEARLY


class Figures:
    """The figures of a page, or of all pages of a cohort, as linear equations over their cells."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures: tuple[Figure, ...] = tuple(figures)

    @cached_property
    def _rows(self) -> NDArray[np.float64]:
        """A row for each figure, a column for each set of cells that all figures weigh alike."""
        columns: dict[Cell, dict[int, float]] = {}
        for row, figure in enumerate(self.figures):
            for cell, weight in figure.cells.items():
                columns.setdefault(cell, {})[row] = weight
        patterns = sorted({tuple(sorted(weights.items())) for weights in columns.values()})
        rows = np.zeros((len(self.figures), len(patterns)))
        for column, pattern in enumerate(patterns):
            for row, weight in pattern:
                rows[row, column] = weight
        return rows

    def alike(self, figure: Figure) -> list[Figure]:
        """Every figure that says the same, itself among them."""
        return [one for one in self.figures if one.cells == figure.cells]

    def followed(self, hidden: Set[str], known: Set[str] = frozenset()) -> list[Interval]:
        """The hidden figures that the others tell exactly, or to an interval of less than five.

        Args:
            hidden: names of those that the page leaves out.
            known: names of those that everybody knows all the same.
        """
        return [
            left for name in sorted(hidden - known) if (left := self.interval(name, hidden - known)).is_near
        ]

    def interval(self, name: str, hidden: Set[str]) -> Interval:
        """What the figures that are not hidden tell of one that is."""
        shown = [i for i, figure in enumerate(self.figures) if figure.name not in hidden]
        target = self._place[name]
        low, high, by = self._bounds(target, self._linked(target, shown))
        return Interval(self.figures[target], low, high, tuple(self.figures[i] for i in sorted(by)))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {figure.name: i for i, figure in enumerate(self.figures)}

    def _linked(self, target: int, shown: Sequence[int]) -> list[int]:
        """The shown figures that share cells with one, directly or through others."""
        used = self._rows != 0
        cells, linked = used[target].copy(), list[int]()
        left = list(shown)
        while more := [i for i in left if (used[i] & cells).any()]:
            linked += more
            cells |= used[more].any(axis=0)
            left = [i for i in left if i not in set(more)]
        return linked

    def _bounds(self, target: int, shown: Sequence[int]) -> tuple[float, float, set[int]]:
        """The least and the greatest value that a figure can have, and the shown figures that bind it."""
        from scipy.optimize import linprog

        goal = self._rows[target]
        if not shown:
            return 0.0, float("inf"), set()
        used = np.flatnonzero((self._rows[[target, *shown]] != 0).any(axis=0))
        equations, values = self._rows[shown][:, used], [self.figures[i].value for i in shown]
        bounds, binding = [], set[int]()
        for sign in (1, -1):
            solved: Any = linprog(
                sign * goal[used], A_eq=equations, b_eq=values, bounds=(0, None), method="highs"
            )
            if solved.status == 3:
                bounds.append(-sign * float("inf"))
                continue
            assert solved.status == 0, solved.message
            bounds.append(sign * float(solved.fun))
            binding |= {shown[int(i)] for i in np.flatnonzero(abs(solved.eqlin.marginals) > _NEARLY)}
        return bounds[0], bounds[1], binding

    def determined(self, hidden: Set[str]) -> list[Figure]:
        """The hidden figures that are sums of shown ones, whatever the cells hold: a test of ranks."""
        shown = self._rows[[i for i, figure in enumerate(self.figures) if figure.name not in hidden]]
        results = []
        for row, figure in zip(self._rows, self.figures, strict=True):
            if figure.name in hidden and len(shown):
                weights, *_ = np.linalg.lstsq(shown.T, row, rcond=None)
                if np.abs(shown.T @ weights - row).max() < _NEARLY:
                    results.append(figure)
        return results


@dataclass(frozen=True)
class Hidden:
    """Which figures a page leaves out."""

    names: frozenset[str]
    follows: tuple[Interval, ...]
    """Those that follow all the same, from what was published before."""


def hide(figures: Figures, *, known: Set[str] = frozenset()) -> Hidden:
    """Leave out figures so that none that tells of a few can be had from the others.

    Whatever binds a hidden figure to fewer than five values loses the figure that is worth least, until
    nothing does; then those that turn out not to be needed come back, the worthiest first.

    Args:
        figures: all of the page.
        known: names of figures that were published before and are what they were: to hide one hides nothing.
    """
    known = {o.name for one in figures.figures if one.name in known for o in figures.alike(one)}
    few = [figure for figure in figures.figures if figure.tells_of_few]
    names: Set[str] = {one.name for figure in few for one in figures.alike(figure)}
    near = figures.followed(names, known)
    secondary = dict[Figure, str]()
    while further := {least: each for each in near if (least := _least(each.by, names | known))}:
        added = {one.name for figure in further for one in figures.alike(figure)}
        names = names | added
        secondary |= {figure: each.figure.name for figure, each in further.items()}
        doubtful = {each.figure.name for each in near} | added
        near = [left for name in sorted(doubtful) if (left := figures.interval(name, names - known)).is_near]
    names = _with_needless(figures, names, secondary, known) if not near else names
    return Hidden(frozenset(names), tuple(near))


def _with_needless(
    figures: Figures, hidden: Set[str], secondary: Mapping[Figure, str], known: Set[str]
) -> Set[str]:
    """The hidden figures without those that need not be hidden, the worthiest first.

    What a figure was hidden for is looked at first: it is what most often shows that the figure is needed.
    """
    for figure in sorted(secondary, key=_worth, reverse=True):
        without = hidden - {one.name for one in figures.alike(figure)}
        others = sorted(without - known, key=lambda name: (name != secondary[figure], name))
        if not any(figures.interval(name, without - known).is_near for name in others):
            hidden = without
    return hidden


def _worth(figure: Figure) -> tuple[float, str]:
    return (figure.value if figure.worth is None else figure.worth, figure.name)


def _least(figures: Iterable[Figure], but: Set[str]) -> Figure | None:
    """The figure that is worth least of those that may still be hidden."""
    return min((one for one in figures if one.name not in but), key=_worth, default=None)
