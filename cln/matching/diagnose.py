"""Why there is no match: which rules cannot hold, and the numbers that forbid it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from cln.errors import Impossible
from cln.matching.places import placings
from cln.matching.problem import Entry, Problem, Strength, Team
from cln.matching.profile import best_profile
from cln.matching.rules import BY_ID, RULES, Rule, strength
from cln.matching.seats import Finished, FinishedPool
from cln.matching.solver import Watch
from cln.matching.teams import seat

SUMMED = (
    *("team-size", "team-authorities", "authority-share", "team-facilitator"),
    *("team-sectors", "lone-sector"),
)
"""Rules whose conditions say something of all teams summed."""


@dataclass(frozen=True)
class Finding:
    """One reason: the rules concerned (any one of them, let go, would do) and the sentence."""

    rules: tuple[str, ...]
    sentence: str
    subject: str = ""
    """Whom the sentence is about: an authority, or the cohort."""


class Contradiction(Impossible):
    """The rules that must hold cannot all hold."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.sentence for finding in findings))
        self.findings = tuple(findings)


class _Everyone(FinishedPool):
    """All entries that are matched as one pool that makes all their teams: the rules for teams in their
    summed form, in numbers."""

    def __init__(self, problem: Problem) -> None:
        label = f"the cohort (its {problem.matched_teams} teams in one)"
        matched = tuple(entry for entry in problem.entries if entry.key not in problem.grouped)
        super().__init__(problem, Team(0, "", matched), label)
        self.teams = problem.matched_teams

    @property
    def facilitators(self) -> int:
        """One desk may serve several teams; the loads below say whether they suffice."""
        return self.teams if self.problem.key_facilitators else 0

    def kinds(self, of: Callable[[Entry], Hashable]) -> int:
        """Each kind counts at most once a team and once an entry."""
        kinds = [of(entry) for entry in self.team.entries]
        return sum(min(kinds.count(kind), self.teams) for kind in dict.fromkeys(kinds))


def refuse_hopeless(problem: Problem) -> None:
    """Refuse what arithmetic alone shows to be impossible, all reasons at once.

    Raises:
        Contradiction: with one finding for each condition that cannot hold.
    """
    seats = Finished(problem, [Team(0, "", problem.entries)])
    everyone = _Everyone(problem)
    seats.pools, seats.groups, seats.matched = [everyone], [], everyone.team.participants
    crowded = problem.participants > problem.limits.capacity
    matched = bool(everyone.team.entries)
    counted = matched and strength(problem, BY_ID["team-count"]) is Strength.MUST
    findings = [
        Finding((rule.id,), str(condition), str(condition.numbers[0]))
        for rule in _musts(problem)
        if rule.fixed or rule.id == "sectors" or (rule.id in SUMMED and counted and not crowded)
        for condition in rule.conditions(seats)
        if not condition.holds
    ]
    teams, entries = problem.matched_teams, len(everyone.team.entries)
    if entries < teams and counted:
        findings.insert(0, Finding(("team-count",), f"{entries} entries cannot make {teams} teams"))
    if findings:
        raise Contradiction(findings)


def contradiction(problem: Problem, watch: Watch) -> Contradiction:
    """Find a smallest set of rules that cannot hold together, by letting go of one after the other."""
    possible = _first_stage if not _first_stage(problem, watch) else _both_stages
    needed = list(_musts(problem))
    for rule in list(needed):
        without = [other for other in needed if other is not rule]
        if not possible(_only(problem, without), watch):
            needed = without
    ids = tuple(rule.id for rule in needed)
    sentences = " ".join(f"{rule.id}: {rule.says(problem.limits)}" for rule in needed)
    return Contradiction([Finding(ids, f"these rules cannot all hold for this cohort. {sentences}")])


def _musts(problem: Problem) -> list[Rule]:
    return [rule for rule in RULES if strength(problem, rule) is Strength.MUST]


def _only(problem: Problem, rules: Sequence[Rule]) -> Problem:
    strengths = {rule.id: Strength.MUST if rule in rules else Strength.OFF for rule in RULES}
    return replace(problem, strengths=strengths)


def _first_stage(problem: Problem, watch: Watch) -> bool:
    placed = next(placings(problem, watch), None)
    return placed is not None and best_profile(placed, watch) is not None


def _both_stages(problem: Problem, watch: Watch) -> bool:
    placed = next(placings(problem, watch), None)
    return placed is not None and seat(placed, watch) is not None
