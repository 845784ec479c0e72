"""What arithmetic alone shows to be impossible, before any solver is asked: all of it at once, in numbers."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from cln.matching.problem import Entry, Problem, Promise, Team
from cln.matching.rules import RULES, Rule, is_crowded, is_must
from cln.matching.seats import Finished, FinishedPool
from cln.matching.sums import (
    Sums,
    authority,
    count,
    distinct,
    fewest_and_most,
    people,
    share_of_whole_entries,
    size_bounds,
)


@dataclass(frozen=True)
class Finding:
    """Something that cannot be: the rules that forbid it together, and a sentence with the numbers."""

    rules: tuple[str, ...]
    sentence: str
    subject: str = ""
    """What tells it from other findings of the same rules: an authority, an entry, numbers of promises."""
    asked: tuple[str, ...] = ()
    """What the rules ask for that is part of it, where the sentence does not say so."""
    promises: tuple[Promise, ...] = ()
    """Those of the lead officer's promises that are part of it."""

    @property
    def key(self) -> tuple[tuple[str, ...], str]:
        """The same for as long as it is the same trouble, whatever the numbers."""
        return (self.rules, self.subject)


class _Everyone(FinishedPool):
    """Those who are matched as one pool that makes all their teams: the rules in sum, in numbers."""

    def __init__(self, problem: Problem) -> None:
        label = f"the cohort (its {count(problem.matched_teams, 'team')} in one)"
        super().__init__(problem, Team(0, "", tuple(matched(problem))), label)
        self.teams = problem.matched_teams

    def kinds(self, of: Callable[[Entry], Hashable]) -> int:
        """Each kind counts at most once a team and once an entry."""
        kinds = [of(entry) for entry in self.team.entries]
        return sum(min(kinds.count(kind), self.teams) for kind in dict.fromkeys(kinds))


def findings(problem: Problem) -> Iterator[Finding]:
    """Everything that the numbers of the cohort forbid."""
    makes_teams = bool(matched(problem)) and len(problem.groups) < problem.limits.teams
    counted = is_must(problem, "team-count") and makes_teams
    if counted:
        yield from _numbers(problem)
    elif is_crowded(problem) and not problem.groups:
        yield from _no_team(problem)
    yield from _facts(problem, summed=counted and not is_crowded(problem))
    if counted and is_must(problem, "authority-share") and not is_crowded(problem):
        yield from _shares(problem)
    if is_must(problem, "team-facilitator"):
        yield from _nurture(problem)
    if is_must(problem, "team-count"):
        yield from _themes(problem)
    if counted and is_must(problem, "team-size") and len(matched(problem)) >= problem.matched_teams:
        yield from _sizes(problem)


def matched(problem: Problem) -> list[Entry]:
    """Those who do not skip the matching."""
    return [entry for entry in problem.entries if entry.key not in problem.grouped]


def _numbers(problem: Problem) -> Iterator[Finding]:
    """Entries, and places, enough to have for each team as many as it needs."""
    teams, entries = problem.matched_teams, matched(problem)
    each, rules = least_entries(problem)
    if len(entries) < teams:
        yield Finding(("team-count",), f"{count(len(entries), 'entry')} cannot make {teams} teams")
    elif is_crowded(problem) and len(entries) >= each * teams:
        needed, there = sum(sorted(map(people, entries))[: each * teams]), places(problem)
        if needed > there >= 0:  # fewer than none are a matter of the pre-matched groups
            need, of = "needs" if teams == 1 else "need", "one entry" if each == 1 else f"{each} entries"
            sentence = f"{count(teams, 'team')} of {of} each {need} {needed} places; there are {there}"
            yield Finding(("capacity", *rules, "team-count"), sentence)
    if len(entries) >= teams:
        for least, needing in _leasts(problem):
            if len(entries) < least * teams and needing in _HOW:  # another is asked of all teams in one
                how = f"{count(teams, 'team')} {_HOW[needing].format(problem.limits)}"
                sentence = f"{how} need {least * teams} entries; there are {len(entries)}"
                yield Finding((*needing, "team-count"), sentence)


def _no_team(problem: Problem) -> Iterator[Finding]:
    """Places for the smallest team that there could be, where there need be no more."""
    each, rules = least_entries(problem)
    needed, there = sum(sorted(map(people, problem.entries))[:each]), problem.limits.capacity
    if len(problem.entries) >= each and needed > there:
        of = "an entry alone" if each == 1 else f"a team of {each} entries"
        sentence = f"{of} needs {needed} places at least; there {'is' if there == 1 else 'are'} {there}"
        yield Finding(("capacity", *rules), sentence)


