"""`cln cohort`: open a cohort, enrol establishments, see where it stands."""

from datetime import date
from typing import Annotated

import typer

from cln.cli.context import Context, command, group
from cln.cli.options import Code, Day, EntryNumber, File, SectorChoice, day, words
from cln.programme import THEMES, Reason

app = typer.Typer(no_args_is_help=True)


@group(app)
def everything(context: Context) -> None:
    """Open a cohort, enrol establishments in it, see where it stands."""


@command(app, "open")
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
) -> None:
    """Open a cohort."""
    from cln.render import cohorts as view
    from cln.services import cohorts

    named = cohorts.themes(themes)
    with context.change("cohort open") as change:
        opened = cohorts.open_(
            change, name, launch, teams=teams, capacity=capacity, travel_km=travel_km, themes=named
        )
    context.show(view.opened(opened))


@command(app, "enrol")
def enrol(context: Context, file: File) -> None:
    """Enrol the establishments and people that a file nominates."""
    from cln.render import entries as view
    from cln.services import entries

    with context.change("cohort enrol") as change:
        enrolment = entries.enrol(change, context.cohort(change.session), file)
    context.show(view.enrolled(enrolment))


@command(app, "withdraw")
def withdraw(
    context: Context,
    code: Code,
    reason: Annotated[Reason, typer.Option(help="Why it leaves.", case_sensitive=False)],
    note: Annotated[str, typer.Option(help="In your own words.")] = "",
    on: Day = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
) -> None:
    """Withdraw an establishment from the cohort; what is on record about it stays."""
    from cln.render import entries as view
    from cln.services import entries

    with context.change("cohort withdraw") as change:
        withdrawal = entries.withdraw(
            change,
            context.cohort(change.session),
            code,
            reason=reason,
            on=on or change.today,
            note=note,
            sector=sector and sector.value,
            number=entry,
        )
    context.show(view.withdrawn(withdrawal))


@command(app, "show")
def show(context: Context) -> None:
    """Show where the cohort stands: people, sectors, councils, answers, withdrawals."""
    from cln.render import standing as view
    from cln.services import standing

    with context.reading() as session:
        shown = standing.show(session, context.cohort(session))
    context.show(view.shown(shown))


@command(app, "list")
def list_(context: Context) -> None:
    """List all cohorts, the latest first."""
    from cln.render import cohorts as view
    from cln.services import cohorts

    with context.reading() as session:
        found = cohorts.listing(session)
    context.show(view.listing(found))
