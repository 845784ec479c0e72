"""Compares what the same people said before and after, and says no more than their number allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from cln.disclosure import FEW

ENOUGH = 10
"""From so many pairs on, the change is tested."""


EXACT = 13
"""Up to so many people who changed, every permutation is gone through."""


@dataclass(frozen=True)
class Paired:
    """What became of one thing; of fewer than `FEW` pairs everything but their number is None."""

    pairs: int
    before: float | None = None
    """The mean before, of those who answered both times."""
    after: float | None = None
    change: float | None = None
    """The mean of what each one's answer changed by."""
    spread: float | None = None
    """The sample's standard deviation of these changes."""
    rose: int | None = None
    same: int | None = None
    fell: int | None = None
    p: float | None = None
    """How likely so much change, either way, would be by chance alone; None below `ENOUGH` pairs."""


def compare(pairs: Sequence[tuple[float, float]], *, tested: bool = True) -> Paired:
    """What became of people's answers, each given before and after; `p` is None unless `tested`."""
    if len(pairs) < FEW:
        return Paired(len(pairs))
    changes = [round(after - before, 9) for before, after in pairs]
    return Paired(
        pairs=len(pairs),
        before=fmean(before for before, _ in pairs),
        after=fmean(after for _, after in pairs),
        change=fmean(changes),
        spread=stdev(changes),
        rose=sum(change > 0 for change in changes),
        same=sum(change == 0 for change in changes),
        fell=sum(change < 0 for change in changes),
        p=chance(changes) if tested and len(changes) >= ENOUGH else None,
    )


def chance(changes: Sequence[float]) -> float:
    """The p value of the Wilcoxon signed-rank test, two-sided.

    Why this one: ratings are ranks rather than measures (from 1 to 2 need not be as far as from 4 to 5), they
    stop at 1 and 5, and groups are small, so that the t test's normal distribution cannot be relied on. Who
    did not change says nothing either way and is left out first. Of a few who did, all permutations are gone
    through: the approximation for many would find too much. (`wilcoxon` does so too, but takes a second.)
    """
    from scipy.stats import permutation_test, rankdata, wilcoxon

    moved = [change for change in changes if change]
    if len(moved) > EXACT:
        return float(wilcoxon(moved).pvalue)
    ranks = rankdata([abs(change) for change in moved]) * [1 if change > 0 else -1 for change in moved]
    return (
        float(
            permutation_test(
                (ranks,),
                lambda signed, axis: signed.sum(axis=axis),
                permutation_type="samples",
                vectorized=True,
                n_resamples=2**EXACT,
            ).pvalue
        )
        if len(moved) > 1
        else 1.0
    )


def corrected(chances: Sequence[float]) -> list[float]:
    """The p values of several tests, made larger because one of many looks like a find by chance.

    By Benjamini and Hochberg: of what is called a change, at most the stated share is none.
    """
    if not chances:
        return []
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control(chances)]
