"""The order of those who want a place: who answered before who did not, then who was nominated first.

Ties go by code, sector and number of the entry. Light: the waiting list is asked for without a match.
"""

from collections.abc import Iterable
from datetime import datetime

from cln.matching.problem import Entry, Key


def claim(answered: bool, nominated: datetime | int, key: Key) -> tuple[bool, datetime | int, Key]:
    """What the queue is sorted by: the smaller, the stronger the claim to a place.

    Args:
        answered: it has answered the survey.
        nominated: when, or the rank of that moment.
        key: its code, sector and number.
    """
    return (not answered, nominated, key)


def queue(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of their claim to a place, the strongest first."""
    return sorted(entries, key=lambda entry: claim(entry.levels is not None, entry.nominated, entry.key))
