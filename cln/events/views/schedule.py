"""What `cln event` shows: the six events, what became of them, and what was just done to one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cln import schooldays
from cln.events.diary import Done
from cln.events.schedule import Happening, Listed, Shown
from cln.programme import EVENTS, INPUTS, Deed, EventStatus, Mode
from cln.screen.view import Block, Line, Table, View
from cln.tables.events import Event, EventChange
from cln.words import moment

IN_WORDS = {Mode.IN_PERSON: "in person", Mode.ONLINE: "online", Mode.BOTH: "in person and online"}


def listing(result: Listed) -> View:
    """The events of a cohort.

    JSON: an array of `number`, `name`, `sector` (null: for everybody without one of their own), `status`
    (`scheduled`, `postponed`, `held`, `cancelled`), `on` (null while postponed without a new day), `starts`,
    `ends` (local time, null where not known), `mode` (`in-person`, `online`, `both`), `venue`, `link`, `host`
    (an authority or null).
    """
    data = [_data(one) for one in result.happenings]
    if not data:
        return View(
            data, [Line(f"{result.cohort} has no events yet. Schedule all six with: cln event schedule")]
        )
    rows = [
        [
            str(one.event.number),
            name(one.event),
            _day(one.event.on),
            _status(one.event, result.today),
            _where(one.event),
        ]
        for one in result.happenings
    ]
    blocks: list[Block] = [Table(["", "event", "on", "status", "where"], rows, right=frozenset({""}))]
    if late := [one.event for one in result.happenings if _late(one.event, result.today)]:
        first = late[0]
        sector = f" --sector {first.sector}" if first.sector else ""
        blocks.append(
            Line(
                f"{name(first)} was to be on {first.on}. Say what became of it: "
                f"cln event hold {first.number}{sector}, or postpone or cancel it.",
                "warn",
            )
        )
    return View(data, blocks)


def shown(result: Shown) -> View:
    """One event with its history.

    JSON: `cohort`, `number`, `name`, `purpose`, `asks_for` (what a project must have by then), `inputs` (who
    contributes), `events`: for everybody, then for sectors with one of their own, each with the keys of the
    listing and `history` (an array of `at` (UTC), `who`, `deed`, `was_on`, `now_on`, `what`, `reason`).
    """
    plan = result.plan
    data = {
        "cohort": result.cohort,
        "number": plan.number,
        "name": plan.name,
        "purpose": plan.purpose,
        "asks_for": plan.asks_for,
        "inputs": list(INPUTS),
        "events": [
            {**_data(one), "history": [_change(change) for change in one.history]}
            for one in result.happenings
        ],
    }
    blocks: list[Block] = [
        Line(f"Event {plan.number} of {result.cohort}: {plan.name}", "strong"),
        Line(plan.purpose),
        Line(f"By then a project must have {plan.asks_for}."),
        Line(f"Who contributes: {', '.join(INPUTS)}.", "dim"),
    ]
    else_ = " else" if len(result.happenings) > 1 else ""
    for one in result.happenings:
        who = one.event.sector or f"Everybody{else_}"
        blocks += [Line(""), Line(f"{who}: {standing(one)}."), _history(one)]
    return View(data, blocks)


def done(result: Done) -> View:
    """What was done to an event.

    JSON: `cohort`, `deed` (null: it was so already), the keys of the listing, `was_on`, `what` (else was
    changed, in words), `reason`.
    """
    event = result.happening.event
    data = {
        "cohort": result.cohort,
        "deed": result.deed.value if result.deed else None,
        **_data(result.happening),
        "was_on": _iso(result.was_on),
        "what": result.what,
        "reason": result.reason,
    }
    if result.deed is None:
        return View(data, [Line(f"Nothing changed: {name(event)} is {standing(result.happening)}.")])
    said = _told(result.deed, result.was_on, event.on, result.what)
    line = Line(f"Event {event.number} of {result.cohort}, {name(event)}: {said}.", "good")
    return View(data, [line, *_next(result)], notes=_odd(event, result.today))


def scheduled(cohort: str, events: Sequence[Event]) -> View:
    """The events that were missing. JSON: an array of `number`, `name`, `on`."""
    data = brief(events)
    if not events:
        return View(data, [Line(f"Nothing changed: {cohort} has all its events; see: cln event list")])
    return View(data, [table(events), Line("Change one with: cln event schedule 3 --on DATE", "dim")])


def brief(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Events as data: `number`, `name`, `on`."""
    return [{"number": one.number, "name": name(one), "on": _iso(one.on)} for one in events]


