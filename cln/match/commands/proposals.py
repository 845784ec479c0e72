"""`cln match show`, `list`, `compare`, `accept`, `waiting` of proposals; `check` of teams in a file."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command
from cln.options import Capacity, File, Profile, Relax, Teams, TeamSize, ThemeTeams

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort


def register(app: typer.Typer) -> None:
    """Put the commands under `cln match`."""
    command(app, "show")(show)
    command(app, "list")(list_)
    command(app, "compare")(compare)
    command(app, "accept")(accept)
    command(app, "waiting")(waiting)
    command(app, "check")(check)


def show(
    session: "Session",
    cohort: "Cohort",
    number: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="Which proposal; the newest by default.")
    ] = None,
    mapped: Annotated[
        bool, typer.Option("--map", help="A picture of who asked for what, instead of the teams.")
    ] = False,
) -> "View":
    """Show a proposal again, as it was when it was made."""
    from cln.figures.wishes import wishes
    from cln.match.proposals import load
    from cln.match.views.match import proposal
    from cln.report.view import map_

    proposed = load(session, cohort, number)
    return map_(proposed, wishes(session, cohort, proposed)) if mapped else proposal(proposed)


def list_(session: "Session", cohort: "Cohort") -> "View":
    """List the cohort's proposals: how each was made, what it reaches, which one is accepted."""
    from cln.match import accept
    from cln.match.views.proposals import listing

    return listing(cohort.name, accept.listing(session, cohort))


def compare(
    session: "Session",
    cohort: "Cohort",
    before: Annotated[int, typer.Argument(metavar="NUMBER", help="One proposal.")],
    after: Annotated[int, typer.Argument(metavar="OTHER", help="And another.")],
) -> "View":
    """Compare two proposals: who moves, who gains, who loses, and what each reaches."""
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
) -> "View":
    """Accept a proposal: its teams are the cohort's. The one accepted before stays on record."""
    from cln.match import accept, queries
    from cln.match.views.proposals import accepted
    from cln.projects.handover import carry

    result = accept.accept(change, cohort, number)
    if not result.already:
        proposal = queries.proposal_of(change.session, cohort, number)
        result = replace(result, projects=carry(change, cohort, proposal, projects or ()))
    return accepted(result)


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


def check(
    context: Context,
    session: "Session",
    cohort: "Cohort",
    file: File,
    profile: Profile = None,
    relax: Relax = None,
    teams: Teams = None,
    capacity: Capacity = None,
    team_size: TeamSize = None,
    theme_teams: ThemeTeams = None,
) -> None:
    """Judge teams in a file by rules and objective: columns code, team, theme; sector, entry, facilitators.

    Whoever made them: `cln export teams`, somebody in Excel, another tool. Exit code 4 if a rule that must
    hold does not.
    """
    from cln.match.check import judge
    from cln.match.run import Run, asked
    from cln.match.views.check import judged

    limits = {"teams": teams, "capacity": capacity, "team_size": team_size, "theme_teams": theme_teams}
    result = judge(session, cohort, file, Run(**asked(relax, preference=profile, **limits)))
    context.show(judged(result))
    result.refuse_broken()
