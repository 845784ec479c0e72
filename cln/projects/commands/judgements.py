"""What people think of a project, beside what is computed: a colour and a progress score."""

from typing import Annotated

import typer

from cln.command import Context, command
from cln.options import ProjectNumber
from cln.programme import Rag

Comment = Annotated[str, typer.Option(metavar="WORDS", help="Why; kept with the judgement.")]


def register(app: typer.Typer) -> None:
    """Put the judgements under `cln project`."""
    command(app, "rag")(rag)
    command(app, "progress")(progress)


def rag(
    context: Context,
    project: ProjectNumber,
    colour: Annotated[
        Rag,
        typer.Argument(
            metavar="COLOUR", case_sensitive=False, help="red, amber or green.", show_default=False
        ),
    ],
    comment: Comment,
) -> None:
    """Judge a project red, amber or green; who and when are kept, and earlier judgements stay."""
    from cln.projects import judgements
    from cln.projects.views import judgements as view

    with context.change("project rag") as change:
        cohort = context.cohort(change.session)
        judged = judgements.rag(change, cohort, project, colour, comment.strip())
    context.show(view.judged(judged))


def progress(
    context: Context,
    project: ProjectNumber,
    score: Annotated[
        float, typer.Argument(metavar="SCORE", help="0.5, 1.0, 1.5 ... 5.0.", show_default=False)
    ],
    comment: Comment = "",
) -> None:
    """Give a project a progress score from 0.5 to 5.0; who and when are kept, and earlier scores stay."""
    from cln.projects import judgements
    from cln.projects.views import judgements as view

    with context.change("project progress") as change:
        cohort = context.cohort(change.session)
        judged = judgements.progress(change, cohort, project, score, comment.strip())
    context.show(view.judged(judged))
