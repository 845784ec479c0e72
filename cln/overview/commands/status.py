"""`cln status`: one screen about the cohort."""

from typing import Annotated

import typer

from cln.command import Context, command
from cln.options import Day


def register(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "status")(status)


def status(
    context: Context,
    facilitator: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only the teams and projects of this facilitator."),
    ] = None,
    on: Day = None,
) -> None:
    """Show where the cohort stands: next event, people, each project's stage, what needs attention."""
    from cln.cohort import days
    from cln.overview import status
    from cln.overview.views import status as view

    with context.reading() as session:
        shown = status.show(session, context.cohort(session), on or days.today(), facilitator)
    context.show(view.shown(shown))
