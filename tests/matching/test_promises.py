"""What the lead officer promised: judged in plain numbers at its threshold, and obeyed by the match."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cln.matching import check
from cln.matching.exercise import match
from cln.matching.impossible.changes import applied
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Problem, Promise, PromiseKind, Result, Status, Strength, Team
from tests.matching.cohorts import entry, facilitators, programme

A, B, C, D = (entry(n, authority=("Ayton", "Borland")[n % 2], sector="ELC") for n in range(1, 5))
KEY = facilitators(2)


def fix(kind: PromiseKind, *entries: Entry, theme: str | None = None, team: int | None = None) -> Promise:
    """Something promised about entries."""
    return Promise(1, kind, tuple(one.key for one in entries), "promised", theme, team)


def verdict(
    promise: Promise, *halves: Sequence[Entry], themes: Sequence[str] = ("Literacy", "Numeracy")
) -> str:
    """What the checker says of the rule about it; of A to D in two teams."""
    problem = Problem((A, B, C, D), ("Literacy", "Numeracy"), KEY, Limits(teams=2), promises=(promise,))
    teams = [Team(n, themes[n - 1], tuple(half), (KEY[n - 1],)) for n, half in enumerate(halves, start=1)]
    rule = {"pin": "pins", "group": "groups"}.get(promise.kind.value, promise.kind.value)
    found = next(one for one in check.verdicts(problem, teams) if one.id == rule)
    assert found.holds == (not found.detail.startswith(("School", "2 of", "team", "1 more")))
    return found.detail


@pytest.mark.parametrize(
    ("promise", "teams", "says"),
    [
        (fix(PromiseKind.PIN, A, theme="Literacy"), ([A, B], [C, D]), "1 entry as pinned"),
        (
            fix(PromiseKind.PIN, A, theme="Numeracy"),
            ([A, B], [C, D]),
            "School 1 (9000001) is pinned to Numeracy but sits in team 1 on Literacy",
        ),
        (fix(PromiseKind.PIN, A, C, team=2), ([B, D], [A, C]), "2 entries as pinned"),
        (
            fix(PromiseKind.PIN, A, C, team=2),
            ([A, B], [C, D]),
            "School 1 (9000001) is pinned to team 2 but sits in team 1 on Literacy",
        ),
        (
            fix(PromiseKind.PIN, A, team=2),
            ([B, C], [D]),
            "School 1 (9000001) is pinned to team 2 but has no place",
        ),
        (fix(PromiseKind.TOGETHER, A, B), ([A, B], [C, D]), "2 entries kept together"),
        (fix(PromiseKind.TOGETHER, A, B), ([C], [D]), "2 entries kept together"),
        (
            fix(PromiseKind.TOGETHER, A, B),
            ([A, C], [B, D]),
            "School 1 (9000001) sits in team 1 without School 2 (9000002), with whom it is kept together",
        ),
        (
            fix(PromiseKind.TOGETHER, A, B),
            ([B, C], [D]),
            "School 2 (9000002) has a place and School 1 (9000001), with whom it is kept together, has none",
        ),
        (fix(PromiseKind.APART, A, B), ([A, C], [B, D]), "2 entries kept apart"),
        (
            fix(PromiseKind.APART, A, B),
            ([C], [A, B, D]),
            "2 of School 1 (9000001) and School 2 (9000002), who are kept apart, sit in team 2",
        ),
        (fix(PromiseKind.GROUP, A, B, theme="Literacy"), ([A, B], [C, D]), "1 pre-matched group"),
        (
            fix(PromiseKind.GROUP, A, B, theme="Literacy"),
            ([A, B, C], [D]),
            "1 more than the pre-matched group of School 1 (9000001) sit in team 1",
        ),
        (
            fix(PromiseKind.GROUP, A, B, theme="Resilience"),
            ([A, B], [C, D]),
            "team 1 with the pre-matched group of School 1 (9000001) is on Literacy, not on Resilience",
        ),
    ],
)
def test_what_is_promised_is_judged(promise: Promise, teams: tuple[list[Entry], ...], says: str) -> None:
    assert verdict(promise, *teams) == says


def test_nothing_is_said_where_nothing_is_fixed() -> None:
    problem = Problem((A, B), ("Literacy",), KEY, Limits(teams=2))
    said = [one.id for one in check.verdicts(problem, [])]
    assert not {"pins", "together", "apart", "groups", "theme-teams", "new-partners"} & set(said)


def test_partners_who_meet_again_are_named_and_new_connections_counted() -> None:
    problem = Problem((A, B, C, D), ("Literacy",), KEY, met=frozenset({(A.key, B.key), (A.key, D.key)}))
    (again,) = check.verdicts(problem, [Team(1, "Literacy", (A, B, C)), Team(2, "Literacy", (D,))])[-1:]
    assert (again.id, again.must, again.holds) == ("new-partners", False, False)
    assert again.detail == (
        "2 new connections, 1 of them across authorities; "
        "School 1 (9000001) and School 2 (9000002) meet again in team 1"
    )
    (new,) = check.verdicts(problem, [Team(1, "Literacy", (A, C)), Team(2, "Literacy", (B, D))])[-1:]
    assert (new.holds, new.detail) == (True, "2 new connections, none of them across authorities")


def test_themes_have_as_many_teams_as_they_should() -> None:
    problem = Problem((A, B), ("Literacy", "Numeracy"), KEY, Limits(theme_teams=(1, 1)))
    teams = [Team(1, "Literacy", (A,)), Team(2, "Literacy", (B,))]
    (said,) = [one for one in check.verdicts(problem, teams) if one.id == "theme-teams"]
    assert said.must
    assert said.detail == ("Literacy has 2 teams; 1 to 1 are right; Numeracy has 0 teams; 1 to 1 are right")


def seat_of(result: Result, one: Entry) -> Team:
    """The team that an entry sits in."""
    return next(team for team in result.teams if one.key in {entry.key for entry in team.entries})


@pytest.mark.slow
def test_everything_fixed_at_once_at_programme_size() -> None:
    problem = programme(1)
    e = problem.entries
    promises = (
        fix(PromiseKind.PIN, e[0], team=2),
        fix(PromiseKind.PIN, e[1], e[2], team=5),
        fix(PromiseKind.PIN, e[3], theme="Theme 4"),
        fix(PromiseKind.TOGETHER, e[4], e[5], e[6]),
        fix(PromiseKind.APART, e[7], e[8], e[9]),
        fix(PromiseKind.GROUP, *e[20:25], theme="Outdoor learning"),
        fix(PromiseKind.GROUP, *e[30:34]),
    )
    result = match(replace(problem, promises=promises))
    assert result.status is Status.OPTIMAL
    assert [team.number for team in result.teams] == list(range(1, 9))
    assert seat_of(result, e[0]).number == 2
    assert seat_of(result, e[1]).number == seat_of(result, e[2]).number == 5
    assert seat_of(result, e[3]).theme == "Theme 4"
    assert seat_of(result, e[4]) == seat_of(result, e[5]) == seat_of(result, e[6])
    assert len({seat_of(result, one).number for one in e[7:10]}) == 3
    outdoors = seat_of(result, e[20])
    assert (outdoors.theme, outdoors.entries) == ("Outdoor learning", e[20:25])
    assert seat_of(result, e[30]).entries == e[30:34]
    assert all(team.facilitators for team in result.teams)
    rest = [team for team in result.teams if team.number not in {2, 5}]
    themes = [team.theme for team in rest]
    assert themes == [*sorted(themes[:-1]), "Outdoor learning"]


def test_a_group_without_a_theme_gets_the_one_that_suits_it_best() -> None:
    levels = {"Literacy": 2, "Numeracy": 4, "Resilience": 5}
    group = [entry(n, levels=levels | {"Resilience": 5 - n}) for n in range(3)]
    others = [entry(n, levels=levels, authority=("Ayton", "Borland")[n % 2], sector="ELC") for n in (4, 5)]
    problem = Problem(
        (*group, *others),
        ("Literacy", "Numeracy", "Resilience"),
        KEY,
        Limits(teams=2),
        promises=(fix(PromiseKind.GROUP, *group),),
    )
    assert seat_of(match(problem), group[0]).theme == "Numeracy"


def test_a_group_may_be_what_no_other_team_may() -> None:
    """Nine people of one authority and sector, beside two teams of four."""
    alone = [entry(n, participants=3) for n in range(3)]
    others = [
        entry(n, authority=("Ayton", "Borland")[n % 2], sector=("ELC", "Primary")[n % 2]) for n in range(4, 8)
    ]
    limits = Limits(teams=3, team_spread=0)
    people = facilitators(3)
    problem = Problem((*alone, *others), ("Literacy", "Numeracy"), people, limits)
    group = fix(PromiseKind.GROUP, *alone, theme="Resilience")
    result = match(replace(problem, promises=(group,)))
    assert sorted(team.participants for team in result.teams) == [4, 4, 9]
    details = {one.id: one.detail for one in result.rules}
    assert details["team-size"] == "4 to 4 participants, pre-matched groups apart"
    assert details["team-count"] == "3 teams"
    free = dict.fromkeys(("groups", "team-size", "team-authorities", "authority-share"), Strength.SHOULD)
    like_all = match(replace(problem, promises=(group,), strengths=free))
    assert {one.id: one.holds for one in like_all.rules}["groups"] is False


def crowd(*promises: Promise) -> tuple[Problem, list[Entry]]:
    """Six entries of two, nominated one after the other, for two teams of at most eight people in all."""
    made = [
        entry(n, authority=("Ayton", "Borland")[n % 2], sector=("ELC", "Primary")[n % 2], nominated=n)
        for n in range(6)
    ]
    return Problem(
        tuple(made), ("Literacy", "Numeracy"), KEY, Limits(teams=2, capacity=8), promises=promises
    ), made


def test_who_is_pinned_or_in_a_group_does_not_wait() -> None:
    _, e = crowd()
    pinned, _ = crowd(fix(PromiseKind.PIN, e[5], theme="Numeracy"))
    result = match(pinned)
    assert e[5] in seat_of(result, e[5]).entries
    assert [one.key for one in result.waiting] == [e[3].key, e[4].key]
    grouped, _ = crowd(fix(PromiseKind.GROUP, e[4], e[5]))
    assert [one.key for one in match(grouped).waiting] == [e[2].key, e[3].key]


def test_who_is_kept_together_waits_together() -> None:
    _, e = crowd()
    problem, _ = crowd(fix(PromiseKind.TOGETHER, e[0], e[5]))
    result = match(problem)
    assert [one.key for one in result.waiting] == [e[3].key, e[4].key]
    problem, _ = crowd(fix(PromiseKind.TOGETHER, e[3], e[4]))
    assert [one.key for one in match(problem).waiting] == [e[3].key, e[4].key]


def test_groups_that_are_more_than_there_is_room_for_are_refused_with_what_would_help() -> None:
    _, e = crowd()
    problem, _ = crowd(fix(PromiseKind.GROUP, *e[:5]))
    with pytest.raises(Contradiction) as refused:
        match(problem)
    assert match(applied(problem, refused.value.diagnosis.remedy)).teams


def test_everybody_in_one_group_that_there_is_no_room_for_is_refused() -> None:
    _, e = crowd()
    problem, _ = crowd(fix(PromiseKind.GROUP, *e), fix(PromiseKind.APART, e[0], e[1]))
    with pytest.raises(Contradiction):
        match(problem)
