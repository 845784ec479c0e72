"""`cln init` and `cln upgrade`: make the database, bring it up to date."""

from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command


def register(app: typer.Typer) -> None:
    """Put the commands straight under `cln`."""
    command(app, "init")(init)
    command(app, "upgrade")(upgrade)


def init(
    context: Context,
    authorities: Annotated[
        Path | None,
        typer.Option(
            readable=False, help="A file with columns name and aliases (;-joined), for another region."
        ),
    ] = None,
) -> None:
    """Make the database and fill in the authorities; harmless when it exists already."""
    from cln.upkeep import setup
    from cln.upkeep.views import database as view

    with context.engine(create=True) as engine:
        context.show(view.initialised(setup.init(engine, context.settings.who, authorities)))


def upgrade(context: Context) -> None:
    """Bring a database made by an older cln up to date; a copy of a SQLite file is kept beside it."""
    from cln.upkeep import setup
    from cln.upkeep.views import database as view

    with context.engine() as engine:
        context.show(view.upgraded(setup.upgrade(engine)))
