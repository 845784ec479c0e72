"""`cln confidence`: how confident participants are in inquiry, at the launch and at the end."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command, group
from cln.events.commands.feedback import DryRun, LeaveOut, Scales, Words
from cln.options import File
from cln.programme import By, Occasion

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

app = typer.Typer(no_args_is_help=True)

When = Annotated[Occasion, typer.Option("--occasion", case_sensitive=False, help="When they were asked.")]


@group(app)
def everything(context: Context) -> None:
    """Compare how confident participants are in inquiry skills at the launch and at the end."""


@command(app, "import")
def import_(
    change: "Change",
    cohort: "Cohort",
    file: File,
    occasion: When,
    scale: Scales = None,
    words: Words = None,
    leave_out: LeaveOut = None,
    dry_run: DryRun = False,
) -> "View":
    """Take in what participants said: a column for each item, rated 1 to 5 or in words; scores too.

    Each row says by e-mail address, or code and name, who answered. Ask the same items on both occasions.
    """
    from cln.events.confidence_import import import_file
    from cln.events.reading.questions import Choices
    from cln.events.views.confidence import imported

    choices = Choices(scale or (), words or (), leave_out or ())
    return imported(import_file(change, cohort, file, occasion, choices, dry_run=dry_run))


@command(app, "scores")
def scores(change: "Change", cohort: "Cohort", file: File, occasion: When, dry_run: DryRun = False) -> "View":
    """Take in scores only: columns headed `Professional capital` and `Agency`, and who they are of."""
    from cln.events.confidence_import import import_file
    from cln.events.reading.questions import Choices
    from cln.events.views.confidence import imported

    return imported(import_file(change, cohort, file, occasion, Choices(), items=False, dry_run=dry_run))


@command(app, "show")
def show(
    session: "Session",
    cohort: "Cohort",
    by: Annotated[
        By | None, typer.Option(case_sensitive=False, help="Also each sector, authority or team apart.")
    ] = None,
) -> "View":
    """Show what changed from the launch to the end, for those who answered both times."""
    from cln.cohort import days
    from cln.events import confidence
    from cln.events.views.confidence import shown

    return shown(confidence.show(session, cohort, days.ON_RECORD, by))
