"""`cln confidence`: how confident participants are in inquiry, at the launch and at the end."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command, group
from cln.context import Context
from cln.events.commands.feedback import LeaveOut, Scales, Words
from cln.programme import By, Occasion

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.files.source import Source
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

app = typer.Typer(no_args_is_help=True)

When = Annotated[Occasion, typer.Option("--occasion", case_sensitive=False, help="When they were asked.")]


@group(app)
def everything(context: Context) -> None:
    """Compare how confident participants are in inquiry skills at the launch and at the end."""


@command(app, "import", example="cln confidence import launch.csv --occasion launch")
def import_(
    change: "Change",
    cohort: "Cohort",
    source: "Source",
    occasion: When,
    scale: Scales = None,
    words: Words = None,
    leave_out: LeaveOut = None,
) -> "View":
    """Take in what participants said: a column for each item, rated 1 to 5 or in words; scores too.

    Each row says by e-mail address, or code and name, who answered. Ask the same items on both occasions.
    """
    from cln.cohort.queries import themes_of
    from cln.events.confidence_import import import_file
    from cln.events.reading.questions import Choices
    from cln.events.views.confidence import imported
    from cln.imports.kinds import Kind, only
    from cln.overview.after import followed
    from cln.store.intake import take

    choices = Choices(scale or (), words or (), leave_out or ())
    one = only(source, Kind.CONFIDENCE, themes_of(change.session, cohort))
    taken = take(change, one, partial(import_file, change, cohort, occasion, choices))
    return followed(change.session, cohort, imported(taken))


@command(app, "scores", example="cln confidence scores scores.csv --occasion launch")
def scores(change: "Change", cohort: "Cohort", source: "Source", occasion: When) -> "View":
    """Take in scores only: columns headed `Professional capital` and `Agency`, and who they are of."""
    from cln.events.confidence_import import import_file
    from cln.events.reading.questions import Choices
    from cln.events.views.confidence import imported
    from cln.overview.after import followed
    from cln.store.intake import take

    deed = partial(import_file, change, cohort, occasion, Choices(), items=False)
    return followed(change.session, cohort, imported(take(change, source, deed)))


@command(app, "show", example="cln confidence show --by sector")
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
