"""`cln project`: the inquiries that the teams run, how far each one is, and sheets about them."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.command import command, group
from cln.context import Context
from cln.errors import Usage
from cln.facilitators.named import facilitator_typed
from cln.match.named import team_typed
from cln.options import Anyway, Day, Force, Recipient, brief, day, named_option, number_or, sentence
from cln.projects.commands import record
from cln.projects.commands.numbers import ProjectNumber

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.files.source import Source
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

app = typer.Typer(no_args_is_help=True)

Title = Annotated[
    str, typer.Option(parser=brief, metavar="WORDS", help="What to call it; the team's theme by default.")
]
Hunch = Annotated[str, typer.Option(metavar="WORDS", help="What the team wonders about; never name a pupil.")]


@group(app)
def everything(context: Context) -> None:
    """Follow the teams' projects from hunch to sharing. Pupils are never named here."""


@command(
    app,
    "open",
    example='cln project open 1 --title "Reading aloud" --hunch "Reading aloud helps both"',
    after="match accept",
)
def open_(
    change: "Change",
    cohort: "Cohort",
    team: Annotated[
        int,
        typer.Argument(
            parser=number_or(team_typed, 1),
            metavar="TEAM",
            help="Number or theme of the team that runs it.",
            show_default=False,
        ),
        BY_NAME,
    ],
    title: Title = "",
    hunch: Hunch = "",
    on: Day = None,
) -> "View":
    """Open a project that a team of the accepted match runs; a team may run several."""
    from cln.projects import projects
    from cln.projects.views.projects import opened

    texts = {"title": title.strip(), "hunch": hunch.strip()}
    return opened(projects.open_(change, cohort, team, **texts, on=on or change.today))


@command(app, "list", example="cln project list")
def list_(
    session: "Session",
    cohort: "Cohort",
    team: Annotated[
        int | None,
        typer.Option(
            parser=number_or(team_typed, 1),
            metavar="TEAM",
            help="Only those of this team (or its theme).",
        ),
        BY_NAME,
    ] = None,
    facilitator: Annotated[
        str | None,
        named_option(
            facilitator_typed, completion.OF_FACILITATORS, "NAME", "Only those of her or his teams."
        ),
        BY_NAME,
    ] = None,
    attention: Annotated[
        bool, typer.Option("--attention", help="Only those that need attention, each with why.")
    ] = False,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=day, metavar="DATE", help="The day of --attention; today by default."),
    ] = None,
) -> "View":
    """List the cohort's projects with the stage that each has reached, and what it needs next."""
    from cln.overview.after import followed
    from cln.overview.attention import watch
    from cln.overview.views.attention import projects_in_need
    from cln.projects import projects
    from cln.projects.views.projects import listing

    if on is not None and not attention:
        raise Usage("--on is the day of --attention; write both, or leave it out")
    listed = projects.listing(session, cohort, team=team, facilitator=facilitator)
    if not listed and not attention:
        return followed(session, cohort, listing(cohort.name, listed))
    if not attention:
        return listing(cohort.name, listed)
    return projects_in_need(watch(session, cohort, on), {one.project for one in listed})


@command(app, "show", example="cln project show 1", after="project open")
def show(session: "Session", cohort: "Cohort", project: ProjectNumber) -> "View":
    """Show everything on record about one project."""
    from cln.projects import record
    from cln.projects.views.record import whole

    return whole(record.show(session, cohort, project))


@command(app, "log", example="cln project log 1", after="project open")
def log(session: "Session", cohort: "Cohort", project: ProjectNumber) -> "View":
    """Show what has been logged about one project, with what was corrected; to log: cln log PROJECT."""
    from cln.projects.log import show
    from cln.projects.views import log

    return log.log(project, show(session, cohort, project))


@command(app, "amend", example='cln project amend 1 --title "Reading to others"', after="project open")
def amend(
    change: "Change", cohort: "Cohort", project: ProjectNumber, title: Title = "", hunch: Hunch = ""
) -> "View":
    """Correct a project's title or hunch."""
    from cln.projects import projects
    from cln.projects.views.projects import amended

    return amended(projects.amend(change, cohort, project, title=title.strip(), hunch=hunch.strip()))


