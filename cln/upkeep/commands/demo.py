"""`cln demo`: a whole invented programme to look at, in a database of its own."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command

if TYPE_CHECKING:
    from cln.screen.view import View


def register(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "demo")(demo)


def demo(
    context: Context,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to leave cln.db; a new temporary folder by default."),
    ] = None,
) -> "View":
    """Play an invented programme of 50 establishments in a database of its own, and match it."""
    from cln.app import run
    from cln.match.proposals import load
    from cln.match.views.match import proposal
    from cln.upkeep.demo import play
    from cln.upkeep.views.demo import played

    database = play(folder, context.settings.who, context.settings.database, run)
    theirs = replace(context, database=f"sqlite:///{database.as_posix()}", cohort_name=None)
    with theirs.reading() as session:
        return played(database, proposal(load(session, theirs.cohort(session), None)))
