"""`cln history`: what was changed, by whom and when."""

from typing import Annotated

import typer

from cln.command import Context, command


def register(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "history")(history)


def history(
    context: Context,
    number: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="One change, with each row before and after.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many changes to list.")] = 20,
) -> None:
    """List what was changed, by whom and when, newest first; or show one change."""
    from cln.upkeep import history as record
    from cln.upkeep.views import history as view

    with context.reading() as session:
        shown = (
            view.listing(record.listing(session, limit))
            if number is None
            else view.shown(record.show(session, number))
        )
    context.show(shown)
