"""The page of a report: sections of words, pictures and tables, in one file without scripts.

Every picture has a title and a description for those who hear it, and its numbers in a table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cln.pages.drawing import Picture, draw
from cln.words import all_outgoing, outgoing

_INNER = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
"""What the drawing library says of a picture's parts; the whole has a name, and its table the numbers."""
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class TextTable:
    """Rows of text below headings; the first column names its row."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[str] = frozenset()
    """Columns that hold numbers."""


@dataclass(frozen=True)
class Tile:
    """A figure with what it counts, and what it is held against."""

    figure: str
    says: str
    beside: str = ""


@dataclass(frozen=True)
class Card:
    """One thing told at length: a heading, lines of a name and what is to be said, and its tables."""

    title: str
    lines: Sequence[tuple[str, str]] = ()
    tables: Sequence[TextTable] = ()


@dataclass(frozen=True)
class Section:
    """A part of the page; what it has not is left out."""

    key: str
    title: str
    words: Sequence[str] = ()
    tiles: Sequence[Tile] = ()
    pictures: Sequence[Picture] = ()
    tables: Sequence[TextTable] = ()
    cards: Sequence[Card] = ()


@dataclass(frozen=True)
class Page:
    """A whole report."""

    title: str
    subtitle: str
    made: datetime
    """With its time zone."""
    sections: Sequence[Section]


def render(page: Page) -> str:
    """The page as HTML that needs nothing but itself."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: outgoing(value) if type(value) is str else value,  # not of what is drawn
    )
    # Not unescaped input: what the drawing library wrote, and it escapes names itself.
    environment.filters["drawn"] = lambda picture: Markup(_labelled(picture))  # noqa: S704
    return environment.get_template("report.html.j2").render(page=page)


def _labelled(picture: Picture) -> str:
    """The SVG, named and described for screen readers, as wide as there is room."""
    from markupsafe import escape

    svg = draw(all_outgoing(picture.spec))
    key = picture.key
    words = (
        f'<title id="{key}-title">{escape(outgoing(picture.title))}</title>'
        f'<desc id="{key}-text">{escape(outgoing(picture.description))}</desc>'
    )
    head = f'<svg role="img" aria-labelledby="{key}-title" aria-describedby="{key}-text"'
    opened, rest = svg.split(">", 1)
    return f"{opened.replace('<svg', head, 1)}>{words}{_INNER.sub('', rest)}"
