"""The best moves and swaps of one entry, by the rules they break and then by the objective. No solver here.

Hundreds of edits are judged one after the other, so what is known of a team that does not change is not
found out again; the judge says of every edit what `check` would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from cln.matching.change import edits
from cln.matching.change.edits import Cost, Judged, Place
from cln.matching.check import Breach, against, judged
from cln.matching.objective import BALANCE, PLACED, goals
from cln.matching.problem import Entry, Problem, Team
from cln.matching.rules import Rule
from cln.matching.seats import Finished, FinishedPool, Load
from cln.matching.sums import size_bounds

LOADS = "team-facilitator"
"""The rule that asks something of each team by itself, and of each facilitator."""
OF_ONE_TEAM = frozenset(
    {"team-size", "team-authorities", "authority-share", "team-sectors", "lone-sector", "new-partners", LOADS}
)
"""Rules that ask something of each team by itself."""


@dataclass(frozen=True)
class Suggestion:
    """A move of an entry, or a swap with another."""

    to: Place
    """The team that it would be in."""
    other: Entry | None
    """With whom it would change places; None for a move."""
    cost: Cost


class Judge:
    """Judges teams after teams of one problem; those that stay the same objects are looked at once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._rules = judged(problem)
        self._sums = [goal for goal in goals(problem) if goal not in {PLACED, BALANCE}]
        self._pools: dict[tuple[int, int], FinishedPool] = {}
        self._of_team: dict[tuple[int, tuple[int, int]], _Part] = {}
        self._of_person: dict[tuple[object, ...], tuple[Breach, ...]] = {}
        self._of_cohort: dict[str, tuple[Breach, ...]] = {}

    def __call__(self, teams: Sequence[Team]) -> Judged:
        """The objective by line, and every breach of a rule."""
        seats = Finished(self.problem, teams, self._pools)
        sizes = size_bounds(seats.matched, self.problem)
        parts = [self._part(seats, pool, sizes) for pool in seats.all_pools]
        score = {PLACED.name: sum(team.participants for team in teams), BALANCE.name: seats.size_difference()}
        sums = map(sum, zip(*(part for part, _breaches in parts), strict=True)) if parts else repeat(0)
        score |= dict(zip((goal.name for goal in self._sums), sums, strict=False))
        of_teams = [breach for _, here in parts for breach in here]
        breaches: list[Breach] = []
        for rule in self._rules:
            if rule.id in OF_ONE_TEAM:
                breaches += [one for one in of_teams if one.rule == rule.id]
                breaches += self._overloaded(rule, seats) if rule.id == LOADS else ()
            elif rule.given:
                if rule.id not in self._of_cohort:
                    self._of_cohort[rule.id] = tuple(against(rule, seats))
                breaches += self._of_cohort[rule.id]
            else:
                breaches += against(rule, seats)
        return {goal.name: score[goal.name] for goal in goals(self.problem)}, tuple(breaches)

    def _part(self, seats: Finished, pool: FinishedPool, sizes: tuple[int, int]) -> "_Part":
        """What one team by itself, of `sizes` from to, adds to the objective, and the findings against it."""
        key = id(pool), sizes
        if key not in self._of_team:
            alone = _Alone(seats, [pool])
            rules = [rule for rule in self._rules if rule.id in OF_ONE_TEAM]
            breaches = tuple(breach for rule in rules for breach in against(rule, alone))
            self._of_team[key] = tuple(int(goal.count(alone)) for goal in self._sums), breaches
        return self._of_team[key]

    def _overloaded(self, rule: Rule, seats: Finished) -> Iterator[Breach]:
        """The findings against the rule about what each key facilitator nurtures."""
        nurtured: dict[tuple[str, str], list[FinishedPool]] = {}
        for pool in seats.all_pools:
            for one in pool.team.facilitators:
                nurtured.setdefault((one.name, one.email), []).append(pool)
        for one in self.problem.key_facilitators:
            pools = nurtured.get((one.name, one.email), [])
            key = id(one), *map(id, pools)
            if key not in self._of_person:
                alone = _Alone(seats, [])
                establishments = frozenset().union(*(pool.establishments for pool in pools))
                alone.loads = [Load(one.name, 1, len(establishments))]
                self._of_person[key] = tuple(against(rule, alone))
            yield from self._of_person[key]


_Part = tuple[tuple[int, ...], tuple[Breach, ...]]
"""The lines of the objective that are sums over teams, in order, and the findings."""


class _Alone(Finished):
    """One team of many or none, as rules that look at single teams or at single facilitators see it."""

    def __init__(self, seats: Finished, pools: Sequence[FinishedPool]) -> None:
        self.problem, self.teams, self.matched = seats.problem, seats.teams, seats.matched
        self.pools = [pool for pool in pools if pool.group is None]
        self.groups = [pool for pool in pools if pool.group is not None]
        self.loads = []


def suggest(problem: Problem, teams: Sequence[Team], entry: Entry) -> list[Suggestion]:
    """Every move of the entry to another team and every swap with an entry elsewhere, the best first.

    Fewest findings against rules that must hold come first, then fewest rules newly broken that should
    hold, then the objective; of equals moves before swaps, in the order of teams and codes.
    """
    judge = Judge(problem)
    now = judge(teams)
    suggestions = [
        Suggestion(to, other, edits.compared(problem, now, judge(after)))
        for to, other, after in _edits(teams, entry)
    ]
    return sorted(suggestions, key=_rank)


def _edits(teams: Sequence[Team], entry: Entry) -> Iterator[tuple[Place, Entry | None, tuple[Team, ...]]]:
    here = edits.place_of(teams, entry.key)
    others = [team for team in teams if team.number != here]
    for team in others:
        yield team.number, None, edits.move(teams, entry, team.number)
    for team in others:
        for other in team.entries:
            yield team.number, other, edits.swap(teams, entry, other)


def _rank(one: Suggestion) -> tuple[object, ...]:
    cost = one.cost
    musts = sum(breach.must for breach in (*cost.breaks, *cost.remains))
    before = {breach.rule for breach in (*cost.mends, *cost.remains)}
    shoulds = {breach.rule for breach in cost.breaks if not breach.must} - before
    gains = [-line.gain for line in cost.lines]
    return musts, len(shoulds), gains, one.other is not None, one.to or 0, one.other.key if one.other else ()
