"""What became of something since somebody looked at it, by the record of changes.

What they saw is the state after a change, and known by the number of that change.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from cln.store.locks import Lock
from cln.tables.changes import ChangedRow, ChangeRecord

Thing = tuple[str, int]
"""The table of a row that others belong to, and its id."""

OWNERS: Mapping[str, str] = {"project_id": "project", "event_id": "event"}
"""The column of a row that says to what it belongs -> the table of that."""


def latest_change(session: Session) -> tuple[int, int]:
    """How many changes are on record, and the number of the latest: while they stay, nothing was written."""
    number, latest = session.exec(
        select(func.count(), func.max(ChangeRecord.id)).select_from(ChangeRecord)
    ).one()
    return number, latest or 0


def newest(session: Session) -> int:
    """The number of the latest change; 0 where there is none."""
    return session.exec(select(func.max(ChangeRecord.id))).one() or 0


def touched(session: Session, lock: Lock, since: int) -> bool:
    """Whether later changes may be about the project or event of a lock: wrote more than rows of others."""
    rows = _written_since(session, since)
    owners = {owner_of(*row) for row in rows}
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


def _written_since(session: Session, since: int) -> list[tuple[str, int, dict[str, Any]]]:
    query = select(ChangedRow.table, ChangedRow.row_id, ChangedRow.before, ChangedRow.after)
    rows = session.exec(query.where(col(ChangedRow.change_id) > since))
    return [(table, row_id, {**(after or before or {})}) for table, row_id, before, after in rows]


def _id_of(session: Session, lock: Lock) -> int | None:
    from cln.tables.events import Event
    from cln.tables.projects import Project

    of: Any = {"project": Project, "event": Event}[lock.kind]
    return session.exec(select(of.id).where(of.cohort_id == lock.cohort, of.number == lock.number)).first()
