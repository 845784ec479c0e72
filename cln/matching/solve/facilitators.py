"""Third stage: facilitators to teams; and who could step in when one of them is gone.

The rule for key facilitators is the checker's own. Beyond it every team should have one, everybody
should have a team and nobody more than needed, and people should know their team's theme or authority.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cln.matching import effort
from cln.matching.problem import Facilitator, Problem, Team
from cln.matching.rules import BY_ID, is_must
from cln.matching.seats import Quantity
from cln.matching.solve.allot import allot
from cln.matching.solve.solver import Model
from cln.matching.watch import Watch


def assign(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...] | None:
    """Give the teams their facilitators; None if the rule cannot be kept with these teams."""
    if len(teams) > effort.LARGE:
        return allot(problem, teams)
    nurturing = _Nurturing(problem, teams, Model(watch, patient=True))
    nurturing.keep_the_rule()
    nurturing.spread_the_others()
    for quantity, more_is_better in nurturing.goals():
        optimum = nurturing.model.best("facilitators", quantity, more_is_better=more_is_better)
        if optimum is None:
            return None
        nurturing.model.require(quantity == optimum.value)
    return tuple(replace(team, facilitators=nurturing.of(team)) for team in teams)


def again(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...] | None:
    """Give teams the facilitators that they need beside those they have, and change as little as possible.

    None if the rule cannot be kept with these teams.
    """
    nurturing = _Nurturing(problem, teams, Model(watch, patient=True))
    nurturing.leave_the_others()
    nurturing.keep_the_rule()
    nurturing.keep_the_loads()
    for quantity, more_is_better in nurturing.repairs():
        optimum = nurturing.model.best("facilitators", quantity, more_is_better=more_is_better)
        if optimum is None:
            return None
        nurturing.model.require(quantity == optimum.value)
    return tuple(replace(team, facilitators=nurturing.of(team)) for team in teams)


def cover(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...]:
    """Give teams without a key facilitator one, as many as can be, and leave all others as they are.

    A facilitator changes teams only where more teams have one that way. Nobody nurtures more establishments
    than the rule `team-facilitator` allows, or than now where that is more.
    """
    nurturing = _Nurturing(problem, teams, Model(watch, patient=True))
    nurturing.leave_the_others()
    nurturing.keep_the_loads()
    for quantity, more_is_better in nurturing.repairs():
        optimum = nurturing.model.best("who could step in", quantity, more_is_better=more_is_better)
        assert optimum is not None  # things as they are keep every condition
        nurturing.model.require(quantity == optimum.value)
    return tuple(replace(team, facilitators=nurturing.of(team)) for team in teams)


def staff(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...] | None:
    """Give the teams any facilitators that keep the rule, none where there is no need; None if none do."""
    if not is_must(problem, "team-facilitator"):
        return tuple(replace(team, facilitators=()) for team in teams)
    keys = replace(problem, facilitators=problem.key_facilitators)  # the rule asks for nobody else
    if len(teams) > effort.LARGE:
        return allot(problem, teams)
    nurturing = _Nurturing(keys, teams, Model(watch, patient=True))
    nurturing.keep_the_rule()
    if nurturing.model.best("facilitators", 0, more_is_better=False) is None:
        return None
    return tuple(replace(team, facilitators=nurturing.of(team)) for team in teams)


@dataclass
class _Group:
    """What the rule asks about: one team's key facilitators, or one key facilitator's load."""

    label: str
    facilitators: Quantity
    teams: int = 1
    load: Quantity = 0


class _Nurturing:
    """Finished teams whose facilitators are open: a variable for each pair of facilitator and team."""

    def __init__(self, problem: Problem, teams: Sequence[Team], model: Model) -> None:
        self.problem, self.teams, self.model = problem, teams, model
        self._pairs = {(f, t.number): model.integer(0, 1) for f in problem.facilitators for t in teams}
        self._now = {(one, team.number) for team in teams for one in team.facilitators}
        self._sizes = {team.number: len({entry.establishment for entry in team.entries}) for team in teams}

    @property
    def all_pools(self) -> list[_Group]:
        """Each team with its key facilitators, as the rule asks for them."""
        key = self.problem.key_facilitators
        return [_Group(f"team {team.number}", self._count(key, [team])) for team in self.teams]

    @property
    def desks(self) -> list[_Group]:
        """Each key facilitator with her establishments, as the rule asks for them."""
        return [
            _Group(
                one.name, 1, load=self._count([one], self.teams, lambda _f, team: self._sizes[team.number])
            )
            for one in self.problem.key_facilitators
        ]

    def keep_the_rule(self) -> None:
        """Require what `team-facilitator` says, if it must hold."""
        rule = BY_ID["team-facilitator"]
        if is_must(self.problem, rule.id):
            for condition in rule.conditions(self):  # type: ignore[arg-type]  # all that this rule asks for
                self.model.require(condition.holds)

    def spread_the_others(self) -> None:
        """Co facilitators take at most one team each, and the teams share them evenly."""
        others = [facilitator for facilitator in self.problem.facilitators if not facilitator.key]
        for one in others:
            self.model.require(self._count([one], self.teams) <= 1)
        for team in self.teams:
            self.model.require(self._count(others, [team]) <= -(-len(others) // len(self.teams)))

    def leave_the_others(self) -> None:
        """Co facilitators stay where they are."""
        for (one, number), pair in self._pairs.items():
            if not one.key:
                self.model.require(pair == int((one, number) in self._now))

    def keep_the_loads(self) -> None:
        """Nobody nurtures more than the rule allows, or than now where that is more."""
        for one in self.problem.key_facilitators:
            load = self._count([one], self.teams, lambda _f, team: self._sizes[team.number])
            now = sum(self._sizes[number] for who, number in self._now if who == one)
            self.model.require(load <= max(self.problem.limits.facilitator_load, now))

    def repairs(self) -> list[tuple[Quantity, bool]]:
        """The same for mending an arrangement that stands."""
        covered, busy, total, *knowing = self.goals()
        kept = self.model.total((pair, 1) for place, pair in self._pairs.items() if place in self._now)
        return [covered, (kept, True), total, busy, *knowing]

    def goals(self) -> list[tuple[Quantity, bool]]:
        """What to reach, the most important first, and whether more of it is better."""
        everyone = self.problem.facilitators
        covered = [self._at_most_one(group.facilitators) for group in self.all_pools]
        busy = [self._at_most_one(self._count([one], self.teams)) for one in everyone]
        return [
            (self.model.total((team, 1) for team in covered), True),
            (self.model.total((one, 1) for one in busy), True),
            (self._count(everyone, self.teams), False),
            (self._count(everyone, self.teams, lambda f, team: int(team.theme in f.themes)), True),
            (self._count(everyone, self.teams, _at_home), True),
        ]

    def of(self, team: Team) -> tuple[Facilitator, ...]:
        """The team's facilitators in the solution found, key facilitators first."""
        chosen = [f for f in self.problem.facilitators if self.model.value(self._pairs[f, team.number])]
        return tuple(sorted(chosen, key=lambda facilitator: not facilitator.key))

    def _count(
        self,
        facilitators: Sequence[Facilitator],
        teams: Sequence[Team],
        weigh: Callable[[Facilitator, Team], int] = lambda _facilitator, _team: 1,
    ) -> Quantity:
        return self.model.total(
            (self._pairs[one, team.number], weigh(one, team)) for one in facilitators for team in teams
        )

    def _at_most_one(self, quantity: Quantity) -> Quantity:
        anyone = self.model.integer(0, 1)
        self.model.require(anyone <= quantity)
        return anyone


def _at_home(facilitator: Facilitator, team: Team) -> int:
    return int(any(entry.authority == facilitator.authority for entry in team.entries))
