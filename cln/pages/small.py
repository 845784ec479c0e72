"""Small pictures that stand in a line or a cell: each says no more than the number beside it.

Drawn without the drawing library, which takes longer to start than a hundred of them. Nobody hears them, for
their number is text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, HIGH = 120, 18
MOST_DOTS = 40
"""More are drawn as a bar."""
_ROW = 20
"""Dots in a row."""


@dataclass(frozen=True)
class Small:
    """A picture as SVG, in the page's colours; of numbers alone."""

    svg: str


def parts(done: int, of: int) -> Small:
    """So many of so many: a dot for each, the first of them full; a bar where there are many."""
    if of > MOST_DOTS:
        return bar(done / of)
    step, rows = WIDE / min(of, _ROW) if of > 6 else WIDE / 6, -(-of // _ROW)
    radius = min(step, HIGH / rows) / 2 - 1
    dots = [
        f'<circle cx="{_at(step * (n % _ROW + 0.5))}" cy="{_at(HIGH / rows * (n // _ROW + 0.5))}" '
        f'r="{_at(radius)}" {_FULL if n < done else _HOLLOW}/>'
        for n in range(of)
    ]
    return _drawn(dots)


def bar(share: float) -> Small:
    """A share from 0 to 1 as a part of a bar."""
    return _drawn(
        [
            f'<rect x=".5" y="4.5" width="{WIDE - 1}" height="9" {_HOLLOW}/>',
            f'<rect x=".5" y="4.5" width="{_at((WIDE - 1) * share)}" height="9" {_FULL}/>',
        ]
    )


def dot(share: float, mean: float | None) -> Small:
    """A share from 0 to 1 as a dot on a line, and the mean as a stroke across it."""
    stroke = [] if mean is None else [_stroke(mean)]
    return _drawn([_LINE, *stroke, f'<circle cx="{_along(share)}" cy="9" r="5" {_FULL}/>'])


def span(low: float, mean: float, high: float) -> Small:
    """From the lowest to the highest share, from 0 to 1, with the mean as a dot."""
    ends = "".join(f"M{_along(end)} 5V13" for end in (low, high))
    across = f'<path d="M{_along(low)} 9H{_along(high)}{ends}" stroke="var(--level-4)" stroke-width="3"/>'
    return _drawn([_LINE, across, f'<circle cx="{_along(mean)}" cy="9" r="5" {_FULL}/>'])


def way(before: float, after: float, low: float, high: float) -> Small:
    """From a hollow dot before to a full one after, on a line from the lowest to the highest."""
    start, end = (_along((one - low) / ((high - low) or 1)) for one in (before, after))
    return _drawn(
        [
            _LINE,
            f'<path d="M{start} 9H{end}" stroke="var(--level-4)" stroke-width="3"/>',
            f'<circle cx="{start}" cy="9" r="5" {_HOLLOW}/>',
            f'<circle cx="{end}" cy="9" r="5" {_FULL}/>',
        ]
    )


def trend(values: Sequence[float | None], high: float) -> Small:
    """One value after another from 0 to the highest, as dots on a line; None is left out."""
    step = (WIDE - 12) / max(1, len(values) - 1)
    places = [
        (_at(6 + step * place), _at(HIGH - 4 - (HIGH - 8) * value / (high or 1)))
        for place, value in enumerate(values)
        if value is not None
    ]
    line = " ".join(f"{x},{y}" for x, y in places)
    dots = [f'<circle cx="{x}" cy="{y}" r="3" {_FULL}/>' for x, y in places]
    return _drawn([f'<polyline points="{line}" stroke="var(--level-4)" stroke-width="2"/>', *dots])


_FULL = 'fill="var(--level-4)" stroke="var(--level-4)"'
_HOLLOW = 'fill="var(--paper)" stroke="var(--level-4)"'
_LINE = f'<path d="M6 9H{WIDE - 6}" stroke="var(--faint)"/>'


def _stroke(share: float) -> str:
    return (
        f'<path d="M{_along(share)} 0V{HIGH}" stroke="var(--ink)" stroke-width="1.5" stroke-dasharray="3 2"/>'
    )


def _along(share: float) -> str:
    return _at(6 + (WIDE - 12) * share)


def _at(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _drawn(parts: Sequence[str]) -> Small:
    head = f'<svg class="small" aria-hidden="true" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}"'
    return Small(f'{head} fill="none">{"".join(parts)}</svg>')
