"""The stages of an inquiry, and the advice on the wording of a question."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln.inquiry import advice, stages
from cln.inquiry.stages import Facts, Lack, Planned, Stage
from cln.programme import Phase

DAY = date(2026, 10, 1)
DAYS = st.none() | st.integers(0, 300).map(lambda n: DAY + timedelta(days=n))
MEASURES = st.builds(
    Planned, st.sampled_from(["quantitative", "qualitative"]), DAYS.filter(bool).map(lambda d: d or DAY), DAYS
)
FACTS = st.builds(
    Facts,
    hunch_on=DAYS,
    question_on=DAYS,
    measures=st.lists(MEASURES, max_size=3).map(tuple),
    observed_on=DAYS,
    impact_on=DAYS,
    lesson_on=DAYS,
    shared_on=DAYS,
)


@given(FACTS)
def test_a_stage_is_done_exactly_when_it_lacks_nothing_and_never_before_it_began(facts: Facts) -> None:
    steps = stages.steps(facts)
    assert [step.stage for step in steps] == list(Stage)
    for step in steps:
        assert (step.done_on is None) == bool(step.lacks)
        if step.done_on:
            assert step.begun_on is not None
            assert step.begun_on <= step.done_on
    ahead, reached = stages.ahead(steps), stages.reached(steps)
    assert ahead is None or ahead.lacks
    assert reached is None or steps[list(Stage).index(reached)].done_on


@given(FACTS)
def test_putting_more_on_record_takes_no_stage_back(facts: Facts) -> None:
    before = {step.stage for step in stages.steps(facts) if step.done_on}
    for name in ("hunch_on", "question_on", "observed_on", "impact_on", "lesson_on", "shared_on"):
        more = facts._replace(**{name: getattr(facts, name) or DAY})  # type: ignore[arg-type]
        assert before <= {step.stage for step in stages.steps(more) if step.done_on}


def test_a_plan_needs_both_kinds_and_a_baseline() -> None:
    later = DAY + timedelta(days=9)
    facts = Facts(measures=(Planned("quantitative", DAY, None),))
    plan = stages.steps(facts)[2]
    assert (plan.begun_on, plan.done_on) == (DAY, None)
    assert plan.lacks == (Lack.QUALITATIVE, Lack.BASELINE)
    facts = Facts(measures=(Planned("quantitative", DAY, None), Planned("qualitative", DAY, later)))
    assert stages.steps(facts)[2].done_on == later


def test_the_phase_of_the_log_follows_the_furthest_stage() -> None:
    facts = Facts(question_on=DAY)
    assert stages.phase(stages.steps(facts), DAY) is Phase.INVESTIGATION
    facts = facts._replace(agreed_on=DAY)
    assert stages.phase(stages.steps(facts), DAY) is Phase.PLANNING
    assert stages.phase(stages.steps(facts), DAY - timedelta(days=1)) is Phase.INVESTIGATION
    facts = facts._replace(observed_on=DAY)
    assert stages.reached(stages.steps(facts)) is Stage.OBSERVATION
    assert stages.phase(stages.steps(facts), DAY) is Phase.IMPLEMENTING
    assert stages.phase(stages.steps(facts._replace(shared_on=DAY)), DAY) is Phase.REPORTING


def test_every_lack_has_a_command_that_mends_it() -> None:
    for lack in Lack:
        assert stages.remedy(lack, 17).startswith("cln project ")
        assert " 17" in stages.remedy(lack, 17)


@pytest.mark.parametrize(
    "question",
    [
        "How does peer assessment improve the paragraph writing of P6 pupils?",
        "What happens to the confidence of S1 pupils when we use talk partners?",
        "How can we improve P3 reading fluency by using paired reading?",
        "How can using building blocks develop turn-taking in a group of six boys?",
        "What effect does daily retrieval practice have on S2 pupils' recall of vocabulary?",
        "To what extent does a daily mile improve concentration of one P5 class",
        "What is the effect of outdoor play on the talk of a nursery group?",
        "  how   does a nurture breakfast improve the attendance of a group of S1 learners ?",
    ],
)
def test_a_good_question_gets_no_advice(question: str) -> None:
    assert advice.on(question) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Does outdoor learning improve the vocabulary of nursery children?", ["yes-no"]),
        ("Can we improve the attendance of S2 with breakfast?", ["yes-no"]),
        ("What happens when P4 use word banks?", ["outcome"]),
        ("How can we raise the vocabulary of one P2 class?", ["change"]),
        ("How does daily outdoor play affect learning in P2?", ["measurable"]),
        ("How does peer assessment improve learning in one P6 class?", ["measurable"]),
        ("How does feedback affect pupils?", ["outcome"]),
        ("How does feedback improve writing?", ["group"]),
        ("How does feedback improve writing across the school?", ["whole-school"]),
        ("How does feedback improve the writing of all pupils?", ["whole-school"]),
        ("Reading in P5", ["stem", "change", "outcome"]),
        ("?", ["stem", "change", "outcome", "group"]),
    ],
)
def test_each_piece_of_advice_has_its_cause(question: str, expected: list[str]) -> None:
    found = advice.on(question)
    assert [piece.id for piece in found] == expected
    assert all(piece.sentence and piece.source and piece.reference for piece in found)


TOPIC = {"yes-no": 1, "stem": 1, "change": 2, "outcome": 3, "measurable": 3, "whole-school": 4, "group": 4}
"""What each piece of advice is about: a wording gets at most one on each, in this order."""


@given(st.text(max_size=80))
def test_any_wording_can_be_read(question: str) -> None:
    topics = [TOPIC[piece.id] for piece in advice.on(question)]
    assert topics == sorted(set(topics))
    assert advice.on(f" {question} ?") == advice.on(question)
