"""Empties other copies of a database of those who were erased: cln's own, and one that is brought back."""

import glob
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, SQLModel

from cln.disclosure.pseudonyms import EMAIL
from cln.errors import ClnError
from cln.files.whole import OWN, SQLITE
from cln.store import change, reading, schema
from cln.store.copies import folder
from cln.store.emptied import leave_nothing
from cln.store.engine import connected
from cln.tables import every_table
from cln.upkeep.people.erasure import Digests, erase
from cln.upkeep.people.held import HELD, Kind, kind_of
from cln.upkeep.people.person import Meant, known_as

COMMAND = "person erase"
"""Under which command an erasure stands in the record of another copy."""

BRINGER = "cln database restore"
"""Who erases in a copy that is brought back."""

LONGEST = 4
"""So many words of a text are tried together as a name."""


@dataclass(frozen=True)
class Copy:
    """A copy of the database, and why it could not be emptied."""

    file: str
    fault: str | None


Listed = Sequence[tuple[Meant, Digests]]
"""People, and how each stands in the list of those who were erased."""


def empty_copies(files: Iterable[Path], who: str, people: Listed) -> tuple[Copy, ...]:
    """Empty copies of people; one of an older schema is brought up to date for it."""
    return tuple(Copy(str(file), _emptied(file, who, people)) for file in files)


def unfinished(database: Path) -> list[Path]:
    """What commands that were killed have left of copies, or of a database that was being made.

    Args:
        database: its file, or on a server the name beside which its copies lie.
    """
    places = (database.parent, folder(database))
    beside = (f".{glob.escape(database.name)}.[0-9]*", ".[0-9]*[0-9]")
    left = [file for place, name in zip(places, beside, strict=True) for file in sorted(place.glob(name))]
    return [file for file in left if file.suffix[1:].isdecimal() and _is_database(file)]


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(SQLITE)) == SQLITE
    except OSError:
        return False


def on_list(session: Session) -> list[Digests]:
    """Everybody who was erased, the earliest first."""
    table = SQLModel.metadata.tables["erasure"]
    rows = session.connection().execute(select(table.c.salt, table.c.digests).order_by(table.c.id))
    return [Digests(salt, tuple(digests)) for salt, digests in rows]


def erase_again(current: Session | None, brought_back: Session) -> None:
    """Empty an older copy that is brought back of those who were erased since it was made.

    Args:
        current: on the database that it replaces; None where that cannot be read.
        brought_back: on the copy.
    """
    every_table()
    listed = on_list(current) if current else []
    with change(brought_back, COMMAND, BRINGER) as unit:
        known = {one.salt for one in on_list(brought_back)}
        missing = [one for one in listed if one.salt not in known]
        if not missing:
            return
        texts = frozenset(_candidates(brought_back))
        erase(unit, [_recognised(brought_back, one, texts) for one in missing], missing)
    engine = brought_back.get_bind()
    assert isinstance(engine, Engine)
    leave_nothing(engine, HELD)


def _emptied(file: Path, who: str, people: Listed) -> str | None:
    """Empty one copy; what is wrong with it where that cannot be done."""
    try:
        with connected(f"sqlite:///{file.absolute().as_posix()}") as engine:
            if schema.revision(engine) != schema.HEAD:
                schema.upgrade(engine)
            with reading(engine) as session, change(session, COMMAND, who) as unit:
                there = [known_as(session, meant.names, meant.addresses) for meant, _ in people]
                erase(unit, there, [digests for _, digests in people])
            leave_nothing(engine, HELD)
        file.chmod(OWN)
    except ClnError as error:
        return error.sentence
    except OSError as error:
        return str(error.strerror)
    return None


def _recognised(session: Session, digests: Digests, texts: Iterable[str]) -> Meant:
    """Who of those in a database an entry of the list is; somebody without a name where it is nobody."""
    held = [text for text in texts if digests.holds(text)]
    addresses = {text.casefold() for text in held if "@" in text}
    return known_as(session, {text for text in held if "@" not in text}, addresses)


def _candidates(session: Session) -> Iterator[str]:
    """Every text, and every run of words in one, that may be a name or an address."""
    for table in SQLModel.metadata.sorted_tables:
        columns = [name for name, kind in HELD.get(table.name, {}).items() if kind is not Kind.NOBODY]
        if columns:
            for row in session.connection().execute(select(*(table.c[name] for name in columns))):
                for name, value in zip(columns, row, strict=True):
                    for text in _texts(value):
                        yield from _runs(text) if kind_of(table.name, name) is not Kind.ADDRESS else [text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _runs(text: str) -> Iterator[str]:
    yield text
    yield from EMAIL.findall(text)
    words = re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", text)
    for first in range(len(words)):
        for length in range(1, LONGEST + 1):
            yield " ".join(words[first : first + length])
