"""The order of those who want a place, among equals above all: nobody is behind for their code or sector."""

import hashlib
from collections import Counter
from dataclasses import replace
from math import sqrt
from statistics import mean, pvariance

import pytest

from cln.matching import exercise
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Problem, Promise, PromiseKind
from cln.matching.queue import draw, queue
from cln.matching.turn import Step, step_behind, why_waiting
from tests.matching.cohorts import AUTHORITIES, SECTORS, entry, facilitators

DRAWS = 2000


def drawn(entries: list[Entry], lot: str) -> list[Entry]:
    """The entries with what they draw."""
    return [replace(one, lot=draw(lot, one.key)) for one in entries]


def alike() -> list[Entry]:
    """Entries of two people, nominated on one day: nurseries come last by their codes, most are primaries."""
    made = []
    for n in range(60):
        sector = ("Primary", "Primary", "ELC", "Secondary", "Primary", "Special")[n % 6]
        code = f"CS{2099000000 + n}" if sector == "ELC" else f"{9000000 + n}"
        council = AUTHORITIES[(0, 0, 0, 1, 1, 2, 3)[n % 7]]
        made.append(replace(entry(n, sector=sector, authority=council), code=code))
    return made


def test_a_draw_is_the_sha_256_of_cohort_launch_code_sector_and_number() -> None:
    text = "Cohort 3|2026-09-10|9000001|Primary|1"
    assert draw("Cohort 3|2026-09-10", ("9000001", "Primary", 1)) == hashlib.sha256(text.encode()).hexdigest()
    assert draw("Còhort 3|2026-09-10", ("CS2099000001", "ELC", 2)) == (
        "e3c1f4ff514e03bb232b2b19f0158ea837fb2508ba10ae9af28687c04a0ddd94"
    )


@pytest.mark.parametrize("places", [20, 50])
def test_each_sector_and_council_waits_in_its_share(places: int) -> None:
    entries = alike()
    kinds = {
        **{one: [entry.key for entry in entries if entry.sector == one] for one in SECTORS},
        **{one: [entry.key for entry in entries if entry.authority == one] for one in AUTHORITIES},
    }
    waited: dict[str, list[int]] = {kind: [] for kind in kinds}
    for number in range(DRAWS):
        waiting = {one.key for one in queue(drawn(entries, f"Cohort {number}|2026-09-10"))[places:]}
        for kind, keys in kinds.items():
            waited[kind].append(len(waiting.intersection(keys)))
    share = (len(entries) - places) / len(entries)
    for kind, counts in waited.items():
        error = sqrt(pvariance(counts) / DRAWS)
        assert error > 0
        assert abs(mean(counts) - share * len(kinds[kind])) <= 3 * error, kind


def test_each_establishment_has_the_same_chance_whatever_its_code() -> None:
    entries = alike()
    draws = (queue(drawn(entries, f"Cohort {number}|2026-09-10"))[-1].key for number in range(DRAWS))
    last = Counter(draws)
    expected = DRAWS / len(entries)
    spread = sum((last[one.key] - expected) ** 2 / expected for one in entries)
    degrees = len(entries) - 1
    assert abs(spread - degrees) <= 3 * sqrt(2 * degrees), "chi-squared, within three standard deviations"


@pytest.mark.parametrize("lot", ["Cohort 1|2026-09-10", "Cohort 2|2027-09-09", "Cohort 3|2028-09-07"])
def test_where_no_rule_binds_the_match_lets_those_wait_whom_the_queue_puts_last(lot: str) -> None:
    entries = [
        entry(n, sector=SECTORS[n % 4], authority=AUTHORITIES[n % 3], levels={"Literacy": 3, "Numeracy": 3})
        for n in range(12)
    ]
    limits = Limits(teams=2, capacity=16, team_size=(2, 16), authority_share=(1, 1))
    problem = Problem(tuple(drawn(entries, lot)), ("Literacy", "Numeracy"), facilitators(), limits)
    result = exercise.match(problem)
    assert list(result.waiting) == queue(problem.entries)[8:]
    placed = [one for team in result.teams for one in team.entries]
    assert {step_behind(problem, one, placed) for one in result.waiting} == {Step.LOT}


def test_who_waited_before_goes_first_among_equals_and_only_there() -> None:
    answered = {"Literacy": 3}
    strongest = entry(9, lot="9", levels=answered, nominated=0)
    waited = entry(2, lot="f", levels=answered, nominated=1, waited=True)
    lucky = entry(3, lot="0", levels=answered, nominated=1)
    unlucky = entry(0, lot="1", levels=answered, nominated=1)
    silent = entry(5, lot="00", levels=None, nominated=0, waited=True)
    line = [strongest, waited, lucky, unlucky, silent]
    assert queue(reversed(line)) == line


