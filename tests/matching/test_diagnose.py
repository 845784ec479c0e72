"""What the matching says when the rules cannot hold, and that letting go of what it names helps."""

from dataclasses import replace

import pytest

from cln.matching.exercise import match
from cln.matching.impossible.changes import Lift, Move, Recruit, Soften, applied
from cln.matching.impossible.diagnose import Contradiction, Diagnosis
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Facilitator, Problem, Promise, PromiseKind, Strength, Team
from cln.matching.solve.facilitators import staff
from cln.matching.watch import Watch
from tests.matching.cohorts import entry, facilitators, programme
from tests.matching.test_large import large


def diagnosis(problem: Problem) -> Diagnosis:
    """Why the problem has no match."""
    with pytest.raises(Contradiction) as caught:
        match(problem)
    assert caught.value.exit_code == 4
    return caught.value.diagnosis


def sentences(problem: Problem) -> list[str]:
    """All that stands in the way, in words."""
    return [finding.sentence for reason in diagnosis(problem).reasons for finding in reason.findings]


def half(count: int, **changed: object) -> tuple[Entry, ...]:
    """Entries of two authorities and two sectors in turn."""
    return tuple(
        entry(n, authority=("Ayton", "Borland")[n % 2], sector=("ELC", "Primary")[n % 2], **changed)
        for n in range(count)
    )


def pair(*entries: Entry, **limits: object) -> Problem:
    """A problem of two teams."""
    made = Limits(teams=2, **limits)  # type: ignore[arg-type]
    return Problem(tuple(entries), ("Literacy", "Numeracy"), facilitators(), made)


@pytest.mark.slow
def test_every_reason_is_named_at_once_and_what_mends_all_of_them() -> None:
    found = diagnosis(replace(programme(0), facilitators=()))
    firsts = [reason.remedies[0].changes for reason in found.reasons]
    assert firsts == [(Recruit(1, f"Authority {n}"),) for n in range(1, 9)]
    assert match(applied(found.problem, found.remedy)).teams
    (instead,) = found.instead
    assert instead.reasons == tuple(range(8))
    assert instead.remedy.changes == (Soften("facilitators"), Soften("team-facilitator"))


@pytest.mark.slow
def test_one_sector_is_not_enough() -> None:
    problem = programme(0)
    alone = replace(problem, entries=tuple(replace(one, sector="Primary") for one in problem.entries))
    assert sentences(alone) == ["the cohort has 1 sector; it needs at least 2"]
    assert match(replace(alone, strengths={"sectors": Strength.SHOULD})).teams


def test_entries_without_a_role_that_must_be_there_are_named_though_they_answered_the_survey() -> None:
    made = (
        replace(one, roles=one.roles - ({"promoted"} if n < 2 else set())) for n, one in enumerate(half(8))
    )
    problem = replace(pair(*made), strengths={"roles": Strength.MUST})
    assert sentences(problem) == [
        "School 0 (9000000) brings no promoted member of staff",
        "School 1 (9000001) brings no promoted member of staff",
    ]


@pytest.mark.slow
def test_fewer_entries_than_teams() -> None:
    problem = Problem(half(5), ("Literacy", "Numeracy"), facilitators(8))
    assert "5 entries cannot make 8 teams" in sentences(problem)


def test_an_authority_with_more_than_half() -> None:
    entries = [
        entry(n, authority="Ayton" if n < 7 else "Borland", sector=("ELC", "Primary")[n % 2])
        for n in range(12)
    ]
    (reason,) = diagnosis(pair(*entries)).reasons
    (finding,) = reason.findings
    assert finding.rules == ("authority-share",)
    assert finding.sentence == (
        "the cohort (its 2 teams in one): 7 of its 12 entries come from Ayton; at most 1/2 may"
    )
    assert reason.remedies[0].changes == (Move("authority-share", "authority_share", (3, 5), 1),)


def test_a_size_that_no_entries_add_up_to() -> None:
    entries = [replace(one, participants=size) for one, size in zip(half(4), (4, 4, 4, 1), strict=True)]
    problem = pair(*entries, team_spread=1)
    (reason,) = diagnosis(problem).reasons
    assert [finding.sentence for finding in reason.findings] == [
        "a team may have 6 to 7 participants, but no entries add up to that; the nearest they can is 5 or 8"
    ]
    assert [found.changes for found in reason.remedies] == [
        (Move("team-size", "team_spread", 2, 1),),
        (Soften("team-size"),),
    ]


