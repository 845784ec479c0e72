"""Fits a table into a screen: no code, number or word is broken in two. Columns give way in a stated order.

1. Columns of words wrap between words, the widest first, down to `NARROW` characters or their longest word;
   columns of numbers never wrap.
2. Where that is not enough, columns go below their row, the last one first, each as `heading: what it says`.

A single word that is wider than the screen stays whole, and so do days and commands.

Days come as ISO writes them, in sentences and cells alike; only here do they become `27 Nov 2026`, so that
every screen writes them one way. Files, JSON and printed commands keep the ISO form, and so does what is to
be typed (`write 2026-09-10`). What stands in quotation marks or a name of a file is its own, and stays, as
does what somebody wrote, which views mark with `as_written`.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cln.words import day_on_screen

GLUE = "\x1f"
"""Stands for a space at which no line may end; no text that goes out holds one."""

MARK = "\ufdd0"
"""Stands in what is shown as it was written; no character, and none that goes out."""

LONGEST_OPTION = 30
"""Characters of an option and the space after it."""

_DAY = re.compile(r"""(?<![\w\-/.:'"=|~+])((?:19|20|21)\d\d-\d\d-\d\d)(?![\w\-/'"|~+]|\.\w|:\d)""")
_OPTION = re.compile(r"(?:--[a-z-]+|\bwrite|\bas|\be\.g\.)\s\Z")
_OURS = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d|\bcln(?= )")
"""What is altered, or added to, where a sentence of ours has it."""
_COMMAND = re.compile(
    r"""(?:^\s*|(?<=:\s)|(?<=\())cln(?=\s)  # where a command stands: alone, after a colon, in brackets
        (?:\s(?:"[^"]*"|[^\s",;.()]|[,;.](?!\s|$))+)+  # its words, to the end of the clause
    """,
    re.VERBOSE,
)

GAP = "  "
"""What stands between two columns."""

NARROW = 12
"""To no fewer characters does a column give way: shorter lines are hard to read."""

_SPACES = re.compile(r"[ \t\n]+")

INDENT = "    "
"""What stands before a column that went below its row."""


class Column(NamedTuple):
    """The cells of a column, below its heading."""

    heading: str
    cells: Sequence[str]
    right: bool

    @property
    def widest(self) -> int:
        """As wide as it would like to be."""
        return max(map(width_of, (self.heading, *self.cells)))

    @property
    def narrowest(self) -> int:
        """As narrow as it may become."""
        if self.right:
            return self.widest
        words = (word for text in (self.heading, *self.cells) for word in _SPACES.split(text))
        return min(self.widest, max([NARROW, *map(width_of, words)]))


class Laid(NamedTuple):
    """A table as lines: those of its headings, then those of each row."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    width: int


def fitted(columns: Sequence[Column], width: int | None) -> Laid:
    """The lines of a table that is to fit into so many characters; None for as wide as it likes."""
    beside = list(columns)
    if width is not None:
        while len(beside) > 1 and _together([one.narrowest for one in beside]) > width:
            beside.pop()
    widths = _widths(beside, width)
    below = columns[len(beside) :]
    rows = [
        [*_lines(beside, [one.cells[i] for one in beside], widths), *_below(below, i, width or 0)]
        for i in range(len(columns[0].cells) if columns else 0)
    ]
    return Laid(_lines(beside, [one.heading for one in beside], widths), rows, _together(widths))


def width_of(text: str) -> int:
    """How many places a text takes on a screen."""
    text = _bare(text)
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A text in lines of so many characters, broken between words only; later ones begin with the indent."""
    lines = [
        textwrap.wrap(
            line, max(width, 1), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        for line in text.splitlines()
    ]
    return [_bare(piece) for line in lines for piece in line or [""]] or [""]


def _together(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _widths(columns: Sequence[Column], width: int | None) -> list[int]:
    """How wide each becomes: the widest give way first, until all fit."""
    widths = [one.widest for one in columns]
    limit = max(widths, default=0)
    while width is not None and _together(widths) > width and limit > NARROW:
        limit -= 1
        widths = [max(one.narrowest, min(now, limit)) for one, now in zip(columns, widths, strict=True)]
    return widths


def _lines(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One row, whose cells may take several lines."""
    pieces = [
        wrapped(cell, width) if width_of(cell) > width or "\n" in cell else [_bare(cell)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    return [
        GAP.join(
            _padded(piece[i] if i < len(piece) else "", width, right=one.right)
            for one, piece, width in zip(columns, pieces, widths, strict=True)
        ).rstrip()
        for i in range(max(map(len, pieces), default=0))
    ]


def _below(columns: Sequence[Column], row: int, width: int) -> Iterator[str]:
    for one in columns:
        if text := one.cells[row]:
            label = f"{one.heading}: " if one.heading else ""
            yield from (INDENT + line for line in wrapped(label + text, width - len(INDENT), GAP))


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - width_of(text))
    return space + text if right else text + space


def with_days(text: str) -> str:
    """A text with its days as people write them."""
    return _bare(glued(text))


def as_written(text: str | None) -> str:
    """What somebody wrote, for a sentence or a cell in which it is to stand as they wrote it."""
    return _OURS.sub(lambda ours: f"{ours[0][:3]}{MARK}{ours[0][3:]}", text or "")


def _bare(text: str) -> str:
    """Without what only says how a text is to be shown."""
    return text.replace(GLUE, " ").replace(MARK, "")


def glued(text: str) -> str:
    """The same, with `GLUE` for each space in a day or a command."""
    pieces = []
    end = 0
    for match in _COMMAND.finditer(text):
        pieces += [_days_glued(text[end : match.start()]), _command(match.group())]
        end = match.end()
    return "".join([*pieces, _days_glued(text[end:])])


def _days_glued(text: str) -> str:
    return _DAY.sub(_day, text)


def _day(match: re.Match[str]) -> str:
    if _OPTION.search(match.string[max(0, match.start() - LONGEST_OPTION) : match.start()]):
        return match[1]
    try:
        return day_on_screen(date.fromisoformat(match[1])).replace(" ", GLUE)
    except ValueError:  # 2026-02-30 is no day, and is told as it was typed
        return match[1]


def _command(text: str) -> str:
    """A command as it is; the spaces before it may end a line."""
    bare = text.lstrip()
    return text[: len(text) - len(bare)] + bare.replace(" ", GLUE)
