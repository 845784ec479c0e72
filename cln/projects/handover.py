"""What becomes of the running projects when another proposal is accepted: asked, and recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from cln.errors import Refused, Usage
from cln.match.accept import Accepted, Handover, accept
from cln.match.queries import proposal_of, seats_of, seats_of_team, teams_of
from cln.match.teams import team_of
from cln.projects.queries import OnRecord, projects_of
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.moves import ProjectMove
from cln.tables.proposals import Proposal, Team

KEEP, END = "keep", "end"


@dataclass(frozen=True)
class _Wish:
    """What the user wants: of all projects, and of single ones (number -> team, None for its end)."""

    of_all: str | None
    of_one: Mapping[int, int | None]


def accept_with_projects(
    change: Change, cohort: Cohort, number: int, wishes: Sequence[str] = (), *, anyway: bool = False
) -> Accepted:
    """Make a proposal the cohort's accepted one, and take the running projects over to its teams.

    Args:
        change: the unit of work.
        cohort: the proposal's cohort.
        number: which proposal.
        wishes: what becomes of the projects, as `carry` takes it.
        anyway: accept it though others wrote what the user has not seen.

    Raises:
        Refused: the cohort is closed, or it is not said what becomes of a running project.
        Usage: it was accepted already, and something is said of projects.
    """
    result = accept(change, cohort, number, anyway=anyway)
    if not result.already:
        proposal = proposal_of(change.session, cohort, number)
        return replace(result, projects=carry(change, cohort, proposal, wishes))
    if wishes:
        raise Usage(
            f"proposal {number} was accepted already, and projects stay with their teams; leave --projects "
            'out, or end one with: cln project end PROJECT --reason "WHY"'
        )
    return result


def carry(change: Change, cohort: Cohort, accepted: Proposal, wishes: Sequence[str]) -> tuple[Handover, ...]:
    """Take the running projects over to the teams of a proposal that is being accepted, or end them.

    Projects that were shared or have ended stay with the team that ran them.

    Args:
        change: the change in which the proposal is accepted.
        cohort: its cohort.
        accepted: the proposal.
        wishes: what becomes of them: `keep` (a project goes on with the team that has most of the entries of
            its own), `end`, or for one project `3=5` (goes on with team 5) or `3=end`.

    Raises:
        Refused: projects run and it is not said what becomes of each, or what is said cannot be done.
    """
    wish = _read(wishes)
    running = [one for one in projects_of(change.session, cohort) if one.running and not one.sharings]
    _check(cohort, running, wish)
    teams = {team.number: team for team, _ in teams_of(change.session, accepted)}
    goals = [_goal(change.session, one, accepted, teams, wish) for one in running]
    return tuple(_move(change, one, accepted, goal) for one, goal in zip(running, goals, strict=True))


def _read(wishes: Sequence[str]) -> _Wish:
    of_all, of_one = None, dict[int, int | None]()
    for word in wishes:
        number, equals, goal = word.strip().casefold().partition("=")
        if not equals and number in {KEEP, END} and of_all in {None, number}:
            of_all = number
        elif number.isdecimal() and (goal == END or goal.isdecimal()) and int(number) not in of_one:
            of_one[int(number)] = None if goal == END else int(goal)
        else:
            raise Refused(
                f"--projects {word} is not understood; write keep or end once, and for single projects "
                "e.g. 3=5 (goes on with team 5) or 3=end"
            )
    return _Wish(of_all, of_one)


def _check(cohort: Cohort, running: Sequence[OnRecord], wish: _Wish) -> None:
    """See that every running project is spoken of, and no other."""
    for number in wish.of_one:
        if number not in {one.number for one in running}:
            raise Refused(f"{cohort.name} has no running project {number}; see: cln project list")
    open_ones = [one for one in running if wish.of_all is None and one.number not in wish.of_one]
    if open_ones:
        named = ", ".join(f"{one.number} ({one.project.title})" for one in open_ones)
        runs = f"projects {named} run in teams" if len(open_ones) > 1 else f"project {named} runs in a team"
        first = open_ones[0].number
        raise Refused(
            f"{runs} of the match that is accepted now; say what becomes of that: --projects keep, "
            f"--projects end, or for one project --projects {first}=TEAM or --projects {first}=end"
        )


def _goal(
    session: Session, one: OnRecord, accepted: Proposal, teams: Mapping[int, Team], wish: _Wish
) -> Team | None:
    """The team with which a project goes on; None when it is ended."""
    if one.number not in wish.of_one:
        return None if wish.of_all == END else _nearest(session, one, accepted, teams)
    number = wish.of_one[one.number]
    return None if number is None else team_of(teams.values(), number, f"proposal {accepted.number}")


def _nearest(session: Session, one: OnRecord, accepted: Proposal, teams: Mapping[int, Team]) -> Team:
    """The team that has most of the entries of the project's own; of several the one most like it."""
    own = one.team
    entries = {seat.entry_id for seat in seats_of_team(session, own)}
    seats = seats_of(session, accepted)
    common = {
        number: len(entries & {seat.entry_id for seat in seats[team.id or 0]})
        for number, team in teams.items()
    }
    best = max(
        teams,
        key=lambda number: (
            common[number],
            teams[number].theme_id == own.theme_id,
            number == own.number,
            -number,
        ),
    )
    if not common[best]:
        raise Refused(
            f"no team of proposal {accepted.number} has an entry of team {own.number}, which runs project "
            f"{one.number}; say where it goes, e.g. --projects {one.number}={best} or "
            f"--projects {one.number}=end"
        )
    return teams[best]


def _move(change: Change, one: OnRecord, accepted: Proposal, goal: Team | None) -> Handover:
    project, team = one.project, one.team
    reason = f"proposal {accepted.number} was accepted"
    change.add(
        ProjectMove(
            project_id=one.id,
            at=change.at,
            who=change.who,
            from_team_id=team.id or 0,
            to_team_id=goal.id if goal else None,
            reason=reason,
        )
    )
    if goal is None:
        project.ended_on, project.ended_reason = max(change.today, project.opened_on), reason
    else:
        project.team_id = goal.id or 0
    return Handover(project.number, project.title, team.number, goal.number if goal else None)
