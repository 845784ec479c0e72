"""What queries do with the rows that they get, and when these were put on record."""

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, func, select

from cln.words import day_of

Table = TypeVar("Table", bound=SQLModel)
Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Key -> the rows that have it, in their order; of a key that none has, no rows."""
    return paired((key(row), row) for row in rows)


def paired(pairs: Iterable[tuple[Key, Row]]) -> dict[Key, list[Row]]:
    """First of a pair -> the second of all that begin so, in their order; of any other, none."""
    groups = defaultdict[Key, list[Row]](list)
    for key, row in pairs:
        groups[key].append(row)
    return groups


def copied(row: Table, **then: Any) -> Table:
    """The row, or where something was otherwise then, a copy that says so and is never written."""
    if all(getattr(row, name) == value for name, value in then.items()):
        return row
    return type(row)(**values_of(row) | then)


def values_of(row: SQLModel, *names: str, without: Container[str] = ()) -> dict[str, Any]:
    """What a row holds, by column, in those that are named or in all; its `model_dump` builds a validator."""
    return {name: getattr(row, name) for name in names or type(row).model_fields if name not in without}


def differing(row: SQLModel, **values: object) -> dict[str, object]:
    """Those of the values that say something (not None) and differ from what the row holds."""
    return {name: value for name, value in values.items() if value not in {None, getattr(row, name)}}


def alter(row: SQLModel, **values: object) -> bool:
    """Set those values that say something (not None) and differ; tell whether any did."""
    new = differing(row, **values)
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)


def fields_of(row: SQLModel, kind: Any, /, **otherwise: Any) -> dict[str, Any]:
    """What a row holds of the fields of a dataclass, by name; what is said otherwise takes its place."""
    return {name: getattr(row, name) for name in _shared(type(row), kind)} | otherwise


@cache
def _shared(table: type[SQLModel], kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.name in table.model_fields)


def undone_by(session: Session) -> dict[int, int]:
    """Number of each change that does not stand any more -> that of the undo that took it back.

    A change stands again when its undo was undone.
    """
    from cln.tables.changes import ChangeRecord

    query = select(ChangeRecord.id, ChangeRecord.undoes_id).where(col(ChangeRecord.undoes_id).is_not(None))
    undone: dict[int, int] = {}
    for undo, number in session.exec(query.order_by(col(ChangeRecord.id).desc())):
        if undo not in undone:
            undone[number or 0] = undo or 0
    return undone


def added_after(session: Session, table: str, on: date) -> set[int]:
    """The ids of the rows of a table that were put on record only after a day; two queries."""
    from cln.tables.changed_rows import ChangedRow
    from cln.tables.changes import ChangeRecord

    query = (
        select(ChangedRow.row_id, ChangeRecord.at)
        .join(ChangeRecord, col(ChangeRecord.id) == col(ChangedRow.change_id))
        .where(
            ChangedRow.table == table,
            col(ChangedRow.before).is_(None),
            col(ChangeRecord.undoes_id).is_(None),  # what an undo put back was on record before
            col(ChangeRecord.id).not_in(undone_by(session)),
        )
        .order_by(col(ChangedRow.id))
    )
    added = dict(session.exec(query).all())  # an id may be given again; the latest row has it
    return {row for row, at in added.items() if day_of(at) > on}


def values_before(
    session: Session, table: str, columns: Sequence[str], on: date
) -> dict[int, dict[str, Any]]:
    """Id of each row of a table that was altered after a day -> what these columns held then; one query."""
    if on >= day_of(datetime.now(UTC)):
        return {}
    from cln.tables.changed_rows import ChangedRow
    from cln.tables.changes import ChangeRecord

    query = (
        select(ChangedRow.row_id, ChangedRow.before, ChangeRecord.at)
        .join(ChangeRecord, col(ChangeRecord.id) == col(ChangedRow.change_id))
        .where(ChangedRow.table == table, col(ChangedRow.before).is_not(None))
        .order_by(col(ChangedRow.id).desc())
    )
    return {
        row: {column: before[column] for column in columns}
        for row, before, at in session.exec(query)
        if before and day_of(at) > on
    }


def added_by(session: Session, table: str, row: int) -> int:
    """The number of the change that put a row on record; 0 where none is known."""
    from cln.tables.changed_rows import ChangedRow
    from cln.tables.changes import ChangeRecord

    query = select(func.max(ChangedRow.change_id)).join(
        ChangeRecord, col(ChangeRecord.id) == col(ChangedRow.change_id)
    )
    added = (ChangedRow.table == table, ChangedRow.row_id == row, col(ChangedRow.before).is_(None))
    return session.exec(query.where(*added, col(ChangeRecord.undoes_id).is_(None))).one() or 0


def altered_since(session: Session, table: str, change: int) -> dict[int, dict[str, Any] | None]:
    """Id of each row that a later change touched -> what it held before; None: it was not there.

    Of several changes the first after that one counts.
    """
    from cln.tables.changed_rows import ChangedRow

    query = select(ChangedRow.row_id, ChangedRow.before).where(
        ChangedRow.table == table, ChangedRow.change_id > change
    )
    rows = session.exec(query.order_by(col(ChangedRow.id).desc()))
    return {row: dict(before) if before else None for row, before in rows}


def next_number(session: Session, number: Any, *where: Any) -> int:
    """One more than the highest `number` of the rows of its table that fit; 1 where there are none."""
    return (session.exec(select(func.max(number)).where(*where)).one() or 0) + 1
