"""`cln report`: a page with pictures that can be mailed, printed and read aloud."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command
from cln.errors import Usage
from cln.options import Day, Recipient


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
    teams: Annotated[bool, typer.Option("--teams", help="The sheets of all teams, one a page.")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="For everybody: no people, no figures of a few.")
    ] = False,
    recipient: Recipient = "",
    on: Day = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Make a page about the cohort with pictures: one file without scripts, to mail, to print, to hear."""
    from cln.disclosure import leaving
    from cln.files import whole
    from cln.report import build
    from cln.screen import output
    from cln.store.acting import acting

    if recipient and not public:
        raise Usage("--for is for what leaves the partnership; add --public")
    whole.refuse_ending(out, (".html", ".htm"))
    asked = build.Asked(quarter, team, teams, public, on)
    with context.reading() as session:
        way_out = leaving.Exit(session, "report", acting(session, context.settings))
        if public:
            way_out.remember_key()
        cohort = context.cohort(session)
        page = build.page(session, cohort, asked)
        what = " ".join(["report", *(["--quarter", quarter] if quarter else [])])
        sent = leaving.sent(what, out, recipient, [cohort], figures={cohort.id or 0: page.figures})
        with way_out.recorded(sent) if public else nullcontext():
            whole.write(page.html.encode(), out, force=force)
    for note in (f"{out} is written; open it in a browser.", *page.notes):
        output.note(note)
