"""The pictures of a page, as SVG: bars, a curve, pairs, and grids of shades, circles or dots.

Rows and columns stand in the order in which they are given; a name that is too long goes on in a second line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cln.pages.drawing import FAINT, INK, LINE, PAPER, SIZE, Frame, lines_of, wide

_WIDTH = 420
"""Of what is drawn beside the names of its rows, in pixels."""
_GAP = 8
"""Between what is drawn and the words beside it, in pixels."""


@dataclass(frozen=True)
class Point:
    """A share from 0 to 1 of a curve, with the lines below the axis and those that are written on the curve.

    Without a share there is no dot, and what is said stands in its place.
    """

    below: Sequence[str]
    share: float | None
    says: Sequence[str]


@dataclass(frozen=True)
class Shade:
    """A level from 1 to 5 as a shade, with what it says; framed where it is the one that counts."""

    level: int
    says: str
    framed: bool


def bars(numbers: Sequence[tuple[str, int]], *, unit: str) -> str:
    """A bar for each name in their order, with its number; the unit stands above them."""
    rows = _Rows([name for name, _number in numbers], 24, above=LINE + _GAP)
    most = max((number for _name, number in numbers), default=0) or 1
    frame = rows.frame(_WIDTH + wide(str(most)) + _GAP)
    frame.text(rows.left, LINE / 2, [unit], "start")
    for (_name, number), middle in zip(numbers, rows.middles, strict=True):
        long = _WIDTH * number / most
        frame.shape("rect", x=rows.left, y=middle - 9, width=long, height=18, fill="var(--level-3)")
        frame.text(rows.left + long + 4, middle, [str(number)], "start")
    frame.shape("path", d=f"M{rows.left:.1f} {rows.above}V{frame.height:.1f}", stroke=FAINT)
    return frame.drawn()


_UP, _TOP = 170, 2 * LINE
"""How high a curve is, and the room above it, in pixels."""


def curve(points: Sequence[Point], *, unit: str) -> str:
    """Shares one after another on a line, with what is said of each; the unit stands above the axis."""
    words = [word for one in points for word in (*one.below, *one.says)]
    step = max(62, *(wide(word) + _GAP for word in words)) if words else 62
    left = wide("100%") + _GAP
    below = max((len(one.below) for one in points), default=0)
    frame = Frame(left + step * max(1, len(points)), _TOP + _UP + _GAP + LINE * below + 4)
    frame.text(0, LINE / 2, [unit], "start")
    for quarter in range(5):
        y = _TOP + _UP * (1 - quarter / 4)
        frame.shape("path", d=f"M{left:.1f} {y:.1f}H{frame.width:.1f}", stroke=FAINT)
        frame.text(left - 4, y, [f"{quarter / 4:.0%}"], "end")
    across = [left + step * (place + 0.5) for place in range(len(points))]
    places = [
        (x, _TOP + _UP * (1 - one.share), one)
        for x, one in zip(across, points, strict=True)
        if one.share is not None
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _one in places)
    frame.shape("polyline", points=line, fill="none", stroke="var(--level-4)", stroke_width=2)
    for x, y, one in places:
        frame.shape("circle", cx=x, cy=y, r=4.5, fill="var(--level-4)")
        high = LINE * len(one.says)
        frame.text(x, y + 14 if y + 14 + high < _TOP + _UP else y - high, one.says)
    for x, one in zip(across, points, strict=True):
        frame.text(x, _TOP + _UP + _GAP + LINE / 2, one.below)
        if one.share is None:
            frame.text(x, _TOP + _UP * 0.56, one.says)
    return frame.drawn()


def heat(rows: Sequence[tuple[str, Mapping[str, Shade]]], columns: Sequence[str]) -> str:
    """Levels as shades with what they say, those that count framed; a cell is empty where a row has none."""
    grid = _Grid([name for name, _cells in rows], columns, width=66, height=20)
    framed = []
    for (_name, cells), middle in zip(rows, grid.rows.middles, strict=True):
        for column, one in cells.items():
            x, high = grid.across[column], 20
            box = {"x": x - grid.width / 2, "y": middle - high / 2, "width": grid.width, "height": high}
            grid.frame.shape("rect", **box, fill=f"var(--level-{one.level})", stroke=PAPER)
            ink = "var(--on-dark)" if one.level >= 4 else "var(--on-light)"
            grid.frame.text(x, middle, [one.says], fill=ink)
            framed += [box] if one.framed else []
    for box in framed:  # after all shades: none of them lies on a frame
        grid.frame.shape("rect", **box, fill="none", stroke=INK, stroke_width=3)
    return grid.frame.drawn()


def circles(rows: Sequence[tuple[str, Mapping[str, int]]], columns: Sequence[str]) -> str:
    """Circles as large as their numbers, which stand in them; none for a number that is not given."""
    most = max((number for _name, cells in rows for number in cells.values()), default=0) or 1

    def circle(frame: Frame, x: float, y: float, number: int) -> None:
        frame.shape("circle", cx=x, cy=y, r=16 * (number / most) ** 0.5, fill="var(--level-2)")
        frame.text(x, y, [str(number)], fill="var(--on-light)")

    return _filled(rows, columns, circle, width=64, height=34)


def way(rows: Sequence[tuple[str, Mapping[str, bool]]], columns: Sequence[str]) -> str:
    """A full dot for what is done, a hollow one for what is not."""

    def dot(frame: Frame, x: float, y: float, done: bool) -> None:
        frame.shape("circle", cx=x, cy=y, r=5.5, fill=INK if done else PAPER, stroke=INK)

    return _filled(rows, columns, dot, width=84, height=26)


def paired(pairs: Sequence[tuple[str, float, float]], *, low: int, high: int, unit: str) -> str:
    """For each name a hollow dot before and a full one after, with a line between them."""
    rows = _Rows([name for name, _before, _after in pairs], 30, above=_GAP)
    frame = rows.frame(_WIDTH + 2 * _GAP, below=2 * LINE + _GAP)
    foot = frame.height - 2 * LINE - _GAP

    def along(value: float) -> float:
        return rows.left + _GAP + _WIDTH * (value - low) / (high - low)

    for tick in range(low, high + 1):
        frame.shape("path", d=f"M{along(tick):.1f} {rows.above}V{foot:.1f}", stroke=FAINT)
        frame.text(along(tick), foot + LINE / 2 + 2, [str(tick)])
    frame.text(along((low + high) / 2), foot + 1.5 * LINE + 2, [unit])
    for (_name, before, after), y in zip(pairs, rows.middles, strict=True):
        frame.shape("path", d=f"M{along(before):.1f} {y:.1f}H{along(after):.1f}", stroke=INK, stroke_width=2)
        frame.shape("circle", cx=along(before), cy=y, r=5, fill=PAPER, stroke=INK)
        frame.shape("circle", cx=along(after), cy=y, r=5, fill=INK)
    return frame.drawn()


class _Rows:
    """The names at the left of a picture, and where the middle of each row is."""

    def __init__(self, names: Sequence[str], height: float, *, above: float) -> None:
        self.lines = [lines_of(name) for name in names]
        self.left = max((wide(line) for lines in self.lines for line in lines), default=0) + _GAP
        self.above = above
        self.middles, down = list[float](), above
        for lines in self.lines:
            high = max(height, LINE * len(lines) + 6)
            self.middles.append(down + high / 2)
            down += high
        self.down = down

    def frame(self, width: float, below: float = 0) -> Frame:
        """A frame with the names in it, and so much room beside and below them."""
        frame = Frame(self.left + width, self.down + below)
        for lines, middle in zip(self.lines, self.middles, strict=True):
            frame.text(self.left - _GAP, middle - LINE * (len(lines) - 1) / 2, lines, "end")
        return frame


class _Grid:
    """Names at the left and above, and where the middle of each row and column is."""

    def __init__(self, names: Sequence[str], columns: Sequence[str], *, width: float, height: float) -> None:
        words = [word for column in columns for word in lines_of(column, 1)]
        self.width = max(width, *(wide(word) + 6 for word in words)) if words else width
        heads = [lines_of(column, int(self.width / (0.65 * SIZE))) for column in columns]
        high = LINE * max(map(len, heads), default=0) + _GAP
        self.rows = _Rows(names, height, above=high)
        self.frame = self.rows.frame(self.width * len(columns) + 2)
        self.across = {column: self.rows.left + self.width * (n + 0.5) for n, column in enumerate(columns)}
        for column, lines in zip(columns, heads, strict=True):
            self.frame.text(self.across[column], high - LINE * len(lines) - _GAP / 2 + LINE / 2, lines)


Cell = TypeVar("Cell")


def _filled(
    rows: Sequence[tuple[str, Mapping[str, Cell]]],
    columns: Sequence[str],
    put: Callable[[Frame, float, float, Cell], None],
    *,
    width: float,
    height: float,
) -> str:
    grid = _Grid([name for name, _cells in rows], columns, width=width, height=height)
    for (_name, cells), middle in zip(rows, grid.rows.middles, strict=True):
        for column, cell in cells.items():
            put(grid.frame, grid.across[column], middle, cell)
    return grid.frame.drawn()
