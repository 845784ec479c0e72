"""The page of a report: sections of words, pictures and tables, in one file without scripts.

Every picture has a title and a description for those who hear it, and its numbers in a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cln.pages.drawing import Picture
from cln.pages.paper import environment
from cln.pages.small import Small
from cln.words import outgoing


@dataclass(frozen=True)
class Sentence:
    """What is told, and a small picture of it to stand beside it."""

    text: str
    picture: Small | None = None


@dataclass(frozen=True)
class TextTable:
    """Rows below headings, each cell a text or a text with its picture; the first column names its row."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | Sentence]]
    numbers: frozenset[str] = frozenset()
    """Columns that hold numbers."""
    folded: bool = False
    """It is shown on the screen only when asked for; in print it is open."""
    dots: bool = False
    """Its cells are pictures: on a narrow screen each row is a block, with the headings beside the cells."""


@dataclass(frozen=True)
class Tile:
    """A figure with what it counts, and what it is held against."""

    figure: str
    says: str
    beside: str = ""


@dataclass(frozen=True)
class Card:
    """One thing told at length: a heading, lines of a name and what is to be said, sentences, its tables."""

    title: str
    lines: Sequence[tuple[str, str]] = ()
    tables: Sequence[TextTable] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True)
class Section:
    """A part of the page; what it has not is left out."""

    key: str
    title: str
    words: Sequence[str] = ()
    sentences: Sequence[Sentence] = ()
    """Those to be remembered."""
    tiles: Sequence[Tile] = ()
    pictures: Sequence[Picture] = ()
    tables: Sequence[TextTable] = ()
    cards: Sequence[Card] = ()
    closing: Sequence[Picture] = ()
    """Pictures after all else."""
    parts: "Sequence[Section]" = ()
    """Parts of it, each with a heading below its own; they have no parts."""


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
    from markupsafe import Markup

    templates = environment()
    # Not unescaped input: what `drawing` wrote, and it escapes names itself.
    templates.filters["drawn"] = lambda picture: Markup(_labelled(picture))  # noqa: S704
    templates.filters["small"] = lambda picture: Markup(picture.svg)  # noqa: S704 (of numbers alone)
    return templates.get_template("report.html.j2").render(page=page)


def _labelled(picture: Picture) -> str:
    """The SVG, named and described for screen readers, as wide as there is room."""
    from markupsafe import escape

    key = picture.key
    words = (
        f'<title id="{key}-title">{escape(outgoing(picture.title))}</title>'
        f'<desc id="{key}-text">{escape(outgoing(picture.description))}</desc>'
    )
    head = f'<svg role="img" aria-labelledby="{key}-title" aria-describedby="{key}-text"'
    opened, rest = picture.svg.split(">", 1)
    return f"{opened.replace('<svg', head, 1)}>{words}{rest}"
