"""Erases a person from the database, from what the database keeps of its past, and from cln's own copies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from cln.errors import NotAllowed, Refused
from cln.store import change, reading
from cln.store.copies import copies_of, home
from cln.store.emptied import leave_nothing
from cln.store.locks import Wait
from cln.store.pictures import empty_pictures
from cln.tables import every_table
from cln.tables.changes import ChangeRecord
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.facilitators import Facilitator
from cln.upkeep.history import Left, TakenIn, files_that_left
from cln.upkeep.people.copies import COMMAND, Copy, empty_copies, on_list, unfinished
from cln.upkeep.people.erasure import Digests, Emptied, erase
from cln.upkeep.people.held import HELD, PERSONS
from cln.upkeep.people.person import Meant, suggestion
from cln.words import quoted


@dataclass(frozen=True)
class Part:
    """How many rows of a table."""

    table: str
    rows: int


@dataclass(frozen=True)
class Word:
    """A part of a name that stayed, and how often."""

    word: str
    times: int


@dataclass(frozen=True)
class Forgotten:
    """People who were erased, or are to be."""

    people: tuple[str, ...]
    """Their names; once they are erased, what stands in place of each."""
    done: bool
    rows: tuple[Part, ...]
    changes: int
    """How many changes had to be emptied of them."""
    copies: tuple[Copy, ...]
    whole: bool
    """Nothing is left in the file of the database either; False while somebody else reads it."""
    taken_in: tuple[TakenIn, ...]
    """The files that told of them, as they were taken in."""
    left: tuple[Left, ...]
    """The files that left about their cohorts; they name nobody."""
    logins: tuple[str, ...]
    """With which they logged in on a server; the server itself still knows them."""
    to_read: tuple[Word, ...]
    """What stayed in texts because it may mean somebody else: a person must read it."""


Agreed = Callable[[Forgotten], bool]
"""Shows what would be erased, and asks."""


def forget(
    engine: Engine, who: str, people: Callable[[Session], Sequence[Meant]], agreed: Agreed, wait: Wait
) -> Forgotten:
    """Erase people, if that is agreed to.

    Args:
        engine: the database.
        who: who is acting.
        people: finds them; it may refuse.
        agreed: is asked before anything is written.
        wait: how long it waits for others.

    Raises:
        Refused: nothing is held about one of them.
        NotAllowed: one of them is whoever has logged in.
    """
    every_table()
    with reading(engine) as session, change(session, COMMAND, who, dry_run=True, wait=wait) as trial:
        meant = people(session)
        emptied = erase(trial, meant)
        _refuse_oneself(session, emptied)
    with reading(engine) as session:
        preview = _result(
            [one.name for one in meant],
            emptied,
            files_about(session, emptied),
            left_about(session, meant),
        )
        there = bool(emptied.rows or emptied.changes)
        listed = [Digests.of(one) for one in meant] if there else _erased_before(session, meant)
    if there and not agreed(preview):
        return preview
    if there:
        with reading(engine) as session, change(session, COMMAND, who, wait=wait) as unit:
            emptied = erase(unit, people(session), listed)
    files = (*copies_of(home(engine.url)), *unfinished(home(engine.url)))
    emptied_copies = empty_copies(files, who, list(zip(meant, listed, strict=True)))
    empty_pictures(engine.url)
    whole = leave_nothing(engine, HELD)
    result = _result(emptied.labels, emptied, preview.taken_in, preview.left)
    return replace(result, done=True, copies=emptied_copies, whole=whole)


def _result(
    people: Sequence[str], emptied: Emptied, files: tuple[TakenIn, ...], left: tuple[Left, ...]
) -> Forgotten:
    return Forgotten(
        people=tuple(people),
        done=False,
        rows=tuple(Part(table, many) for table, many in sorted(emptied.rows.items())),
        changes=len(emptied.changes),
        copies=(),
        whole=False,
        taken_in=files,
        left=left,
        logins=tuple(emptied.logins),
        to_read=tuple(Word(word, times) for word, times in sorted(emptied.unclear.items())),
    )


def _refuse_oneself(session: Session, emptied: Emptied) -> None:
    """Refuse to take the role of whoever acts on a server: nothing could be put on record without it.

    Raises:
        NotAllowed: so it would be.
    """
    if session.get_bind().dialect.name == "postgresql":
        login = session.scalar(text("SELECT session_user"))
        if login in emptied.logins:
            own = f"nobody can erase themselves, and {login} is your own login"
            raise NotAllowed(f"{own}; let another lead do it")


def _erased_before(session: Session, people: Sequence[Meant]) -> list[Digests]:
    """How each stands in the list: an erasure that was interrupted is brought to its end."""
    known = on_list(session)
    listed = []
    for meant in people:
        own = [one for one in known if any(map(one.holds, (*meant.names, *meant.addresses)))]
        if not own:
            raise Refused(f"nothing is held about {quoted(meant.name)}{suggestion(session, meant.name)}")
        listed.append(own[0])
    return listed


def files_about(session: Session, emptied: Emptied) -> tuple[TakenIn, ...]:
    """The files that told of people, by the changes that took them in."""
    query = select(ChangeRecord.files).where(col(ChangeRecord.id).in_(emptied.shown_by))
    files = {TakenIn(**file) for of_change in session.exec(query) for file in of_change}
    return tuple(sorted(files, key=lambda file: file.name))


def left_about(session: Session, people: Sequence[Meant]) -> tuple[Left, ...]:
    """The files that left about the cohorts in which people are."""
    cohorts = cohorts_of(session, people)
    return tuple(one for one in files_that_left(session) if cohorts & {*one.cohorts})


def cohorts_of(session: Session, people: Sequence[Meant]) -> set[str]:
    """The names of the cohorts in which people are, or were."""
    rows = {place for meant in people for place in meant.rows}
    ids = {table: [row_id for name, row_id in rows if name == table] for table in PERSONS}
    own = select(Cohort.name).join(Facilitator).where(col(Facilitator.id).in_(ids["facilitator"]))
    through = select(Cohort.name).join(Entry).join(Participant)
    return {*session.exec(own), *session.exec(through.where(col(Participant.id).in_(ids["participant"])))}
