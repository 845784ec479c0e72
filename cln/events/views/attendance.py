"""What `cln event attendance` and `register` show: who came, and how entries and teams have come so far."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cln.events.attendance import Came, OfEntry, OfTeam, Shown
from cln.events.attending import Taken
from cln.events.turnout import Turnout
from cln.files.workbook import Sheet
from cln.programme import AttendanceStatus, EventStatus
from cln.screen import outcome
from cln.screen.view import Block, Drawn, Line, Table, View
from cln.tables.events import Event
from cln.words import count

MOST_NAMED = 5
"""Of people whose attendance is not on record, so many are named."""

BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
SO_FAR = ("so far", "missed", "last seen", "promoted")


def shown(result: Shown) -> View:
    """Who came to an event.

    JSON: `cohort`, `event` (its number), `name`, `status` and `on` (of the event for everybody), `present`,
    `apologies`, `absent`, `not_recorded` (people), and three arrays:
    `people`: `code`, `sector`, `entry`, `team`, `name`, `role`, `status` (null where not on record);
    `entries`: `code`, `sector`, `entry`, `name`, `authority`, `team`, and over all events held so far
    `present` and `recorded` (times that somebody came, that it is on record), `rate` (0 to 1), `missed` (to
    how many of the latest events in a row nobody came), `last_seen`, `promoted` (whether a promoted member of
    staff has come; null: nothing is on record);
    `teams`: `team`, `theme` and the same.
    """
    return View(_data(result), _blocks(result))


def taken(result: Taken) -> View:
    """What was taken in.

    JSON: the keys of `shown`, and `file` (null by hand), `added`, `changed`, `unchanged`, `columns_not_used`,
    `corrected` (an array of `code`, `sector`, `entry`, `name`, `was`, `now`), `rows_without_status`,
    `rows_of_other_events` (the numbers of rows).
    """
    file, rows = result.file, result.marked.rows
    data = {
        **_data(result.shown),
        **outcome.data(file.source if file else "", rows, file.unused if file else ()),
        "file": file.source if file else None,
        "corrected": [
            {
                "code": one.attendee.entry.establishment.code,
                "sector": one.attendee.entry.establishment.sector,
                "entry": one.attendee.entry.entry.number,
                "name": one.attendee.person.name,
                "was": one.was,
                "now": one.now,
            }
            for one in result.marked.corrected
        ],
        "rows_without_status": list(file.silent) if file else [],
        "rows_of_other_events": list(file.elsewhere) if file else [],
    }
    return View(data, [*_deeds(result), *_blocks(result.shown)])


def registered(sheet: Sheet, path: Path, number: int) -> View:
    """What was written for the door. JSON: `file`, `event`, `people`."""
    people = len(sheet.rows)
    blocks = [
        Line(f"{path}: {count(people, 'person', 'people')} expected at event {number}.", "good"),
        Line(
            f"Fill in the status at the door, then: cln event hold {number}, "
            f"cln event attendance {number} {path}",
            "dim",
        ),
    ]
    return View({"file": str(path), "event": number, "people": people}, blocks)


def _deeds(result: Taken) -> list[Line]:
    file, rows = result.file, result.marked.rows
    source = file.source if file else "By hand"
    lines = [Line(f"{source}: it says of nobody whether they came.", "warn")]
    if rows.total:
        lines = [outcome.tally(source, rows, "person", "people")]
    if file:
        lines += outcome.unused(file.unused)
    if file and file.silent:
        silent = f"row{'s' if len(file.silent) > 1 else ''} {_rows(file.silent)}"
        lines.append(Line(f"Without a status, and left as it was: {silent}.", "warn"))
    if file and file.elsewhere:
        lines.append(Line(f"About other events, and left out: {count(len(file.elsewhere), 'row')}.", "dim"))
    lines += [
        Line(f"Corrected: {one.attendee.label} is {one.now}, was {one.was}.")
        for one in result.marked.corrected
    ]
    return lines


def _rows(numbers: Sequence[int]) -> str:
    rest = f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else ""
    return ", ".join(map(str, numbers[:MOST_NAMED])) + rest


def _blocks(result: Shown) -> list[Block]:
    counted = Counter(one.status for one in result.people)
    held = any(one.status == EventStatus.HELD for one in result.events)
    said = [f"{counted[status]} {status}" for status in AttendanceStatus]
    said += [f"{counted[None]} not on record"] if counted[None] else []
    number = result.plan.number
    blocks: list[Block] = [
        Line(f"Event {number} of {result.cohort}, {result.plan.name}: {_when(result.events)}", "strong"),
        Line(f"{', '.join(said)}." if held else _ahead(result)),
    ]
    silent = [one for one in result.people if one.status is None]
    if held and len(silent) == len(result.people):
        blocks.append(Line(f"Next: cln event attendance {number} FILE", "dim"))
    elif held and silent:
        blocks.append(_silent(silent, number))
    if any(one.turnout.recorded for one in result.entries):
        blocks += [*_teams(result.teams), _entries(result.entries)]
    return blocks


def _ahead(result: Shown) -> str:
    """Who is to come to an event that has not been held."""
    sorry = [one for one in result.people if one.status == AttendanceStatus.APOLOGIES]
    names = f": {', '.join(one.attendee.label for one in sorry)}" if sorry else ""
    people = count(len(result.people), "person is", "people are")
    return f"{people} expected; {len(sorry)} sent apologies{names}."


def _silent(people: Sequence[Came], number: int) -> Line:
    names = ", ".join(one.attendee.label for one in people[:MOST_NAMED])
    rest = f" and {len(people) - MOST_NAMED} more" if len(people) > MOST_NAMED else ""
    return Line(
        f"Not on record: {names}{rest}. Say it of one with: cln event attendance {number} --absent NAME, "
        f"or of all when you import: cln event attendance {number} FILE --others absent",
        "warn",
    )


def _when(events: Sequence[Event]) -> str:
    parts = []
    for one in events:
        day = f" on {one.on}" if one.on else ""
        whose = f"{one.sector} " if one.sector else ""
        parts.append(f"{whose}{one.status}{day}")
    return "; ".join(parts)


def _teams(teams: Sequence[OfTeam]) -> list[Table]:
    if not teams:
        return []
    rows = [[str(one.number), one.theme, *_so_far(one.turnout)] for one in teams]
    return [
        Table(["team", "theme", *SO_FAR], rows, "Teams, all events so far", frozenset({"team", *SO_FAR[:2]}))
    ]


def _entries(entries: Sequence[OfEntry]) -> Table:
    rows = [
        [
            str(one.team or ""),
            one.entry.establishment.code,
            f"{one.entry.establishment.name}{_number(one)}",
            *_so_far(one.turnout),
        ]
        for one in entries
        if one.turnout.recorded or one.entry.entry.withdrawn_on is None
    ]
    columns = ["team", "code", "establishment", *SO_FAR]
    return Table(columns, rows, "Entries, all events so far", frozenset({"team", *SO_FAR[:2]}))


def _number(one: OfEntry) -> str:
    number = one.entry.entry.number
    return f" ({number})" if number != 1 else ""


def _so_far(turnout: Turnout) -> list[str]:
    """In words: how often of how often, in a row missed, last seen, whether a promoted member came."""
    if turnout.rate is None:
        return ["", "", "", ""]
    promoted = "yes" if turnout.promoted else "no"
    rate = f"{turnout.rate:.0%}"
    return [
        Drawn(f"{_course(turnout)} {rate:>4}", rate),
        str(turnout.missed),
        str(turnout.latest or "never"),
        promoted,
    ]


def _course(turnout: Turnout) -> str:
    """A bar for each event, as high as the share who came."""
    return "".join(BARS[round(share * (len(BARS) - 1))] for share in turnout.course)


def _data(result: Shown) -> dict[str, Any]:
    counted = Counter(one.status for one in result.people)
    everybodys = result.events[0]
    return {
        "cohort": result.cohort,
        "event": result.plan.number,
        "name": result.plan.name,
        "status": everybodys.status,
        "on": _iso(everybodys.on),
        **{status.value: counted[status] for status in AttendanceStatus},
        "not_recorded": counted[None],
        "people": [_person(one) for one in result.people],
        "entries": [
            {
                "code": one.entry.establishment.code,
                "sector": one.entry.establishment.sector,
                "entry": one.entry.entry.number,
                "name": one.entry.establishment.name,
                "authority": one.entry.authority,
                "team": one.team,
                **_so_many(one.turnout),
            }
            for one in result.entries
        ],
        "teams": [{"team": one.number, "theme": one.theme, **_so_many(one.turnout)} for one in result.teams],
    }


def _person(one: Came) -> dict[str, Any]:
    entry = one.attendee.entry
    return {
        "code": entry.establishment.code,
        "sector": entry.establishment.sector,
        "entry": entry.entry.number,
        "team": one.team,
        "name": one.attendee.person.name,
        "role": one.attendee.person.role,
        "status": one.status,
    }


def _so_many(turnout: Turnout) -> dict[str, Any]:
    return {
        "present": turnout.present,
        "recorded": turnout.recorded,
        "rate": round(turnout.rate, 4) if turnout.rate is not None else None,
        "missed": turnout.missed,
        "last_seen": _iso(turnout.latest),
        "promoted": turnout.promoted,
    }


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
