"""`cln confidence`: how confident participants are in inquiry, at the launch and at the end."""

from typing import Annotated

import typer

from cln.command import Context, command, group
from cln.events.commands.forms import DryRun, LeaveOut, Scales, Words, choices
from cln.options import File
from cln.programme import By, Occasion

app = typer.Typer(no_args_is_help=True)

When = Annotated[Occasion, typer.Option("--occasion", case_sensitive=False, help="When they were asked.")]


@group(app)
def everything(context: Context) -> None:
    """Compare how confident participants are in inquiry skills at the launch and at the end."""


@command(app, "import")
def import_(
    context: Context,
    file: File,
    occasion: When,
    scale: Scales = None,
    words: Words = None,
    leave_out: LeaveOut = None,
    dry_run: DryRun = False,
) -> None:
    """Take in what participants said: a column for each item, rated 1 to 5 or in words; scores too.

    Each row says by e-mail address, or code and name, who answered. Ask the same items on both occasions.
    """
    from cln.events import assessing
    from cln.events.views import confidence as view

    chosen = choices(scale, words, leave_out)
    with context.change("confidence import") as change:
        cohort = context.cohort(change.session)
        outcome = assessing.import_file(change, cohort, file, occasion, choices=chosen, dry_run=dry_run)
    context.show(view.imported(outcome))


@command(app, "scores")
def scores(context: Context, file: File, occasion: When, dry_run: DryRun = False) -> None:
    """Take in scores only: columns headed `Professional capital` and `Agency`, and who they are of."""
    from cln.events import assessing
    from cln.events.views import confidence as view

    with context.change("confidence scores") as change:
        cohort = context.cohort(change.session)
        outcome = assessing.import_file(
            change, cohort, file, occasion, choices=choices(), items=False, dry_run=dry_run
        )
    context.show(view.imported(outcome))


@command(app, "show")
def show(
    context: Context,
    by: Annotated[
        By | None, typer.Option(case_sensitive=False, help="Also each sector, authority or team apart.")
    ] = None,
) -> None:
    """Show what changed from the launch to the end, for those who answered both times."""
    from cln.events import confidence
    from cln.events.views import confidence as view

    with context.reading() as session:
        shown = confidence.show(session, context.cohort(session), by)
    context.show(view.shown(shown))
