"""What was changed, by whom and when, read from the record that every change leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session

from cln.disclosure.queries import cohort_names, sent_files
from cln.errors import Refused
from cln.store.rows import fields_of, grouped, undone_by
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord
from cln.upkeep.queries import Touched, find_change, latest_changes, rows_of_change, touched_rows
from cln.upkeep.sentences import what_was_done


@dataclass(frozen=True)
class TakenIn:
    """A file that a change took in: its name, without where it lay, and the SHA-256 of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True)
class Recorded:
    """A change: its number, when (UTC), who, and the command."""

    number: int
    at: datetime
    who: str
    command: str
    kind: str
    """`deed`, `undo` or `erasure`."""
    undoes: int | None
    """The change that it took back."""
    undone_by: int | None
    """The change that took it back, if it does not stand any more."""
    files: tuple[TakenIn, ...]
    login: str
    """With which name they had logged in: to the server, or for a file to their computer; empty where an
    older cln made the change."""


@dataclass(frozen=True)
class Summary(Recorded):
    """A change, and how many rows of what it touched."""

    rows: tuple[Touched, ...]
    what: Annotated[str, Field(exclude=True)]
    """The same in words."""


@dataclass(frozen=True)
class RowChange:
    """One row before and after; only the fields that differ. A new row has no before, a deleted no after."""

    table: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class Detailed(Recorded):
    """A change, and each row it touched."""

    rows: tuple[RowChange, ...]
    what: Annotated[str, Field(exclude=True)]
    """What it did, in words."""


def latest(session: Session, limit: int) -> tuple[Summary, ...]:
    """The newest changes, newest first."""
    changes = latest_changes(session, limit)
    touched = grouped(touched_rows(session, changes), lambda one: one.change_id)
    undone, what = undone_by(session), what_was_done(session, changes, touched)
    return tuple(
        Summary(
            **vars(recorded(change, undone)),
            rows=tuple(touched[change.id or 0]),
            what=what[change.id or 0],
        )
        for change in changes
    )


def one_change(session: Session, number: int) -> Detailed:
    """One change with each row before and after.

    Raises:
        Refused: there is no such change.
    """
    change = find_change(session, number)
    if change is None:
        raise Refused(f"there is no change {number}; see: cln history")
    rows = tuple(_difference(row) for row in rows_of_change(session, number))
    head = recorded(change, undone_by(session))
    what = what_was_done(session, [change], {number: touched_rows(session, [change])})
    return Detailed(**vars(head), rows=rows, what=what[number])


def recorded(change: ChangeRecord, undone: Mapping[int, int]) -> Recorded:
    """A change as it is listed.

    Args:
        change: the change.
        undone: number of each change that does not stand any more -> that of its undo.
    """
    number, files = change.id or 0, tuple(TakenIn(**file) for file in change.files)
    undo = {"undoes": change.undoes_id, "undone_by": undone.get(number)}
    return Recorded(**fields_of(change, Recorded, number=number, files=files, **undo))


@dataclass(frozen=True)
class Left:
    """A file that left the partnership."""

    number: int
    at: datetime
    """UTC."""
    who: str
    what: str
    file: str
    recipient: Annotated[str, Field(serialization_alias="for")]
    cohorts: tuple[str, ...]
    coarse: bool
    figures: int
    """How many figures it shows without the rows that they count."""


def files_that_left(session: Session) -> tuple[Left, ...]:
    """All that left the partnership, the latest first; two queries."""
    names = cohort_names(session)
    return tuple(
        Left(
            **fields_of(
                one,
                Left,
                number=one.id or 0,
                cohorts=tuple(names.get(cohort, "a cohort that was removed") for cohort in one.cohorts),
                figures=sum(map(len, one.figures.values())),
            )
        )
        for one in sent_files(session)
    )


def _difference(row: ChangedRow) -> RowChange:
    before, after = row.before, row.after
    if before is not None and after is not None:
        differ = [name for name in after if before.get(name) != after[name]]
        before = {name: before.get(name) for name in differ}
        after = {name: after[name] for name in differ}
    return RowChange(row.table, row.row_id, before, after)
