"""`cln cohort`: open a cohort, enrol establishments, see where it stands, close it."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command, group
from cln.context import Context
from cln.errors import Usage
from cln.options import Day, TeamSize, ThemeTeams, Yes, day, words
from cln.programme import THEMES
from cln.words import listed

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.files.source import Source
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

app = typer.Typer(no_args_is_help=True)


@group(app)
def everything(context: Context) -> None:
    """Open a cohort, enrol establishments in it, see where it stands."""


@command(app, "open", example='cln cohort open "Cohort 3" --launch 2027-09-09')
def open_(
    context: Context,
    name: Annotated[str, typer.Argument(parser=words, metavar="NAME", help='E.g. "Cohort 3".')],
    launch: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="Day of the launch event, e.g. 2026-09-10.")
    ],
    teams: Annotated[int, typer.Option(help="How many teams.")] = 8,
    capacity: Annotated[int, typer.Option(help="How many participants can be in teams.")] = 100,
    themes: Annotated[
        str, typer.Option(help="Themes that the survey asks about, joined by semicolons.", metavar="A;B;C")
    ] = ";".join(THEMES),
    travel_km: Annotated[
        float, typer.Option("--travel-km", help="Further apart than this is far, in kilometres.")
    ] = 40.0,
    team_size: TeamSize = None,
    theme_teams: ThemeTeams = None,
    keep_years: Annotated[
        int,
        typer.Option(
            min=1, max=100, metavar="N", help="So many years after it is closed its people are kept."
        ),
    ] = 3,
    events: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The year's events: columns event, on, starts, ends, venue, sector."
        ),
    ] = None,
    yes: Yes = False,
) -> "View":
    """Open a cohort; you are asked about a launch on a day without school."""
    from cln.cohort import cohorts
    from cln.cohort.queries import find_cohort, naming
    from cln.cohort.views.cohorts import opened
    from cln.events.dates import schedule_from
    from cln.events.views.schedule import table
    from cln.overview.after import followed
    from cln.screen import addressed

    named = cohorts.themes(themes)
    _confirm_launch(launch, yes=yes)
    with context.change("cohort open") as change:
        result = cohorts.open_(
            change,
            name,
            launch,
            schedule_from(events),
            teams=teams,
            capacity=capacity,
            travel_km=travel_km,
            themes=named,
            team_size=team_size and str(team_size),
            theme_teams=theme_teams and str(theme_teams),
            keep_years=keep_years,
        )
        cohort = find_cohort(change.session, result.cohort)
        if naming(change.session, cohort):
            addressed.known(cohort.name)
        return followed(change.session, cohort, opened(result, table(result.events)))


@command(app, "amend", example='cln cohort amend --name "Cohort 1"')
def amend(
    change: "Change",
    cohort: "Cohort",
    name: Annotated[
        str | None, typer.Option(parser=words, metavar="NAME", help="Its name, if that is wrong.")
    ] = None,
    launch: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DATE", help="Day of the launch; the events not yet held move with it."
        ),
    ] = None,
    capacity: Annotated[
        int | None, typer.Option(metavar="N", help="How many participants can be in teams.")
    ] = None,
    themes: Annotated[
        str | None, typer.Option(metavar="A;B;C", help="Themes of the survey, before the first answer.")
    ] = None,
    yes: Yes = False,
) -> "View":
    """Correct a cohort's name, launch, capacity or themes; the lot stays as it was drawn."""
    from cln.cohort import cohorts
    from cln.cohort.amend import amend
    from cln.cohort.views.cohorts import amended
    from cln.events.dates import move_with_launch
    from cln.events.views.schedule import table

    if launch is not None:
        _confirm_launch(launch, yes=yes)
    result = amend(
        change,
        cohort,
        move_with_launch,
        name=name,
        launch=launch,
        capacity=capacity,
        themes=None if themes is None else cohorts.themes(themes),
    )
    return amended(result, table(result.events))


