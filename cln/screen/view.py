"""What a command shows, before anybody decides how: JSON data, and blocks of text and tables."""

from collections.abc import Sequence
from typing import Any, NamedTuple

WIDTH = 80
"""Columns that a screen is sure to have."""


class Drawn(str):
    """Text that is a picture on a terminal; in a pipe its `plain` alternative stands in its place."""

    plain: str

    def __new__(cls, picture: str, plain: str) -> "Drawn":
        """A picture and what says the same in letters and digits."""
        drawn = super().__new__(cls, picture)
        drawn.plain = plain
        return drawn


def in_words(text: str) -> str:
    """A text without pictures."""
    return text.plain if isinstance(text, Drawn) else text


class Line(NamedTuple):
    """A sentence; `style` is `plain`, `strong`, `good`, `warn`, `dim`, `next` (what to do after
    it) or `command` (which can be pasted)."""

    text: str
    style: str = "plain"
    later: str = ""
    """What its second and further lines begin with, where it is too long for one."""
    widest: int | None = None
    """At most so many columns, however wide the screen is; None: as many as it has."""


class Table(NamedTuple):
    """Rows of text below headings; columns named in `right` are numbers."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    right: frozenset[str] = frozenset()


Block = Line | Table


class View(NamedTuple):
    """One result: `data` for --json (see `screen.data`); for people `blocks` on stdout, `notes` on stderr."""

    data: Any
    blocks: Sequence[Block]
    notes: Sequence[str] = ()


def wrapped(text: str, indent: str = "", style: str = "plain", first: str | None = None) -> list[Line]:
    """A sentence in lines of at most `WIDTH` columns; the first may begin otherwise, e.g. with a mark."""
    return [Line(f"{indent if first is None else first}{text}", style, indent, WIDTH)]
