"""What `cln event` shows: the six events, what became of them, and what was just done to one."""

from collections.abc import Sequence
from datetime import date

from cln import schooldays
from cln.cohort.cohorts import Planned
from cln.events.events import Shown, Standing, WithHistory, again, title
from cln.events.schedule import Done
from cln.programme import Deed, EventStatus, Mode
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.words import day_of

IN_WORDS = {Mode.IN_PERSON: "in person", Mode.ONLINE: "online", Mode.BOTH: "in person and online"}


def listing(cohort: str, events: Sequence[Standing], today: date) -> View:
    """The events of a cohort."""
    if not events:
        line = Line(f"{cohort} has no events yet. Schedule all six with: cln event schedule")
        return View(events, [line])
    rows = [
        [
            str(one.number),
            title(one),
            _day(one.on),
            "scheduled, past" if _is_late(one, today) else one.status,
            _where(one),
        ]
        for one in events
    ]
    blocks: list[Block] = [Table(["", "event", "on", "status", "where"], rows, right=frozenset({""}))]
    if late := next((one for one in events if _is_late(one, today)), None):
        sentence = f"{title(late)} was to be on {late.on}. Say what became of it: {again(late, 'hold')}, "
        blocks.append(Line(f"{sentence}or postpone or cancel it.", "warn"))
    return View(events, blocks)


def shown(result: Shown) -> View:
    """One event with its history."""
    blocks: list[Block] = [
        Line(f"Event {result.number} of {result.cohort}: {result.name}", "strong"),
        Line(result.purpose),
        Line(f"By then a project must have {result.asks_for}."),
        Line(f"Who contributes: {', '.join(result.inputs)}.", "dim"),
    ]
    everybody = "Everybody else" if len(result.events) > 1 else "Everybody"
    for one in result.events:
        blocks += [Line(""), Line(f"{one.sector or everybody}: {_standing(one)}."), _history(one)]
    return View(result, blocks)


def done(result: Done) -> View:
    """What was done to an event."""
    if result.deed is None:
        return View(result, [Line(f"Nothing changed: {title(result)} is {_standing(result)}.")])
    what = _in_words(result.deed, result.was_on, result.on, result.what)
    blocks = [Line(f"Event {result.number} of {result.cohort}, {title(result)}: {what}.", "good")]
    on, today = result.on, result.today
    awaited = on if result.status == EventStatus.SCHEDULED else None
    if result.deed is Deed.HELD:
        blocks.append(Line(f"Next: cln event attendance {result.number} FILE", "dim"))
    elif awaited and awaited <= today:
        blocks.append(Line(f"When it has been held: {again(result, 'hold')}", "dim"))
    odd = schooldays.holiday(awaited) if awaited and awaited >= today else None
    return View(result, blocks, notes=[f"{awaited} {odd}; that is kept as you gave it."] if odd else [])


def scheduled(cohort: str, events: Sequence[Planned]) -> View:
    """The events that were missing."""
    if not events:
        line = Line(f"Nothing changed: {cohort} has all its events; see: cln event list")
        return View(events, [line])
    return View(events, [table(events), Line("Change one with: cln event schedule 3 --on DATE", "dim")])


def table(events: Sequence[Planned]) -> Table:
    """The days of events."""
    rows = [[str(one.number), one.name, _day(one.on)] for one in events]
    return Table(["", "event", "on"], rows, right=frozenset({""}))


def _standing(event: Standing) -> str:
    """How an event stands: "held on Thu 2026-11-12, 13:30 to 15:30, in person at City Chambers"."""
    parts = [
        {
            EventStatus.SCHEDULED: f"scheduled for {_day(event.on)}",
            EventStatus.HELD: f"held on {_day(event.on)}",
            EventStatus.POSTPONED: "postponed, no new day yet",
            EventStatus.CANCELLED: "cancelled",
        }[EventStatus(event.status)]
    ]
    if event.starts:
        parts.append(f"{event.starts:%H:%M}" + (f" to {event.ends:%H:%M}" if event.ends else ""))
    at = f" at {event.venue}" if event.venue and event.mode != Mode.ONLINE else ""
    link = f" ({event.link})" if event.link else ""
    parts.append(f"{IN_WORDS[Mode(event.mode)]}{at}{link}")
    if event.host:
        parts.append(f"hosted by {event.host}")
    return ", ".join(parts)


def _history(event: WithHistory) -> Table:
    rows = [
        [
            f"{day_of(one.at)}",
            one.who,
            _in_words(Deed(one.deed), one.was_on, one.now_on, one.what),
            as_written(one.reason),
        ]
        for one in event.history
    ]
    return Table(["when", "who", "what", "why"], rows)


def _in_words(deed: Deed, was: date | None, now: date | None, what: str) -> str:
    """A deed in words: "postponed from 2026-11-12 to 2026-11-19"."""
    moved = was is not None and was != now
    words = {
        Deed.SCHEDULED: f"scheduled for {now}" + (f", was {was}" if moved else ""),
        Deed.CHANGED: f"moved from {was} to {now}" if moved else "",
        Deed.POSTPONED: f"postponed from {was}" + (f" to {now}" if now else ", no new day yet"),
        Deed.MOVED_ONLINE: "moved online",
        Deed.CANCELLED: "cancelled" + (f"; it was to be on {was}" if was else ""),
        Deed.HELD: f"held on {now}" + (f", not on {was}" if moved else ""),
        Deed.NOT_HELD: f"not held on {was} after all",
        Deed.ATTENDANCE: "",
    }[deed]
    return "; ".join(part for part in (words, what) if part)


def _is_late(event: Standing, today: date) -> bool:
    return event.status == EventStatus.SCHEDULED and event.on is not None and event.on < today


def _where(event: Standing) -> str:
    if event.mode == Mode.ONLINE:
        return "online"
    return event.venue + (" and online" if event.mode == Mode.BOTH else "")


def _day(on: date | None) -> str:
    return f"{on:%a %Y-%m-%d}" if on else ""
