"""What `cln cohort show` shows: where a cohort stands."""

from typing import Any

from cln.cohort.queries import EnrolledEntry
from cln.cohort.views import enrolment, membership, terms
from cln.overview.cohort import Shown
from cln.screen.view import Block, Line, Table, View
from cln.words import count

PLACE = ("code", "name", "authority")


def shown(result: Shown) -> View:
    """Where a cohort stands.

    JSON: `cohort`, `launch`, `closed_on`, `teams`, `capacity`, `travel_km`, `themes`, `establishments`,
    `entries`, `participants`, `answered` (entries), `facilitators`, `sectors` (an array of `sector`,
    `establishments`, `participants`), `authorities` (`authority`, `establishments`, `participants`,
    `key_facilitators`, `key_facilitators_needed`), `withdrawn` (entries with `withdrawn_on`, `reason`,
    `note`), `returned` (entries with the same of a withdrawal that ended, and `rejoined_on`), `own_terms`
    (entries with `starts_on`, `finishes_on`), `people_left` (how many have left entries that take part).
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
        "withdrawn": [enrolment.departure(one) for one in result.withdrawn],
        "returned": [membership.absence(one.entry, one.absence) for one in result.returned],
        "own_terms": [{**enrolment.entry(one), **terms.days(one)} for one in result.own_terms],
        "people_left": result.left,
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
    if result.left:
        gone = count(result.left, "person has", "people have")
        lines.append(Line(f"{gone} left or been replaced; see: cln cohort people"))
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
    return [*tables, *_changes(result)]


def _changes(result: Shown) -> list[Table]:
    """Who withdrew, came back, starts late or finishes early."""
    tables = []
    if result.withdrawn:
        rows = [
            [*_place(one), str(row.withdrawn_on), row.withdrawn_reason or "", row.withdrawn_note or ""]
            for one in result.withdrawn
            for row in [one.entry]
        ]
        tables.append(Table([*PLACE, "on", "reason", "note"], rows, title="Withdrawn"))
    if result.returned:
        rows = [
            [
                *_place(one.entry),
                str(one.absence.withdrawn_on),
                str(one.absence.rejoined_on),
                one.absence.reason,
            ]
            for one in result.returned
        ]
        tables.append(Table([*PLACE, "from", "to", "reason"], rows, title="Were away"))
    if result.own_terms:
        rows = [
            [*_place(one), str(one.entry.starts_on or ""), str(one.entry.finishes_on or "")]
            for one in result.own_terms
        ]
        tables.append(Table([*PLACE, "from", "to"], rows, title="Start late or finish early"))
    return tables


def _place(one: EnrolledEntry) -> list[str]:
    return [one.establishment.code, one.establishment.name, one.authority]


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
        return [*(Line(one.sentence, "warn") for one in short), Line(short[0].remedy, "dim")]
    if not result.answered:
        return [Line("Next: cln survey import FILE", "dim")]
    return [Line("Next: cln match", "dim")]
