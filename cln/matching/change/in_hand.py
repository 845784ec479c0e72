"""What a re-run has in hand before it has searched: the earlier teams as they are, else any teams at all."""

from dataclasses import replace

from cln.matching import check, effort
from cln.matching.change.counterparts import Side, counterparts
from cln.matching.change.edits import move
from cln.matching.change.nearest import Before
from cln.matching.change.rerun import Rerun
from cln.matching.large.first import first_teams
from cln.matching.problem import Entry, Line, Problem, Team
from cln.matching.queue import queue
from cln.matching.solve.facilitators import again
from cln.matching.solve.profile import Placed
from cln.matching.solve.solver import Optimum
from cln.matching.solve.teams import judged
from cln.matching.watch import Quiet, Watch


def in_hand(placed: Placed, before: Before, most: int | None, watch: Watch) -> Rerun | None:
    """Teams that keep every rule that must hold, with at most so many moves if any number is given.

    The earlier teams with those who have come since, if these find room there; else teams made anew; else
    the earlier teams alone. None if none of them do.
    """
    grown = _grown(placed, before) if before.teams else None
    return (
        (grown and _as_they_are(placed, before, grown, watch))
        or _anew(placed, before, most, watch)
        or _as_they_are(placed, before, before.teams, watch)
    )


def _as_they_are(placed: Placed, before: Before, teams: tuple[Team, ...], watch: Watch) -> Rerun | None:
    """Teams in which nobody moves, with the facilitators that they need; None if they break a rule."""
    staffed = None if before.lost(placed.entries) else _staffed(placed.problem, teams, watch)
    if staffed is None:
        return None
    there = {one.key for team in teams for one in team.entries}
    seated = replace(placed, entries=tuple(one for one in placed.problem.entries if one.key in there))
    return Rerun(judged(seated, staffed, _lines(placed, staffed), 0), (), Optimum(0, 0))


def _grown(placed: Placed, before: Before) -> tuple[Team, ...] | None:
    """The earlier teams with those who have come since, each where fewest rules are broken and its level is
    highest; None where that is not soon tried.
    """
    problem, homes = placed.problem, before.homes
    if problem.limits.teams > effort.LARGE:
        return None

    def cost(teams: tuple[Team, ...], one: Entry, number: int) -> tuple[int, int]:
        theme = next(team.theme for team in teams if team.number == number)
        broken = sum(breach.must for breach in check.breaches(problem, move(teams, one, number)))
        return (broken, -(one.level(theme) or 0))

    teams = before.teams
    for one in queue(entry for entry in placed.entries if entry.key not in homes):
        here = teams
        teams = move(here, one, min((cost(here, one, team.number), team.number) for team in here)[1])
    return teams


def _anew(placed: Placed, before: Before, most: int | None, watch: Watch) -> Rerun | None:
    """Teams made anew, with the numbers and facilitators of those of their theme whose entries they keep."""
    first = first_teams(placed, watch)
    if first is None:
        return None
    pairs = _counterparts(before, first.teams)
    teams = _staffed(placed.problem, _numbered(before, first.teams, pairs), watch)
    if teams is None:  # as where an entry is pinned to the team of a number
        teams, pairs = first.teams, {}
    new = tuple(team.number for team in teams if team.number not in pairs.values())
    moved = before.moved(teams, new)
    if most is not None and len(moved) > most:
        return None
    fewest = Optimum(len(moved), before.lost(placed.entries))
    return Rerun(judged(placed, teams, _lines(placed, teams), 0), moved, fewest)


def _staffed(problem: Problem, teams: tuple[Team, ...], watch: Watch) -> tuple[Team, ...] | None:
    """The teams with the facilitators that they need; None if they break a rule that must hold."""
    staffed = again(problem, teams, Quiet(watch))
    if staffed is None:
        return None
    broken = any(verdict.must and not verdict.holds for verdict in check.verdicts(problem, staffed))
    return None if broken else staffed


def _counterparts(before: Before, teams: tuple[Team, ...]) -> dict[int, int]:
    """Number of a new team -> that of the earlier team, on the same theme, that it goes on from.

    The team of a pre-matched group goes on only from one that was that group's, and no other team does.
    """
    groups = {frozenset(one.key for one in group.entries): group for group in before.problem.groups}
    pairs: dict[int, int] = {}
    for team in teams:
        group = groups.get(team.keys)
        old = before.of_groups.get(group.promise.number) if group else None
        if old is not None and old.theme == team.theme:
            pairs[team.number] = old.number
    others = tuple(team for team in teams if team.keys not in groups)
    for theme in {team.theme for team in others}:
        new, matched = (_sides(theme, some) for some in (others, before.matched))
        pairs |= counterparts(new, matched)
    return pairs


def _sides(theme: str, teams: tuple[Team, ...]) -> dict[int, Side]:
    return {team.number: (theme, team.keys) for team in teams if team.theme == theme}


def _numbered(before: Before, teams: tuple[Team, ...], pairs: dict[int, int]) -> tuple[Team, ...]:
    """The teams with the numbers and facilitators of those that they go on from; others have none yet."""
    kept = {team.number: team.facilitators for team in before.teams}
    free = (number for number in range(1, 2 * len(teams) + 1) if number not in pairs.values())
    numbers = {team.number: pairs.get(team.number) or next(free) for team in teams}
    numbered = [
        replace(
            team,
            number=numbers[team.number],
            facilitators=kept[pairs[team.number]] if team.number in pairs else (),
        )
        for team in teams
    ]
    return tuple(sorted(numbered, key=lambda team: team.number))


def _lines(placed: Placed, teams: tuple[Team, ...]) -> tuple[Line, ...]:
    """What teams reach, with bounds that hold of any."""
    problem = placed.problem
    places, *others = check.known_bounds(problem, check.score(problem, teams), (), teams=len(teams))
    return (replace(places, bound=placed.participants), *others)
