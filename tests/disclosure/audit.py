"""A second way to find what figures tell: a test of ranks."""

from collections.abc import Set

import numpy as np

from cln.disclosure import NEARLY
from cln.disclosure.figure import Figure
from cln.disclosure.suppression import Figures


def determined(figures: Figures, hidden: Set[str]) -> list[Figure]:
    """The hidden figures that are sums of shown ones, whatever the cells hold."""
    shown = figures.rows[[i for i, figure in enumerate(figures.figures) if figure.name not in hidden]]
    results = []
    for row, figure in zip(figures.rows, figures.figures, strict=True):
        if figure.name in hidden and len(shown):
            weights, *_ = np.linalg.lstsq(shown.T, row, rcond=None)
            if np.abs(shown.T @ weights - row).max() < NEARLY:
                results.append(figure)
    return results