def test_one_entry_with_more_people_than_a_team_may_have() -> None:
    entries = [replace(one, participants=4 - one.participants * (n > 0)) for n, one in enumerate(half(6))]
    assert sentences(pair(*entries, team_size=(1, 3)))[:1] == [
        "2 teams of at most 3 participants hold 6; 14 have a place"
    ]
    many = replace(pair(*entries), limits=Limits(teams=6, team_size=(1, 3)), strengths=LOOSE)
    assert sentences(many) == ["School 0 (9000000) brings 4 participants; a team may have 1 to 3"]


LOOSE = dict.fromkeys(("team-authorities", "authority-share", "team-facilitator"), Strength.SHOULD)


@pytest.mark.parametrize(
    ("limits", "sentence", "remedy"),
    [
        (
            {"team_size": (4, 7)},
            "2 teams of at most 7 participants hold 14; 16 have a place",
            Move("team-size", "team_size", 8, 1, end=1),
        ),
        (
            {"team_size": (9, 10)},
            "2 teams of at least 9 participants need 18; 16 have a place",
            Move("team-size", "team_size", 8, 1, end=0),
        ),
        (
            {"theme_teams": (2, 3)},
            "2 themes with at least 2 teams each make 4 teams; there are 2",
            Move("theme-teams", "theme_teams", 1, 1, end=0),
        ),
        (
            {"theme_teams": (0, 0)},
            "2 themes with at most no teams each make 0 teams; there are 2",
            Move("theme-teams", "theme_teams", 1, 1, end=1),
        ),
    ],
)
def test_limits_that_cannot_add_up(limits: dict[str, object], sentence: str, remedy: Move) -> None:
    (reason,) = diagnosis(pair(*half(8), **limits)).reasons
    assert reason.findings[0].sentence == sentence
    assert reason.remedies[0].changes == (remedy,)


def test_promises_that_contradict_each_other_can_be_lifted_one_by_one() -> None:
    entries = half(8)
    pins = [Promise(n, PromiseKind.PIN, (entries[n].key,), "promised", team=1) for n in (1, 2)]
    apart = Promise(3, PromiseKind.APART, (entries[1].key, entries[2].key), "a quarrel")
    problem = replace(pair(*entries), promises=(*pins, apart))
    (reason,) = diagnosis(problem).reasons
    assert [finding.rules for finding in reason.findings] == [("apart", "pins")]
    assert reason.findings[0].sentence == "the promises contradict each other"
    assert [one.number for one in reason.findings[0].promises] == [1, 2, 3]
    lifts = {found.changes for found in reason.remedies}
    assert lifts == {(Lift(one),) for one in problem.promises}


@pytest.mark.slow
def test_promises_that_only_the_numbers_of_teams_forbid() -> None:
    entries = half(6)
    apart = Promise(1, PromiseKind.APART, tuple(one.key for one in entries[:3]), "a quarrel")
    pin = Promise(2, PromiseKind.PIN, (entries[0].key,), "promised", team=3)
    large = Promise(3, PromiseKind.TOGETHER, tuple(one.key for one in entries[:5]), "friends")
    for promise, sentence in (
        (apart, "3 entries cannot be apart in 2 teams"),
        (pin, "there is no team 3, only 2"),
        (large, "entries with 10 participants must share a team, which may have at most 8"),
    ):
        (reason,) = diagnosis(replace(pair(*entries), promises=(promise,))).reasons
        assert [finding.sentence for finding in reason.findings] == [sentence]
        assert (Lift(promise),) in [found.changes for found in reason.remedies]


