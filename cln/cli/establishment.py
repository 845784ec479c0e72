"""`cln establishment`: the register of ELC centres and schools."""

from pathlib import Path
from typing import Annotated

import typer

from cln.cli.context import Context, command, group
from cln.cli.options import (
    Code,
    Day,
    File,
    Latitude,
    Longitude,
    Postcode,
    Quintile,
    SectorChoice,
    words,
)
from cln.programme import Sector

app = typer.Typer(no_args_is_help=True)


@group(app)
def everything(context: Context) -> None:
    """Keep the register of ELC centres and schools."""


@command(app, "add")
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
    from cln.render import establishments as view
    from cln.services import establishments

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


@command(app, "import")
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
    from cln.render import establishments as view
    from cln.services import establishments

    with context.change("establishment import") as change:
        imported = establishments.import_file(change, file, simd)
    context.show(view.imported(imported))


@command(app, "list")
def list_(
    context: Context,
    authority: Annotated[str | None, typer.Option(help="Only those of this council.")] = None,
    sector: Annotated[
        Sector | None, typer.Option(case_sensitive=False, help="Only those of this sector.")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
) -> None:
    """List establishments by council and name."""
    from cln.render import establishments as view
    from cln.services import establishments

    with context.reading() as session:
        found = establishments.listing(
            session, authority=authority, sector=sector and sector.value, closed=everyone
        )
    context.show(view.listing(found))


@command(app, "show")
def show(context: Context, code: Code, sector: SectorChoice = None) -> None:
    """Show one establishment and the cohorts it took part in."""
    from cln.render import establishments as view
    from cln.services import establishments

    with context.reading() as session:
        shown = establishments.show(session, code, sector and sector.value)
    context.show(view.shown(shown))


@command(app, "amend")
def amend(
    context: Context,
    code: Code,
    sector: SectorChoice = None,
    name: Annotated[str | None, typer.Option(parser=words, metavar="NAME", help="Its new name.")] = None,
    authority: Annotated[str | None, typer.Option(help="Its new council.")] = None,
    postcode: Postcode = None,
    simd_quintile: Quintile = None,
    latitude: Latitude = None,
    longitude: Longitude = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="It has not closed after all.")] = False,
) -> None:
    """Correct what the register knows about one establishment."""
    from cln.render import establishments as view
    from cln.services import establishments

    details = {
        "name": name,
        "postcode": postcode,
        "simd_quintile": simd_quintile,
        "latitude": latitude,
        "longitude": longitude,
    }
    with context.change("establishment amend") as change:
        noted = establishments.amend(
            change, code, sector and sector.value, authority=authority, reopen=reopen, **details
        )
    context.show(view.amended(noted))


@command(app, "close")
def close(context: Context, code: Code, sector: SectorChoice = None, on: Day = None) -> None:
    """Note that an establishment closes; its past stays on record."""
    from cln.render import establishments as view
    from cln.services import establishments

    with context.change("establishment close") as change:
        noted = establishments.close(change, code, sector and sector.value, on=on or change.today)
    context.show(view.closed(noted))
