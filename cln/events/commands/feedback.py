"""`cln event feedback`: what people said of an event."""

from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command
from cln.events.commands.forms import DryRun, LeaveOut, Scales, Words, choices
from cln.events.commands.schedule import Number, OwnSector, value_of


def register(app: typer.Typer) -> None:
    """Put the command into the group."""
    command(app, "feedback")(feedback)


def feedback(
    context: Context,
    number: Number,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", readable=False, help="What a form exported; none shows what is on record."
        ),
    ] = None,
    scale: Scales = None,
    words: Words = None,
    leave_out: LeaveOut = None,
    dry_run: DryRun = False,
    sector: OwnSector = None,
) -> None:
    """Take in feedback, or show it: plain columns, or what Microsoft or Google Forms exports.

    Every column is a question, but for those that say who answered and when. Ratings are 1 to 5, or words;
    other answers are kept as they are. It may be anonymous.
    """
    from cln.events import feedback, responding
    from cln.events.views import feedback as view

    if file is None:
        with context.reading() as session:
            shown = feedback.show(session, context.cohort(session), number, value_of(sector))
        context.show(view.shown(shown))
        return
    chosen = choices(scale, words, leave_out)
    with context.change("event feedback") as change:
        cohort = context.cohort(change.session)
        imported = responding.import_file(
            change, cohort, number, file, sector=value_of(sector), choices=chosen, dry_run=dry_run
        )
    context.show(view.imported(imported))