def table(events: Sequence[Event]) -> Table:
    """The days of events."""
    rows = [[str(one.number), name(one), _day(one.on)] for one in events]
    return Table(["", "event", "on"], rows, right=frozenset({""}))


def name(event: Event) -> str:
    """What people call it: "Final sharing event (Secondary)"."""
    return EVENTS[event.number - 1].name + (f" ({event.sector})" if event.sector else "")


def standing(one: Happening) -> str:
    """How an event stands: "held on Thu 2026-11-12, 13:30 to 15:30, in person at City Chambers"."""
    event = one.event
    when = {
        EventStatus.SCHEDULED: f"scheduled for {_day(event.on)}",
        EventStatus.HELD: f"held on {_day(event.on)}",
        EventStatus.POSTPONED: "postponed, no new day yet",
        EventStatus.CANCELLED: "cancelled",
    }[EventStatus(event.status)]
    parts = [when]
    if event.starts:
        parts.append(f"{event.starts:%H:%M}" + (f" to {event.ends:%H:%M}" if event.ends else ""))
    parts.append(_place(event))
    if one.host:
        parts.append(f"hosted by {one.host}")
    return ", ".join(parts)


def _history(one: Happening) -> Table:
    rows = [
        [
            f"{change.at.astimezone():%Y-%m-%d}",
            change.who,
            _told(Deed(change.deed), change.was_on, change.now_on, change.what),
            change.reason,
        ]
        for change in one.history
    ]
    return Table(["when", "who", "what", "why"], rows)


def _told(deed: Deed, was: date | None, now: date | None, what: str) -> str:
    """A deed in words: "postponed from 2026-11-12 to 2026-11-19"."""
    moved = was is not None and was != now
    said = {
        Deed.SCHEDULED: f"scheduled for {now}" + (f", was {was}" if moved else ""),
        Deed.CHANGED: f"moved from {was} to {now}" if moved else "",
        Deed.POSTPONED: f"postponed from {was}" + (f" to {now}" if now else ", no new day yet"),
        Deed.MOVED_ONLINE: "moved online",
        Deed.CANCELLED: "cancelled" + (f"; it was to be on {was}" if was else ""),
        Deed.HELD: f"held on {now}" + (f", not on {was}" if moved else ""),
        Deed.NOT_HELD: f"not held on {was} after all",
        Deed.ATTENDANCE: "",
    }[deed]
    return "; ".join(part for part in (said, what) if part)


def _next(result: Done) -> list[Line]:
    event = result.happening.event
    sector = f" --sector {event.sector}" if event.sector else ""
    if result.deed is Deed.HELD:
        return [Line(f"Next: cln event attendance {event.number} FILE", "dim")]
    if event.status == EventStatus.SCHEDULED and event.on and event.on <= result.today:
        return [Line(f"When it has been held: cln event hold {event.number}{sector}", "dim")]
    return []


def _odd(event: Event, today: date) -> list[str]:
    """What is odd about a day that was chosen, though it may be meant."""
    if event.status != EventStatus.SCHEDULED or event.on is None or event.on < today:
        return []
    why = schooldays.holiday(event.on)
    return [f"{event.on} {why}; that is kept as you gave it."] if why else []


def _late(event: Event, today: date) -> bool:
    return event.status == EventStatus.SCHEDULED and event.on is not None and event.on < today


def _status(event: Event, today: date) -> str:
    return "scheduled, past" if _late(event, today) else event.status


def _where(event: Event) -> str:
    if event.mode == Mode.ONLINE:
        return "online"
    return event.venue + (" and online" if event.mode == Mode.BOTH else "")


def _place(event: Event) -> str:
    said = IN_WORDS[Mode(event.mode)]
    at = f" at {event.venue}" if event.venue and event.mode != Mode.ONLINE else ""
    link = f" ({event.link})" if event.link else ""
    return f"{said}{at}{link}"


def _day(on: date | None) -> str:
    return f"{on:%a %Y-%m-%d}" if on else ""


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _data(one: Happening) -> dict[str, Any]:
    event = one.event
    return {
        "number": event.number,
        "name": one.plan.name,
        "sector": event.sector or None,
        "status": event.status,
        "on": _iso(event.on),
        "starts": f"{event.starts:%H:%M}" if event.starts else None,
        "ends": f"{event.ends:%H:%M}" if event.ends else None,
        "mode": event.mode,
        "venue": event.venue,
        "link": event.link,
        "host": one.host,
    }


def _change(change: EventChange) -> dict[str, Any]:
    return {
        "at": moment(change.at),
        "who": change.who,
        "deed": change.deed,
        "was_on": _iso(change.was_on),
        "now_on": _iso(change.now_on),
        "what": change.what,
        "reason": change.reason,
    }
