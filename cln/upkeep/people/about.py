"""All that is held about a person, wherever it stands; the names of others are blacked out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from cln.disclosure.pseudonyms import EMAIL
from cln.errors import Refused
from cln.store.images import plain
from cln.tables import every_table
from cln.upkeep.history import Left, TakenIn
from cln.upkeep.names import NOUNS, Names, references
from cln.upkeep.people.erasure import RECORD, Emptied, Eraser
from cln.upkeep.people.forget import files_about, left_about
from cln.upkeep.people.held import HELD, PERSONS, Kind, kind_of
from cln.upkeep.people.mentions import Mentions
from cln.upkeep.people.person import Meant, suggestion
from cln.upkeep.queries import rows_by_id, rows_that_hold
from cln.words import fold, quoted

BLACK = "\u2588\u2588\u2588\u2588\u2588"
"""In place of the name or address of somebody else."""

BEARERS = (*PERSONS, "answer", "feedback")
"""The tables of whose rows one is somebody's whole, with all that refers to it."""


@dataclass(frozen=True)
class Held:
    """A row that tells of somebody."""

    what: str
    """What a row of its table is called, e.g. "log entry"."""
    values: dict[str, str]
    """Column, in words -> what it holds, as text; what is empty is left out."""


@dataclass(frozen=True)
class Earlier:
    """What a row held before or after a change."""

    change: int
    at: datetime
    """UTC."""
    command: str
    held: Held


@dataclass(frozen=True)
class Made:
    """A change that somebody made."""

    change: int
    at: datetime
    """UTC."""
    command: str


@dataclass(frozen=True)
class About:
    """All that is held about a person."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]
    rows: tuple[Held, ...]
    record: tuple[Earlier, ...]
    """What the record of changes keeps of rows that told of them."""
    made: tuple[Made, ...]
    """The changes that they made themselves."""
    taken_in: tuple[TakenIn, ...]
    """The files that told of them, as they were taken in."""
    left: tuple[Left, ...]
    """The files that left about their cohorts; they name nobody."""


def about(session: Session, meant: Meant) -> About:
    """All that is held about a person.

    Raises:
        Refused: nothing is.
    """
    every_table()
    reader = _Reader(session, meant)
    rows = tuple(reader.rows())
    record = tuple(reader.record())
    changes = SQLModel.metadata.tables["change"].c
    made = tuple(
        Made(number, at, command)
        for number, at, command, who in session.connection().execute(
            select(changes.id, changes.at, changes.command, changes.who).order_by(changes.id)
        )
        if reader.eraser.row("change", {"id": number, "who": who})
    )
    if not (rows or record or made):
        raise Refused(f"nothing is held about {quoted(meant.name)}{suggestion(session, meant.name)}")
    shown_by = Emptied(shown_by={one.change for one in record})
    files, left = files_about(session, shown_by), left_about(session, [meant])
    return About(meant.names, meant.addresses, rows, record, made, files, left)


class _Reader:
    """Reads what the database holds about one person."""

    def __init__(self, session: Session, meant: Meant) -> None:
        self.session = session
        self.meant = meant
        self.eraser = Eraser.of([(meant, BLACK)])
        self.blacked = Mentions(dict.fromkeys(meant.others, BLACK), {}, meant.names)
        self.names = Names(session)

    def rows(self) -> Iterator[Held]:
        """The rows that are theirs, what refers to them, and every other that names them."""
        for table, ids in self._places().items():
            for row_id, row in sorted(rows_by_id(self.session, table, ids).items()):
                yield self._held(table, {**row, "id": row_id})

    def record(self) -> Iterator[Earlier]:
        """What rows held that tell of them, as the record keeps it."""
        changes, rows = (SQLModel.metadata.tables[name].c for name in RECORD)
        columns = (changes.id, changes.at, changes.command, rows.table, rows.row_id, rows.before, rows.after)
        query = select(*columns).where(changes.id == rows.change_id).order_by(rows.id)
        for number, at, command, table, row_id, *pair in self.session.connection().execute(query):
            for image in filter(None, pair):
                row = {**image, "id": row_id}
                if self.eraser.row(table, row):
                    yield Earlier(number, at, command, self._held(table, row))

    def _places(self) -> dict[str, set[int]]:
        places: dict[str, set[int]] = {}
        for table, row_id in self.meant.rows:
            places.setdefault(table, set()).add(row_id)
        for name, of_name in SQLModel.metadata.tables.items():
            columns = [column for column, kind in HELD.get(name, {}).items() if kind is not Kind.NOBODY]
            if columns and name not in RECORD:
                for row in self.session.connection().execute(select(of_name)).mappings():
                    if self.eraser.row(name, {"id": row["id"], **{one: row[one] for one in columns}}):
                        places.setdefault(name, set()).add(row["id"])
        for name, ids in self._referring({name: ids for name, ids in places.items() if name in BEARERS}):
            places.setdefault(name, set()).update(ids)
        order = list(SQLModel.metadata.tables)
        return dict(sorted(places.items(), key=lambda one: (one[0] not in PERSONS, order.index(one[0]))))

    def _referring(self, places: Mapping[str, set[int]]) -> Iterator[tuple[str, set[int]]]:
        own = {*places} - {"answer", "feedback"}
        for name, table in SQLModel.metadata.tables.items():
            for column, referred in references(name):
                if referred in places and name not in PERSONS and (referred in own or name not in own):
                    ids = [(row_id,) for row_id in places[referred]]
                    yield name, rows_that_hold(self.session, [table.c[column]], ids)

    def _held(self, table: str, row: Mapping[str, Any]) -> Held:
        mine = self.eraser.row(table, row)
        refers = dict(references(table)) if table in NOUNS else {}
        values = {
            column: self._text(table, column, value, refers, hers=column in mine)
            for column, value in row.items()
            if column != "id" and value not in (None, "", [], {})
        }
        what = NOUNS[table][0] if table in NOUNS else table
        words = {column: column.removesuffix("_id").replace("_", " ") for column in values}
        return Held(what, {words[column]: text for column, text in values.items() if text})

    def _text(self, table: str, column: str, value: Any, refers: Mapping[str, str], *, hers: bool) -> str:
        """What a column holds, as text; empty where it refers to a person, or to what has no name."""
        if referred := refers.get(column):
            return "" if referred in PERSONS else self.names.name(referred, value)
        kind = kind_of(table, column)
        if kind is Kind.NOBODY or not isinstance(value, str | list | dict):
            return "" if isinstance(value, list | dict) else str(plain(value))
        if kind in {Kind.NAME, Kind.ADDRESS, Kind.POST} and not hers:
            return BLACK
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        own, called = {*self.meant.addresses}, {*map(fold, self.meant.names)}
        text = EMAIL.sub(lambda one: one[0] if one[0].casefold() in own else BLACK, text)
        return text if kind in {Kind.NAME, Kind.POST} and fold(text) in called else self.blacked.cleaned(text)
