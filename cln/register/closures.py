"""Establishments that close, or are merged into another; what is on record about them stays."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.errors import Refused
from cln.register.establishments import Key, RegisterLine, line
from cln.register.queries import entries_of_establishments, find_establishment, is_shared, reopening
from cln.store import Change
from cln.tables.register import Establishment
from cln.words import reference


@dataclass(frozen=True)
class Closed(RegisterLine):
    """An establishment that closed."""

    enrolled: Annotated[tuple[tuple[str, str], ...], Field(exclude=True)]
    """Each active entry that it still has in an open cohort: the cohort, and how a command line names it."""


@dataclass(frozen=True)
class Merged(Closed):
    """An establishment that closed because another took it over."""

    merged_into: Key


def close(change: Change, code: str, sector: str | None = None, *, on: date) -> Closed:
    """Note that an establishment closes; it stays on record, but is no longer listed or enrolled.

    Raises:
        Refused: it is closed already.
    """
    row, authority = find_establishment(change.session, code, sector)
    if row.closed_on is not None:
        raise Refused(_already(change, row, "is closed"))
    row.closed_on = on
    return Closed(**vars(line(row, authority)), enrolled=still_enrolled(change.session, row))


def merge(
    change: Change, code: str, into: str, *, sector: str | None, into_sector: str | None, on: date
) -> Merged:
    """Note that an establishment is merged into another, which goes on; one that closed before stays so.

    Raises:
        Refused: it is merged already, both are the same, or the other one has closed.
    """
    row, authority = find_establishment(change.session, code, sector)
    other, _ = find_establishment(change.session, into, into_sector)
    if row.id == other.id:
        raise Refused(f"{row.code} {row.name} cannot be merged into itself; name the one that goes on")
    if row.merged_into_id is not None:
        raise Refused(_already(change, row, "was merged"))
    if other.closed_on is not None:
        raise Refused(f"{other.code} {other.name} closed on {other.closed_on}; name the one that goes on")
    row.merged_into_id = other.id
    row.closed_on = row.closed_on or on
    return Merged(
        **vars(line(row, authority)), enrolled=still_enrolled(change.session, row), merged_into=other
    )


def _already(change: Change, row: Establishment, state: str) -> str:
    reopen = reopening(row, shared=is_shared(change.session, row))
    return f"{row.code} {row.name} {state} already, on {row.closed_on}; to correct that: {reopen}"


def still_enrolled(session: Session, row: Establishment) -> tuple[tuple[str, str], ...]:
    """Each active entry in an open cohort: the cohort, and how a command line names it."""
    rows = entries_of_establishments(session, [row])
    entries = Counter(entry.cohort_id for entry, _ in rows)
    shared = is_shared(session, row)
    return tuple(
        (
            cohort.name,
            reference(
                row.code, row.sector, entry.number, shared=shared, several=entries[entry.cohort_id] > 1
            ),
        )
        for entry, cohort in rows
        if entry.withdrawn_on is None and cohort.closed_on is None
    )
