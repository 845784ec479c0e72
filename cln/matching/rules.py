"""Every rule of the programme once: its sentence, its source, and conditions on seats.

A condition is true of a finished answer in plain numbers, or constrains a model: the words are the same
for the solver, the checker, hand edits and tests. Nothing here knows which of them is asking.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cln.matching.problem import Entry, Limits, Problem, Strength
from cln.matching.seats import Quantity, Seats

REPORT = "evaluation report of the programme"
APPENDIX_B = f"{REPORT}, Appendix B"


@dataclass(frozen=True)
class Condition:
    """Something that holds or does not; `sentence` with `numbers` says what is wrong when it does not."""

    holds: Any
    """True or False in plain numbers; the solver's constraint on a model."""
    sentence: str
    numbers: tuple[Quantity, ...]

    def __str__(self) -> str:
        """The sentence with its numbers; of use on plain numbers only."""
        return self.sentence.format(*self.numbers)


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


def size_bounds(placed: int, limits: Limits) -> tuple[int, int]:
    """The fewest and the most participants of a team when `placed` people sit in `limits.teams` teams."""
    # Whole numbers only: ceil(mean - spread) and floor(mean + spread) without a rounding error.
    spread = limits.teams * limits.team_spread
    return -((spread - placed) // limits.teams), (placed + spread) // limits.teams


def people(entry: Entry) -> int:
    """Participants of an entry."""
    return entry.participants


def one(_entry: Entry) -> int:
    """Counts entries."""
    return 1


def authority(entry: Entry) -> str:
    """The authority of an entry."""
    return entry.authority


def sector(entry: Entry) -> str:
    """The sector of an entry."""
    return entry.sector


def having(kind: Callable[[Entry], str], value: str) -> Callable[[Entry], int]:
    """Counts entries whose authority or sector is `value`."""
    return lambda entry: int(kind(entry) == value)


def _capacity(seats: Seats) -> Iterator[Condition]:
    seated, capacity = seats.whole.total(people), seats.problem.limits.capacity
    yield Condition(seated <= capacity, "{} participants are in teams; at most {} can be", (seated, capacity))


def _team_count(seats: Seats) -> Iterator[Condition]:
    teams, wanted = sum(pool.teams for pool in seats.pools), seats.problem.limits.teams
    yield Condition(teams >= wanted, "there are only {} teams; there should be {}", (teams, wanted))
    yield Condition(teams <= wanted, "there are {} teams; there should be {}", (teams, wanted))


def _team_size(seats: Seats) -> Iterator[Condition]:
    low, high = size_bounds(seats.placed, seats.problem.limits)
    for pool in seats.pools:
        size = pool.total(people)
        numbers = (pool.label, size, low, high)
        yield Condition(size >= low * pool.teams, "{} has {} participants; {} to {} are right", numbers)
        yield Condition(size <= high * pool.teams, "{} has {} participants; {} to {} are right", numbers)


def _sectors(seats: Seats) -> Iterator[Condition]:
    kinds, wanted = seats.whole.kinds(sector), seats.problem.limits.sectors
    yield Condition(kinds >= wanted, "the cohort has {} sector; it needs at least {}", (kinds, wanted))


def _facilitators(seats: Seats) -> Iterator[Condition]:
    problem, each = seats.problem, seats.problem.limits.facilitator_establishments
    for name in problem.authorities:
        brings = len({entry.establishment for entry in problem.entries if entry.authority == name})
        key = sum(facilitator.authority == name for facilitator in problem.key_facilitators)
        yield Condition(
            key * each >= brings,
            "{} brings {} but {}; one is needed for every {}",
            (
                name,
                _count(brings, "establishment"),
                f"only {_count(key, 'key facilitator')}" if key else "no key facilitator",
                each,
            ),
        )


def _team_authorities(seats: Seats) -> Iterator[Condition]:
    wanted = seats.problem.limits.team_authorities
    for pool in seats.pools:
        kinds = pool.kinds(authority)
        yield Condition(
            kinds >= wanted * pool.teams,
            "{} has {} authority; it needs at least {}",
            (pool.label, kinds, wanted),
        )


def _authority_share(seats: Seats) -> Iterator[Condition]:
    part, of = seats.problem.limits.authority_share
    for pool in seats.pools:
        entries = pool.total(one)
        for name in seats.problem.authorities:
            own = pool.total(having(authority, name))
            yield Condition(
                of * own <= part * entries,
                "{}: {} of its {} entries come from {}; at most {}/{} may",
                (pool.label, own, entries, name, part, of),
            )


def _team_facilitator(seats: Seats) -> Iterator[Condition]:
    most = seats.problem.limits.facilitator_establishments
    for pool in seats.pools:
        yield Condition(pool.facilitators >= pool.teams, "{} has no key facilitator", (pool.label,))
    for desk in seats.desks:
        yield Condition(
            desk.load <= most * desk.facilitators,
            "{} would nurture {} establishments; at most {} for each key facilitator",
            (desk.label, desk.load, most),
        )


def _establishments(seats: Seats) -> Iterator[Condition]:
    count, wanted = _distinct(seats.problem), seats.problem.limits.establishments
    yield Condition(count >= wanted, "{} establishments take part; {} are hoped for", (count, wanted))


def _roles(seats: Seats) -> Iterator[Condition]:
    for entry in seats.problem.entries:
        missing = [role for role in ("promoted", "practitioner") if role not in entry.roles]
        words = {"promoted": "promoted member of staff", "practitioner": "practitioner"}
        yield Condition(
            not missing,
            "{} ({}) brings no {}",
            (entry.name, entry.code, " and no ".join(words[role] for role in missing)),
        )


def _team_sectors(seats: Seats) -> Iterator[Condition]:
    wanted = seats.problem.limits.team_sectors
    for pool in seats.pools:
        kinds = pool.kinds(sector)
        yield Condition(
            kinds >= wanted * pool.teams, "{} has {} sector; {} are better", (pool.label, kinds, wanted)
        )


def _lone_sector(seats: Seats) -> Iterator[Condition]:
    for pool in seats.pools:
        for name in sorted({entry.sector for entry in seats.problem.entries}):
            own = pool.total(having(sector, name))
            anyone = pool.present(having(sector, name))
            yield Condition(own >= 2 * anyone, "{} has only one entry from the sector {}", (pool.label, name))


def _fewest(seats: Seats, noun: str, kind: Callable[[Entry], str]) -> str:
    kinds = [pool.kinds(kind) for pool in seats.pools]
    return f"at least {_count(min(kinds), noun)} in every team"


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
    return f"{_count(len(seats.desks), 'key facilitator')}, each with at most {_count(most, 'establishment')}"


def _complete(seats: Seats) -> str:
    return f"all {len(seats.problem.entries)} entries bring both"


def _distinct(problem: Problem) -> int:
    return len({entry.establishment for entry in problem.entries})


def _count(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number or 'no'} {noun if number == 1 else plural}"


RULES = (
    Rule(
        "capacity",
        "At most {capacity} participants are in teams.",
        APPENDIX_B,
        Strength.MUST,
        _capacity,
        lambda seats: f"{seats.placed} of at most {seats.problem.limits.capacity} participants",
    ),
    Rule(
        "team-count",
        "There are exactly {teams} teams, each with one theme; themes may repeat.",
        APPENDIX_B,
        Strength.MUST,
        _team_count,
        lambda seats: _count(len(seats.pools), "team"),
    ),
    Rule(
        "team-size",
        "The participants of a team differ from the mean by at most {team_spread}.",
        "workstream lead officer",
        Strength.MUST,
        _team_size,
        _sizes,
    ),
    Rule(
        "sectors",
        "The cohort has at least {sectors} sectors.",
        APPENDIX_B,
        Strength.MUST,
        _sectors,
        lambda seats: _count(seats.whole.kinds(sector), "sector"),
    ),
    Rule(
        "facilitators",
        "Each authority has a key facilitator for every {facilitator_establishments} of its establishments, "
        "or part of them.",
        APPENDIX_B,
        Strength.MUST,
        _facilitators,
        lambda seats: (
            f"{_count(len(seats.desks), 'key facilitator')} in {len(seats.problem.authorities)} authorities"
        ),
        fixed=True,
    ),
    Rule(
        "team-authorities",
        "At least {team_authorities} authorities meet in a team.",
        REPORT,
        Strength.MUST,
        _team_authorities,
        lambda seats: _fewest(seats, "authority", authority),
    ),
    Rule(
        "authority-share",
        "At most {authority_share[0]}/{authority_share[1]} of a team's entries come from one authority.",
        REPORT,
        Strength.MUST,
        _authority_share,
        _largest_share,
    ),
    Rule(
        "team-facilitator",
        "Each team has a key facilitator, and nobody nurtures more than {facilitator_establishments} "
        "establishments.",
        APPENDIX_B,
        Strength.MUST,
        _team_facilitator,
        _loads,
    ),
    Rule(
        "establishments",
        "At least {establishments} establishments take part.",
        APPENDIX_B,
        Strength.SHOULD,
        _establishments,
        lambda seats: _count(_distinct(seats.problem), "establishment"),
        fixed=True,
    ),
    Rule(
        "roles",
        "Each entry has a promoted member of staff and a practitioner.",
        APPENDIX_B,
        Strength.SHOULD,
        _roles,
        _complete,
        fixed=True,
    ),
    Rule(
        "team-sectors",
        "At least {team_sectors} sectors meet in a team.",
        REPORT,
        Strength.SHOULD,
        _team_sectors,
        lambda seats: _fewest(seats, "sector", sector),
    ),
    Rule(
        "lone-sector",
        "Nobody is the only one of their sector in a team.",
        REPORT,
        Strength.SHOULD,
        _lone_sector,
        lambda _seats: "no team has a lone sector",
    ),
)
"""All rules, in the order in which they are reported."""

BY_ID = {rule.id: rule for rule in RULES}
