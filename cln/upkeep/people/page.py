"""The page with which a request for access is answered: all that is held about somebody, to be printed."""

from collections.abc import Sequence
from datetime import datetime

from cln.pages.page import Page, Section, TextTable, render
from cln.upkeep.people.about import About, Held
from cln.words import listed

WHY = (
    "This is what the programme's own database holds about you. Names and addresses of other people are "
    "blacked out. Why it is held, for how long and who sees it, the council's information officer can say."
)


def page(result: About, made: datetime) -> str:
    """What is held as a page in HTML, which needs nothing but itself.

    Args:
        result: what is held.
        made: when, with its time zone.
    """
    tables = [TextTable(title, columns, rows) for title, columns, rows in tables_of(result)]
    title = f"What is held about {listed([*result.names, *result.addresses])}"
    return render(Page(title, "", made, [Section("held", "What is held", [WHY], tables=tables)]))


Tables = Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]]
"""Title, columns, and rows of text."""


def tables_of(result: About) -> Tables:
    """What is held as tables: one for each kind of row, the record of changes, and files."""
    by_kind: dict[str, list[Held]] = {}
    for one in result.rows:
        by_kind.setdefault(one.what, []).append(one)
    record = [
        [str(one.change), _moment(one.at), one.command, one.held.what, in_words(one.held)]
        for one in result.record
    ]
    made = [[str(one.change), _moment(one.at), one.command] for one in result.made]
    taken_in = [[one.name, one.digest] for one in result.taken_in]
    left = [[_moment(one.at), one.what, one.file, one.recipient] for one in result.left]
    more: Tables = (
        ("record of changes", ["change", "when (UTC)", "command", "of", "held"], record),
        ("changes that they made", ["change", "when (UTC)", "command"], made),
        ("files that told of them", ["file", "SHA-256"], taken_in),
        ("files that left about their cohorts, without names", ["when (UTC)", "what", "file", "for"], left),
    )
    return [*(_table(what, rows) for what, rows in by_kind.items()), *(one for one in more if one[2])]


def in_words(held: Held) -> str:
    """What a row holds, in one line."""
    return "; ".join(f"{column}: {text}" for column, text in held.values.items())


def _table(what: str, rows: Sequence[Held]) -> tuple[str, Sequence[str], Sequence[Sequence[str]]]:
    columns = list(dict.fromkeys(name for row in rows for name in row.values))
    return what, columns, [[row.values.get(name, "") for name in columns] for row in rows]


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
