"""Pictures as static SVG: text and shapes in a frame that grows with the words in it.

Written without a drawing library: one that draws for browsers has to be started, which takes longer than all
else of a page, and gives up at a thousand rows. Colours are the page's own, by name (CSS variables): a
picture is right in light, in dark and in print. What a colour says stands beside it as a number or word too.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from cln.words import outgoing

INK, FAINT, PAPER = "var(--ink)", "var(--faint)", "var(--paper)"
SIZE, LINE = 12, 14
"""Of letters, and from one line of them to the next, in pixels."""
LONGEST = 38
"""Characters of a line of a label; a longer one goes on in the next line."""

_NARROW, _WIDE = frozenset("iljtfrI.,:;'|()[]/- \u00b7"), frozenset("mwMW%@")


@dataclass(frozen=True)
class Picture:
    """What is drawn, what is said of it to those who do not see it, and its numbers."""

    key: str
    """Tells it from all others on the page."""
    title: str
    description: str
    svg: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def numbers(self) -> frozenset[str]:
        """The columns that hold numbers only, or a dash where there is none."""
        return frozenset(
            name
            for place, name in enumerate(self.columns)
            if place and not {row[place][:1] for row in self.rows} - set("0123456789-\u2013")
        )


@dataclass
class Frame:
    """The parts of a picture so far; (0, 0) is its upper left corner, and all numbers are pixels."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def shape(self, tag: str, **attributes: object) -> None:
        """A shape; `_` in the name of an attribute stands for `-`."""
        written = "".join(f' {name.replace("_", "-")}="{_at(value)}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{written}/>")

    def text(self, x: float, y: float, lines: Sequence[str], anchor: str = "middle", fill: str = "") -> None:
        """Lines of text, the middle of the first at `y`; at `x` their start, middle or end (`anchor`)."""
        colour = f' fill="{fill}"' if fill else ""
        for place, line in enumerate(lines):
            down = y + LINE * place + SIZE / 3
            where = f'x="{_at(x)}" y="{_at(down)}" text-anchor="{anchor}"'
            self.parts.append(f"<text {where}{colour}>{escape(outgoing(line))}</text>")

    def drawn(self) -> str:
        """The picture as SVG, in its own size where there is room.

        That size goes to the page too (`--wide`): a screen shrinks it only while its letters can be read.
        """
        width, height = _at(round(self.width)), _at(round(self.height))
        return (
            f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'style="--wide: {width}px" font-family="sans-serif" '
            f'font-size="{SIZE}" fill="{INK}">{"".join(self.parts)}</svg>'
        )


def wide(text: str) -> float:
    """How wide a text is at most, in pixels, in the fonts that browsers have for it."""
    return SIZE * sum(map(_letter, text))


def _letter(letter: str) -> float:
    """Of the size of the letters; measured in DejaVu Sans, which is wider than Arial and Helvetica."""
    if letter in _NARROW:
        return 0.42
    return 1.0 if letter in _WIDE or ord(letter) > 0x2E7F else 0.79 if letter.isupper() else 0.65


def lines_of(text: str, longest: int = LONGEST) -> list[str]:
    """A label in lines of at most so many characters, a word that is longer in one of its own."""
    return textwrap.wrap(outgoing(text), max(longest, 1), break_long_words=False) or [""]


def _at(value: object) -> str:
    """A number with at most one decimal; text as it stands."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, int | float) else str(value)