_HOW = {
    ("authority-share",): "with at most {0.authority_share[0]}/{0.authority_share[1]} of one authority",
    ("lone-sector", "team-sectors"): "with nobody alone of one of {0.team_sectors} sectors",
}


def least_entries(problem: Problem) -> tuple[int, tuple[str, ...]]:
    """The fewest entries of any team, as far as authorities and sectors tell, and the rules that say so."""
    return max(_leasts(problem), default=(1, ()))


def _leasts(problem: Problem) -> list[tuple[int, tuple[str, ...]]]:
    (part, of), limits = problem.limits.authority_share, problem.limits
    leasts: list[tuple[int, tuple[str, ...]]] = [
        (-(-of // part), ("authority-share",)),
        (limits.team_authorities, ("team-authorities",)),
        (2 * limits.team_sectors, ("lone-sector", "team-sectors")),
    ]
    return [one for one in leasts if one[0] > 1 and all(is_must(problem, rule) for rule in one[1])]


def places(problem: Problem) -> int:
    """Places for those who are matched, if so many come."""
    brought = sum(map(people, matched(problem)))
    if not is_crowded(problem):
        return brought
    return problem.limits.capacity - (problem.participants - brought)


def _facts(problem: Problem, *, summed: bool) -> Iterator[Finding]:
    """What the cohort itself decides; and, where all take part, what its teams need in sum."""
    seats = Finished(problem, [Team(0, "", problem.entries)])
    seats.pools, seats.groups = [_Everyone(problem)], []
    for rule in RULES:
        fact = rule.given or rule.id == "sectors"
        if is_must(problem, rule.id) and (fact or (summed and rule.id in SUMMED)):
            yield from _broken(rule, seats)


SUMMED = ("team-authorities", "authority-share", "team-sectors", "lone-sector")
"""Rules about each team that may be asked of all teams in one."""


def _broken(rule: Rule, seats: Finished) -> Iterator[Finding]:
    entries = seats.problem.entries
    whom = {name for entry in entries for name in (entry.authority, entry.sector, entry.name, str(entry))}
    for condition in rule.conditions(seats):
        if not condition.holds:
            subject = next((one for one in map(str, condition.numbers) if one in whom), "")
            yield Finding((rule.id,), str(condition), subject)


def _shares(problem: Problem) -> Iterator[Finding]:
    """Room for each authority in teams of whole entries, where its share of all of them is not too large."""
    (part, of), teams, everyone = problem.limits.authority_share, problem.matched_teams, matched(problem)
    few, many = entries_of_a_team(problem)
    if not few * teams <= len(everyone) <= many * teams:
        return  # sizes or authorities forbid such teams already
    facets = share_of_whole_entries((part, of), few, many)
    most = min(facet.most(len(everyone), teams) for facet in facets)
    for name, own in sorted(Counter(map(authority, everyone)).items()):
        if own > most and of * own <= part * len(everyone):
            sentence = (
                f"{name} brings {own} of {len(everyone)} entries; {count(teams, 'team')} of {few} to {many} "
                f"entries, of which at most {part}/{of} come from one authority, hold only {most} of them"
            )
            yield Finding(("authority-share",), sentence, name)


def entries_of_a_team(problem: Problem) -> tuple[int, int]:
    """The fewest and the most entries of a team where all take part, as far as sizes and authorities tell."""
    everyone, teams = matched(problem), problem.matched_teams
    few, many = 1, len(everyone)
    if is_must(problem, "team-size"):
        few, many = fewest_and_most(map(people, everyone), *size_bounds(places(problem), problem))
    few = max(few, least_entries(problem)[0])
    # The others leave it no more, and no fewer, than this.
    least = max(few, len(everyone) - many * (teams - 1))
    return least, max(1, min(many, len(everyone) - few * (teams - 1)))


def _nurture(problem: Problem) -> Iterator[Finding]:
    """Key facilitators enough for all establishments, and for all teams."""
    keys, load, brings = len(problem.key_facilitators), problem.limits.facilitator_load, distinct(problem)
    if not keys:
        yield Finding(("team-facilitator",), "there is no key facilitator; each team needs one")
    elif is_crowded(problem):
        return  # fewer take part than come
    elif keys * load < brings:
        sentence = (
            f"{count(brings, 'establishment')} take part, but {count(keys, 'key facilitator')} "
            f"can nurture only {keys * load} ({load} each)"
        )
        yield Finding(("team-facilitator",), sentence)
    elif is_must(problem, "team-count") and not problem.groups and brings == len(problem.entries):
        few, many = establishments_of_a_team(problem)
        possible = few * problem.limits.teams <= brings <= many * problem.limits.teams
        if possible and _nurtured(problem, few, many) < brings:
            sentence = (
                f"{count(keys, 'key facilitator')} cannot share {count(problem.limits.teams, 'team')} of "
                f"{few} to {many} establishments, {brings} in all, with at most {load} each"
            )
            yield Finding(("team-facilitator",), sentence)


def establishments_of_a_team(problem: Problem) -> tuple[int, int]:
    """The fewest and the most establishments of a team, as far as its size tells."""
    brought = Counter[tuple[str, str]]()
    for entry in matched(problem):
        brought[entry.establishment] += entry.participants
    if not is_must(problem, "team-size"):
        return 1, len(brought)
    low, high = size_bounds(places(problem), problem)
    fewest, _most = fewest_and_most(brought.values(), low, high)
    _fewest, most = fewest_and_most(map(people, matched(problem)), low, high)
    return fewest, max(fewest, most)


def _nurtured(problem: Problem, few: int, many: int) -> int:
    """The most establishments that the key facilitators can nurture, if each team is taken by one of them."""
    load, teams, keys = problem.limits.facilitator_load, problem.limits.teams, len(problem.key_facilitators)
    if keys * (load // few) < teams:
        return 0
    each, more = divmod(teams, keys)  # evenly spread, as a second team adds no more than the first
    return (keys - more) * min(load, each * many) + more * min(load, (each + 1) * many)


def _sizes(problem: Problem) -> Iterator[Finding]:
    """Sizes of teams that hold everybody, and that whole entries can add up to."""
    if is_crowded(problem) and problem.limits.team_size is None:
        return  # sizes depend on how many have a place, and that is open
    teams, placed = problem.matched_teams, places(problem)
    low, high = size_bounds(placed, problem)
    if placed < low * teams:
        sentence = f"{teams} teams of at least {low} participants need {low * teams}; {placed} have a place"
        yield Finding(("team-size",), sentence, "least")
    elif placed > high * teams and not is_crowded(problem):
        sentence = f"{teams} teams of at most {high} participants hold {high * teams}; {placed} have a place"
        yield Finding(("team-size",), sentence, "most")
    else:
        yield from _reachable(problem, low, high)


def _reachable(problem: Problem, low: int, high: int) -> Iterator[Finding]:
    """Some entries add up to a size that is right, and no entry alone is more than that."""
    right = str(low) if low == high else f"{low} to {high}"
    large = [entry for entry in matched(problem) if entry.participants > high]
    for entry in large if not is_crowded(problem) else ():
        sentence = f"{entry} brings {count(entry.participants, 'participant')}; a team may have {right}"
        yield Finding(("team-size",), sentence, str(entry))
    sums = Sums(map(people, matched(problem)))
    least = sums.at_least(low)
    if not large and (least is None or least > high):
        near = [str(one) for one in (sums.at_most(low - 1), least) if one]
        yield Finding(
            ("team-size",),
            f"a team may have {right} participants, but no entries add up to that; "
            f"the nearest they can is {' or '.join(near)}",
            "sums",
        )


def _themes(problem: Problem) -> Iterator[Finding]:
    """Numbers of teams for each theme that can add up to the number of teams."""
    if problem.limits.theme_teams is None or not is_must(problem, "theme-teams"):
        return
    low, high = problem.limits.theme_teams
    themes, own = problem.themes, [g.promise.theme for g in problem.groups if g.promise.theme is not None]
    teams = problem.limits.teams - sum(theme not in themes for theme in own)
    few, many, named = low * len(themes), high * len(themes), count(len(themes), "theme")
    if few > teams:
        sentence = f"{named} with at least {count(low, 'team')} each make {few} teams; there are {teams}"
        yield Finding(("theme-teams",), sentence, "least")
    if many < teams:
        sentence = f"{named} with at most {count(high, 'team')} each make {many} teams; there are {teams}"
        yield Finding(("theme-teams",), sentence, "most")
