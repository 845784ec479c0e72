"""Takes the name and the addresses of people out of every row, and out of the record of changes.

What they did stays: their seat, attendance, answers and figures are those of an erased person. It cannot be
taken back. What is left of them is a list of salted digests, by which an older copy is emptied of them, too.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, delete, func, select, update
from sqlmodel import SQLModel, col

from cln.store import Change
from cln.store.images import Image, images
from cln.store.seals import erase_heading, erase_image
from cln.tables import ERASURE, every_table
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord
from cln.tables.erasures import Erasure
from cln.upkeep.names import Place
from cln.upkeep.people.held import HELD, PERSONS, Kind, kind_of
from cln.upkeep.people.mentions import Mentions
from cln.upkeep.people.person import Meant
from cln.words import fold

RECORD = ("change", "changed_row")
"""The tables of the record, which are emptied in a way of their own."""

UNIQUE = ("access", "kept_answer", "kept_map")
"""The tables of rows that are found by a text: one that names an erased person is of no use any more."""


@dataclass(frozen=True)
class Digests:
    """Somebody who was erased, as it is kept: a salt, and with it the digest of each name and address."""

    salt: str
    digests: tuple[str, ...]

    @classmethod
    def of(cls, meant: Meant) -> "Digests":
        """Those of somebody, with a new salt."""
        salt = secrets.token_hex(16)
        return cls(salt, tuple(_digest(salt, text) for text in (*map(fold, meant.names), *meant.addresses)))

    def holds(self, text: str) -> bool:
        """Whether a text is one of the names or addresses."""
        return bool({_digest(self.salt, fold(text)), _digest(self.salt, text.casefold())} & {*self.digests})


@dataclass
class Emptied:
    """What an erasure changed."""

    labels: list[str] = field(default_factory=list)
    """What stands in place of each person, in their order."""
    rows: Counter[str] = field(default_factory=Counter)
    """Table -> how many of its rows."""
    changes: set[int] = field(default_factory=set)
    """The numbers of the changes on record that told of them."""
    shown_by: set[int] = field(default_factory=set)
    """Of these, those that did so by what a row held."""
    logins: list[str] = field(default_factory=list)
    """With which they logged in on a server; none has a role in the database any more."""
    unclear: Counter[str] = field(default_factory=Counter)
    """Parts of a name that stayed, because they may mean somebody else -> how often."""


@dataclass(frozen=True)
class Eraser:
    """Knows what is to stand in place of people, wherever they stand."""

    rows: Mapping[Place, tuple[Meant, str]]
    """Each row that is somebody's -> whose, and what stands in place of the name."""
    names: Mapping[str, str]
    """A name, folded, that is nobody else's -> what stands in its place."""
    mentions: Mentions

    @classmethod
    def of(cls, both: Sequence[tuple[Meant, str]]) -> "Eraser":
        """Prepare for people, each with what is to stand in place of them."""
        others = set.intersection(*({*meant.others} for meant, _ in both))
        names = {name: label for meant, label in both for name in meant.names}
        addresses = {address: label for meant, label in both for address in meant.addresses}
        shared = {*map(fold, others)}
        return cls(
            {place: (meant, label) for meant, label in both for place in meant.rows},
            {fold(name): label for name, label in names.items() if fold(name) not in shared},
            Mentions(names, addresses, others),
        )

    def row(self, table: str, row: Mapping[str, Any]) -> Image:
        """What the columns of a row hold once people are taken out, of those that change."""
        cleaned = {
            name: self._value(table, row, name)
            for name in row
            if row[name] and kind_of(table, name) is not Kind.NOBODY
        }
        return {name: value for name, value in cleaned.items() if value != row[name]}

    def _value(self, table: str, row: Mapping[str, Any], column: str) -> Any:
        kind, value = kind_of(table, column), row[column]
        if not isinstance(value, str):
            return self.mentions.emptied(value)
        if table in PERSONS and kind in {Kind.NAME, Kind.ADDRESS, Kind.POST}:
            return self._of_themselves(table, row, column)
        if kind is Kind.ADDRESS:
            label = self.mentions.addresses.get(value.casefold())
            return f"{label} ({row['id']})" if label else value
        if kind is Kind.NAME and (label := self.names.get(fold(value))):
            return label
        return self.mentions.in_folded(value) if kind is Kind.FOLDED else self.mentions.emptied(value)

    def _of_themselves(self, table: str, row: Mapping[str, Any], column: str) -> str | None:
        """What a row of people holds; somebody else may have had its id before, or have it now."""
        meant, label = self.rows.get((table, row["id"]), (None, ""))
        if meant is None or not meant.has(row.get("name"), row.get("email")):
            return str(row[column])
        if column != "name":
            return None if SQLModel.metadata.tables[table].c[column].nullable else ""
        several = sum(of == table for of, _ in meant.rows) > 1 and table == "facilitator"
        return f"{label} ({row['id']})" if several else label  # a cohort may not have two of one name


