"""Third stage: facilitators to teams; and who could step in when one of them is gone.

The rule for key facilitators is the checker's own. Beyond it every team should have one, everybody
should have a team and nobody more than needed, and people should know their team's theme or authority.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from cln.matching import effort
from cln.matching.problem import Facilitator, Problem, Team
from cln.matching.rules import BY_ID, is_must
from cln.matching.seats import Load, Quantity
from cln.matching.solve.solver import Model, Unfinished
from cln.matching.sums import establishment
from cln.matching.watch import Watch

_KNOWS_THEME, _AT_HOME, _FORBIDDEN = -1_000, -1, 1_000_000
"""What a facilitator costs a team in a round: each infinitely more than the next for any number of teams."""


def assign(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...] | None:
    """Give the teams their facilitators; None if the rule cannot be kept with these teams."""
    if len(teams) > effort.LARGE:
        return _in_rounds(problem, teams)
    nurturing = _Nurturing(problem, teams, watch)
    nurturing.keep_the_rule()
    nurturing.spread_the_others()
    return nurturing.best("facilitators", nurturing.goals())


def again(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...] | None:
    """Give teams the facilitators that they need beside those they have, and change as little as possible.

    None if the rule cannot be kept with these teams.
    """
    nurturing = _Nurturing(problem, teams, watch)
    nurturing.leave_the_others()
    nurturing.keep_the_rule()
    if is_must(problem, "team-facilitator"):
        nurturing.keep_the_loads()
    return nurturing.best("facilitators", nurturing.repairs())


def cover(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...]:
    """Give teams without a key facilitator one, as many as can be, and leave all others as they are.

    A facilitator changes teams only where more teams have one that way. Nobody nurtures more establishments
    than the rule `team-facilitator` allows, or than now where that is more.
    """
    nurturing = _Nurturing(problem, teams, watch)
    nurturing.leave_the_others()
    nurturing.keep_the_loads()
    covered = nurturing.best("who could step in", nurturing.repairs())
    assert covered is not None, "things as they are keep every condition"
    return covered


def staff(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...] | None:
    """Give the teams any facilitators that keep the rule, none where there is no need; None if none do."""
    if not is_must(problem, "team-facilitator"):
        return tuple(replace(team, facilitators=()) for team in teams)
    if len(teams) > effort.LARGE:
        return _in_rounds(problem, teams)
    keys = replace(problem, facilitators=problem.key_facilitators)  # the rule asks for nobody else
    nurturing = _Nurturing(keys, teams, watch)
    nurturing.keep_the_rule()
    return nurturing.best("facilitators", [(0, False)])


@dataclass(frozen=True)
class _Staffed:
    """What the rule asks about a team: its key facilitators."""

    label: str
    facilitators: Quantity
    teams: int = 1


class _Nurturing:
    """Finished teams whose facilitators are open: a variable for each pair of facilitator and team."""

    def __init__(self, problem: Problem, teams: Sequence[Team], watch: Watch) -> None:
        self.problem, self.teams, self._model = problem, teams, Model(watch, patient=True)
        self._pairs = {(f, t.number): self._model.integer(0, 1) for f in problem.facilitators for t in teams}
        self._now = {(one, team.number) for team in teams for one in team.facilitators}
        self._establishments = _establishments(teams)
        self._several = _in_several(self._establishments)

    @property
    def all_pools(self) -> list[_Staffed]:
        """Each team with its key facilitators, as the rule asks for them."""
        key = self.problem.key_facilitators
        return [_Staffed(f"team {team.number}", self._count(key, [team])) for team in self.teams]

    @property
    def loads(self) -> list[Load]:
        """Each key facilitator with her establishments, as the rule asks for them."""
        return [Load(one.name, 1, self._load(one)) for one in self.problem.key_facilitators]

    def keep_the_rule(self) -> None:
        """Require what `team-facilitator` says, if it must hold."""
        rule = BY_ID["team-facilitator"]
        if is_must(self.problem, rule.id):
            for condition in rule.conditions(self):  # type: ignore[arg-type]  # all that this rule asks for
                self._model.require(condition.holds)

    def spread_the_others(self) -> None:
        """Co facilitators take at most one team each, and the teams share them evenly."""
        others = [facilitator for facilitator in self.problem.facilitators if not facilitator.key]
        for one in others:
            self._model.require(self._count([one], self.teams) <= 1)
        for team in self.teams:
            self._model.require(self._count(others, [team]) <= -(-len(others) // len(self.teams)))

    def leave_the_others(self) -> None:
        """Co facilitators stay where they are."""
        for (one, number), pair in self._pairs.items():
            if not one.key:
                self._model.require(pair == int((one, number) in self._now))

    def keep_the_loads(self) -> None:
        """Nobody nurtures more than the rule allows, or than now where that is more."""
        for one in self.problem.key_facilitators:
            hers = (self._establishments[number] for who, number in self._now if who == one)
            now = len(frozenset().union(*hers))
            self._model.require(self._load(one) <= max(self.problem.limits.facilitator_load, now))

    def repairs(self) -> list[tuple[Quantity, bool]]:
        """What to reach when an arrangement that stands is mended."""
        covered, busy, total, *knowing = self.goals()
        kept = self._model.sum_of(taken for pair, taken in self._pairs.items() if pair in self._now)
        return [covered, (kept, True), total, busy, *knowing]

    def goals(self) -> list[tuple[Quantity, bool]]:
        """What to reach, the most important first, and whether more of it is better."""
        everyone = self.problem.facilitators
        covered = [self._at_most_one(group.facilitators) for group in self.all_pools]
        busy = [self._at_most_one(self._count([one], self.teams)) for one in everyone]
        return [
            (self._model.sum_of(covered), True),
            (self._model.sum_of(busy), True),
            (self._count(everyone, self.teams), False),
            (self._count(everyone, self.teams, lambda f, team: int(team.theme in f.themes)), True),
            (self._count(everyone, self.teams, _at_home), True),
        ]

    def best(self, step: str, goals: Sequence[tuple[Quantity, bool]]) -> tuple[Team, ...] | None:
        """The teams with the facilitators that reach goals in their order, key facilitators first; None if no
        facilitators keep the conditions.
        """
        for quantity, more_is_better in goals:
            optimum = self._model.best(step, quantity, more_is_better=more_is_better)
            if optimum is None:
                return None
            self._model.require(quantity == optimum.value)
        chosen = [pair for pair, taken in self._pairs.items() if self._model.value(taken)]
        return tuple(
            replace(team, facilitators=_key_first(one for one, number in chosen if number == team.number))
            for team in self.teams
        )

    def _load(self, facilitator: Facilitator) -> Quantity:
        """At least the number of different establishments in her teams."""
        alone = {number: len(there - self._several.keys()) for number, there in self._establishments.items()}
        load = self._count([facilitator], self.teams, lambda _one, team: alone[team.number])
        for numbers in self._several.values():
            nurtures = self._model.integer(0, 1)
            for number in numbers:
                self._model.require(nurtures >= self._pairs[facilitator, number])
            load += nurtures
        return load

    def _count(
        self,
        facilitators: Sequence[Facilitator],
        teams: Sequence[Team],
        weigh: Callable[[Facilitator, Team], int] = lambda _facilitator, _team: 1,
    ) -> Quantity:
        return self._model.total(
            (self._pairs[one, team.number], weigh(one, team)) for one in facilitators for team in teams
        )

    def _at_most_one(self, quantity: Quantity) -> Quantity:
        anyone = self._model.integer(0, 1)
        self._model.require(anyone <= quantity)
        return anyone


def _at_home(facilitator: Facilitator, team: Team) -> int:
    return int(any(entry.authority == facilitator.authority for entry in team.entries))


def _establishments(teams: Sequence[Team]) -> dict[int, frozenset[tuple[str, str]]]:
    """Number of each team -> its establishments."""
    return {team.number: frozenset(map(establishment, team.entries)) for team in teams}


def _in_several(there: Mapping[int, Set[tuple[str, str]]]) -> dict[tuple[str, str], list[int]]:
    """Establishments that sit in several teams -> the numbers of these."""
    teams = defaultdict[tuple[str, str], list[int]](list)
    for number, establishments in there.items():
        for one in sorted(establishments):
            teams[one].append(number)
    return {one: numbers for one, numbers in teams.items() if len(numbers) > 1}


def _key_first(facilitators: Iterable[Facilitator]) -> tuple[Facilitator, ...]:
    return tuple(sorted(facilitators, key=lambda one: not one.key))


def _in_rounds(problem: Problem, teams: Sequence[Team]) -> tuple[Team, ...]:
    """Facilitators to the teams of a large cohort, in rounds in which each takes one team more.

    Of each round the best is found at once, which takes no time however many teams there are; the exact way
    weighs all rounds together. What they aim at is the same.

    Raises:
        Unfinished: some team must have a key facilitator, but gets none in this way.
    """
    must = is_must(problem, "team-facilitator")
    key, most = problem.key_facilitators, problem.limits.facilitator_load
    establishments = _establishments(teams)
    taken: dict[int, list[Facilitator]] = {team.number: [] for team in teams}
    hers = defaultdict[Facilitator, frozenset[tuple[str, str]]](frozenset)

    def take(facilitators: Sequence[Facilitator], some: Sequence[Team]) -> None:
        can = [
            [not must or len(hers[one] | establishments[team.number]) <= most for team in some]
            for one in facilitators
        ]
        for one, team in _best_pairs(facilitators, some, can):
            taken[team.number].append(one)
            hers[one] |= establishments[team.number]

    open_ = sorted(teams, key=lambda team: -len(establishments[team.number]))
    while key and open_:
        before = len(open_)
        take(key, open_[: len(key)])
        open_ = [team for team in open_ if not taken[team.number]]
        if len(open_) == before:
            break
    if must and open_:
        raise Unfinished(
            f"{len(teams)} teams were made, but {len(open_)} of them would have none of the {len(key)} key "
            f"facilitators, of whom nobody is to nurture more than {most} establishments; "
            "add some with: cln facilitator add, or run with --relax team-facilitator"
        )
    # Everybody has a team, and the teams share evenly those who come on top.
    idle = [one for one in problem.facilitators if not hers[one]]
    take(idle, [team for team in teams for _ in range(-(-len(idle) // len(teams)))])
    return tuple(replace(team, facilitators=_key_first(taken[team.number])) for team in teams)


def _best_pairs(
    facilitators: Sequence[Facilitator], teams: Sequence[Team], can: Sequence[Sequence[bool]]
) -> list[tuple[Facilitator, Team]]:
    """As many pairs as can be, each of them once; then those who know the theme, then those at home there."""
    from scipy.optimize import linear_sum_assignment

    if not facilitators:
        return []
    homes = [{entry.authority for entry in team.entries} for team in teams]
    costs = [
        [
            _FORBIDDEN * (not can[f][t])
            + _KNOWS_THEME * (team.theme in one.themes)
            + _AT_HOME * (one.authority in homes[t])
            for t, team in enumerate(teams)
        ]
        for f, one in enumerate(facilitators)
    ]
    return [
        (facilitators[f], teams[t]) for f, t in zip(*linear_sum_assignment(costs), strict=True) if can[f][t]
    ]
