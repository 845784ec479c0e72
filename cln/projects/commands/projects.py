"""`cln project`: the inquiries that the teams run, and how far each one is."""

from datetime import date
from typing import Annotated

import typer

from cln.command import Context, command, group
from cln.options import Day, ProjectNumber, day, sentence
from cln.projects.commands import judgements, library, record, sheets

app = typer.Typer(no_args_is_help=True)

Title = Annotated[str, typer.Option(metavar="WORDS", help="What to call it; the team's theme by default.")]
Hunch = Annotated[str, typer.Option(metavar="WORDS", help="What the team wonders about; never name a pupil.")]


@group(app)
def everything(context: Context) -> None:
    """Follow the teams' projects from hunch to sharing. Pupils are never named here."""


@command(app, "open")
def open_(
    context: Context,
    team: Annotated[int, typer.Argument(metavar="TEAM", min=1, help="Number of the team that runs it.")],
    title: Title = "",
    hunch: Hunch = "",
    on: Day = None,
) -> None:
    """Open a project that a team of the accepted match runs; a team may run several."""
    from cln.projects import projects
    from cln.projects.views import projects as view

    with context.change("project open") as change:
        opened = projects.open_(
            change,
            context.cohort(change.session),
            team,
            title=title.strip(),
            hunch=hunch.strip(),
            on=on or change.today,
        )
    context.show(view.opened(opened))


@command(app, "list")
def list_(
    context: Context,
    team: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only those of this team.")] = None,
    facilitator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those of this facilitator's teams.")
    ] = None,
    attention: Annotated[
        bool, typer.Option("--attention", help="Only those that need attention, each with why.")
    ] = False,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=day, metavar="DATE", help="The day of --attention; today by default."),
    ] = None,
) -> None:
    """List the cohort's projects with the stage that each has reached, and what it needs next."""
    from cln.cohort import days
    from cln.overview import attention as watching
    from cln.overview.views import attention as troubles
    from cln.projects import projects
    from cln.projects.views import projects as view

    with context.reading() as session:
        cohort = context.cohort(session)
        found = projects.listing(session, cohort, team=team, facilitator=facilitator)
        watched = watching.watch(session, cohort, on or days.today()) if attention else None
    context.show(troubles.projects_in_need(watched, found.projects) if watched else view.listing(found))


@command(app, "show")
def show(context: Context, project: ProjectNumber) -> None:
    """Show everything on record about one project."""
    from cln.projects import inquiries
    from cln.projects.views import inquiries as view

    with context.reading() as session:
        shown = inquiries.show(session, context.cohort(session), project)
    context.show(view.shown(shown))


@command(app, "log")
def log(context: Context, project: ProjectNumber) -> None:
    """Show what has been logged about one project, with what was corrected; to log: cln log PROJECT."""
    from cln.projects import log as service
    from cln.projects.views import log as view

    with context.reading() as session:
        shown = service.show(session, context.cohort(session), project)
    context.show(view.shown(shown))


@command(app, "amend")
def amend(context: Context, project: ProjectNumber, title: Title = "", hunch: Hunch = "") -> None:
    """Correct a project's title or hunch."""
    from cln.projects import projects
    from cln.projects.views import projects as view

    with context.change("project amend") as change:
        cohort = context.cohort(change.session)
        amended = projects.amend(change, cohort, project, title=title.strip(), hunch=hunch.strip())
    context.show(view.amended(amended))


record.register(app)
judgements.register(app)
sheets.register(app)
library.register(app)


@command(app, "end")
def end(
    context: Context,
    project: ProjectNumber,
    reason: Annotated[str, typer.Option(parser=sentence, metavar="WORDS", help="Why it is given up.")],
    on: Day = None,
) -> None:
    """End a project that is given up; what is on record about it stays."""
    from cln.projects import projects
    from cln.projects.views import projects as view

    with context.change("project end") as change:
        cohort = context.cohort(change.session)
        ended = projects.end(change, cohort, project, reason=reason, on=on or change.today)
    context.show(view.ended(ended))