def erase(change: Change, people: Sequence[Meant], listed: Sequence[Digests] = ()) -> Emptied:
    """Take people out of every row and of the record, in one change that cannot be taken back.

    Args:
        change: the unit of work; nothing else may be done in it.
        people: who they are; of somebody without a name nothing is held.
        listed: how each stands in the list of another copy; by default they are put on the list anew.
    """
    every_table()
    change.kind = ERASURE
    emptied = Emptied(labels=_on_list(change, listed or [Digests.of(one) for one in people]))
    labelled = zip(people, emptied.labels, strict=True)
    if held := [(meant, label) for meant, label in labelled if meant.names or meant.addresses]:
        eraser = Eraser.of(held)
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in RECORD:
                emptied.rows[table.name] += len(changed := _empty_table(change, eraser, table))
                emptied.logins += [row["login"] for row in changed if table.name == "access"]
        change.session.expire_all()
        emptied.shown_by = _empty_images(change, eraser)
        emptied.changes = emptied.shown_by | _empty_headings(change, eraser)
        emptied.unclear = eraser.mentions.unclear
        emptied.rows = +emptied.rows
    return emptied


def _on_list(change: Change, listed: Sequence[Digests]) -> list[str]:
    """Put people on the list of those who were erased; give what stands in place of each."""
    last = change.session.scalar(select(func.max(col(Erasure.id)))) or 0
    erasures = [
        Erasure(id=number, at=change.at, salt=one.salt, digests=list(one.digests))
        for number, one in enumerate(listed, last + 1)
    ]
    change.add(*erasures)
    return [erasure.label for erasure in erasures]


def _empty_table(change: Change, eraser: Eraser, table: Table) -> list[Image]:
    """Empty the rows of a table; give what each of them held that told of people."""
    connection = change.session.connection()
    columns = [name for name, kind in HELD.get(table.name, {}).items() if kind is not Kind.NOBODY]
    if not columns:
        return []
    changed = [
        ({**row}, cleaned)
        for row in connection.execute(select(table).order_by(table.c.id)).mappings()
        if (cleaned := eraser.row(table.name, {"id": row["id"], **{name: row[name] for name in columns}}))
    ]
    if not changed:
        return []
    gone = table.name in UNIQUE
    for row, cleaned in changed:
        where = table.c.id == row["id"]
        connection.execute(delete(table).where(where) if gone else update(table).where(where).values(cleaned))
    kept = images(table, [{**row, **cleaned} for row, cleaned in changed], frozenset())
    change.write_record(
        {"table": table.name, "row_id": row["id"], "before": row, "after": None if gone else row}
        for row in kept
    )
    return [row for row, _ in changed]


def _empty_headings(change: Change, eraser: Eraser) -> set[int]:
    """Take a person out of who made changes and of the names of files; give the numbers of the changes."""
    session, emptied = change.session, set[int]()
    connection, record = session.connection(), SQLModel.metadata.tables[str(ChangeRecord.__tablename__)]
    names = [name for name, kind in HELD[record.name].items() if kind is not Kind.NOBODY]
    query = select(record.c.id, *(record.c[name] for name in names))
    for row in connection.execute(query).mappings().all():
        if not (cleaned := eraser.row(record.name, {**row})):
            continue
        emptied.add(row["id"])
        left = {**row, **cleaned}
        if cleaned.keys() & {"who", "files"}:
            erase_heading(session, row["id"], who=left["who"], files=left["files"])
        if others := {name: text for name, text in cleaned.items() if name not in {"who", "files"}}:
            connection.execute(update(record).where(record.c.id == row["id"]).values(others))
    own: Image = {"id": 0, "who": change.who}
    change.who = (own | eraser.row("change", own))["who"]
    return emptied


def _empty_images(change: Change, eraser: Eraser) -> set[int]:
    """Take a person out of what rows held; give the numbers of the changes that told of them."""
    session, emptied = change.session, set[int]()
    record = SQLModel.metadata.tables[str(ChangedRow.__tablename__)].c
    query = select(record.id, record.change_id, record.table, record.row_id, record.before, record.after)
    for number, of_change, table, row_id, *pair in session.connection().execute(query).all():
        cleaned = [image and {**image, **eraser.row(table, {**image, "id": row_id})} for image in pair]
        if cleaned != pair:
            erase_image(session, number, before=cleaned[0], after=cleaned[1])
            emptied.add(of_change)
    return emptied


def _digest(salt: str, text: str) -> str:
    return sha256(f"{salt}\n{text}".encode()).hexdigest()
