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
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cln.disclosure import NEARLY
from cln.disclosure.figure import Cell, Figure
from cln.disclosure.solutions import Array, Solutions


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
        """Fewer values are left to it than must be."""
        return self.high - self.low < self.figure.width - NEARLY


class Figures:
    """The figures of a page, or of all pages of a cohort, as linear equations over their cells."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures: tuple[Figure, ...] = tuple(figures)

    @cached_property
    def names(self) -> frozenset[str]:
        """Their names."""
        return frozenset(self._place)

    @cached_property
    def rows(self) -> Array:
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
        """The hidden figures that the others tell exactly, or to an interval that is too narrow.

        Args:
            hidden: names of those that the page leaves out.
            known: names of those that everybody knows all the same.
        """
        out = hidden - known
        return [left for name in self.guarded(out) if (left := self.interval(name, out)).is_near]

    def guarded(self, hidden: Set[str]) -> list[str]:
        """The hidden figures that must not be told: all but those that might as well be shown."""
        return sorted(name for name in hidden if not self.figures[self._place[name]].open)

    def interval(self, name: str, hidden: Set[str]) -> Interval:
        """What the figures that are not hidden tell of one that is, or what proves it open."""
        shown, values = self._shown(hidden)
        target, fitting = self._place[name], self._solutions.fitting(*self._shown(hidden))
        known = Interval(self.figures[target], *self._solutions.range(target, fitting), ())
        return self._solved(target, shown, values, fitting) if known.is_near else known

    def show_too(self, name: str, hidden: Set[str]) -> None:
        """Get ready to ask what would be told if one of the hidden figures were shown."""
        place = self._place[name]
        self._solutions.keep(self._solutions.fitting(*self._shown(hidden)))
        self._solutions.mix(place, self.figures[place].value)

    def _shown(self, hidden: Set[str]) -> tuple[list[int], Array]:
        shown = [i for i, figure in enumerate(self.figures) if figure.name not in hidden]
        return shown, np.array([self.figures[i].value for i in shown])

    @cached_property
    def _solutions(self) -> Solutions:
        return Solutions(self.rows)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {figure.name: i for i, figure in enumerate(self.figures)}

    def _linked(self, target: int, shown: Sequence[int]) -> list[int]:
        """The shown figures that share cells with one, directly or through others."""
        used = self.rows != 0
        cells, linked = used[target].copy(), list[int]()
        left = list(shown)
        while more := [i for i in left if (used[i] & cells).any()]:
            linked += more
            cells |= used[more].any(axis=0)
            left = [i for i in left if i not in set(more)]
        return linked

    def _solved(self, target: int, shown: list[int], values: Array, fitting: NDArray[np.intp]) -> Interval:
        """The least and the greatest value that a figure can have, and the shown figures that bind it."""
        from scipy.optimize import linprog

        if not len(fitting):
            some = linprog(np.zeros(self.rows.shape[1]), A_eq=self.rows[shown], b_eq=values)
            assert some.status == 0, "the figures of a page contradict each other"
            self._solutions.add(some.x[None, :])
            fitting = self._solutions.fitting(shown, values)
        linked = self._linked(target, shown)
        used = np.flatnonzero((self.rows[[target, *linked]] != 0).any(axis=0))
        equations = self.rows[linked][:, used] if linked else None
        of_linked = [self.figures[i].value for i in linked] or None
        ends, binding = [], set[int]()
        for sign in (1, -1):
            solved: Any = linprog(sign * self.rows[target, used], A_eq=equations, b_eq=of_linked)
            if solved.status == 3:
                ends.append(-sign * inf)
                continue
            assert solved.status == 0, solved.message
            ends.append(sign * float(solved.fun))
            binding |= {linked[int(i)] for i in np.flatnonzero(abs(solved.eqlin.marginals) > NEARLY)}
            cells = self._solutions.one(fitting)
            if cells is not None:
                cells = cells.copy()
                cells[used] = solved.x
                self._solutions.add(cells[None, :])
        by = tuple(self.figures[i] for i in sorted(binding))
        return Interval(self.figures[target], ends[0], ends[1], by)


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
    few = [figures.alike(figure) for figure in figures.figures if figure.tells_of_few]
    names: Set[str] = {one.name for alike in few if not any(o.open for o in alike) for one in alike}
    near = figures.followed(names, known)
    secondary = dict[Figure, str]()
    while further := {least: each for each in near if (least := _least(each.by, names | known))}:
        added = {one.name for figure in further for one in figures.alike(figure)}
        names = names | added
        secondary |= {figure: each.figure.name for figure, each in further.items()}
        doubtful = figures.guarded({each.figure.name for each in near} | added)
        near = [left for name in doubtful if (left := figures.interval(name, names - known)).is_near]
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
        figures.show_too(figure.name, hidden - known)
        others = sorted(figures.guarded(without - known), key=lambda name: (name != secondary[figure], name))
        if not any(figures.interval(name, without - known).is_near for name in others):
            hidden = without
    return hidden


def _worth(figure: Figure) -> tuple[float, str]:
    return (figure.value if figure.worth is None else figure.worth, figure.name)


def _least(figures: Iterable[Figure], but: Set[str]) -> Figure | None:
    """The figure that is worth least of those that may still be hidden."""
    may = [one for one in figures if one.name not in but and one.worth != inf]
    return min(may, key=_worth, default=None)
