"""What `cln event attendance` and `register` show: who came, and how entries and teams have come so far."""

from collections.abc import Sequence

from cln.events.attendance import OfEntry, OfTeam, Shown
from cln.events.marks import Taken
from cln.events.register import Registered
from cln.events.turnout import Turnout
from cln.files.outcome import Tally
from cln.programme import AttendanceStatus, EventStatus
from cln.screen import outcome
from cln.screen.view import Block, Drawn, Line, Table, View
from cln.words import argument, count, named, spans

MOST_NAMED = 5
"""Of people whose attendance is not on record, so many are named."""

BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
SO_FAR = ("so far", "missed", "last seen", "promoted")


def shown(result: Shown) -> View:
    """Who came to an event."""
    return View(result, _blocks(result), result.overlooked)


def taken(result: Taken) -> View:
    """What became of the attendance that was taken in, and who came."""
    source, rows = result.file or "By hand", Tally(result.added, result.changed, result.unchanged)
    blocks: list[Block] = [Line(f"{source}: it says of nobody whether they came; nothing changed.", "warn")]
    if rows.total:
        blocks = [outcome.tally(source, rows, "person", "people")]
    blocks += outcome.unused(result.columns_not_used)
    if silent := result.rows_without_status:
        numbers = f"row{'s' if len(silent) > 1 else ''} {spans(silent)}"
        blocks.append(Line(f"Without a status, and left as it was: {numbers}.", "warn"))
    if others := result.rows_of_other_events:
        blocks.append(Line(f"About other events, and left out: {count(len(others), 'row')}.", "dim"))
    blocks += [Line(f"Corrected: {one.label} is {one.now}, was {one.was}.") for one in result.corrected]
    if result.file is None:  # said of one or two people, for whom nobody needs the whole cohort
        return View(result, [*blocks, Line(f"{_heading(result)}: {_who(result)}")], result.overlooked)
    return View(result, [*blocks, *_blocks(result)], result.overlooked)


def registered(result: Registered) -> View:
    """What was written for the door."""
    blocks = [
        Line(
            f"{result.file}: {count(result.people, 'person', 'people')} expected at event {result.event}.",
            "good",
        ),
        Line(
            f"Fill in the status at the door, then: cln event hold {result.event}, "
            f"cln event attendance {result.event} {argument(result.file)}",
            "dim",
        ),
    ]
    return View(result, blocks, result.overlooked)


def badged(result: Registered) -> View:
    """What badges were written."""
    badges = count(result.people, "badge")
    blocks = [
        Line(f"{result.file}: {badges} for event {result.event}.", "good"),
        Line("Print it from a browser, ten badges a page, and cut along the lines.", "dim"),
    ]
    return View(result, blocks, result.overlooked)


def _blocks(result: Shown) -> list[Block]:
    held, show = _is_held(result), f"cln event attendance {result.event}"
    when = "; ".join(
        f"{one.sector} {one.status}".lstrip() + (f" on {one.on}" if one.on else "") for one in result.events
    )
    blocks: list[Block] = [
        Line(f"{_heading(result)}: {when}", "strong"),
        Line(_who(result)),
    ]
    silent = [one.label for one in result.people if one.status is None]
    if held and len(silent) == len(result.people):
        blocks.append(Line(f"Next: cln event attendance {result.event} FILE", "next"))
    elif held and silent:
        blocks.append(
            Line(
                f"Not on record: {named(silent, f'{show} --json', MOST_NAMED)}. Say it of one with: {show} "
                f"--absent NAME, or of all when you import: {show} FILE --others absent",
                "warn",
            )
        )
    if any(one.recorded for one in result.entries):
        blocks += [*_teams(result.teams), _entries(result.entries)]
    return blocks


def _is_held(result: Shown) -> bool:
    return any(one.status == EventStatus.HELD for one in result.events)


def _who(result: Shown) -> str:
    """How many came; before the event, who is to come."""
    return _came(result) if _is_held(result) else _ahead(result)


def _heading(result: Shown) -> str:
    return f"Event {result.event} of {result.cohort}, {result.name}"


def _came(result: Shown) -> str:
    parts = [f"{getattr(result, status)} {status}" for status in AttendanceStatus]
    parts += [f"{result.not_recorded} not on record"] if result.not_recorded else []
    return f"{', '.join(parts)}."


def _ahead(result: Shown) -> str:
    """Who is to come to an event that has not been held."""
    sorry = [one.label for one in result.people if one.status == AttendanceStatus.APOLOGIES]
    names = f": {', '.join(sorry)}" if sorry else ""
    people = count(len(result.people), "person is", "people are")
    return f"{people} expected; {len(sorry)} sent apologies{names}."


def _teams(teams: Sequence[OfTeam]) -> list[Table]:
    rows = [[str(one.team), one.theme, *_so_far(one)] for one in teams]
    return [_table(["team", "theme"], rows, "Teams as they are today")] if teams else []


def _entries(entries: Sequence[OfEntry]) -> Table:
    rows = [
        [
            str(one.team or ""),
            one.code,
            one.called,
            *_so_far(one),
        ]
        for one in entries
        if one.recorded or not one.withdrawn
    ]
    return _table(["team", "code", "establishment"], rows, "Entries")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], whose: str) -> Table:
    right = frozenset({"team", *SO_FAR[:2]})
    return Table([*columns, *SO_FAR], rows, f"{whose}, all events so far", right)


def _so_far(one: Turnout) -> list[str]:
    """In words: how often of how often, in a row missed, on what day last, whether a promoted member came."""
    if one.rate is None:
        return ["", "", "", ""]
    rate, promoted = f"{one.rate:.0%}", "yes" if one.promoted else "no"
    picture = f"{course(one)} {rate:>4}"
    return [Drawn(picture, rate), str(one.missed), str(one.latest or "never"), promoted]


def course(one: Turnout) -> str:
    """A bar for each event, as high as the share who came."""
    return "".join(BARS[round(share * (len(BARS) - 1))] for share in one.course)
