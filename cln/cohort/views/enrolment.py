"""What enrolling shows, and how an entry is told as data."""

from dataclasses import asdict
from typing import Any

from cln.cohort.enrolment import Enrolment
from cln.cohort.queries import EnrolledEntry
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def enrolled(result: Enrolment) -> View:
    """What a file of nominations did.

    JSON: `cohort`, `file`, `entries_added`, `added`, `changed`, `unchanged` (people), `columns_not_used`,
    `not_in_file` (people on record: `code`, `sector`, `entry`, `name`), `incomplete` (entries, with `lacks`:
    roles), `entries`, `participants`, `capacity`, `over_capacity`, `key_facilitators_short` (an array of
    `authority`, `establishments`, `needed`, `present`).
    """
    over = max(0, result.participants - result.capacity)
    blocks: list[Block] = [
        Line(f"{result.cohort}: {count(result.entries_added, 'entry', 'entries')} added.", "strong"),
        outcome.tally(result.source, result.people, "person", "people"),
        *outcome.unused(result.unused),
        *_not_in_file(result),
        *_incomplete(result),
        *(Line(one.sentence, "warn") for one in result.short),
        _total(result, over),
        Line("Next: cln facilitator import FILE, cln survey import FILE", "dim"),
    ]
    data = {
        "cohort": result.cohort,
        "entries_added": result.entries_added,
        **outcome.data(result.source, result.people, result.unused),
        "not_in_file": [
            {
                "code": one.entry.establishment.code,
                "sector": one.entry.establishment.sector,
                "entry": one.entry.entry.number,
                "name": one.name,
            }
            for one in result.not_in_file
        ],
        "incomplete": [{**entry(one.entry), "lacks": list(one.lacks)} for one in result.incomplete],
        "entries": result.entries,
        "participants": result.participants,
        "capacity": result.capacity,
        "over_capacity": over,
        "key_facilitators_short": [asdict(one) for one in result.short],
    }
    return View(data, blocks)


def entry(one: EnrolledEntry) -> dict[str, Any]:
    """An entry as data: `code`, `sector`, `entry`, `name`, `authority`, `participants` (a number)."""
    return {
        "code": one.establishment.code,
        "sector": one.establishment.sector,
        "entry": one.entry.number,
        "name": one.establishment.name,
        "authority": one.authority,
        "participants": len(one.participants),
    }


def departure(one: EnrolledEntry) -> dict[str, Any]:
    """A withdrawn entry as data: the entry's keys, `withdrawn_on`, `reason`, `note`."""
    day = one.entry.withdrawn_on
    return {
        **entry(one),
        "withdrawn_on": day.isoformat() if day else None,
        "reason": one.entry.withdrawn_reason,
        "note": one.entry.withdrawn_note,
    }


def _not_in_file(result: Enrolment) -> list[Line]:
    if not result.not_in_file:
        return []
    people = ", ".join(f"{one.name} ({_place(one.entry)})" for one in result.not_in_file)
    return [Line(f"Still on record though not in the file: {people}. An import takes nobody off.", "warn")]


def _place(one: EnrolledEntry) -> str:
    code, number = one.establishment.code, one.entry.number
    return code if number == 1 else f"{code}, entry {number}"


def _incomplete(result: Enrolment) -> list[Table]:
    if not result.incomplete:
        return []
    return [
        Table(
            ["code", "sector", "entry", "name", "authority", "lacks"],
            [[*_cells(one.entry), " and ".join(one.lacks)] for one in result.incomplete],
            title="Each entry should bring a promoted member of staff and a practitioner; "
            + ("this one does not" if len(result.incomplete) == 1 else "these do not"),
            right=frozenset({"entry"}),
        )
    ]


def _total(result: Enrolment, over: int) -> Line:
    total = (
        f"{result.cohort} has {count(result.entries, 'entry', 'entries')} with "
        f"{count(result.participants, 'participant')}"
    )
    if not over:
        return Line(f"{total}; there is room for {result.capacity}.")
    return Line(
        f"{total}, {over} more than its capacity of {result.capacity}: at least {over} will wait.", "warn"
    )


def _cells(one: EnrolledEntry) -> list[str]:
    return [
        one.establishment.code,
        one.establishment.sector,
        str(one.entry.number),
        one.establishment.name,
        one.authority,
    ]