def test_why_an_entry_waits_is_the_first_step_that_put_it_behind() -> None:
    waited, lucky = entry(1, waited=True, lot="f"), entry(2, lot="0")
    problem = Problem((waited, lucky, *(entry(n, lot="1") for n in range(3, 9))), ("Literacy", "Numeracy"))
    later = entry(9, nominated=1, lot="0")
    large = entry(10, participants=4, lot="0")
    old = entry(11)
    assert step_behind(problem, lucky, [waited]) is Step.WAITED
    assert step_behind(problem, entry(3, lot="1"), [waited, lucky]) is Step.LOT
    assert step_behind(problem, later, [lucky]) is Step.NOMINATION
    assert step_behind(problem, large, [entry(3, lot="1")]) is Step.PEOPLE
    assert step_behind(problem, old, [entry(10)]) is Step.CODES
    assert step_behind(problem, entry(12, levels=None, lot="0"), [lucky]) is Step.ANSWER


def test_who_is_passed_over_is_told_whether_numbers_or_rules_are_why() -> None:
    line = [entry(n, nominated=n, participants=size) for n, size in enumerate((2, 3, 2, 2, 1))]
    problem = Problem(tuple(line), ("Literacy", "Numeracy"), limits=Limits(capacity=4))
    first, large, second, third, _single = line
    assert why_waiting(problem, large, [first, second]) == "its 3 people do not fit the places left"
    rules = "no teams of as many people keep the rules with it and those who go first"
    assert why_waiting(problem, second, [first, third]) == rules
    assert why_waiting(problem, third, [first, second]) == "nominated later"
    silent = [replace(one, levels=None) for one in line]
    unanswered = replace(problem, entries=tuple(silent))
    assert why_waiting(unanswered, silent[2], [silent[0], silent[3]]) == rules


def test_who_is_passed_over_hears_which_promises_name_it_and_so_do_those_kept_with_it() -> None:
    line = [entry(n, nominated=n) for n in range(6)]
    keys = [one.key for one in line]
    promises = (
        Promise(1, PromiseKind.TOGETHER, (keys[0], keys[5]), "asked"),
        Promise(2, PromiseKind.APART, (keys[0], keys[1]), "asked"),
        Promise(3, PromiseKind.PIN, (keys[4],), "asked", "Literacy"),
    )
    small = Problem(tuple(line), ("Literacy",), limits=Limits(capacity=4), promises=promises)
    problem = replace(small, limits=Limits(capacity=6))
    there = [line[1], line[4]]
    rules = "no teams of as many people keep the rules with it and those who go first"
    assert why_waiting(small, line[2], there) == "nominated later", "who is pinned has no claim to be behind"
    behind = [line[2], line[3], line[4]]
    assert why_waiting(problem, line[0], behind) == f"{rules}; promises 1 and 2 name it and may be why"
    assert why_waiting(problem, line[5], behind) == f"{rules}; promise 1 names it and may be why"
    assert why_waiting(problem, line[1], behind) == f"{rules}; promise 2 names it and may be why"
    bound = replace(
        small, promises=(*promises, Promise(4, PromiseKind.TOGETHER, (keys[3], keys[4]), "asked"))
    )
    assert (
        why_waiting(replace(bound, limits=Limits(capacity=4)), line[2], [line[3], line[4]])
        == "its 2 people do not fit the places left"
    )


def test_numbers_are_why_those_wait_who_are_too_many_together_and_the_strongest_of_them_counts() -> None:
    line = [entry(n, nominated=n) for n in range(7)]
    keys = [one.key for one in line]
    pair = Promise(1, PromiseKind.TOGETHER, (keys[4], keys[6]), "asked")
    problem = Problem(tuple(line), ("Literacy",), limits=Limits(capacity=10), promises=(pair,))
    numbers = "its 2 people and 2 kept together with it do not fit the places left"
    there = [*line[:4], line[5]]
    assert {why_waiting(problem, one, there) for one in (line[4], line[6])} == {numbers}
    rules = "no teams of as many people keep the rules with it and those who go first"
    fewer = [*line[:3], line[5]]
    behind = why_waiting(replace(problem, limits=Limits(capacity=8)), line[3], fewer)
    assert behind == rules, "a pair that waits needs no place"
    both = [*line[:3], line[4], line[6]]
    assert why_waiting(problem, line[5], both) == "nominated later", "by its strongest a pair goes before it"
    assert why_waiting(problem, line[3], both) == rules, "the last could have the places that are left then"
    without = replace(problem, entries=(*line[:5], line[6]))
    assert why_waiting(without, line[3], both) == "its 2 people do not fit the places left"


def test_who_had_a_place_before_is_not_behind() -> None:
    for seated, arrival, waits in ((5, 1, 3), (1, 2, 3)):
        entries = [entry(n, nominated=claim) for n, claim in enumerate((seated, arrival, waits))]
        problem = Problem(tuple(entries), ("Literacy",), limits=Limits(capacity=4))
        had, new, other = entries
        assert why_waiting(problem, other, [had, new], {had.key}) == "nominated later"
