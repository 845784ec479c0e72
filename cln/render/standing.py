"""What `cln cohort show` shows: where a cohort stands."""

from typing import Any

from cln.render import entries, facilitators
from cln.render.view import Block, Line, Table, View, count
from cln.services.standing import Shown


def shown(result: Shown) -> View:
    """Where a cohort stands.

    JSON: `cohort`, `launch`, `closed_on`, `teams`, `capacity`, `travel_km`, `themes`, `establishments`,
    `entries`, `participants`, `answered` (entries), `facilitators`, `sectors` (an array of `sector`,
    `establishments`, `participants`), `authorities` (`authority`, `establishments`, `participants`,
    `key_facilitators`, `key_facilitators_needed`), `withdrawn` (entries with `withdrawn_on`, `reason`,
    `note`).
    """
    return View(_data(result), [*_summary(result), *_tables(result), *_next(result)])


def _data(result: Shown) -> dict[str, Any]:
    cohort = result.cohort
    return {
        "cohort": cohort.name,
        "launch": cohort.launch.isoformat(),
        "closed_on": cohort.closed_on.isoformat() if cohort.closed_on else None,
        "teams": cohort.teams,
        "capacity": cohort.capacity,
        "travel_km": cohort.travel_km,
        "themes": list(result.themes),
        "establishments": result.establishments,
        "entries": result.entries,
        "participants": result.participants,
        "answered": result.answered,
        "facilitators": result.facilitators,
        "sectors": [
            {"sector": one.sector, "establishments": one.establishments, "participants": one.participants}
            for one in result.sectors
        ],
        "authorities": [
            {
                "authority": one.need.authority,
                "establishments": one.need.establishments,
                "participants": one.participants,
                "key_facilitators": one.need.present,
                "key_facilitators_needed": one.need.needed,
            }
            for one in result.authorities
        ],
        "withdrawn": [entries.departure(one) for one in result.withdrawn],
    }


def _summary(result: Shown) -> list[Line]:
    cohort = result.cohort
    state = f"closed on {cohort.closed_on}" if cohort.closed_on else "open"
    places = count(result.establishments, "establishment")
    if result.entries != result.establishments:
        places += f" ({count(result.entries, 'entry', 'entries')})"
    lines = [
        Line(f"{cohort.name}: launch {cohort.launch}, {state}", "strong"),
        Line(
            f"{places} with {count(result.participants, 'participant')}; "
            f"{count(cohort.teams, 'team')} for up to {cohort.capacity}."
        ),
    ]
    if over := max(0, result.participants - cohort.capacity):
        lines.append(Line(f"That is {over} over capacity: at least {over} will wait.", "warn"))
    lines.append(
        Line(f"{result.answered} of {count(result.entries, 'entry', 'entries')} answered the survey.")
    )
    return [*lines, Line(f"Themes: {', '.join(result.themes)}.")]


def _tables(result: Shown) -> list[Table]:
    tables = []
    if result.entries:
        tables.append(
            Table(
                ["sector", "establishments", "participants"],
                [[one.sector, str(one.establishments), str(one.participants)] for one in result.sectors],
                right=frozenset({"establishments", "participants"}),
            )
        )
        tables.append(
            Table(
                ["authority", "establishments", "participants", "key facilitators", "needed"],
                [
                    [
                        one.need.authority,
                        str(one.need.establishments),
                        str(one.participants),
                        str(one.need.present),
                        str(one.need.needed),
                    ]
                    for one in result.authorities
                ],
                right=frozenset({"establishments", "participants", "key facilitators", "needed"}),
            )
        )
    if result.withdrawn:
        rows = [
            [
                one.establishment.code,
                one.establishment.name,
                one.authority,
                str(one.entry.withdrawn_on),
                one.entry.withdrawn_reason or "",
                one.entry.withdrawn_note or "",
            ]
            for one in result.withdrawn
        ]
        columns = ["code", "name", "authority", "on", "reason", "note"]
        tables.append(Table(columns, rows, title="Withdrawn"))
    return tables


def _next(result: Shown) -> list[Block]:
    """What is still missing before the match, first things first."""
    if result.cohort.closed_on is not None:
        return []
    if not result.entries:
        return [Line("Next: cln cohort enrol FILE", "dim")]
    if not result.facilitators:
        return [Line("Next: cln facilitator import FILE", "dim")]
    short = [one.need for one in result.authorities if one.need.short]
    if short:
        return [*facilitators.sufficiency(short)]
    if not result.answered:
        return [Line("Next: cln survey import FILE", "dim")]
    return [Line("Next: cln match", "dim")]
