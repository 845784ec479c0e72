"""`cln report`: a page with pictures that can be mailed, printed and read aloud."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cln.arguments import BY_NAME, never
from cln.command import command
from cln.context import Context
from cln.errors import Usage
from cln.match.named import team_typed
from cln.options import Day, Force, ForceAll, Recipient, number_or

if TYPE_CHECKING:
    from cln.screen.view import View


def register_report(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "report", never, example="cln report --out cohort.html")(report)


def register_pack(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "pack", example="cln pack --out pack", after="match accept")(pack)


def report(
    context: Context,
    out: Annotated[Path, typer.Option(help="The page to write, e.g. cohort.html.")],
    quarter: Annotated[
        str | None, typer.Option(metavar="QUARTER", help="Only what happened in a quarter, e.g. 2026Q4.")
    ] = None,
    team: Annotated[
        int | None,
        typer.Option(
            parser=number_or(team_typed, 0),
            metavar="TEAM",
            help="A sheet for one team, by number or theme, for the matching event.",
        ),
        BY_NAME,
    ] = None,
    teams: Annotated[bool, typer.Option("--teams", help="The sheets of all teams, one a page.")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="For everybody: no people, no figures of a few.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--every-cohort", help="All cohorts on one page, with the trend.")
    ] = False,
    recipient: Recipient = "",
    on: Day = None,
    force: Force = False,
) -> None:
    """Make a page about the cohort with pictures: one file without scripts, to mail, to print, to hear."""
    from cln.cohort.queries import every_cohort
    from cln.disclosure import leaving
    from cln.files import whole
    from cln.report import build
    from cln.screen import output

    if recipient and not public:
        raise Usage("--for is for what leaves the partnership; add --public")
    whole.refuse_ending(out, (".html", ".htm"))
    whole.place_of(out, force=force)  # before anything is drawn
    asked = build.Asked(quarter, team, teams, public, on)
    with context.reading() as session:
        way_out = leaving.Exit(session, "report", *context.acting(session))
        if public:
            way_out.remember_key()
        cohorts = every_cohort(session) if every else (context.cohort(session),)
        page = build.every_cohort_page(session, asked) if every else build.page(session, cohorts[0], asked)
        options = ["--quarter", quarter] if quarter else ["--every-cohort"] if every else []
        sent = leaving.sent(" ".join(["report", *options]), out, recipient, cohorts, figures=page.figures)
        with way_out.recorded(sent) if public else nullcontext():
            whole.write(page.html.encode(), out, force=force)
    for note in (f"{out} is written; open it in a browser.", *page.notes):
        output.note(note)


def pack(
    context: Context,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder, made where there is none.")],
    coarse: Annotated[
        bool,
        typer.Option("--coarse", help="What the evaluator is told of an entry fits at least three."),
    ] = False,
    public: Annotated[bool, typer.Option("--public", help="The page for everybody too.")] = False,
    recipient: Recipient = "",
    force: ForceAll = False,
) -> "View":
    """Put the report, the workbook, the calendar, the team sheets and the evaluator's tables into a folder.

    A list says what each is and whom it is for; what goes to the evaluator hides people behind pseudonyms.
    """
    from cln.disclosure import leaving
    from cln.report import pack, view

    with context.reading() as session:
        way_out = leaving.Exit(session, "pack", *context.acting(session))
        way_out.remember_key()
        cohort = context.cohort(session)
        made = pack.pack(session, way_out, cohort, out, recipient, coarse=coarse, public=public, force=force)
        return view.packed(made)
