"""`cln match explain`: why a school is where it is, and why a team's theme runs."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln.cohort.whom import Which
from cln.command import Context, command
from cln.errors import Usage
from cln.options import EntryNumber, SectorChoice, which

if TYPE_CHECKING:
    from cln.screen.view import View


def register(app: typer.Typer) -> None:
    """Put the command under `cln match`."""
    command(app, "explain")(explain)


def explain(
    context: Context,
    code: Annotated[
        Which | None,
        typer.Argument(
            parser=which,
            metavar="[CODE]",
            help="SEED code (7 digits) or CS number; CODE:Secondary:2 where it has several entries.",
            show_default=False,
        ),
    ] = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
    team: Annotated[
        int | None, typer.Option(metavar="N", help="Instead of CODE: why this team's theme runs.")
    ] = None,
    proposal: Annotated[
        int | None, typer.Option(metavar="N", help="Which proposal; the newest by default.")
    ] = None,
) -> "View":
    """Say why an establishment is where it is, and what any theme it rated higher would cost the others."""
    from cln.match import explain
    from cln.match.views.explain import explained
    from cln.screen.progress import progress

    if (code is None) == (team is None):
        raise Usage("say either CODE or --team N; see: cln match explain --help")
    with context.reading() as session:
        cohort = context.cohort(session)
        if code is not None:
            asked = explain.about_entry(session, cohort, proposal, code.narrowed(sector, entry))
        else:
            asked = explain.about_team(session, cohort, proposal, team or 0)
    with progress() as watch:
        return explained(explain.answer(asked, watch))