@pytest.mark.slow
def test_rules_that_only_together_cannot_hold_are_named_together() -> None:
    """Two of five people and two of two cannot sit in two teams of seven and be apart from each other."""
    sizes = (("Ayton", 4), ("Borland", 2), ("Ayton", 2), ("Borland", 4))
    entries = [
        entry(n, authority=home, participants=size, sector=("ELC", "Primary")[n % 2])
        for n, (home, size) in enumerate(sizes)
    ]
    keys = [one.key for one in entries]
    promise = Promise(1, PromiseKind.TOGETHER, (keys[0], keys[2]), "friends")
    problem = replace(
        pair(*entries, team_spread=0), promises=(promise,), strengths={"authority-share": Strength.OFF}
    )
    (reason,) = diagnosis(problem).reasons
    (finding,) = reason.findings
    assert finding.sentence == "this cannot all be kept"
    assert "At least 2 authorities meet in a team." in finding.asked
    assert finding.promises == (promise,)
    assert set(finding.rules) >= {"team-authorities", "together"}
    for found in reason.remedies:
        assert match(applied(problem, found.changes)).teams


@pytest.mark.parametrize("key", [4, *(pytest.param(key, marks=pytest.mark.slow) for key in (5, 7))])
def test_few_facilitators_share_the_teams(key: int) -> None:
    problem = programme(3, entries=40)
    people = tuple(Facilitator(f"Key {n}", authority=f"Authority {n + 1}") for n in range(key))
    result = match(replace(problem, facilitators=people, strengths={"facilitators": Strength.OFF}))
    loads = {
        one.name: len(
            {e.establishment for team in result.teams if one in team.facilitators for e in team.entries}
        )
        for one in people
    }
    assert all(load <= 10 for load in loads.values())
    assert all(team.facilitators for team in result.teams)


def test_too_few_facilitators_for_so_many_establishments() -> None:
    people = tuple(Facilitator(f"Key {n}", authority=f"Authority {n + 1}") for n in range(3))
    problem = replace(programme(3, entries=16), facilitators=people, strengths={"facilitators": Strength.OFF})
    problem = replace(problem, limits=replace(problem.limits, teams=4, facilitator_load=5))
    (reason,) = diagnosis(problem).reasons
    assert [finding.sentence for finding in reason.findings] == [
        "16 establishments take part, but 3 key facilitators can nurture only 15 (5 each)"
    ]
    assert reason.remedies[0].changes == (Recruit(1),)


@pytest.mark.slow
def test_facilitators_know_their_theme_where_they_can() -> None:
    problem = programme(4)
    result = match(problem)
    assert all(any(one.key for one in team.facilitators) for team in result.teams)
    used = [one for team in result.teams for one in team.facilitators]
    assert sorted(one.name for one in used) == sorted(one.name for one in problem.facilitators)
    assert sum(team.theme in one.themes for team in result.teams for one in team.facilitators) >= 4


@pytest.mark.slow
def test_co_facilitators_are_spread_over_the_teams() -> None:
    problem = programme(5)
    helpers = tuple(Facilitator(f"Helper {n}", key=False) for n in range(8))
    result = match(replace(problem, facilitators=problem.facilitators + helpers))
    assert [sum(not one.key for one in team.facilitators) for team in result.teams] == [1] * 8


@pytest.mark.slow
def test_fewer_teams_may_do_where_their_number_is_let_go() -> None:
    problem = Problem(half(6), ("Literacy", "Numeracy"), facilitators(8), Limits(teams=4))
    (reason,) = diagnosis(problem).reasons
    assert [finding.sentence for finding in reason.findings] == [
        "4 teams with at most 1/2 of one authority need 8 entries; there are 6",
        "the cohort (its 4 teams in one) brings together too few authorities: 6, not 8",
    ]
    relaxed = replace(problem, strengths={"team-count": Strength.SHOULD})
    assert len(match(relaxed).teams) == 3


def test_who_only_helps_does_not_stand_in_the_way() -> None:
    keys, helper = facilitators(2), Facilitator("Helper", authority="Ayton", key=False)
    problem = replace(pair(*half(8)), facilitators=(*keys, helper))
    teams = [Team(n, "Literacy", problem.entries[4 * n - 4 : 4 * n]) for n in (1, 2)]
    staffed = staff(problem, teams, Watch())
    assert staffed is not None
    assert all(team.facilitators and helper not in team.facilitators for team in staffed)


@pytest.mark.slow
def test_a_large_cohort_is_diagnosed_too_and_its_remedy_tried() -> None:
    problem = large(1)
    short = tuple(one for one in problem.facilitators if one.authority != "Authority 1")
    (reason,) = diagnosis(replace(problem, facilitators=short)).reasons
    first = reason.remedies[0]
    assert first.changes == (Recruit(2, "Authority 1"),)
    assert first.tried
