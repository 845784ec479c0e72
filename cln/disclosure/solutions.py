"""Contents of cells that fit all figures that are shown: what proves that a hidden figure is left open.

Two contents that fit and differ enough in a figure prove that it is not told; only where none are known yet
does a linear programme look for them, and what it finds proves the same of other figures too.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cln.disclosure import NEARLY

PAIRS = 8
"""Of contents on either side of a value so many are mixed, each with each: with 60 hidden figures that leaves
230 linear programmes of 2,000; 30 leave as many and take twice the time."""

Array = NDArray[np.float64]


class Solutions:
    """Known contents of the cells, and the figures that they make."""

    def __init__(self, rows: Array) -> None:
        """From the figures: a row for each, with the weights of the cells."""
        self._rows = rows
        self._cells: Array = np.empty((0, rows.shape[1]))
        self._figures: Array = np.empty((0, rows.shape[0]))

    def keep(self, fitting: NDArray[np.intp]) -> None:
        """Forget the others."""
        self._cells, self._figures = self._cells[fitting], self._figures[fitting]

    def add(self, cells: Array) -> None:
        """Take contents down: a row for each."""
        self._cells = np.vstack([self._cells, cells])
        self._figures = np.vstack([self._figures, cells @ self._rows.T])

    def fitting(self, shown: Sequence[int], values: Array) -> NDArray[np.intp]:
        """Which of them make the shown figures."""
        return np.flatnonzero((np.abs(self._figures[:, shown] - values) < NEARLY).all(axis=1))

    def range(self, target: int, fitting: NDArray[np.intp]) -> tuple[float, float]:
        """The least and the greatest value of a figure among some of them; nothing is open among none."""
        if not len(fitting):
            return 0.0, 0.0
        values = self._figures[fitting, target]
        return float(values.min()), float(values.max())

    def one(self, fitting: NDArray[np.intp]) -> Array | None:
        """Contents of all cells; None where none are known."""
        return self._cells[fitting[-1]] if len(fitting) else None

    def mix(self, figure: int, value: float) -> None:
        """Add mixtures in which one more figure has its value."""
        values = self._figures[:, figure]
        below, above = (np.flatnonzero(sign * (values - value) > NEARLY)[-PAIRS:] for sign in (-1, 1))
        if len(below) and len(above):
            low, high = values[below][:, None], values[above][None, :]
            part = ((high - value) / (high - low))[:, :, None]
            mixed = part * self._cells[below][:, None, :] + (1 - part) * self._cells[above][None, :, :]
            self.add(mixed.reshape(-1, self._cells.shape[1]))
