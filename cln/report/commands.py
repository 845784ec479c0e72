"""`cln report`: a page with pictures that can be mailed, printed and read aloud."""

from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command
from cln.options import Day


def register_report(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "report")(report)


def report(
    context: Context,
    out: Annotated[Path, typer.Option(help="The page to write, e.g. cohort.html.")],
    quarter: Annotated[
        str | None, typer.Option(metavar="QUARTER", help="Only what happened in a quarter, e.g. 2026Q4.")
    ] = None,
    team: Annotated[
        int | None, typer.Option(metavar="N", help="A sheet for one team, for the matching event.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="For everybody: no people, no figures of a few.")
    ] = False,
    on: Day = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Make a page about the cohort with pictures: one file without scripts, to mail, to print, to hear."""
    from cln.report import build
    from cln.screen import output

    asked = build.Asked(quarter, team, public, on)
    with context.reading() as session:
        page = build.page(session, context.cohort(session), asked)
    build.write(page, out, force=force)
    output.note(f"{out} is written; open it in a browser.")
