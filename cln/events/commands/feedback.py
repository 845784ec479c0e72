"""`cln event feedback`: what people wrote of an event; and the options of all commands that read a form."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command
from cln.context import Context
from cln.events.commands.schedule import Number, OwnSector, value_of
from cln.files.scales import Scale, parse

if TYPE_CHECKING:
    from cln.files.source import Source
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

Scales = Annotated[
    list[Scale] | None,
    typer.Option(
        "--scale",
        parser=parse,
        metavar="WORDS",
        help="The words of ratings, worst to best, five joined by ';'; HEADER=WORDS for one question.",
    ),
]
Words = Annotated[
    list[str] | None,
    typer.Option(metavar="HEADER", help="A column that holds words, though they look like ratings."),
]
LeaveOut = Annotated[
    list[str] | None, typer.Option(metavar="HEADER", help="A column that is to be left out.")
]


def register(app: typer.Typer) -> None:
    """Put the command into the group."""
    command(app, "feedback", example="cln event feedback 1")(feedback)


def feedback(
    context: Context,
    number: Number,
    source: "Source | None" = None,
    scale: Scales = None,
    words: Words = None,
    leave_out: LeaveOut = None,
    sector: OwnSector = None,
) -> "View":
    """Take in feedback, or show it: plain columns, or what Microsoft or Google Forms exports.

    Every column is a question, but for those that say who answered and when. Ratings are 1 to 5, or words;
    other answers are kept as they are. It may be anonymous.
    """
    from cln.cohort.queries import themes_of
    from cln.events.feedback import show
    from cln.events.feedback_import import import_file
    from cln.events.reading.questions import Choices
    from cln.events.views.feedback import imported, shown
    from cln.imports.kinds import Kind, only
    from cln.overview.after import followed
    from cln.store.intake import take

    own = value_of(sector)
    if source is None:
        with context.reading() as session:
            return shown(show(session, context.cohort(session), number, own))
    choices = Choices(scale or (), words or (), leave_out or ())

    def deed(change: "Change", cohort: "Cohort") -> "View":
        one = only(source, Kind.FEEDBACK, themes_of(change.session, cohort))
        taken = take(change, one, partial(import_file, change, cohort, number, choices, sector=own))
        return followed(change.session, cohort, imported(taken))

    return context.make("event feedback", deed, None, dry_run=source.dry_run)
