"""`cln match show`, `list`, `compare`, `accept`, `waiting`, `explain`; and `check` of teams in a file."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME, never
from cln.cohort.whom import Which
from cln.command import command
from cln.context import Context
from cln.errors import Usage
from cln.match.commands.options import RunOptions
from cln.match.named import team_option
from cln.options import Anyway, EntryNumber, SectorChoice, named_argument, which

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.files.source import Source
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort


def register(app: typer.Typer) -> None:
    """Put the commands under `cln match`."""
    command(app, "show", example="cln match show")(show)
    command(app, "list", example="cln match list")(list_)
    command(app, "compare", example="cln match compare 1 2", after="team move")(compare)
    command(app, "accept", example="cln match accept 1")(accept)
    command(app, "waiting", example="cln match waiting")(waiting)
    command(app, "explain", never, example='cln match explain "Braefallow Primary School"')(explain)
    command(app, "check", never, example="cln match check teams.csv", after="export")(check)


def show(
    session: "Session",
    cohort: "Cohort",
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMBER", help="Which proposal; by default the accepted one, else the newest."
        ),
    ] = None,
    mapped: Annotated[
        bool, typer.Option("--map", help="A picture of who asked for what, instead of the teams.")
    ] = False,
) -> "View":
    """Show a proposal again, as it was when it was made."""
    from cln.match.proposals import load
    from cln.match.views.match import map_, proposal
    from cln.match.wishes import wishes_then

    proposed = load(session, cohort, number)
    return map_(proposed, wishes_then(session, cohort, proposed)) if mapped else proposal(proposed)


def list_(session: "Session", cohort: "Cohort") -> "View":
    """List the cohort's proposals: how each was made, what it reaches, which one is accepted."""
    from cln.match import accept
    from cln.match.standing import that_counts
    from cln.match.views.proposals import listing

    return listing(cohort.name, accept.listing(session, cohort), that_counts(session, cohort))


def compare(
    session: "Session",
    cohort: "Cohort",
    before: Annotated[
        int | None,
        typer.Argument(metavar="NUMBER", help="One proposal; by default the one that counts."),
    ] = None,
    after: Annotated[
        int | None, typer.Argument(metavar="OTHER", help="And another; by default the newest.")
    ] = None,
) -> "View":
    """Compare two proposals: who moves, who gains, who loses, and what each reaches.

    With one number: the proposal that counts, and that one. Without: the one that counts and the newest.
    """
    from cln.match import compare
    from cln.match.views.compare import compared

    return compared(compare.compare(session, cohort, before, after))


def accept(
    change: "Change",
    cohort: "Cohort",
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Which proposal.")],
    projects: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD",
            help="What becomes of running projects: keep, end, or for one of them 3=5 (goes on with team 5) "
            "or 3=end.",
        ),
    ] = None,
    anyway: Anyway = False,
) -> "View":
    """Accept a proposal: its teams are the cohort's. The one accepted before stays on record."""
    from cln.match.views.proposals import accepted
    from cln.overview.after import followed
    from cln.projects.handover import accept_with_projects

    result = accept_with_projects(change, cohort, number, projects or (), anyway=anyway)
    return followed(change.session, cohort, accepted(result))


def waiting(
    session: "Session",
    cohort: "Cohort",
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMBER", help="By which proposal; by default the accepted one, else the newest."
        ),
    ] = None,
) -> "View":
    """List who waits for a place, in which order and why, and who could come in now."""
    from cln.match import waiting
    from cln.match.views.waiting import shown

    return shown(waiting.show(session, cohort, number))


def explain(
    context: Context,
    code: Annotated[
        Which | None,
        named_argument(
            which,
            completion.OF_ENTRIES,
            "[CODE]",
            "Its code or name; CODE:Secondary:2 where it has several entries.",
        ),
        BY_NAME,
    ] = None,
    sector: SectorChoice = None,
    entry: EntryNumber = None,
    team: Annotated[
        int | None,
        team_option("Instead of CODE: why the theme of the team with this number or theme runs."),
        BY_NAME,
    ] = None,
    proposal: Annotated[
        int | None,
        typer.Option(metavar="N", help="Which proposal; by default the accepted one, else the newest."),
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
            asked = explain.about_entry(session, cohort, proposal, code)
        else:
            asked = explain.about_team(session, cohort, proposal, team or 0)
    with progress() as watch:
        return explained(explain.answer(asked, watch))


def check(
    context: Context,
    session: "Session",
    cohort: "Cohort",
    readable: "Source",
    options: RunOptions,
) -> None:
    """Judge teams in a file by rules and objective: columns code, team, theme; sector, entry, facilitators.

    Whoever made them: `cln export teams`, somebody in Excel, another tool. Exit code 4 if a rule that must
    hold does not.
    """
    from cln.match.check import judge
    from cln.match.run import Run
    from cln.match.views.match import judged

    result = judge(session, cohort, readable, Run(**options.asked))
    context.show(judged(result))
    result.refuse_broken()
