"""`cln establishment`: the register of ELC centres and schools."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.cohort.whom import Which
from cln.command import command, group
from cln.context import Context
from cln.options import (
    Code,
    Day,
    Latitude,
    Longitude,
    Postcode,
    Quintile,
    Registered,
    SectorChoice,
    Yes,
    day,
    named_argument,
    registered,
    words,
)
from cln.programme import Sector

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.files.source import Source
    from cln.register.refresh import Refreshed
    from cln.screen.view import View
    from cln.store import Change

establishment = typer.Typer(no_args_is_help=True)

Simd = Annotated[
    Path | None,
    typer.Option(metavar="FILE", readable=False, help="SIMD 2020v2 by data zone, to join quintiles from."),
]


@group(establishment)
def everything(context: Context) -> None:
    """Keep the register of ELC centres and schools."""


@command(
    establishment,
    "add",
    example="cln establishment add 9900001 --name Brae --authority Inverclyde --sector ELC",
)
def add(
    change: "Change",
    code: Code,
    name: Annotated[str, typer.Option(parser=words, metavar="NAME", help="Its name.")],
    authority: Annotated[str, typer.Option(help="Its council.")],
    sector: Annotated[Sector, typer.Option(case_sensitive=False, help="Its sector.")],
    postcode: Postcode = None,
    simd_quintile: Quintile = None,
    latitude: Latitude = None,
    longitude: Longitude = None,
) -> "View":
    """Add one establishment."""
    from cln.register import establishments, view

    details = establishments.Details(postcode, simd_quintile, latitude, longitude)
    return view.added(establishments.add(change, code, sector.value, name, authority, details))


@command(establishment, "import", example="cln establishment import establishments.csv")
def import_(
    change: "Change",
    source: "Source",
    simd: Simd = None,
) -> "View":
    """Take in a file of establishments: a council's, the Government's, or the Care Inspectorate's."""
    from cln.overview.after import followed_by_any
    from cln.register import view
    from cln.register.establishment_import import import_file
    from cln.store.intake import take

    taken = take(change, source, partial(import_file, change, simd))
    return followed_by_any(change.session, view.imported(taken))


@command(establishment, "refresh", example="cln establishment refresh establishments.csv")
def refresh_(
    context: Context,
    change: "Change",
    source: "Source",
    simd: Simd = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on", parser=day, metavar="DATE", help="The day of which the file tells; today by default."
        ),
    ] = None,
    yes: Yes = False,
) -> "View":
    """Show what a file of all establishments says is new, closed or changed, and write it if you agree.

    Those count as closed that the file does not name, of the councils and sectors of which it names any.
    """
    from cln.register import view
    from cln.register.refresh import refresh
    from cln.screen import ask
    from cln.store.intake import take

    asks = not (yes or context.json) and ask.on_a_terminal()
    agreed = _shown_and_agreed if asks else lambda _: yes
    result = take(change, source, partial(refresh, change, simd, on or change.today, agreed))
    return view.refreshed(result, known=asks)


@command(establishment, "list", example="cln establishment list --authority Inverclyde")
def list_(
    session: "Session",
    authority: Annotated[str | None, typer.Option(help="Only those of this council.")] = None,
    sector: Annotated[
        Sector | None, typer.Option(case_sensitive=False, help="Only those of this sector.")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
) -> "View":
    """List establishments by council and name."""
    from cln.register import establishments, view

    part = sector and sector.value
    return view.listing(establishments.listing(session, authority=authority, sector=part, closed=everyone))


@command(establishment, "show", example='cln establishment show "Braefallow Primary School"')
def show(session: "Session", code: Registered, sector: SectorChoice = None) -> "View":
    """Show one establishment and the cohorts it took part in."""
    from cln.register import establishments, view

    return view.shown(establishments.show(session, code.code, code.sector))


@command(
    establishment,
    "amend",
    example='cln establishment amend 9713041 --name "Auchenferry Community Primary School"',
)
def amend(
    change: "Change",
    code: Registered,
    sector: SectorChoice = None,
    name: Annotated[
        str | None, typer.Option(parser=words, metavar="NAME", help="Its new name; the old one is kept.")
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on", parser=day, metavar="DATE", help="The first day of the new name; today by default."
        ),
    ] = None,
    misspelt: Annotated[
        bool, typer.Option("--misspelt", help="The old name was never right: do not keep it.")
    ] = False,
    authority: Annotated[str | None, typer.Option(help="Its new council.")] = None,
    postcode: Postcode = None,
    simd_quintile: Quintile = None,
    latitude: Latitude = None,
    longitude: Longitude = None,
    reopen: Annotated[
        bool, typer.Option("--reopen", help="It has not closed, nor been merged, after all.")
    ] = False,
) -> "View":
    """Correct what the register knows about one establishment."""
    from cln.register import establishments, view

    details = establishments.Details(postcode, simd_quintile, latitude, longitude)
    until = None if misspelt else on or change.today
    noted = establishments.amend(
        change, code.code, code.sector, details, name=name, until=until, authority=authority, reopen=reopen
    )
    return view.amended(noted)


@command(establishment, "close", example="cln establishment close 9713041")
def close(change: "Change", code: Registered, sector: SectorChoice = None, on: Day = None) -> "View":
    """Note that an establishment closes; its past stays on record."""
    from cln.register import closures, view

    return view.closed(closures.close(change, code.code, code.sector, on=on or change.today))


@command(establishment, "merge", example="cln establishment merge 9900001 9713041", after="establishment add")
def merge(
    change: "Change",
    code: Registered,
    into: Annotated[
        Which,
        named_argument(registered, completion.OF_REGISTER, "INTO", "Code or name of the one that goes on."),
        BY_NAME,
    ],
    sector: SectorChoice = None,
    into_sector: Annotated[
        Sector | None,
        typer.Option(case_sensitive=False, help="Which department of the one that goes on."),
    ] = None,
    on: Day = None,
) -> "View":
    """Note that an establishment is merged into another; its past stays on record."""
    from cln.register import closures, view

    other = into.narrowed(into_sector, None)
    merged = closures.merge(
        change, code.code, other.code, sector=code.sector, into_sector=other.sector, on=on or change.today
    )
    return view.closed(merged)


@command(establishment, "remove", example="cln establishment remove 9900001", after="establishment add")
def remove(change: "Change", code: Registered, sector: SectorChoice = None) -> "View":
    """Take an establishment that was added by mistake away; only while nothing refers to it."""
    from cln.upkeep.remove import remove_establishment
    from cln.upkeep.views.upkeep import removed

    return removed(remove_establishment(change, code.code, code.sector))


def _shown_and_agreed(result: "Refreshed") -> bool:
    """Whether somebody at the terminal wants what a file says to be written."""
    from cln.register import view
    from cln.screen import ask, output

    output.show(view.otherwise(result), as_json=False)
    return ask.agreed("Write this into the register?")
