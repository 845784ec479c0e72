"""The order of those who want a place: who answered before who did not, then who was nominated first.

Among equals those go first who waited in an earlier cohort and got no place; then the lot decides. Light: the
waiting list is asked for without a match.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cln.matching.problem import Entry, Key

Claim = tuple[bool, datetime | int, bool, str, "Key"]
"""What the queue is sorted by: the smaller, the stronger the claim to a place."""

NO_MORE = "no teams that keep the rules hold more people"
"""Why an entry waits though there are places for it; other words may stand before it in a reason."""

PASSED_OVER = "no teams of as many people keep the rules with it and those who go first"
"""Why an entry waits though others have a place who go behind it; more words may stand behind."""


def tells_passed_over(reason: str) -> bool:
    """Whether a reason to wait says that no teams held the entry."""
    return reason.startswith(PASSED_OVER)


def with_no_more(words: str) -> str:
    """A reason to wait, and that no teams held more people."""
    return f"{words}; {NO_MORE}" if words else NO_MORE


def tells_no_more(reason: str) -> bool:
    """Whether a reason to wait says that no teams held more people."""
    return reason.endswith(NO_MORE)


def without_no_more(reason: str) -> str:
    """What else a reason to wait says."""
    return reason.removesuffix(f"; {NO_MORE}")


def claim(answered: bool, nominated: datetime | int, waited: bool, lot: str, key: "Key") -> Claim:
    """What an entry can claim.

    Args:
        answered: it has answered the survey.
        nominated: when, or the rank of that moment.
        waited: it waited in an earlier cohort and got no place.
        lot: what it drew; the same of all where the order of codes decides.
        key: its code, sector and number.
    """
    return (not answered, nominated, not waited, lot, key)


def draw(lot: str, key: "Key") -> str:
    """What an entry draws in the lot of its cohort, the same on every computer: the smallest goes first.

    It is the SHA-256 in hexadecimal of `NAME|LAUNCH|CODE|SECTOR|ENTRY` in UTF-8.

    Args:
        lot: `NAME|LAUNCH` of the cohort, as it was opened.
        key: code, sector and number of the entry.
    """
    return hashlib.sha256("|".join((lot, *map(str, key))).encode()).hexdigest()


def queue(entries: "Iterable[Entry]") -> "list[Entry]":
    """Entries in the order of their claim to a place, the strongest first."""
    return sorted(entries, key=claim_of)


def claim_of(entry: "Entry") -> Claim:
    """What an entry of a match can claim."""
    return claim(entry.levels is not None, entry.nominated, entry.waited, entry.lot, entry.key)
