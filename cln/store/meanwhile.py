"""What became of something since somebody looked at it, by the record of changes.

What they saw is the state after a change, and known by the number of that change.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, TextualSelect, bindparam, column, text
from sqlmodel import Session, col, select

from cln.errors import Overtaken
from cln.store.locks import Lock
from cln.words import moment_here

Thing = tuple[str, int]
"""The table of a row that others belong to, and its id."""

OWNERS: Mapping[str, str] = {"project_id": "project", "event_id": "event"}
"""The column of a row that says to what it belongs -> the table of that."""

_LATEST = text("SELECT count(*), max(id) FROM change")
_NEWEST = text("SELECT coalesce(max(id), 0) FROM change")
_WRITTEN = """
    SELECT change_id, "table", row_id, coalesce("after", "before") FROM changed_row WHERE change_id > :number
"""
"""Written by hand, because the tables need not be known: most commands ask for nothing else of them."""


@dataclass(frozen=True)
class Later:
    """A change that was made after somebody had looked, and which rows it wrote of what they had seen."""

    number: int
    at: datetime
    """UTC."""
    who: str
    command: str
    rows: frozenset[Thing]

    def __str__(self) -> str:
        by = self.who or "somebody else"  # who that was a facilitator may read of her own projects only
        what = f": {self.command}" if self.command else ""
        return f"change {self.number} by {by}, {moment_here(self.at)}{what}"


def since(
    session: Session, thing: Thing, number: int, *, but: str = "", tables: Collection[str] = ()
) -> list[Later]:
    """What changed on something, and on all that belongs to it, since a change; the earliest first.

    Args:
        session: where the record is.
        thing: a project, an event, or a cohort.
        number: of the newest change that they have seen.
        but: who asks: what they did themselves they know.
        tables: of which rows alone it is asked; all by default.
    """
    from cln.tables.changes import ChangeRecord

    rows: dict[int, set[Thing]] = {}
    for change_id, table, row_id, image in _written_since(session, number, tables):
        if (table, row_id) == thing or image.get(f"{thing[0]}_id") == thing[1]:
            rows.setdefault(change_id, set()).add((table, row_id))
    query = select(ChangeRecord.id, ChangeRecord.at, ChangeRecord.who, ChangeRecord.command)
    later = query.where(col(ChangeRecord.id).in_(rows), ChangeRecord.who != but).order_by(
        col(ChangeRecord.id)
    )
    return [
        Later(change_id or 0, at, who, command, frozenset(rows[change_id or 0]))
        for change_id, at, who, command in session.exec(later)
    ]


def refuse(sentence: str, later: Sequence[object], *, anyway: bool = False) -> None:
    """Refuse to write over what was changed meanwhile, with all of it, unless it was chosen to.

    Raises:
        Overtaken: something was changed, and `anyway` is not given.
    """
    if later and not anyway:
        raise Overtaken(sentence, [str(one) for one in later])


def latest_change(session: Session) -> tuple[int, int]:
    """How many changes are on record, and the number of the latest: while they stay, nothing was written."""
    number, latest = session.connection().execute(_LATEST).one()
    return number, latest or 0


def newest(session: Session) -> int:
    """The number of the latest change; 0 where there is none."""
    number: int = session.connection().execute(_NEWEST).scalar_one()
    return number


def touched(session: Session, lock: Lock, number: int, but: Collection[str] = ()) -> bool:
    """Whether later changes may be about the project or event of a lock: wrote more than rows of others.

    Args:
        session: where the record is.
        lock: of the project or event.
        number: of the newest change that was seen.
        but: tables of which nothing that was read depends.
    """
    rows = _written_since(session, number)
    owners = {owner_of(table, row_id, image) for _, table, row_id, image in rows if table not in but}
    others = {owner for owner in owners if owner is not None and owner[0] in OWNERS.values()}
    if owners != others:
        return True
    return bool(others) and (lock.kind, _id_of(session, lock)) in others


def owner_of(table: str, row_id: int, image: Mapping[str, Any]) -> Thing | None:
    """The project or event to which a row belongs, or which it is; None where it belongs to neither."""
    if table in OWNERS.values():
        return table, row_id
    return next(
        ((owner, image[column]) for column, owner in OWNERS.items() if image.get(column) is not None), None
    )


def _written_since(
    session: Session, number: int, tables: Collection[str] = ()
) -> Iterator[tuple[int, str, int, dict[str, Any]]]:
    """Each row that later changes wrote, of some tables or of any: its change, table, id and what it held."""
    query, of = _written(bool(tables)), {"number": number} | ({"tables": [*tables]} if tables else {})
    for change_id, table, row_id, held in session.connection().execute(query, of):
        yield change_id, table, row_id, held or {}


@cache
def _written(some: bool) -> TextualSelect:
    """The query for them: of some :tables, or of any."""
    query = text(_WRITTEN)
    if some:
        query = text(f'{_WRITTEN} AND "table" IN :tables').bindparams(bindparam("tables", expanding=True))
    return query.columns(column("change_id"), column("table"), column("row_id"), column("held", JSON))


def _id_of(session: Session, lock: Lock) -> int | None:
    from cln.tables.events import Event
    from cln.tables.projects import Project

    of: Any = {"project": Project, "event": Event}[lock.kind]
    return session.exec(select(of.id).where(of.cohort_id == lock.cohort, of.number == lock.number)).first()
