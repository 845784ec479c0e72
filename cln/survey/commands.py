"""`cln survey`: take in the answers of the digital survey, see who answered, get the questions to ask."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import command, group
from cln.context import Context
from cln.programme import Kind

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.files.source import Source
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

survey = typer.Typer(no_args_is_help=True)


@group(survey)
def everything(context: Context) -> None:
    """Ask the survey's questions, take in the answers, see who has not answered."""


@command(survey, "import", example="cln survey import survey.csv")
def import_(
    change: "Change",
    cohort: "Cohort",
    source: "Source",
    scale: Annotated[
        str | None,
        typer.Option(help="The words of the ratings, worst to best, five joined by ';'.", metavar="WORDS"),
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option(help="How the survey asks, where the file does not tell.")
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(
            help="The header of the question about the themes, where several are.", metavar="HEADER"
        ),
    ] = None,
) -> "View":
    """Take in answers: plain columns, or what Microsoft or Google Forms exports, in any order of columns.

    Says how it read every column, and who has not answered. Of each person the latest answer counts.
    """
    from cln.overview.after import followed
    from cln.store.intake import take
    from cln.survey import answers, view

    deed = partial(answers.import_survey, change, cohort, scale=scale, kind=kind, question=question)
    shown = view.imported(take(change, source, deed))
    return followed(change.session, cohort, shown, done="cln survey import FILE")


@command(survey, "list", example="cln survey list")
def list_(session: "Session", cohort: "Cohort") -> "View":
    """Show who has answered, when, and the themes at level 5."""
    from cln.survey import standings, view

    return view.standings(standings.standings(session, cohort))


@command(survey, "questions", example="cln survey questions --kind ranking")
def questions_(
    session: "Session",
    cohort: "Cohort",
    kind: Annotated[Kind, typer.Option(help="How to ask about the themes.")] = Kind.RATING,
) -> "View":
    """Print the questions to paste into a form, so that its export can be imported as it is."""
    from cln.survey import questions, view

    return view.questionnaire(questions.questions(session, cohort, kind))
