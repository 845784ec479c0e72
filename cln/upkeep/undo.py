"""Takes a change back: its rows are put back as they were, if nothing later rests on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from cln.errors import Refused
from cln.store import Change
from cln.store.images import values
from cln.store.restore import Restored
from cln.store.rows import grouped, undone_by
from cln.tables import ERASURE, every_table
from cln.tables.access import Access
from cln.tables.changed_rows import ChangedRow
from cln.tables.changes import ChangeRecord
from cln.tables.leaving import PseudonymKey, SentFile
from cln.upkeep.database.backup import UNDO, keep
from cln.upkeep.dependants import Dependant, Undoing, dependants
from cln.upkeep.history import Recorded, recorded
from cln.upkeep.names import NOUNS, Names, Place, Row
from cln.upkeep.queries import Touched, find_change, last_change_of, rows_by_id, rows_of_change
from cln.words import count, listed

LASTING = frozenset({SentFile.__tablename__, PseudonymKey.__tablename__})
"""Tables of what left the partnership, and of what was needed for it: nobody can take that back."""

MOST = 20
"""So many changes that rest on one are named; the others are counted."""

DEEDS = {"deleted": "Taken away", "added": "Put back", "changed": "As before"}
"""What an undo does to rows, as the screen says it."""


@dataclass(frozen=True)
class Undone:
    """A change that was taken back, or with `dry_run` would be."""

    number: int | None
    """The number of the undo, which is a change itself; None in a dry run."""
    change: Recorded
    """What was taken back."""
    rows: tuple[Touched, ...]
    what: tuple[str, ...]
    """The same in words, with some of the rows by name."""
    dry_run: bool
    copy: str | None
    """Where a copy of the database from before lies; made only where the change took in files."""


def undo(change: Change, number: int | None, who: str, *, dry_run: bool = False) -> Undone:
    """Take back a change, by default the last one of who is acting; with `dry_run` only say what that means.

    Raises:
        Refused: there is no such change, it cannot be taken back, or not before later ones are.
    """
    every_table()
    session = change.session
    target, undone = _target(session, number, who), undone_by(session)
    rows = _net(rows_of_change(session, target.id or 0))
    _refuse_whole(target, undone, rows)
    by_place = {(row.table, row.row_id): row for row in rows}
    held = {place: _held(row) for place, row in by_place.items()}
    undoing = Undoing(session, target.id or 0, by_place, undone, held)
    _refuse_dependants(target, dependants(undoing), change.number)
    _refuse_altered(session, target, rows)
    copy = None
    if not dry_run:
        copy = _kept(session) if target.files else None
        _put_back(change, target, rows)
    names, number = Names(session, held), change.number
    done = grouped(rows, lambda row: (row.table, _deed(row)))
    touched = sorted(Touched(number or 0, table, deed, len(some)) for (table, deed), some in done.items())
    return Undone(
        number=number,
        change=recorded(target, undone),
        rows=tuple(touched),
        what=tuple(
            f"{DEEDS[one.deed]}: {names.some(one.table, [row.row_id for row in done[one.table, one.deed]])}"
            for one in touched
        ),
        dry_run=dry_run,
        copy=copy,
    )


def _target(session: Session, number: int | None, who: str) -> ChangeRecord:
    target = last_change_of(session, who) if number is None else find_change(session, number)
    if target is None and number is None:
        raise Refused(f"{who} has changed nothing yet; to take back what somebody else did: cln undo NUMBER")
    if target is None:
        raise Refused(f"there is no change {number}; see: cln history")
    return target


def _net(rows: Sequence[ChangedRow]) -> list[Restored]:
    """What a change did to each of its rows in all; not those that came and went in it."""
    net = dict[Place, Restored]()
    for row in rows:
        place = (row.table, row.row_id)
        then = net[place].then if place in net else row.before
        net[place] = Restored(row.table, row.row_id, now=row.after, then=then)
    return [row for row in net.values() if row.now is not None or row.then is not None]


def _refuse_whole(target: ChangeRecord, undone: Mapping[int, int], rows: Sequence[Restored]) -> None:
    """Refuse what can be taken back in no case."""
    which = _which(target)
    if undo := undone.get(target.id or 0):
        raise Refused(f"{which} was taken back already, by change {undo}; to have it again: cln undo {undo}")
    if target.kind == ERASURE:
        raise Refused(f"{which} erased what nobody may keep; it cannot be taken back")
    if LASTING & {row.table for row in rows}:
        raise Refused(f"{which} put on record what left; what left cannot be taken back")
    if Access.__tablename__ in {row.table for row in rows}:
        raise Refused(
            f"{which} said who may use the database; say otherwise with: cln access grant, cln access revoke"
        )
    if not rows:
        raise Refused(f"{which} left everything as it was; there is nothing to take back")
    older = {
        row.table
        for row in rows
        for image in (row.now, row.then)
        if image is not None and image.keys() != set(SQLModel.metadata.tables[row.table].c.keys())
    }
    if older:
        plurals = sorted(NOUNS[table][1] for table in older)
        raise Refused(
            f"{which} was made by an older cln, and an upgrade has given {listed(plurals)} other "
            "columns since; it cannot be taken back, so change what is wrong by hand"
        )


def _refuse_dependants(target: ChangeRecord, resting: Sequence[Dependant], number: int | None) -> None:
    """Name what rests on a change; the number is that of the undo, later than all of them."""
    if not resting:
        return
    details = [f"{_which(one.change)} {one.what}" for one in resting[:MOST]]
    if len(resting) > MOST:
        earlier = count(len(resting) - MOST, "earlier change")
        details.append(f"and {earlier}; see: cln history --limit {(number or 0) - (target.id or 0)}")
    if any(" more)" in one.what for one in resting[:MOST]):
        details.append("each row of a change: cln history NUMBER")
    if any(one.lasting for one in resting):
        sentence = "cannot be taken back any more: some of what rests on it cannot be taken back itself"
        raise Refused(f"{_which(target)} {sentence}", details)
    latest = resting[0].change.id
    raise Refused(
        f"{_which(target)} cannot be taken back while later changes rest on it; take those back first, "
        f"the latest first: cln undo {latest}",
        details,
    )


def _refuse_altered(session: Session, target: ChangeRecord, rows: Sequence[Restored]) -> None:
    """Refuse where a row is not as the record has it: something else than cln wrote to the database."""
    for table, of_table in grouped(rows, lambda row: row.table).items():
        stored = rows_by_id(session, table, [row.row_id for row in of_table])
        of_it = SQLModel.metadata.tables[table]
        for row in of_table:
            if stored.get(row.row_id) != (row.now and values(of_it, row.now)):
                raise Refused(
                    f"{_which(target)} cannot be taken back: its {NOUNS[table][1]} are not as it left them, "
                    "and no change on record has altered them"
                )


def _kept(session: Session) -> str:
    """Copy the database as it is before the undo, of which nothing is written yet."""
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    return str(keep(engine, UNDO)[0])


def _put_back(change: Change, target: ChangeRecord, rows: Sequence[Restored]) -> None:
    try:
        change.take_back(target.id or 0, rows)
    except IntegrityError as error:
        raise Refused(f"{_which(target)} cannot be taken back: other rows would contradict it") from error


def _which(change: ChangeRecord) -> str:
    return f"change {change.id} ({change.command} by {change.who})"


def _held(row: Restored) -> Row:
    return values(SQLModel.metadata.tables[row.table], row.then or row.now or {})


def _deed(row: Restored) -> str:
    if row.now is None:
        return "added"
    return "deleted" if row.then is None else "changed"
