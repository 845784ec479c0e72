"""`cln export`: tables of the cohort for Excel and other programs."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cln.arguments import BY_NAME, never
from cln.command import command
from cln.context import Context
from cln.errors import Usage
from cln.match.named import team_option
from cln.options import ForceAll, Recipient, day


class Name(StrEnum):
    """What can be exported."""

    SUMMARY = "summary"
    SHARES = "shares"
    PARTICIPANTS = "participants"
    FACILITATORS = "facilitators"
    SURVEY = "survey"
    TEAMS = "teams"
    CONNECTIONS = "connections"
    PROJECTS = "projects"
    ATTENDANCE = "attendance"
    FEEDBACK = "feedback"
    CONFIDENCE = "confidence"
    LOG = "log"
    MEASURES = "measures"
    ALL = "all"


class FileFormat(StrEnum):
    """How it is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def register_export(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "export", never, example="cln export teams --out teams.csv")(export)


def export(
    context: Context,
    name: Annotated[Name, typer.Argument(metavar="NAME", help="What to export.")],
    out: Annotated[
        Path | None, typer.Option(help="The file, or for all the folder; standard output by default.")
    ] = None,
    file_format: Annotated[
        FileFormat | None,
        typer.Option("--format", help="How to write it; else the file's name tells, else CSV."),
    ] = None,
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Only rows from this day on.")
    ] = None,
    team: Annotated[int | None, team_option("Only this team; its number or theme."), BY_NAME] = None,
    authority: Annotated[str | None, typer.Option(help="Only this council.")] = None,
    pseudonymise: Annotated[
        bool,
        typer.Option("--pseudonymise", help="For people outside: pseudonyms in place of people and places."),
    ] = False,
    coarse: Annotated[
        bool,
        typer.Option("--coarse", help="With pseudonyms: what is told of an entry fits at least three."),
    ] = False,
    recipient: Recipient = "",
    every: Annotated[bool, typer.Option("--every-cohort", help="All cohorts, not only one.")] = False,
    proposal: Annotated[
        int | None, typer.Option(help="Which proposal's teams; the accepted, else the newest by default.")
    ] = None,
    force: ForceAll = False,
) -> None:
    """Export a table for Excel and other programs, or `all` of them: to a folder, or into one workbook."""
    from cln.cohort.queries import every_cohort
    from cln.exports import tables, view
    from cln.exports.choice import Choice
    from cln.files import deliver

    if (coarse or recipient) and not pseudonymise:
        raise Usage("--coarse and --for are for what leaves the partnership; add --pseudonymise")
    order = tables.Order(name.value, Choice(since, team, authority), pseudonymise, coarse)
    place = deliver.place(name.value, out, "json" if context.json else file_format)
    with context.reading() as session:
        if pseudonymise:
            from cln.disclosure import leaving

            way_out = leaving.Exit(session, "export", *context.acting(session))
            way_out.remember_key()
        wide = every or (name is Name.SUMMARY and context.cohort_name is None)
        cohorts = every_cohort(session) if wide else (context.cohort(session),)
        exported = tables.export(session, cohorts, proposal, order)
        recorded: AbstractContextManager[None] = nullcontext()
        if pseudonymise:
            what, figures = f"export {name.value}", exported.figures
            sent = leaving.sent(what, out, recipient, cohorts, coarse=coarse, figures=figures)
            recorded = way_out.recorded(sent)
        with recorded:
            view.deliver(exported, place, force=force)
