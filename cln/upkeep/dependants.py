"""What rests on a change, so that it cannot be taken back alone: what later changes did."""

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Session, SQLModel

from cln.store.images import Image
from cln.store.restore import Restored
from cln.store.rows import grouped
from cln.tables import ERASURE
from cln.tables.changes import ChangeRecord
from cln.tables.cohorts import Cohort
from cln.tables.leaving import SentFile
from cln.upkeep.names import Names, Place, Row, references
from cln.upkeep.queries import Later, every_row, later_deeds, rows_by_id, rows_that_hold
from cln.words import listed

DEEDS = {"added": "put in", "changed": "altered", "deleted": "deleted"}
"""What a later change did, as a sentence says it."""


@dataclass(frozen=True)
class Dependant:
    """What a later change did that rests on what is to be taken back."""

    change: ChangeRecord
    what: str
    """E.g. "put in 2 entries (Northbank and Southbank)"."""
    lasting: bool
    """It cannot be taken back itself."""


@dataclass(frozen=True)
class Undoing:
    """A change that is to be taken back: its number, and its rows by table and id."""

    session: Session
    number: int
    rows: dict[Place, Restored]
    undone: dict[int, int]
    """Number of each change that does not stand any more -> that of its undo."""
    held: Mapping[Place, Row]
    """What these rows are to hold; of those that would go, what they hold now."""

    def stands(self, change: ChangeRecord) -> bool:
        """Whether a later change still holds, and is more than the undo of another later one."""
        of_later = change.undoes_id is not None and change.undoes_id > self.number
        return change.id not in self.undone and not of_later

    def later(self, place: Place) -> list[Later]:
        """What later changes that still hold did to a row, the earliest first."""
        return [later for later in self._later.get(place, ()) if self.stands(later.change)]

    @functools.cached_property
    def _later(self) -> dict[Place, list[Later]]:
        return later_deeds(self.session, self.number)


def dependants(undoing: Undoing) -> list[Dependant]:
    """All that rests on the change, the latest first; nothing when it can be taken back."""
    names = Names(undoing.session)
    resting = [*_in_own_rows(undoing), *_in_other_rows(undoing)]
    by_change = grouped(resting, lambda later: later.change.id or 0)
    return [_dependant(names, by_change[number]) for number in sorted(by_change, reverse=True)]


def _dependant(names: Names, of_one: Sequence[Later]) -> Dependant:
    did = grouped(of_one, lambda later: (later.deed, later.table))
    what = [
        f"{DEEDS[deed]} {names.some(table, [later.row_id for later in did[deed, table]])}"
        for deed, table in sorted(did)
    ]
    change = of_one[0].change
    left = any(table == SentFile.__tablename__ for _, table in did)
    return Dependant(change, listed(what), lasting=left or change.kind == ERASURE)


def _in_own_rows(undoing: Undoing) -> Iterator[Later]:
    """What was done to its own rows since."""
    for place in undoing.rows:
        yield from undoing.later(place)


def _in_other_rows(undoing: Undoing) -> Iterator[Later]:
    """What made other rows rest on it: the first change of each; the last of one that is gone or closed."""
    for find, last in (
        (_referring, False),
        (_of_the_same_key, False),
        (_of_a_proposal, False),
        (_about_a_cohort, False),
        (_needed, True),
        (_closed, True),
    ):
        for table, ids in find(undoing):
            for row_id in ids:
                later = undoing.later((table, row_id)) if (table, row_id) not in undoing.rows else []
                yield from later[-1:] if last else later[:1]


Rows = Iterator[tuple[str, set[int]]]
"""Tables, each with ids of rows."""


def _referring(undoing: Undoing) -> Rows:
    """Rows that refer to one which would go."""
    for table in SQLModel.metadata.sorted_tables:
        for column, referred in references(table.name):
            gone = [(row_id,) for row_id in _gone(undoing, referred)]
            yield table.name, rows_that_hold(undoing.session, [table.c[column]], gone)


def _of_the_same_key(undoing: Undoing) -> Rows:
    """Rows that stand where one would come back to: of the same code, number or name."""
    for table in SQLModel.metadata.sorted_tables:
        back = [row for (name, _), row in undoing.rows.items() if name == table.name and row.then]
        for key in (one for one in table.constraints if isinstance(one, UniqueConstraint)):
            columns = list(key.columns)
            changed = {_held(row.then, columns) for row in back} - {_held(row.now, columns) for row in back}
            whole = {key for key in changed if key and None not in key}
            yield table.name, rows_that_hold(undoing.session, columns, whole)


def _of_a_proposal(undoing: Undoing) -> Rows:
    """Projects of a proposal that would not be accepted any more; proposals made from one that would go."""
    tables = SQLModel.metadata.tables
    proposals = [row for (table, _), row in undoing.rows.items() if table == "proposal"]
    left = [(row.row_id,) for row in proposals if _accepted(row.now) and not _accepted(row.then)]
    teams = rows_that_hold(undoing.session, [tables["team"].c.proposal_id], left)
    running = rows_that_hold(undoing.session, [tables["project"].c.team_id], [(team,) for team in teams])
    yield "project", running
    made_from = (tables["proposal"].c.cohort_id, tables["proposal"].c.from_number)
    gone = [(row.now["cohort_id"], row.now["number"]) for row in proposals if row.now and not row.then]
    yield "proposal", rows_that_hold(undoing.session, made_from, gone)


def _about_a_cohort(undoing: Undoing) -> Rows:
    """What left about a cohort which would go."""
    if gone := _gone(undoing, "cohort"):
        files = every_row(undoing.session, SentFile)
        yield SentFile.__tablename__, {one.id or 0 for one in files if gone & set(one.cohorts)}


def _needed(undoing: Undoing) -> Rows:
    """Rows that are gone, and to which one would refer."""
    wanted = defaultdict[str, set[int]](set)
    for (table, _), row in undoing.rows.items():
        for column, referred in references(table):
            if row.then and row.then[column] is not None:
                wanted[referred].add(row.then[column])
    for table, ids in wanted.items():
        yield table, ids - rows_by_id(undoing.session, table, ids).keys()


def _closed(undoing: Undoing) -> Rows:
    """Cohorts that it is about, and that were closed."""
    if closed := {cohort.id or 0 for cohort in every_row(undoing.session, Cohort) if cohort.closed_on}:
        yield "cohort", closed & _cohorts(undoing)


def _cohorts(undoing: Undoing) -> set[int]:
    """The ids of the cohorts that its rows are about, by way of the rows that they refer to."""
    names = Names(undoing.session, dict(undoing.held))
    cohorts, reached = set[int](), set[Place]()
    ahead = set(undoing.rows)
    while ahead:
        reached |= ahead
        onward = set[Place]()
        for (table, row_id), row in names.rows_at(ahead).items():
            if table == "cohort":
                cohorts.add(row_id)
            for column, referred in references(table):
                if row.get(column) is not None:
                    onward.add((referred, row[column]))
        ahead = onward - reached
    return cohorts


def _gone(undoing: Undoing, table: str) -> set[int]:
    """The ids of the rows of a table that would go."""
    return {row_id for (name, row_id), row in undoing.rows.items() if name == table and row.then is None}


def _held(image: Image | None, columns: Sequence[Column[Any]]) -> tuple[Any, ...] | None:
    return None if image is None else tuple(image[column.name] for column in columns)


def _accepted(image: Image | None) -> bool:
    return image is not None and image["accepted_at"] is not None and image["replaced_at"] is None
