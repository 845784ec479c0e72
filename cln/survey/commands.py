"""`cln survey`: take in the answers of the digital survey, see who answered, get the questions to ask."""

from typing import Annotated

import typer

from cln.command import Context, command, group
from cln.options import File
from cln.programme import Kind

survey = typer.Typer(no_args_is_help=True)


@group(survey)
def everything(context: Context) -> None:
    """Ask the survey's questions, take in the answers, see who has not answered."""


@command(survey, "import")
def import_(
    context: Context,
    file: File,
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")
    ] = False,
) -> None:
    """Take in answers: plain columns, or what Microsoft or Google Forms exports, in any order of columns.

    Says how it read every column, and who has not answered. Of each person the latest answer counts.
    """
    from cln.survey import answers, view

    with context.change("survey import") as change:
        cohort = context.cohort(change.session)
        outcome = answers.import_survey(
            change, cohort, file, scale=scale, kind=kind, question=question, dry_run=dry_run
        )
    context.show(view.imported(outcome))


@command(survey, "list")
def list_(context: Context) -> None:
    """Show who has answered, when, and the themes at level 5."""
    from cln.survey import answers, view

    with context.reading() as session:
        outcome = answers.standings(session, context.cohort(session))
    context.show(view.standings(outcome))


@command(survey, "questions")
def questions(
    context: Context,
    kind: Annotated[Kind, typer.Option(help="How to ask about the themes.")] = Kind.RATING,
) -> None:
    """Print the questions to paste into a form, so that its export can be imported as it is."""
    from cln.survey import questions as survey_questions
    from cln.survey import view

    with context.reading() as session:
        outcome = survey_questions.questions(session, context.cohort(session), kind)
    context.show(view.questionnaire(outcome))
