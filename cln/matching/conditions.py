"""What each rule asks of seats, as conditions that are true of a finished answer or constrain a model.

The words are the same for the solver, the checker, hand edits and tests. Nothing here knows which of
them is asking, nor how strictly a rule is taken (see `rules`). While the solver thinks in whole themes, what
is asked of teams is asked of all teams of a theme at once, which is easier than the truth; on single teams
it is exact.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cln.matching.problem import Entry, PromiseKind
from cln.matching.seats import Quantity, Seats
from cln.matching.sums import authority, count, distinct, each, having, people, sector, size_bounds
from cln.words import listed


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


def capacity(seats: Seats) -> Iterator[Condition]:
    """No more participants in teams than there is room for."""
    seated, most = seats.whole.total(people), seats.problem.limits.capacity
    yield Condition(seated <= most, "{} participants are in teams; at most {} can be", (seated, most))


def team_count(seats: Seats) -> Iterator[Condition]:
    """As many teams as there should be."""
    teams, wanted = sum(pool.teams for pool in seats.all_pools), seats.problem.limits.teams
    yield Condition(teams >= wanted, "there are only {} teams; there should be {}", (teams, wanted))
    yield Condition(teams <= wanted, "there are {} teams; there should be {}", (teams, wanted))


def team_size(seats: Seats) -> Iterator[Condition]:
    """No team far from the mean."""
    low, high = size_bounds(seats.matched, seats.problem)
    for pool in seats.pools:
        size = pool.total(people)
        numbers = (pool.label, size, low, high)
        yield Condition(size >= low * pool.teams, "{} has {} participants; {} to {} are right", numbers)
        yield Condition(size <= high * pool.teams, "{} has {} participants; {} to {} are right", numbers)


def sectors(seats: Seats) -> Iterator[Condition]:
    """Several sectors in the cohort."""
    kinds, wanted = seats.whole.kinds(sector), seats.problem.limits.sectors
    yield Condition(kinds >= wanted, "the cohort has {} sector; it needs at least {}", (kinds, wanted))


def facilitators(seats: Seats) -> Iterator[Condition]:
    """Key facilitators enough for the establishments of each authority, placed or waiting."""
    problem, each = seats.problem, seats.problem.limits.facilitator_establishments
    for name in problem.authorities:
        brings = len({entry.establishment for entry in problem.entries if entry.authority == name})
        key = sum(facilitator.authority == name for facilitator in problem.key_facilitators)
        has = f"only {count(key, 'key facilitator')}" if key else "no key facilitator"
        numbers = (name, count(brings, "establishment"), has, each)
        yield Condition(key * each >= brings, "{} brings {} but {}; one is needed for every {}", numbers)


def team_authorities(seats: Seats) -> Iterator[Condition]:
    """Several authorities in each team."""
    sentence = "{} brings together too few authorities: {}, not {}"
    return _several(seats, authority, seats.problem.limits.team_authorities, sentence)


def authority_share(seats: Seats) -> Iterator[Condition]:
    """No authority with more than its share of a team."""
    part, of = seats.problem.limits.authority_share
    for pool in seats.pools:
        entries = pool.total(each)
        for name in seats.problem.authorities:
            own = pool.total(having(authority, name))
            yield Condition(
                of * own <= part * entries,
                "{}: {} of its {} entries come from {}; at most {}/{} may",
                (pool.label, own, entries, name, part, of),
            )


def team_facilitator(seats: Seats) -> Iterator[Condition]:
    """A key facilitator for each team, and none with more establishments than she can nurture."""
    most = seats.problem.limits.facilitator_load
    for pool in seats.all_pools:
        yield Condition(pool.facilitators >= pool.teams, "{} has no key facilitator", (pool.label,))
    for load in seats.loads:
        yield Condition(
            load.establishments <= most * load.facilitators,
            "{} would nurture {} establishments; at most {} for each key facilitator",
            (load.label, load.establishments, most),
        )


def establishments(seats: Seats) -> Iterator[Condition]:
    """As many establishments as are hoped for."""
    part, wanted = distinct(seats.problem), seats.problem.limits.establishments
    yield Condition(part >= wanted, "{} establishments take part; {} are hoped for", (part, wanted))


def roles(seats: Seats) -> Iterator[Condition]:
    """A promoted member of staff and a practitioner on each entry."""
    words_of = {"promoted": "promoted member of staff", "practitioner": "practitioner"}
    for entry in seats.problem.entries:
        missing = [words for role, words in words_of.items() if role not in entry.roles]
        yield Condition(not missing, "{} brings no {}", (entry, " and no ".join(missing)))


def team_sectors(seats: Seats) -> Iterator[Condition]:
    """Several sectors in each team."""
    sentence = "{} brings together too few sectors: {}, not {}"
    return _several(seats, sector, seats.problem.limits.team_sectors, sentence)


def lone_sector(seats: Seats) -> Iterator[Condition]:
    """No team with one entry alone of its sector."""
    names = sorted({entry.sector for entry in seats.problem.entries})
    for pool in seats.pools:
        for name in names:
            own = pool.total(having(sector, name))
            anyone = pool.present(having(sector, name))
            yield Condition(own >= 2 * anyone, "{} has a lone {} entry", (pool.label, name))


def theme_teams(seats: Seats) -> Iterator[Condition]:
    """Each theme of the survey with as many teams as there should be; a pre-matched group's counts too."""
    if seats.problem.limits.theme_teams is None:
        return
    low, high = seats.problem.limits.theme_teams
    for theme in seats.problem.themes:
        teams = sum(pool.teams for pool in seats.all_pools if pool.theme == theme)
        numbers = (theme, teams, low, high)
        yield Condition(teams >= low, "{} has {} teams; {} to {} are right", numbers)
        yield Condition(teams <= high, "{} has {} teams; {} to {} are right", numbers)


