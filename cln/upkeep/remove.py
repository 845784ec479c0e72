"""Takes away what was opened or added by mistake, as long as nothing rests on it; an undo brings it back."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import SQLModel, col, select

from cln.cohort import days
from cln.errors import Refused
from cln.projects.queries import find_project
from cln.register.queries import find_establishment
from cln.store import Change
from cln.store.acting import refuse_all_but_leads
from cln.store.images import images, secret
from cln.store.restore import Restored
from cln.tables import every_table
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.leaving import SentFile
from cln.tables.proposals import Proposal
from cln.upkeep.database.backup import REMOVE, keep
from cln.upkeep.names import Names, references
from cln.upkeep.queries import every_row, rows_by_id, rows_that_hold
from cln.words import listed

OF_ESTABLISHMENT = frozenset({"establishment", "earlier_name"})
"""What the register itself holds of an establishment."""

Rows = dict[str, set[int]]
"""Table -> the ids of rows."""


@dataclass(frozen=True)
class Removed:
    """What was taken away."""

    removed: str
    """What it is called."""
    rows: Mapping[str, int]
    """Table -> how many rows went."""
    what: tuple[str, ...]
    """The same in words, with some of them by name."""
    change: int | None
    """The number of the change, to take it back."""
    copy: str | None
    """Where a copy of the database from before lies, if one was made."""


def remove_cohort(change: Change, cohort: Cohort, agree: Callable[[str], None]) -> Removed:
    """Take away a cohort with all that is known of it, once somebody has agreed; a copy is kept.

    Args:
        change: the unit of work.
        cohort: the cohort.
        agree: asks about a sentence that says what would go; raises where the answer is no.

    Raises:
        Refused: a proposal was accepted, an event was held, something about it left, or it is closed.
    """
    session, otherwise = change.session, f'close it instead: cln cohort close --cohort "{cohort.name}"'
    every_table()
    refuse_all_but_leads(session, "remove a cohort")
    days.refuse_closed(cohort, "it stays on record as it is")
    accepted = select(Proposal.number).where(
        Proposal.cohort_id == cohort.id, col(Proposal.accepted_at).is_not(None)
    )
    if (number := session.exec(accepted).first()) is not None:
        raise Refused(f"proposal {number} of {cohort.name} was accepted, so it stays on record; {otherwise}")
    held = select(Event.number).where(Event.cohort_id == cohort.id, Event.status == "held")
    if (number := session.exec(held).first()) is not None:
        raise Refused(f"event {number} of {cohort.name} was held, so it stays on record; {otherwise}")
    if any(cohort.id in one.cohorts for one in every_row(session, SentFile)):
        raise Refused(f"something about {cohort.name} left, see cln history --left; {otherwise}")
    resting = _resting(change, "cohort", cohort.id or 0)
    what = _in_words(change, {table: ids for table, ids in resting.items() if table in TOLD})
    people = f'; who they are: cln cohort people --cohort "{cohort.name}"' if "entry" in resting else ""
    agree(f"{cohort.name} would be taken away" + (f", and with it {listed(what)}{people}" if what else ""))
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    copy, _ = keep(bind, REMOVE)
    return _removed(change, cohort.name, resting, what, str(copy))


TOLD = ("entry", "participant", "facilitator", "answer", "proposal")
"""Of these the question speaks; what else goes belongs to them."""


def remove_establishment(change: Change, code: str, sector: str | None) -> Removed:
    """Take an establishment out of the register, to which nothing else refers.

    Raises:
        Refused: something refers to it.
    """
    every_table()
    row, _ = find_establishment(change.session, code, sector)
    resting = _resting(change, "establishment", row.id or 0)
    named = f"{row.code} {row.name}"
    _refuse(change, named, resting, OF_ESTABLISHMENT, f"close it instead: cln establishment close {row.code}")
    return _removed(change, named, resting, ())


def remove_project(change: Change, cohort: Cohort, number: int) -> Removed:
    """Take away a project of which nothing is on record yet.

    Raises:
        Refused: there is no such project, something is on record of it, or the cohort is closed.
    """
    every_table()
    days.refuse_closed(cohort, "its projects stay on record")
    record = find_project(change.session, cohort, number)
    if record is None:
        raise Refused(f"{cohort.name} has no project {number}; see: cln project list")
    resting = _resting(change, "project", record.project.id or 0)
    named = f"project {number}" + (f", {record.project.title}" if record.project.title else "")
    _refuse(change, named, resting, {"project"}, f"end it instead: cln project end {number} --reason WHY")
    return _removed(change, named, resting, ())


def _resting(change: Change, table: str, row_id: int) -> Rows:
    """A row and all that refers to it, straight or by way of others."""
    resting: Rows = {table: {row_id}}
    for other in SQLModel.metadata.sorted_tables:
        for column, referred in references(other.name):
            rows = [(one,) for one in resting.get(referred, ())]
            if ids := rows_that_hold(change.session, [other.c[column]], rows):
                resting.setdefault(other.name, set()).update(ids)
    return resting


def _refuse(change: Change, named: str, resting: Rows, own: Collection[str], otherwise: str) -> None:
    if others := {table: ids for table, ids in resting.items() if table not in own}:
        because = listed(_in_words(change, others))
        raise Refused(f"{named} stays on record, because of {because}; {otherwise}")


def _in_words(change: Change, resting: Rows) -> tuple[str, ...]:
    names = Names(change.session)
    return tuple(names.some(table, ids) for table, ids in resting.items())


def _removed(
    change: Change, named: str, resting: Rows, what: tuple[str, ...], copy: str | None = None
) -> Removed:
    gone = []
    for name, ids in resting.items():
        table = SQLModel.metadata.tables[name]
        rows = list(rows_by_id(change.session, name, ids).values())
        of_table = next(one.class_ for one in SQLModel._sa_registry.mappers if one.local_table is table)
        for row, image in zip(rows, images(table, rows, secret(of_table)), strict=True):
            gone.append(Restored(name, row["id"], now=dict(image), then=None))
    change.write_back(gone)
    return Removed(named, {name: len(ids) for name, ids in resting.items()}, what, change.number, copy)
