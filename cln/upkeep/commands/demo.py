"""`cln demo`: a whole invented programme to look at, in a database of its own."""

from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command


def register(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "demo")(demo)


def demo(
    context: Context,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to leave cln.db; a new temporary folder by default."),
    ] = None,
) -> None:
    """Play an invented programme of 50 establishments in a database of its own, and match it."""
    from cln.screen.progress import progress
    from cln.upkeep import demo
    from cln.upkeep.views import demo as view

    settings = context.settings
    with progress() as watch:
        played = demo.play(folder, settings.who, settings.database, watch)
    context.show(view.played(played))
