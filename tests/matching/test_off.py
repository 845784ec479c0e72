"""What is off, or only should hold, asks nothing: each rule in turn, by counting conditions and by trying."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.matching import check
from cln.matching.exercise import match
from cln.matching.limits import Limits
from cln.matching.objective import goals
from cln.matching.problem import Entry, Facilitator, Problem, Promise, PromiseKind, Strength, Team
from cln.matching.rules import BY_ID, RULES
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.facilitators import staff
from cln.matching.solve.loads import loads
from cln.matching.solve.solver import Model
from cln.matching.watch import Watch
from tests.matching.cohorts import AUTHORITIES, BOTH_ROLES, at_length, entry, reached, small
from tests.matching.solved import Pinned
from tests.matching.test_edits import many

THEMES = ("Literacy", "Numeracy")
ALL = [rule.id for rule in RULES]
ASKED_OF_TEAMS = [rule.id for rule in RULES if not rule.given]
FREE = [Strength.OFF, Strength.SHOULD]


def promise(kind: PromiseKind, *entries: Entry, theme: str | None = None) -> Promise:
    """Something promised about entries."""
    return Promise(1, kind, tuple(one.key for one in entries), "promised", theme)


PROMISED = {
    "pins": lambda made: promise(PromiseKind.PIN, made[0], theme="Numeracy"),
    "together": lambda made: promise(PromiseKind.TOGETHER, made[0], made[1]),
    "apart": lambda made: promise(PromiseKind.APART, made[0], made[1]),
    "groups": lambda made: promise(PromiseKind.GROUP, made[0], made[1]),
}
LIMITS: dict[str, dict[str, object]] = {
    "capacity": {"capacity": 7},
    "team-size": {"team_spread": 0},
    "team-authorities": {"team_authorities": 3},
    "authority-share": {"authority_share": (1, 3)},
    "theme-teams": {"theme_teams": (1, 1)},
    "team-facilitator": {"facilitator_load": 2},
    "team-sectors": {"team_sectors": 3},
}


def cohort(rule: str, seed: int, count: int = 5) -> Problem:
    """A few entries in two teams, with much that this rule could forbid and little that the others could."""
    rng = random.Random(seed)
    made = tuple(
        entry(
            n,
            authority=rng.choice(AUTHORITIES[:2] if rule == "authority-share" else AUTHORITIES[:3]),
            sector="ELC" if rule == "sectors" else rng.choice(("ELC", "Primary")),
            participants=rng.randint(1, 3),
            levels={theme: rng.randint(1, 5) for theme in THEMES},
            roles=BOTH_ROLES if rule != "roles" else frozenset(),
        )
        for n in range(count)
    )
    keys = [Facilitator(f"Key {n}", authority=AUTHORITIES[n % 3]) for n in range(6)]
    few = {"facilitators": keys[:2], "team-facilitator": keys[:1]}
    loose = {"authority-share", "team-authorities", "facilitators"}
    if rule == "team-count":
        loose.add("team-facilitator")
    return Problem(
        made,
        THEMES,
        tuple(few.get(rule, keys)),
        Limits(teams=2, **{"team_spread": 3, **LIMITS.get(rule, {})}),  # type: ignore[arg-type]
        {**dict.fromkeys(sorted(loose), Strength.OFF), rule: Strength.MUST},
        promises=(PROMISED[rule](made),) if rule in PROMISED else (),
        met=frozenset({(made[0].key, made[1].key)}) if rule == "new-partners" else frozenset(),
    )


def taken(problem: Problem, rule: str, strength: Strength) -> Problem:
    """The problem with a rule taken so."""
    return replace(problem, strengths={**problem.strengths, rule: strength})


def conditions(problem: Problem, rule: str | None = None) -> int:
    """How many conditions a model of single teams has; with those of a rule added to it."""
    model = Model(Watch())
    draft = Draft(
        model, problem, problem.entries, [Slot(t, 1) for t in THEMES * 2], placed=problem.participants
    )
    if rule == "team-facilitator":
        draft.loads = loads(draft)
    for condition in BY_ID[rule].conditions(draft) if rule else ():
        model.require(condition.holds)
    return int(model._problem.numConstraints())


@pytest.mark.parametrize("rule", [one for one in ASKED_OF_TEAMS if one not in ("groups", "capacity")])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_model_has_the_conditions_of_a_rule_if_it_is_must_and_else_none(rule: str, seed: int) -> None:
    problem = cohort(rule, seed)
    off, should = (taken(problem, rule, strength) for strength in FREE)
    assert conditions(off) == conditions(should)
    assert conditions(off) < conditions(off, rule) == conditions(problem)


@pytest.mark.parametrize("rule", ALL)
def test_what_only_a_rule_that_is_off_could_ask_for_changes_no_model(rule: str) -> None:
    """Its limit, its promises and its facilitators may be whatever they are."""
    other = {
        "capacity": {"capacity": 1},
        "sectors": {"sectors": 4},
        "facilitators": {"facilitator_establishments": 1},
        "team-authorities": {"team_authorities": 4},
        "authority-share": {"authority_share": (1, 9)},
        "team-facilitator": {"facilitator_load": 1},
        "theme-teams": {"theme_teams": (2, 2)},
        "establishments": {"establishments": 90},
        "team-sectors": {"team_sectors": 4},
    }
    problem = cohort(rule, 1)
    off = replace(taken(problem, rule, Strength.OFF), promises=())
    changed = replace(
        off,
        limits=replace(off.limits, **other.get(rule, {})),  # type: ignore[arg-type]
        facilitators=() if rule == "team-facilitator" else off.facilitators,
        promises=problem.promises if rule in PROMISED else (),
        met=frozenset() if rule == "new-partners" else off.met,
    )
    assert match(changed).objective == match(off).objective
    assert conditions(changed) == conditions(off)


def partitions(entries: tuple[Entry, ...]) -> Iterator[list[tuple[Entry, ...]]]:
    """All ways to put entries in teams, as many teams as you like."""
    if not entries:
        yield []
        return
    for rest in partitions(entries[1:]):
        yield [(entries[0],), *rest]
        for n, team in enumerate(rest):
            yield [*rest[:n], (entries[0], *team), *rest[n + 1 :]]


def arrangements(problem: Problem) -> Iterator[list[Team]]:
    """All teams of all entries, with any themes and any key facilitators."""
    keys = [some for n in (0, 1) for some in combinations(problem.key_facilitators[:2], n)]
    for parts in partitions(problem.entries):
        for themes in product(problem.themes, repeat=len(parts)):
            for people in product(keys, repeat=len(parts)) if len(parts) < 3 else [[()] * len(parts)]:
                yield [
                    Team(n, theme, part, some)
                    for n, (theme, part, some) in enumerate(zip(themes, parts, people, strict=True), start=1)
                ]


def bests(problem: Problem, rule: str) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """The best that any teams reach while a rule is off, and the best of those that keep it all the same."""
    off, must = taken(problem, rule, Strength.OFF), taken(problem, rule, Strength.MUST)
    best: list[tuple[int, ...] | None] = [None, None]
    for teams in arrangements(off):
        score = check.score(off, teams)
        reach = tuple(score[g.name] if g.more_is_better else -score[g.name] for g in goals(off))
        for n, asked in enumerate((off, must)):
            known = best[n]
            if (known is None or reach > known) and _keeps(asked, teams):
                best[n] = reach
    return best[0], best[1]


def _keeps(problem: Problem, teams: list[Team]) -> bool:
    return all(verdict.holds for verdict in check.verdicts(problem, teams) if verdict.must)


def forbidding(rule: str) -> Iterator[tuple[Problem, tuple[int, ...]]]:
    """Cohorts in which this rule alone would forbid the best, and what the best is without it."""
    for seed in range(60):
        problem = cohort(rule, seed, 4)
        free, kept = bests(problem, rule)
        if free is not None and free != kept:
            yield problem, free


@pytest.mark.parametrize("rule", ALL)
def test_where_only_one_rule_forbids_the_best_it_is_the_best_once_that_rule_is_off(rule: str) -> None:
    tried = list(islice(forbidding(rule), 2))
    assert tried
    for problem, best in tried:
        for strength in FREE:
            free = taken(problem, rule, strength)
            assert reached(free, match(free)) == best


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL)
def test_where_only_one_rule_forbids_the_best_it_is_the_best_once_that_rule_is_off_at_length(
    rule: str,
) -> None:
    tried = list(islice(forbidding(rule), 2, 12))
    assert tried
    for problem, best in tried:
        free = taken(problem, rule, Strength.OFF)
        assert reached(free, match(free)) == best


def test_more_teams_than_asked_for_may_be_made_on_one_theme_where_their_number_is_free() -> None:
    made = tuple(entry(n, authority=AUTHORITIES[n % 2], sector=("ELC", "Primary")[n % 2]) for n in range(12))
    keys = tuple(Facilitator(f"Key {n}", authority=AUTHORITIES[n % 2]) for n in range(6))
    limits = Limits(teams=2, team_size=(4, 4))
    problem = Problem(made, ("Literacy",), keys, limits, {"team-count": Strength.OFF})
    assert len(match(problem).teams) == 6


def test_few_key_facilitators_limit_no_team_while_their_rule_is_off() -> None:
    """153 people on seven themes with one key facilitator had no match; a team of ten shows the same."""
    made = tuple(entry(n, authority=AUTHORITIES[n % 2], sector=("ELC", "Primary")[n % 2]) for n in range(10))
    off = dict.fromkeys(("facilitators", "team-facilitator"), Strength.OFF)
    limits = Limits(teams=2, facilitator_load=2)
    key = Facilitator("Key", authority=AUTHORITIES[0])
    one, none = (Problem(made, THEMES, keys, limits, off) for keys in ((key,), ()))
    assert match(one).objective == match(none).objective


FACTS = {rule.id for rule in RULES if rule.given}


@settings(max_examples=4, deadline=None)
@given(
    small(teams=3, most=9),
    st.dictionaries(st.sampled_from(ALL), st.sampled_from(Strength), max_size=6),
    st.integers(0, 3),
    st.integers(2, 5),
    st.integers(0, 999),
)
def test_the_match_and_its_judge_agree_on_what_is_possible(
    drawn: Problem, strengths: dict[str, Strength], keys: int, load: int, seed: int
) -> None:
    """Whatever rules are off and however few facilitators there are; what the cohort itself decides apart."""
    problem = replace(
        drawn,
        strengths={**drawn.strengths, **strengths},
        facilitators=drawn.facilitators[:keys],
        limits=replace(drawn.limits, facilitator_load=load),
    )
    solver = Pinned(problem)
    for made in many(drawn, seed):
        teams = [replace(team, facilitators=()) for team in made]
        judged = check.breaches(problem, staff(problem, teams, Watch()) or teams)
        broken = {breach.rule for breach in judged if breach.must} - FACTS
        if "groups" in broken:
            continue  # a model has no room for such teams
        assert (solver(teams) is not None) == (not broken), broken


test_the_match_and_its_judge_agree_on_what_is_possible_at_length = at_length(
    test_the_match_and_its_judge_agree_on_what_is_possible,
    40,
    small(teams=3, most=9),
    st.dictionaries(st.sampled_from(ALL), st.sampled_from(Strength), max_size=6),
    st.integers(0, 3),
    st.integers(2, 5),
    st.integers(0, 999),
)