def new_partners(seats: Seats) -> Iterator[Condition]:
    """No two entries in one team whose establishments shared a team in an earlier cohort."""
    by_key = seats.problem.by_key
    for pool in seats.pools:
        for pair in pool.pairs(seats.problem.met):
            one, other = (by_key[key] for key in pair)
            alone = pool.sits(one) + pool.sits(other) <= pool.teams
            yield Condition(alone, "{} and {} meet again in {}", (one, other, pool.label))


def pins(seats: Seats) -> Iterator[Condition]:
    """Who is pinned has a place, and that in a team on the theme or in the team of the number."""
    for promise, entries in seats.problem.promised(PromiseKind.PIN):
        number = None if promise.team is None else f"team {promise.team}"
        where = " and ".join(filter(None, (promise.theme, number)))
        for entry in entries:
            placed = seats.whole.sits(entry)
            yield Condition(placed >= 1, "{} is pinned to {} but has no place", (entry, where))
            for pool in seats.all_pools:
                numbers = (entry, where, pool.label, pool.theme)
                sentence = "{} is pinned to {} but sits in {} on {}"
                if promise.theme not in {None, pool.theme}:
                    yield Condition(pool.sits(entry) <= 0, sentence, numbers)
                elif promise.team is not None:
                    yield Condition(pool.sits(entry) <= pool.numbered(promise.team), sentence, numbers)


def together(seats: Seats) -> Iterator[Condition]:
    """Who is kept together sits in one team, or waits together."""
    for _promise, entries in seats.problem.promised(PromiseKind.TOGETHER):
        yield from _side_by_side(seats, entries, "with whom it is kept together")
        for entry, other in pairwise(entries):
            yield Condition(
                seats.whole.sits(other) <= seats.whole.sits(entry),
                "{} has a place and {}, with whom it is kept together, has none",
                (other, entry),
            )


def apart(seats: Seats) -> Iterator[Condition]:
    """No two of those kept apart sit in one team."""
    for _promise, entries in seats.problem.promised(PromiseKind.APART):
        for pool in seats.all_pools:
            here = sum(pool.sits(entry) for entry in entries)
            numbers = (here, listed([*map(str, entries)]), pool.label)
            yield Condition(here <= pool.teams, "{} of {}, who are kept apart, sit in {}", numbers)


def groups(seats: Seats) -> Iterator[Condition]:
    """A pre-matched group has places, in a team of its own, on its own theme. On single teams only."""
    everyone = len(seats.problem.entries)
    promised = list(seats.problem.promised(PromiseKind.GROUP))
    for key, number in Counter(entry.key for _, there in promised for entry in there).items():
        yield Condition(number <= 1, "{} is in {} pre-matched groups", (seats.problem.by_key[key], number))
    for promise, entries in promised:
        for entry in entries:
            placed = seats.whole.sits(entry) >= 1
            yield Condition(placed, "{} is in a pre-matched group but has no place", (entry,))
        yield from _side_by_side(seats, entries, "who is in its pre-matched group")
        for pool in seats.all_pools:
            here = pool.sits(entries[0])
            others = pool.total(each) - sum(pool.sits(entry) for entry in entries)
            alone, numbers = others <= everyone * (pool.teams - here), (others, entries[0], pool.label)
            yield Condition(alone, "{} more than the pre-matched group of {} sit in {}", numbers)
            if promise.theme not in {None, pool.theme}:
                themes = (pool.label, entries[0], pool.theme, promise.theme)
                yield Condition(here <= 0, "{} with the pre-matched group of {} is on {}, not on {}", themes)


def _side_by_side(seats: Seats, entries: Sequence[Entry], bond: str) -> Iterator[Condition]:
    for entry, other in pairwise(entries):
        for pool in seats.all_pools:
            sentence, numbers = "{} sits in {} without {}, " + bond, (entry, pool.label, other)
            yield Condition(pool.sits(entry) <= pool.sits(other), sentence, numbers)


def _several(seats: Seats, kind: Callable[[Entry], str], wanted: int, sentence: str) -> Iterator[Condition]:
    """So many authorities or sectors in each team."""
    for pool in seats.pools:
        kinds, needed = pool.kinds(kind), wanted * pool.teams
        yield Condition(kinds >= needed, sentence, (pool.label, kinds, needed))
