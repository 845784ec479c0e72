"""Every rule of the programme once: its sentence, its source, how strictly it is taken, its conditions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cln.matching import conditions
from cln.matching.conditions import Condition, authority, count, distinct, having, one, people, sector
from cln.matching.problem import Entry, Limits, Problem, Strength
from cln.matching.seats import Seats

REPORT = "evaluation report of the programme"
APPENDIX_B = f"{REPORT}, Appendix B"


@dataclass(frozen=True)
class Rule:
    """One rule. `fixed` rules are decided by the cohort itself: no arrangement can mend them."""

    id: str
    sentence: str
    source: str
    strength: Strength
    conditions: Callable[[Seats], Iterator[Condition]]
    detail: Callable[[Seats], str]
    """What a finished answer that keeps the rule looks like, in numbers."""
    fixed: bool = False

    def says(self, limits: Limits) -> str:
        """Its sentence with the numbers in force."""
        return self.sentence.format(**vars(limits))


def strength(problem: Problem, rule: Rule) -> Strength:
    """How the rule is taken in this problem."""
    return problem.strengths.get(rule.id, rule.strength)


def _fewest(seats: Seats, noun: str, kind: Callable[[Entry], str]) -> str:
    kinds = [pool.kinds(kind) for pool in seats.pools]
    return f"at least {count(min(kinds), noun)} in every team"


def _sizes(seats: Seats) -> str:
    sizes = [pool.total(people) for pool in seats.pools]
    return f"{min(sizes)} to {max(sizes)} participants"


def _largest_share(seats: Seats) -> str:
    shares = [
        (pool.total(having(authority, name)), pool.total(one))
        for pool in seats.pools
        for name in seats.problem.authorities
    ]
    own, entries = max(shares, key=lambda share: (share[0] / share[1], share[1]))
    return f"at most {own} of {entries} entries from one authority"


def _loads(seats: Seats) -> str:
    most = max((desk.load for desk in seats.desks), default=0)
    return f"{count(len(seats.desks), 'key facilitator')}, each with at most {count(most, 'establishment')}"


def _complete(seats: Seats) -> str:
    return f"all {len(seats.problem.entries)} entries bring both"


RULES = (
    Rule(
        "capacity",
        "At most {capacity} participants are in teams.",
        APPENDIX_B,
        Strength.MUST,
        conditions.capacity,
        lambda seats: f"{seats.placed} of at most {seats.problem.limits.capacity} participants",
    ),
    Rule(
        "team-count",
        "There are exactly {teams} teams, each with one theme; themes may repeat.",
        APPENDIX_B,
        Strength.MUST,
        conditions.team_count,
        lambda seats: count(len(seats.pools), "team"),
    ),
    Rule(
        "team-size",
        "The participants of a team differ from the mean by at most {team_spread}.",
        "workstream lead officer",
        Strength.MUST,
        conditions.team_size,
        _sizes,
    ),
    Rule(
        "sectors",
        "The cohort has at least {sectors} sectors.",
        APPENDIX_B,
        Strength.MUST,
        conditions.sectors,
        lambda seats: count(seats.whole.kinds(sector), "sector"),
    ),
    Rule(
        "facilitators",
        "Each authority has a key facilitator for every {facilitator_establishments} of its establishments, "
        "or part of them.",
        APPENDIX_B,
        Strength.MUST,
        conditions.facilitators,
        lambda seats: (
            f"{count(len(seats.desks), 'key facilitator')} in {len(seats.problem.authorities)} authorities"
        ),
        fixed=True,
    ),
    Rule(
        "team-authorities",
        "At least {team_authorities} authorities meet in a team.",
        REPORT,
        Strength.MUST,
        conditions.team_authorities,
        lambda seats: _fewest(seats, "authority", authority),
    ),
    Rule(
        "authority-share",
        "At most {authority_share[0]}/{authority_share[1]} of a team's entries come from one authority.",
        REPORT,
        Strength.MUST,
        conditions.authority_share,
        _largest_share,
    ),
    Rule(
        "team-facilitator",
        "Each team has a key facilitator, and nobody nurtures more than {facilitator_load} establishments.",
        APPENDIX_B,
        Strength.MUST,
        conditions.team_facilitator,
        _loads,
    ),
    Rule(
        "establishments",
        "At least {establishments} establishments take part.",
        APPENDIX_B,
        Strength.SHOULD,
        conditions.establishments,
        lambda seats: count(distinct(seats.problem), "establishment"),
        fixed=True,
    ),
    Rule(
        "roles",
        "Each entry has a promoted member of staff and a practitioner.",
        APPENDIX_B,
        Strength.SHOULD,
        conditions.roles,
        _complete,
        fixed=True,
    ),
    Rule(
        "team-sectors",
        "At least {team_sectors} sectors meet in a team.",
        REPORT,
        Strength.SHOULD,
        conditions.team_sectors,
        lambda seats: _fewest(seats, "sector", sector),
    ),
    Rule(
        "lone-sector",
        "Nobody is the only one of their sector in a team.",
        REPORT,
        Strength.SHOULD,
        conditions.lone_sector,
        lambda _seats: "no team has a lone sector",
    ),
)
"""All rules, in the order in which they are reported."""

BY_ID = {rule.id: rule for rule in RULES}
