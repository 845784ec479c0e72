"""What is off asks nothing, and a diagnosis says the least that is true."""

from dataclasses import replace

from cln.matching.exercise import match
from cln.matching.impossible.changes import Change, applied
from cln.matching.impossible.contradictions import of_group
from cln.matching.impossible.diagnose import Contradiction, Diagnosis
from cln.matching.limits import Limits
from cln.matching.problem import Facilitator, Problem, Promise, PromiseKind
from tests.matching.cohorts import AUTHORITIES, entry


def problem(homes: list[str], people: int = 2, **limits: object) -> Problem:
    """Entries of these authorities, with a key facilitator for every ten and two for each team."""
    entries = tuple(
        entry(n, authority=home, sector=("ELC", "Primary")[n % 2], participants=people, levels=None)
        for n, home in enumerate(homes)
    )
    made = Limits(**limits)  # type: ignore[arg-type]
    many = max(2 * made.teams, len(homes) // 5)
    keys = [
        Facilitator(f"Key {name} {n}", authority=name)
        for name in sorted(set(homes))
        for n in range(-(-many // len(set(homes))))
    ]
    return Problem(entries, ("Literacy", "Numeracy"), tuple(keys), made)


def diagnosis(given: Problem) -> Diagnosis:
    """Why there is no match."""
    try:
        match(given)
    except Contradiction as contradiction:
        return contradiction.diagnosis
    raise AssertionError("there is a match")


def firsts(found: Diagnosis) -> list[tuple[Change, ...]]:
    """The first remedy of each reason."""
    return [reason.remedies[0].changes for reason in found.reasons]


def values(found: Diagnosis) -> list[list[object]]:
    """What the first remedy of each reason sets limits to; of a change that sets none the change itself."""
    return [[getattr(change, "value", change) for change in made] for made in firsts(found)]


def test_a_share_that_only_four_fifths_keep_is_one_reason_with_one_change() -> None:
    given = problem(["Glasgow" if n < 33 else AUTHORITIES[n % 4] for n in range(48)])
    assert values(diagnosis(given)) == [[(4, 5)]]


def test_a_promise_that_a_larger_share_allows_is_no_reason_of_its_own() -> None:
    """Four of Ayton's five with one of Borland's three, and the others: 4/5 and 1/3 of a team."""
    given = problem(["Ayton"] * 5 + ["Borland"] * 3, teams=2)
    four = Promise(1, PromiseKind.TOGETHER, tuple(one.key for one in given.entries[:4]), "one cluster")
    assert values(diagnosis(replace(given, promises=(four,)))) == [[(4, 5)]]


def test_capacity_that_lets_some_wait_is_a_way_out_by_itself() -> None:
    given = problem(["Ayton"] * 6 + ["Borland"] * 4 + ["Carrick"] * 6, teams=3, capacity=10)
    group = Promise(1, PromiseKind.GROUP, tuple(one.key for one in given.entries[10:]), "one cluster")
    given = replace(given, promises=(group,))
    assert match(replace(given, limits=replace(given.limits, capacity=20))).teams
    assert values(diagnosis(given)) == [[20]]


def test_above_twenty_teams_the_first_change_has_been_tried_and_leads_to_a_match() -> None:
    homes = ["Ayton" if n < 74 else AUTHORITIES[1 + n % 3] for n in range(126)]
    given = problem(homes, teams=21, capacity=300)
    found = diagnosis(given)
    assert values(found) == [[(2, 3)]]
    assert all(reason.remedies[0].tried for reason in found.reasons)
    assert match(applied(given, found.remedy)).teams


def test_a_group_of_more_people_than_places_is_kept_by_no_match() -> None:
    given = problem([AUTHORITIES[n % 2] for n in range(12)], teams=2, capacity=21)
    group = Promise(1, PromiseKind.GROUP, tuple(one.key for one in given.entries[:11]), "one cluster")
    assert [(found.rules, found.sentence) for found in of_group(given, group)] == [
        (
            ("groups", "team-facilitator"),
            "a pre-matched group of 11 establishments is one team; "
            "its key facilitator can nurture at most 10",
        ),
        (("groups", "capacity"), "a pre-matched group of 22 people needs as many places; there are 21"),
    ]
    assert not of_group(given, replace(group, entries=group.entries[:10]))


def test_what_is_printed_of_teams_says_that_groups_are_left_out() -> None:
    given = problem([AUTHORITIES[n % 2] for n in range(16)], teams=3)
    group = Promise(1, PromiseKind.GROUP, tuple(one.key for one in given.entries[:4]), "one cluster")
    made = match(replace(given, promises=(group,)))
    said = {rule.id: rule.detail for rule in made.rules}
    assert sorted(team.participants for team in made.teams) == [8, 12, 12]
    assert said["team-size"] == "12 to 12 participants, pre-matched groups apart"
    assert said["team-authorities"] == "at least 2 authorities in every team, pre-matched groups apart"


def test_a_promise_is_named_with_what_it_clashes_with_among_other_causes() -> None:
    given = problem([AUTHORITIES[n % 4] for n in range(24)], teams=4, facilitator_load=5)
    five = tuple(one.key for one in given.entries if one.authority == AUTHORITIES[0])[:5]
    kept = Promise(1, PromiseKind.TOGETHER, five, "one cluster")
    few = replace(given, promises=(kept,), facilitators=given.facilitators[:4])
    (named,) = [one for reason in diagnosis(few).reasons for one in reason.findings if one.promises]
    assert named.promises == (kept,)
    assert named.rules == ("together", "authority-share", "team-size")
    assert named.sentence == (
        "5 entries from Ayton must share a team, which has at most 7 entries; "
        "at most 1/2 of them may come from one authority"
    )
