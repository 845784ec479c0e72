"""What an export is, whatever its format: columns that say what they mean, and rows that may be many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from cln.words import harmless

Value = str | int | float | bool | date | datetime | None
Row = tuple[Value, ...]

MOMENT = "%Y-%m-%d %H:%M:%S"
"""How a moment is written, e.g. 2026-09-10 14:30:00."""


class Kind(StrEnum):
    """What a column holds, in the words of the Frictionless table schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DAY = "date"
    MOMENT = "datetime"


class About(StrEnum):
    """What a column tells about people or places, which a pseudonymised export must not."""

    NOBODY = "nobody"
    PERSON = "person"
    """A name; or several, joined by `; `, each perhaps with something in brackets."""
    CONTACT = "contact"
    """An address or a post, which the export leaves out."""
    CODE = "code"
    PLACE = "place"
    """The name of an establishment."""
    WORDS = "words"
    """Free text, in which names may stand."""
    RESPONDENT = "respondent"
    """A number that was given in the order of a file; an export that hides people gives it anew."""
    ORDER = "order"
    """A moment that tells in which order things came; an export that hides people leaves it out."""


@dataclass(frozen=True)
class Column:
    """A column: name, meaning, how a record gives its value, what it holds, its unit, whom it is about."""

    name: str
    meaning: str
    get: Callable[[Any], Value]
    kind: Kind = Kind.TEXT
    unit: str = ""
    about: About = About.NOBODY
    key: bool = False
    """Tells, with the other keys of its table, one row from all others."""


@dataclass(frozen=True)
class Table:
    """Rows below columns. The rows can be read once only, and may come straight from the database."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]

    @classmethod
    def of(cls, name: str, title: str, columns: Sequence[Column], records: Iterable[Any]) -> Self:
        """The table with a row for each record."""
        return cls(
            name, title, tuple(columns), (tuple(one.get(record) for one in columns) for record in records)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def index(self, name: str) -> int | None:
        """Where a column stands; None if there is none of that name."""
        return self.names.index(name) if name in self.names else None


def yes_or_no(value: Value) -> str | int | float | date | None:
    """A value as people read it: yes or no in place of true and false."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def shown(value: Value) -> str | int | float | date | None:
    """A value as CSV shows it: yes or no, and no text that a spreadsheet would run as a formula."""
    plain = yes_or_no(value)
    return harmless(plain) if isinstance(plain, str) else plain


@dataclass
class Written:
    """What was written."""

    rows: dict[str, int]
    """Table -> rows."""
    cut: list[str]
    """In sentences, which texts did not fit their cells."""
