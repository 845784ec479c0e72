"""`cln match`: run the matching exercise, and see what came of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from cln.command import Context, command, group
from cln.errors import Usage
from cln.match.commands import runs
from cln.options import (
    Alternatives,
    Capacity,
    File,
    From,
    MaxMoves,
    Profile,
    Relax,
    Teams,
    TeamSize,
    ThemeTeams,
    TimeLimit,
    TradeOff,
)

if TYPE_CHECKING:
    from cln.screen.view import View

app = typer.Typer()


@group(app, invoke_without_command=True)
def match(
    context: Context,
    profile: Profile = None,
    relax: Relax = None,
    teams: Teams = None,
    capacity: Capacity = None,
    team_size: TeamSize = None,
    theme_teams: ThemeTeams = None,
    time_limit: TimeLimit = None,
    from_number: From = None,
    max_moves: MaxMoves = None,
    trade_off: TradeOff = False,
    alternatives: Alternatives = None,
) -> "View":
    """Match the cohort into teams, provably best, and keep the result as a proposal.

    Ctrl-C while it works takes the best found so far; a second Ctrl-C leaves with nothing written.
    """
    from cln.match.run import Run, asked

    wanted = asked(
        relax,
        preference=profile,
        teams=teams,
        capacity=capacity,
        team_size=team_size,
        theme_teams=theme_teams,
    )
    if from_number is None and (trade_off or max_moves is not None):
        raise Usage("--max-moves and --trade-off begin with a proposal; add: --from N, see: cln match list")
    if from_number is not None and alternatives is not None:
        raise Usage("--alternatives belongs to a match made afresh; leave out --from")
    if alternatives is not None:
        return runs.alternatives(context, Run(**wanted), alternatives, time_limit)
    if from_number is None:
        return runs.fresh(context, Run(**wanted), time_limit)
    if trade_off:
        return runs.trade_off(context, from_number, wanted, time_limit)
    return runs.rematch(context, from_number, wanted, max_moves, time_limit)


@command(app, "show")
def show(
    context: Context,
    number: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="Which proposal; the newest by default.")
    ] = None,
    mapped: Annotated[
        bool, typer.Option("--map", help="A picture of who asked for what, instead of the teams.")
    ] = False,
) -> None:
    """Show a proposal again, as it was when it was made."""
    from cln.figures import wishes
    from cln.match import proposals
    from cln.match.views import match as view
    from cln.report import view as picture

    with context.reading() as session:
        cohort = context.cohort(session)
        proposed = proposals.load(session, cohort, number)
        asked = wishes.wishes(session, cohort, proposed) if mapped else None
    context.show(picture.map_(proposed, asked) if asked else view.proposal(proposed))


@command(app, "list")
def list_(context: Context) -> None:
    """List the cohort's proposals: how each was made, what it reaches, which one is accepted."""
    from cln.match.proposal_list import listing
    from cln.match.views import proposals

    with context.reading() as session:
        cohort = context.cohort(session)
        context.show(proposals.listing(cohort.name, listing(session, cohort)))


@command(app, "compare")
def compare(
    context: Context,
    before: Annotated[int, typer.Argument(metavar="NUMBER", help="One proposal.")],
    after: Annotated[int, typer.Argument(metavar="OTHER", help="And another.")],
) -> None:
    """Compare two proposals: who moves, who gains, who loses, and what each reaches."""
    from cln.match import compare as comparing
    from cln.match.views import compare as view

    with context.reading() as session:
        context.show(view.compared(comparing.compare(session, context.cohort(session), before, after)))


@command(app, "accept")
def accept(
    context: Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Which proposal.")],
    projects: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD",
            help="What becomes of running projects: keep, end, or for one of them 3=5 (goes on with team 5) "
            "or 3=end.",
        ),
    ] = None,
) -> None:
    """Accept a proposal: its teams are the cohort's. The one accepted before stays on record."""
    from cln.match import accept as accepting
    from cln.match.views import proposals as view

    with context.change("match accept") as change:
        accepted = accepting.accept(change, context.cohort(change.session), number, projects or ())
    context.show(view.accepted(accepted))


@command(app, "waiting")
def waiting(
    context: Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMBER", help="By which proposal; by default the accepted one, else the newest."
        ),
    ] = None,
) -> None:
    """List who waits for a place, in which order and why, and who could come in now."""
    from cln.match import waiting
    from cln.match.views import waiting as view

    with context.reading() as session:
        context.show(view.shown(waiting.show(session, context.cohort(session), number)))


@command(app, "check")
def check(
    context: Context,
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
    from cln.match import check as judging
    from cln.match.run import Run, asked
    from cln.match.views import check as view

    run = Run(
        **asked(
            relax,
            preference=profile,
            teams=teams,
            capacity=capacity,
            team_size=team_size,
            theme_teams=theme_teams,
        )
    )
    with context.reading() as session:
        judged = judging.judge(session, context.cohort(session), file, run)
    context.show(view.judged(judged))
    judged.refuse_broken()
