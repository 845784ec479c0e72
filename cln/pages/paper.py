"""What is printed for the day of an event: a sheet for each team, and badges. Black on white, A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cln.words import outgoing

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Blank:
    """Something to be written by hand: what is asked, and how many lines there are for it."""

    asks: str
    lines: int


@dataclass(frozen=True)
class Sheet:
    """A page for one team."""

    title: str
    facts: Sequence[tuple[str, str]]
    """A name and what is to be said; where that is empty there is a line to write it on."""
    words: Sequence[str]
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Sequence[str]]]
    """The lines of each cell; the first cell names its row."""
    blanks: Sequence[Blank]


@dataclass(frozen=True)
class Badge:
    """What somebody wears."""

    name: str
    lines: Sequence[str]
    team: str
    """In large letters; empty for who is in none."""
    below: str


def sheets(title: str, made: datetime, pages: Sequence[Sheet]) -> str:
    """A page of HTML that prints each sheet on paper of its own."""
    return _render("sheets.html.j2", title=title, made=made, sheets=pages)


def badges(title: str, people: Sequence[Badge]) -> str:
    """A page of HTML that prints ten badges a page, to be cut along the lines."""
    return _render("badges.html.j2", title=title, badges=people)


def _render(template: str, **values: object) -> str:
    return environment().get_template(template).render(values)


def environment() -> "Environment":
    """Where pages are made of templates: text goes out without what may harm, and what is drawn as it is."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: outgoing(value) if type(value) is str else value,
    )
