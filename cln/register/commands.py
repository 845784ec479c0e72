"""`cln establishment`: the register of ELC centres and schools."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command, group
from cln.options import (
    Code,
    Day,
    File,
    Latitude,
    Longitude,
    Postcode,
    Quintile,
    SectorChoice,
    code,
    day,
    words,
)
from cln.programme import Sector

establishment = typer.Typer(no_args_is_help=True)


@group(establishment)
def everything(context: Context) -> None:
    """Keep the register of ELC centres and schools."""


@command(establishment, "add")
def add(
    context: Context,
    code: Code,
    name: Annotated[str, typer.Option(parser=words, metavar="NAME", help="Its name.")],
    authority: Annotated[str, typer.Option(help="Its council.")],
    sector: Annotated[Sector, typer.Option(case_sensitive=False, help="Its sector.")],
    postcode: Postcode = None,
    simd_quintile: Quintile = None,
    latitude: Latitude = None,
    longitude: Longitude = None,
) -> None:
    """Add one establishment."""
    from cln.register import establishments, view

    with context.change("establishment add") as change:
        noted = establishments.add(
            change,
            code,
            sector.value,
            name,
            authority,
            postcode=postcode,
            simd_quintile=simd_quintile,
            latitude=latitude,
            longitude=longitude,
        )
    context.show(view.added(noted))


@command(establishment, "import")
def import_file(
    context: Context,
    file: File,
    simd: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help="SIMD 2020v2 by data zone, to join quintiles from."
        ),
    ] = None,
) -> None:
    """Take in a file of establishments: plain columns, or the Scottish Government's layer of schools."""
    from cln.register import establishments, view

    with context.change("establishment import") as change:
        imported = establishments.import_file(change, file, simd)
    context.show(view.imported(imported))


@command(establishment, "list")
def list_(
    context: Context,
    authority: Annotated[str | None, typer.Option(help="Only those of this council.")] = None,
    sector: Annotated[
        Sector | None, typer.Option(case_sensitive=False, help="Only those of this sector.")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
) -> None:
    """List establishments by council and name."""
    from cln.register import registered, view

    with context.reading() as session:
        found = registered.listing(
            session, authority=authority, sector=sector and sector.value, closed=everyone
        )
    context.show(view.listing(found))


@command(establishment, "show")
def show(context: Context, code: Code, sector: SectorChoice = None) -> None:
    """Show one establishment and the cohorts it took part in."""
    from cln.register import registered, view

    with context.reading() as session:
        shown = registered.show(session, code, sector and sector.value)
    context.show(view.shown(shown))


@command(establishment, "amend")
def amend(
    context: Context,
    code: Code,
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
) -> None:
    """Correct what the register knows about one establishment."""
    from cln.register import establishments, view

    details = {
        "postcode": postcode,
        "simd_quintile": simd_quintile,
        "latitude": latitude,
        "longitude": longitude,
    }
    with context.change("establishment amend") as change:
        noted = establishments.amend(
            change,
            code,
            sector and sector.value,
            name=name,
            until=None if misspelt else on or change.today,
            authority=authority,
            reopen=reopen,
            **details,
        )
    context.show(view.amended(noted))


@command(establishment, "close")
def close(context: Context, code: Code, sector: SectorChoice = None, on: Day = None) -> None:
    """Note that an establishment closes; its past stays on record."""
    from cln.register import closures, view

    with context.change("establishment close") as change:
        closed = closures.close(change, code, sector and sector.value, on=on or change.today)
    context.show(view.closed(closed))


@command(establishment, "merge")
def merge(
    context: Context,
    code: Code,
    into: Annotated[
        str,
        typer.Argument(parser=code, metavar="INTO", help="Code of the one that goes on.", show_default=False),
    ],
    sector: SectorChoice = None,
    into_sector: Annotated[
        Sector | None,
        typer.Option(case_sensitive=False, help="Which department of the one that goes on."),
    ] = None,
    on: Day = None,
) -> None:
    """Note that an establishment is merged into another; its past stays on record."""
    from cln.register import closures, view

    with context.change("establishment merge") as change:
        merged = closures.merge(
            change,
            code,
            into,
            sector=sector and sector.value,
            into_sector=into_sector and into_sector.value,
            on=on or change.today,
        )
    context.show(view.closed(merged))
