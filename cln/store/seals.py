"""Seals the record of changes, finds what was edited in it since, and lets an image be erased all the same.

Changes are sealed afterwards, never by the transaction that makes them: on PostgreSQL several may be under
way, and a lower number may come after a higher one. It is then sealed after it.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, Text, cast, insert, text, update
from sqlmodel import Session, col, func, select

from cln.store import digests
from cln.store.images import Image
from cln.store.sealing import chained
from cln.tables import ERASURE
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord
from cln.tables.seals import Seal

SEALERS = 0x636C73
"""The advisory lock of who seals on PostgreSQL: "cls" in ASCII."""

MANY = 1000
"""So many seals are written by one statement."""


@dataclass(frozen=True)
class Sealed:
    """How far the record is sealed."""

    up_to: int | None
    """Every change up to this number is; None where none is."""
    changes: int
    """How many are."""
    waiting: int
    """How many are not yet."""


@dataclass(frozen=True)
class Broken:
    """A change on record that is not as it was made, or as it was sealed."""

    number: int
    fault: str


def sealed(session: Session) -> Sealed:
    """How far the record is sealed; two queries."""
    many, last = session.exec(select(func.count(), func.max(ChangeRecord.id)).select_from(ChangeRecord)).one()
    waiting = _waiting(session)
    up_to = waiting[0][0] - 1 if waiting else last
    return Sealed(up_to or None, many - len(waiting), len(waiting))


def seal(session: Session) -> int:
    """Seal all changes that are not sealed yet, in a transaction of its own; give how many there were.

    No change may be open on the session, and what it has read is read anew afterwards.
    """
    assert "change" not in session.info, "a change cannot be sealed before it is kept"
    session.rollback()
    connection = session.connection(execution_options={"writing": True})
    try:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({SEALERS})"))
        waiting = _waiting(session)
        latest = session.exec(select(Seal.seal).order_by(col(Seal.id).desc()).limit(1)).first() or ""
        new = list(chained(latest, waiting))
        for first in range(0, len(new), MANY):
            connection.execute(insert(Seal), new[first : first + MANY])
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return len(new)


def broken_seals(session: Session) -> list[Broken]:
    """Every change that is not as it was made, or was sealed, the earliest first; three queries.

    A change that is not sealed yet is looked at, too: its digests tell of an edit, though not of its removal.
    """
    changes = {change.id or 0: change for change in session.exec(select(ChangeRecord))}
    erased = max((number for number, change in changes.items() if change.kind == ERASURE), default=0)
    bare = dict(changes)
    broken: list[Broken] = []
    stored = session.connection().execute(_rows().execution_options(yield_per=MANY))
    for number, rows in itertools.groupby(stored, key=itemgetter(0)):
        if change := bare.pop(number, None):
            broken += (Broken(number, one) for one in _faults(change, list(rows), number <= erased))
        else:
            broken.append(Broken(number, "it is gone, and rows of it are left"))
    for number, change in bare.items():
        broken += (Broken(number, one) for one in _faults(change, [], number <= erased))
    broken += _unlike(session, {number: change.digest for number, change in changes.items()})
    return sorted(broken, key=lambda one: one.number)


def erase_image(
    session: Session, number: int, *, before: Image | None = None, after: Image | None = None
) -> None:
    """Erase what a row of the record held; its place in the record still checks.

    It belongs into a change of the kind `erasure`: without a later one, a row without salt counts as edited.

    Args:
        session: one on which a change is open.
        number: of the row of the record (`ChangedRow.id`).
        before: what may stay of what it held before; None for nothing.
        after: what may stay of what it held after.
    """
    left = {"before": before, "after": after, "salt": None}
    session.connection().execute(update(ChangedRow).where(col(ChangedRow.id) == number).values(left))


def erase_heading(session: Session, number: int, *, who: str, files: Sequence[dict[str, str]]) -> None:
    """Erase who made a change, with their login, and which files it took in; the change still checks.

    Args:
        session: one on which a change of the kind `erasure` is open.
        number: of the change.
        who: what is to stand in place of who made it.
        files: what may stay of its files.
    """
    left = {"who": who, "login": "", "files": list(files), "salt": None}
    session.connection().execute(update(ChangeRecord).where(col(ChangeRecord.id) == number).values(left))


def _waiting(session: Session) -> Sequence[Any]:
    """Number and digest of each change that is not sealed, in the order of their numbers."""
    query = select(ChangeRecord.id, ChangeRecord.digest).where(
        col(ChangeRecord.id).not_in(select(Seal.change_id))
    )
    return session.exec(query.order_by(col(ChangeRecord.id))).all()


def _rows() -> Select[Any]:
    """The query for all rows of the record: number of the change, digest, salt, and what the digest is of."""
    which = (ChangedRow.change_id, ChangedRow.digest, ChangedRow.salt, ChangedRow.table, ChangedRow.row_id)
    images = (cast(image, Text) for image in (ChangedRow.before, ChangedRow.after))
    columns: list[Any] = [*which, *images]
    query: Select[Any] = Select(*columns)
    return query.order_by(col(ChangedRow.change_id), col(ChangedRow.id))


def _faults(change: ChangeRecord, rows: Sequence[Any], may_be_erased: bool) -> Iterator[str]:
    """What is wrong with a change, as its own digests have it."""
    c = change
    if c.salt is None:
        if not may_be_erased:
            yield "who made it was taken out, and no erasure is on record since"
    elif c.heading != digests.of_heading(c.salt, c.at, c.who, c.command, c.kind, c.undoes_id, c.files):
        yield "what it says of who, when and how was edited"
    for _, digest, salt, table, row_id, *images in rows:
        if salt is None:
            if not may_be_erased:
                yield f"row {row_id} of {table} was emptied, and no erasure is on record since"
        elif digest != digests.of_row(salt, table, row_id, *images):
            yield f"row {row_id} of {table} was edited"
    if c.digest != digests.of_change(c.heading, (row[1] for row in rows)):
        yield "rows of it were taken out, added or changed"


def _unlike(session: Session, stored: dict[int, str]) -> Iterator[Broken]:
    """Seals that do not fit the change, or the seal before."""
    earlier = ""
    for one in session.exec(select(Seal).order_by(col(Seal.id))):
        if one.change_id not in stored:
            yield Broken(one.change_id, "it is gone, though it was sealed")
        elif stored[one.change_id] != one.digest:
            yield Broken(one.change_id, "it is not the change that was sealed")
        if one.seal != digests.of_seal(earlier, one.change_id, one.digest):
            yield Broken(one.change_id, "its seal was edited, or one before it is gone")
        earlier = one.seal
