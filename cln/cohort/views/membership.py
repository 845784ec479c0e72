"""What withdrawing an entry and taking it back show."""

from typing import Any

from cln.cohort.membership import Rejoined, Withdrawal
from cln.cohort.queries import EnrolledEntry
from cln.cohort.views import enrolment
from cln.match.views import waiting
from cln.screen.data import plain
from cln.screen.view import Line, View
from cln.tables.people import Absence
from cln.words import count


def withdrawn(result: Withdrawal) -> View:
    """Who left and what remains.

    JSON: `cohort`, the keys of the entry, `withdrawn_on`, `reason`, `note`, `entries_left`,
    `participants_left`; once there is a proposal also `proposal`, `free_places`, `could_come_in` (an array
    of entries with `position` and `reason`).
    """
    row, queue = result.entry.entry, result.queue
    blocks = [
        Line(
            f"{named(result.entry)} withdrew from {result.cohort} on {row.withdrawn_on} "
            f"({row.withdrawn_reason})."
        ),
        Line(f"{_number(result)} {'remains' if result.entries == 1 else 'remain'}."),
        *(waiting.could_come_in(queue) if queue else []),
        Line(f"Next: cln match --from {queue.proposal}" if queue else "Next: cln match", "dim"),
    ]
    data = {
        "cohort": result.cohort,
        **enrolment.departure(result.entry),
        "entries_left": result.entries,
        "participants_left": result.participants,
    }
    if queue:
        data |= {
            "proposal": queue.proposal,
            "free_places": queue.free_places,
            "could_come_in": plain(queue.could_come_in),
        }
    return View(data, blocks)


def rejoined(result: Rejoined) -> View:
    """Who came back.

    JSON: `cohort`, the keys of the entry, `withdrawn_on`, `reason`, `note` (of the time away), `rejoined_on`,
    `entries`, `participants_now` (both of the whole cohort).
    """
    away = result.absence
    blocks = [
        Line(f"{named(result.entry)} is back in {result.cohort} from {away.rejoined_on}.", "good"),
        Line(f"That it was away since {away.withdrawn_on} ({away.reason}) stays on record."),
        Line(f"{result.cohort} has {_number(result)}."),
        Line(f"Next: cln match --from {result.proposal}" if result.proposal else "Next: cln match", "dim"),
    ]
    data = {
        "cohort": result.cohort,
        **absence(result.entry, away),
        "entries": result.entries,
        "participants_now": result.participants,
    }
    return View(data, blocks)


def absence(one: EnrolledEntry, away: Absence) -> dict[str, Any]:
    """A withdrawal that ended as data: the entry's keys, `withdrawn_on`, `reason`, `note`, `rejoined_on`."""
    return {
        **enrolment.entry(one),
        "withdrawn_on": away.withdrawn_on.isoformat(),
        "reason": away.reason,
        "note": away.note,
        "rejoined_on": away.rejoined_on.isoformat(),
    }


def named(one: EnrolledEntry) -> str:
    """An entry in a sentence: code and name, and its number where that is not 1."""
    number = f" (entry {one.entry.number})" if one.entry.number != 1 else ""
    return f"{one.establishment.code} {one.establishment.name}{number}"


def _number(result: Withdrawal | Rejoined) -> str:
    return f"{count(result.entries, 'entry', 'entries')} with {count(result.participants, 'participant')}"