@command(app, "remove", example="cln project remove 1", after="project open")
def remove(change: "Change", cohort: "Cohort", project: ProjectNumber) -> "View":
    """Take away a project that was opened by mistake; only while nothing is on record of it."""
    from cln.upkeep.remove import remove_project
    from cln.upkeep.views.upkeep import removed

    return removed(remove_project(change, cohort, project))


record.register(app)


@command(
    app,
    "sheet",
    example='cln project sheet --facilitator "Tariq MacBride" --out sheet.xlsx',
    after="project open",
)
def sheet(
    session: "Session",
    cohort: "Cohort",
    facilitator: Annotated[
        str,
        named_option(facilitator_typed, completion.OF_FACILITATORS, "NAME", "Whose teams it is about."),
        BY_NAME,
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The workbook to write, e.g. sheet.xlsx.")],
    rows: Annotated[int, typer.Option(min=1, max=500, help="How many visits can be filled in.")] = 40,
    force: Force = False,
) -> "View":
    """Make a workbook for one facilitator: rows to fill in for her visits, her teams, and what is due.

    Question, measures, observations, impact, lessons and who came can be typed on it, too.

    What comes back is taken in with: cln project import FILE
    """
    from cln.files import workbook
    from cln.projects.sheets import make
    from cln.projects.views.log import made
    from cln.screen import output

    result = make(session, cohort, facilitator, rows, out)
    workbook.write(workbook.to_xlsx(result.sheets), out, force=force)
    for cut in workbook.cut(result.sheets):
        output.note(f"{cut}.")
    return made(result)


@command(app, "import", example="cln project import sheet.xlsx", after="project sheet")
def import_(change: "Change", cohort: "Cohort", source: "Source", anyway: Anyway = False) -> "View":
    """Take in a sheet that came back, as often as it comes: what is known is passed over.

    Where a sheet says something else in a row that was taken in before, both are kept and named; where
    somebody else took it in or corrected it, only with --anyway.
    """
    from cln.projects.sheet_import import import_file
    from cln.projects.views.log import merged
    from cln.store.intake import take

    return merged(take(change, replace(source, anyway=anyway), partial(import_file, change, cohort)))


@command(app, "find", example="cln project find reading")
def find(
    context: Context,
    session: "Session",
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="What to look for.", show_default=False)
    ],
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as a page to pass on, without names.")
    ] = None,
    recipient: Recipient = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the page if it exists.")] = False,
) -> "View":
    """Search the projects of all cohorts: themes, questions, measures, impact, lessons, sharing."""
    from cln.cohort.queries import every_cohort
    from cln.disclosure import leaving
    from cln.files import whole
    from cln.projects import library
    from cln.projects.views.projects import hits

    if recipient and export is None:
        raise Usage("--for is for what leaves the partnership; add --export")
    result = library.find(session, words)
    if export is None:
        return hits(result)
    whole.refuse_ending(export, (".html", ".htm"))
    way_out = leaving.Exit(session, "project find", *context.acting(session))
    way_out.remember_key()
    cohorts = [one for one in every_cohort(session) if one.name in {hit.cohort for hit in result.hits}]
    names = leaving.pseudonyms(session, cohorts)
    page = library.page(result, names.in_words)
    with way_out.recorded(leaving.sent("project find", export, recipient, cohorts)):
        whole.write(page.encode(), export, force=force)
    return hits(result, export, names.report())


@command(
    app, "end", example='cln project end 1 --reason "The team chose another theme"', after="project open"
)
def end(
    change: "Change",
    cohort: "Cohort",
    project: ProjectNumber,
    reason: Annotated[str, typer.Option(parser=sentence, metavar="WORDS", help="Why it is given up.")],
    on: Day = None,
) -> "View":
    """End a project that is given up; what is on record about it stays."""
    from cln.projects import projects
    from cln.projects.views.projects import ended

    return ended(projects.end(change, cohort, project, reason=reason, on=on or change.today))
