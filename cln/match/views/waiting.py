"""Who waits for a place, as the lead officer sees them."""

from typing import Any

from cln.match.waiting import Queue, Queued
from cln.screen.view import Block, Line, Table, View
from cln.words import count


def shown(result: Queue) -> View:
    """Who waits, first in the queue first.

    JSON: `cohort`, `proposal`, `accepted`, `capacity`, `seated` (people), `free_places`, `waiting` (an array
    of `position`, the entry's keys, `participants`, `reason`, `could_come_in`).
    """
    accepted = " (accepted)" if result.accepted else ""
    blocks: list[Block] = [
        Line(
            f"{result.cohort}, proposal {result.proposal}{accepted}: {result.seated} of {result.capacity} "
            f"places are taken.",
            "strong",
        )
    ]
    if not result.waiting:
        blocks.append(Line("Nobody waits.", "good"))
    else:
        blocks += [_table(result), *could_come_in(result)]
        if result.could_come_in:
            blocks.append(Line(f"Fill the places with: cln match --from {result.proposal}", "dim"))
    data = {
        "cohort": result.cohort,
        "proposal": result.proposal,
        "accepted": result.accepted,
        "capacity": result.capacity,
        "seated": result.seated,
        "free_places": result.free,
        "waiting": [queued(one) for one in result.waiting],
    }
    return View(data, blocks)


def could_come_in(result: Queue) -> list[Line]:
    """Who could have a place that is free."""
    if not result.waiting:
        return []
    if not result.could_come_in:
        return [Line(f"{_free(result)}{'; nobody who waits fits' if result.free else ''}.")]
    who = ", ".join(f"{one.entry} with {one.entry.participants} people" for one in result.could_come_in)
    return [
        Line(f"{_free(result)}. Next in the queue who fits: {who}.", "good"),
    ]


def queued(one: Queued) -> dict[str, Any]:
    """An entry that waits, as data."""
    return {
        "position": one.position,
        "code": one.entry.code,
        "sector": one.entry.sector,
        "entry": one.entry.number,
        "name": one.entry.name,
        "authority": one.entry.authority,
        "participants": one.entry.participants,
        "reason": one.reason,
        "could_come_in": one.fits,
    }


def _free(result: Queue) -> str:
    if not result.free:
        return "No place is free"
    return f"{count(result.free, 'place')} {'is' if result.free == 1 else 'are'} free"


def _table(result: Queue) -> Table:
    return Table(
        ("place", "code", "establishment", "sector", "authority", "people", "why it waits"),
        [
            (
                str(one.position),
                one.entry.code,
                one.entry.name if one.entry.number == 1 else f"{one.entry.name} (entry {one.entry.number})",
                one.entry.sector,
                one.entry.authority,
                str(one.entry.participants),
                one.reason,
            )
            for one in result.waiting
        ],
        title="Waiting",
        right=frozenset({"place", "people"}),
    )
