"""What the record of changes says of itself in digests, so that an edited line is found.

A row of the record carries the digest of its images under a salt of its own, and a change the digest of its
heading and of its rows' digests. Salt and images can be taken away (`cln.store.seals.erase_image`): the
digest stays, tells nothing without the salt, and what was made of it is as right as before.

How they are made never changes, since those on record were made so.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

SALT = 16
"""Bytes of a salt: too many to be tried."""


def salts(many: int) -> list[str]:
    """So many salts, as hexadecimal digits."""
    drawn, width = secrets.token_hex(SALT * many), 2 * SALT
    return [drawn[first : first + width] for first in range(0, len(drawn), width)]


def of_row(salt: str, table: str, row_id: int, before: str | None, after: str | None) -> str:
    """The digest of one row of the record, whose images are JSON as it is stored."""
    return _digest((salt, table, str(row_id), before or "", after or ""))


def of_heading(
    salt: str,
    at: datetime,
    who: str,
    command: str,
    kind: str,
    undoes: int | None,
    files: Sequence[Mapping[str, str]],
) -> str:
    """The digest of what a change says of itself; a moment without a zone is UTC."""
    moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return _digest((salt, json.dumps([moment.isoformat(), who, command, kind, undoes, list(files)])))


def of_change(heading: str, rows: Iterable[str]) -> str:
    """The digest of a change: of those of its heading and of its rows, in their order."""
    return _digest((heading, *rows))


def of_seal(earlier: str, number: int, change: str) -> str:
    """The seal of a change: it takes in the one before it, so that none can be taken out.

    Args:
        earlier: the seal before it; empty for the first.
        number: of the change.
        change: its digest.
    """
    return _digest((earlier, str(number), change))


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
