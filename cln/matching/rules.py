"""Every rule of the programme once: its sentence, its source, how strictly it is taken, its conditions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from cln.matching import conditions
from cln.matching.conditions import Condition
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Problem, PromiseKind, Strength
from cln.matching.seats import Finished, Seats
from cln.matching.sums import authority, count, distinct, each, having, people, sector, size_bounds

REPORT = "evaluation report of the programme"
APPENDIX_B = f"{REPORT}, Appendix B"
LEAD_OFFICER = "workstream lead officer"


@dataclass(frozen=True)
class Rule:
    """One rule. `given` rules are decided by the cohort itself: no arrangement can mend them."""

    id: str
    sentence: str
    source: str
    conditions: Callable[[Seats], Iterator[Condition]]
    detail: Callable[[Finished], str]
    """What a finished answer that keeps the rule looks like, in numbers."""
    strength: Strength = Strength.MUST
    given: bool = False
    concerns: Callable[[Problem], bool] = lambda _problem: True
    """Whether it asks anything of a problem; what asks nothing is not reported."""
    counts: bool = False
    """Its detail is worth telling even when it is broken."""

    def says(self, limits: Limits) -> str:
        """Its sentence with the numbers in force."""
        return self.sentence.format(**vars(limits), size=_size(limits), sharing=_sharing(limits))


def strength(problem: Problem, rule: Rule) -> Strength:
    """How the rule is taken in this problem; to limit the teams of a theme is to ask for that rule."""
    asked = rule.id == "theme-teams" and problem.limits.theme_teams is not None
    return problem.strengths.get(rule.id, Strength.MUST if asked else rule.strength)


def is_must(problem: Problem, rule: str) -> bool:
    """Whether the rule of that id must hold; one that there is not need not."""
    return rule in BY_ID and strength(problem, BY_ID[rule]) is Strength.MUST


def most_teams(problem: Problem) -> int:
    """How many teams there can be at most: as many as there must be, else what other rules allow."""
    groups = len(problem.groups)
    if is_must(problem, "team-count"):
        return problem.limits.teams
    matched = [entry for entry in problem.entries if entry.key not in problem.grouped]
    most = len(matched)
    if is_must(problem, "team-authorities"):
        most //= problem.limits.team_authorities
    if is_must(problem, "team-size") and (problem.limits.team_size or not is_crowded(problem)):
        brought = sum(map(people, matched))
        most = min(most, brought // max(1, size_bounds(brought, problem)[0]))
    return groups + max(1, most)


def is_crowded(problem: Problem) -> bool:
    """Whether more come than can have a place, so that it is open who takes part."""
    return is_must(problem, "capacity") and problem.participants > problem.limits.capacity


def _size(limits: Limits) -> str:
    if limits.team_size is None:
        return f"differ from the mean by at most {limits.team_spread}"
    return "are {} to {}".format(*limits.team_size)


def _sharing(limits: Limits) -> str:
    if limits.theme_teams is None:
        return "Any number of teams may share a theme"
    low, high = limits.theme_teams
    number = f"exactly {count(low, 'team')}" if low == high else f"{low} to {high} teams"
    return f"Each theme has {number}"


def _has_promise(kind: PromiseKind) -> Callable[[Problem], bool]:
    return lambda problem: any(True for _ in problem.promised(kind))


def _involved(seats: Seats, kind: PromiseKind) -> str:
    entries = {entry.key for _, there in seats.problem.promised(kind) for entry in there}
    return count(len(entries), "entry")


def _apart(seats: Seats) -> str:
    """That pre-matched groups are spared a rule, where there are any."""
    return ", pre-matched groups apart" if seats.groups else ""


def _fewest(seats: Seats, noun: str, kind: Callable[[Entry], str]) -> str:
    kinds = [pool.kinds(kind) for pool in seats.pools]
    return f"at least {count(min(kinds, default=0), noun)} in every team{_apart(seats)}"


def _sizes(seats: Seats) -> str:
    sizes = [pool.total(people) for pool in seats.pools] or [0]
    return f"{min(sizes)} to {max(sizes)} participants{_apart(seats)}"


def _theme_sizes(seats: Seats) -> str:
    used = [pool.theme for pool in seats.all_pools]
    teams = [used.count(theme) for theme in seats.problem.themes]
    few, many = min(teams), max(teams)
    return f"{count(few, 'team') if few == many else f'{few} to {many} teams'} on each theme"


def connections(seats: Finished) -> tuple[int, int]:
    """Pairs of establishments that meet in a team for the first time, and how many cross authorities."""
    pairs = {
        (min(a.establishment, b.establishment), max(a.establishment, b.establishment)): a.authority
        != b.authority
        for pool in seats.all_pools
        for a, b in combinations(pool.team.entries, 2)
        if a.establishment != b.establishment
    }
    old = {(one[:2], other[:2]) for one, other in seats.problem.met}
    new = [across for pair, across in pairs.items() if pair not in old]
    return len(new), sum(new)


def _connected(seats: Finished) -> str:
    new, across = connections(seats)
    return f"{count(new, 'new connection')}, {across or 'none'} of them across authorities"


def _largest_share(seats: Seats) -> str:
    shares = [
        (pool.total(having(authority, name)), pool.total(each))
        for pool in seats.pools
        for name in seats.problem.authorities
    ]
    own, entries = max(shares, default=(0, 0), key=lambda share: (share[0] / share[1], share[1]))
    return f"at most {own} of {entries} entries from one authority{_apart(seats)}"


def _loads(seats: Seats) -> str:
    most = max((load.establishments for load in seats.loads), default=0)
    return f"{count(len(seats.loads), 'key facilitator')}, each with at most {count(most, 'establishment')}"


RULES = (
    Rule(
        "capacity",
        "At most {capacity} participants are in teams.",
        APPENDIX_B,
        conditions.capacity,
        lambda seats: f"{seats.whole.total(people)} of at most {seats.problem.limits.capacity} participants",
    ),
    Rule(
        "team-count",
        "There are exactly {teams} teams, each with one theme; themes may repeat.",
        APPENDIX_B,
        conditions.team_count,
        lambda seats: count(len(seats.all_pools), "team"),
    ),
    Rule(
        "team-size",
        "The participants of a team {size}.",
        LEAD_OFFICER,
        conditions.team_size,
        _sizes,
    ),
    Rule(
        "sectors",
        "The cohort has at least {sectors} sectors.",
        APPENDIX_B,
        conditions.sectors,
        lambda seats: count(seats.whole.kinds(sector), "sector"),
    ),
    Rule(
        "facilitators",
        "Each authority has a key facilitator for every {facilitator_establishments} of its establishments, "
        "or part of them.",
        APPENDIX_B,
        conditions.facilitators,
        lambda seats: (
            f"{count(len(seats.loads), 'key facilitator')} in {len(seats.problem.authorities)} authorities"
        ),
        given=True,
    ),
    Rule(
        "team-authorities",
        "At least {team_authorities} authorities meet in a team.",
        REPORT,
        conditions.team_authorities,
        lambda seats: _fewest(seats, "authority", authority),
    ),
    Rule(
        "authority-share",
        "At most {authority_share[0]}/{authority_share[1]} of a team's entries come from one authority.",
        REPORT,
        conditions.authority_share,
        _largest_share,
    ),
    Rule(
        "team-facilitator",
        "Each team has a key facilitator, and nobody nurtures more than {facilitator_load} establishments.",
        APPENDIX_B,
        conditions.team_facilitator,
        _loads,
    ),
    Rule(
        "pins",
        "Who is pinned has a place: in a team on the theme, or in the team of the number.",
        LEAD_OFFICER,
        conditions.pins,
        lambda seats: f"{_involved(seats, PromiseKind.PIN)} as pinned",
        concerns=_has_promise(PromiseKind.PIN),
    ),
    Rule(
        "together",
        "Who is kept together sits in one team.",
        LEAD_OFFICER,
        conditions.together,
        lambda seats: f"{_involved(seats, PromiseKind.TOGETHER)} kept together",
        concerns=_has_promise(PromiseKind.TOGETHER),
    ),
    Rule(
        "apart",
        "Who is kept apart sits in different teams.",
        LEAD_OFFICER,
        conditions.apart,
        lambda seats: f"{_involved(seats, PromiseKind.APART)} kept apart",
        concerns=_has_promise(PromiseKind.APART),
    ),
    Rule(
        "groups",
        "A pre-matched group is a team of its own.",
        LEAD_OFFICER,
        conditions.groups,
        lambda seats: count(len(seats.groups), "pre-matched group"),
        concerns=_has_promise(PromiseKind.GROUP),
    ),
    Rule(
        "theme-teams",
        "{sharing}.",
        LEAD_OFFICER,
        conditions.theme_teams,
        _theme_sizes,
        concerns=lambda problem: problem.limits.theme_teams is not None,
        strength=Strength.OFF,
    ),
    Rule(
        "establishments",
        "At least {establishments} establishments take part.",
        APPENDIX_B,
        conditions.establishments,
        lambda seats: count(distinct(seats.problem), "establishment"),
        given=True,
        strength=Strength.SHOULD,
    ),
    Rule(
        "roles",
        "Each entry has a promoted member of staff and a practitioner.",
        APPENDIX_B,
        conditions.roles,
        lambda seats: f"all {len(seats.problem.entries)} entries bring both",
        given=True,
        strength=Strength.SHOULD,
    ),
    Rule(
        "team-sectors",
        "At least {team_sectors} sectors meet in a team.",
        REPORT,
        conditions.team_sectors,
        lambda seats: _fewest(seats, "sector", sector),
        strength=Strength.SHOULD,
    ),
    Rule(
        "lone-sector",
        "Nobody is the only one of their sector in a team.",
        REPORT,
        conditions.lone_sector,
        lambda seats: f"no team has a lone sector{_apart(seats)}",
        strength=Strength.SHOULD,
    ),
    Rule(
        "new-partners",
        "Establishments that shared a team in an earlier cohort meet others.",
        LEAD_OFFICER,
        conditions.new_partners,
        _connected,
        concerns=lambda problem: bool(problem.met),
        counts=True,
        strength=Strength.SHOULD,
    ),
)
"""All rules, in the order in which they are reported."""

BY_ID = {rule.id: rule for rule in RULES}