@command(app, "remove", example='cln cohort remove --cohort "Cohort 3" --yes', after="cohort open")
def remove(context: Context, change: "Change", cohort: "Cohort", yes: Yes = False) -> "View":
    """Take away a cohort that was opened by mistake, before a proposal is accepted or an event held.

    You are asked; a copy of the database is kept, and cln undo brings it back. Later: cln cohort close.
    """
    from cln.screen import ask
    from cln.upkeep.remove import remove_cohort
    from cln.upkeep.views.upkeep import removed

    return removed(remove_cohort(change, cohort, partial(ask.confirm, yes=yes, as_json=context.json)))


def _confirm_launch(launch: date, *, yes: bool) -> None:
    """Ask about a launch that is most likely a slip."""
    from cln.events.dates import doubts
    from cln.screen import ask

    if against := doubts(launch):
        ask.confirm("; ".join(against), yes=yes)


@command(app, "enrol", example="cln cohort enrol nominations.csv")
def enrol_(
    context: Context, change: "Change", cohort: "Cohort", source: "Source", yes: Yes = False
) -> "View":
    """Enrol the establishments and people that a file nominates."""
    from cln.cohort.enrolment import enrol
    from cln.cohort.views.cohorts import enrolled
    from cln.match.limits import in_force
    from cln.overview.after import followed
    from cln.screen import ask
    from cln.store.intake import take

    most = in_force(change.session, cohort).facilitator_establishments
    agree = partial(ask.confirm, yes=yes, as_json=context.json)
    taken = take(change, source, partial(enrol, change, cohort, most, agree=agree))
    return followed(change.session, cohort, enrolled(taken))


@command(app, "show", example="cln cohort show")
def show_(session: "Session", cohort: "Cohort") -> "View":
    """Show where the cohort stands: people, sectors, councils, answers, withdrawals."""
    from cln.overview.cohort import shown_and_ahead
    from cln.overview.views.cohort import shown

    return shown(*shown_and_ahead(session, cohort))


@command(app, "list", example="cln cohort list")
def list_(session: "Session", on: Day = None) -> "View":
    """List all cohorts, the latest first: who takes part, the next event, what needs attention."""
    from cln.overview.after import followed_by_any
    from cln.overview.listing import list_all
    from cln.overview.views.listing import listing

    lines = list_all(session, on)
    return listing(lines) if lines else followed_by_any(session, listing(lines))


@command(app, "close", example="cln cohort close --yes")
def close(context: Context, change: "Change", cohort: "Cohort", on: Day = None, yes: Yes = False) -> "View":
    """Close the cohort: it stays on record as it is, and no command takes it unless it is named.

    You are asked while events are still to come.
    """
    from cln.cohort import cohorts
    from cln.cohort.views.cohorts import closed
    from cln.events.queries import events_of
    from cln.overview.coming import to_come
    from cln.screen import ask

    on = on or change.today
    result = cohorts.close(change.session, cohort, on)
    if ahead := to_come(events_of(change.session, cohort), on):
        events = listed(
            [f"event {one.number} {f'on {one.on}' if one.on else 'without a day'}" for one in ahead]
        )
        ask.confirm(f"{cohort.name} has {events} still to come", yes=yes, as_json=context.json)
    return closed(result)


@command(app, "reopen", example='cln cohort reopen --cohort "Second cohort"')
def reopen_(context: Context) -> "View":
    """Open a closed cohort again; say which with --cohort."""
    from cln.cohort.cohorts import reopen
    from cln.cohort.views.cohorts import closed
    from cln.overview.after import followed

    if context.cohort_name is None:
        raise Usage('say which cohort to open again, e.g.: cln cohort reopen --cohort "Cohort 3"')
    with context.change("cohort reopen") as change:
        cohort = context.cohort(change.session)
        return followed(change.session, cohort, closed(reopen(cohort)))
