"""How far an inquiry is: six stages that follow the events, told from what is on record about it.

Source: the programme's table of the six events and what a project must have by each (design, section 2).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cln.programme import MeasureKind, Phase


class Stage(StrEnum):
    """The stages of an inquiry in their order."""

    HUNCH = "hunch"
    QUESTION = "question"
    PLAN = "plan"
    OBSERVATION = "observation"
    IMPACT = "impact"
    SHARED = "shared"


EVENT = {
    Stage.HUNCH: 2,
    Stage.QUESTION: 3,
    Stage.PLAN: 4,
    Stage.OBSERVATION: 5,
    Stage.IMPACT: 6,
    Stage.SHARED: 6,
}
"""The number of the event by which a project must have reached each stage."""


class Lack(StrEnum):
    """What a stage still asks for, in words that follow "lacks"."""

    HUNCH = "a hunch"
    QUESTION = "a question"
    AGREEMENT = "a senior leader's agreement"
    QUANTITATIVE = "a quantitative measure"
    QUALITATIVE = "a qualitative measure"
    BASELINE = "a baseline"
    OBSERVATION = "an observation"
    IMPACT = "an impact"
    LESSON = "a lesson learned"
    SHARING = "an audience"


_REMEDY = {
    Lack.HUNCH: 'cln project amend {} --hunch "..."',
    Lack.QUESTION: 'cln project question {} "How does ..."',
    Lack.AGREEMENT: 'cln project agree {} --by "..."',
    Lack.QUANTITATIVE: 'cln project measure {} "..." --kind quantitative',
    Lack.QUALITATIVE: 'cln project measure {} "..." --kind qualitative',
    Lack.BASELINE: "cln project measure {} --number 1 --baseline ...",
    Lack.OBSERVATION: 'cln project observe {} --focus "..." --learned "..."',
    Lack.IMPACT: 'cln project impact {} learners "..."',
    Lack.LESSON: 'cln project lesson {} "..."',
    Lack.SHARING: 'cln project share {} --with "..."',
}


MARKS = "x done, - begun, . not yet"
"""What the marks of stages mean."""


class Planned(NamedTuple):
    """A measure of the data collection plan."""

    kind: str
    planned_on: date
    baseline_on: date | None


class Facts(NamedTuple):
    """The first day of each thing that is on record about a project; None for what is not."""

    hunch_on: date | None = None
    question_on: date | None = None
    """When the first version of the question was written."""
    agreed_on: date | None = None
    """When a senior leader agreed the newest version."""
    measures: tuple[Planned, ...] = ()
    observed_on: date | None = None
    impact_on: date | None = None
    lesson_on: date | None = None
    shared_on: date | None = None


@dataclass(frozen=True)
class Step:
    """One stage of one project."""

    stage: Stage
    begun_on: date | None
    """The first day that something of it was on record."""
    done_on: date | None
    """The day it had all that its event asks for."""
    lacks: tuple[Lack, ...]
    """What it has not; empty when it is done."""

    @property
    def mark(self) -> str:
        """The stage in one character, see `MARKS`."""
        return "x" if self.done_on else "-" if self.begun_on else "."


def steps(facts: Facts) -> tuple[Step, ...]:
    """All six stages in their order."""
    hunch_on = facts.hunch_on or facts.question_on  # a question says what the hunch was
    kinds = {kind: [m.planned_on for m in facts.measures if m.kind == kind] for kind in MeasureKind}
    baselines = [m.baseline_on for m in facts.measures if m.baseline_on]
    return (
        _step(Stage.HUNCH, {Lack.HUNCH: hunch_on}),
        _step(Stage.QUESTION, {Lack.QUESTION: facts.question_on, Lack.AGREEMENT: facts.agreed_on}),
        _step(
            Stage.PLAN,
            {
                Lack.QUANTITATIVE: min(kinds[MeasureKind.QUANTITATIVE], default=None),
                Lack.QUALITATIVE: min(kinds[MeasureKind.QUALITATIVE], default=None),
                Lack.BASELINE: min(baselines, default=None),
            },
        ),
        _step(Stage.OBSERVATION, {Lack.OBSERVATION: facts.observed_on}),
        _step(Stage.IMPACT, {Lack.IMPACT: facts.impact_on, Lack.LESSON: facts.lesson_on}),
        _step(Stage.SHARED, {Lack.SHARING: facts.shared_on}),
    )


def reached(all_steps: tuple[Step, ...], by: date = date.max) -> Stage | None:
    """The furthest stage that was done by a day, whatever is missing before it; None before the hunch."""
    return next((step.stage for step in reversed(all_steps) if step.done_on and step.done_on <= by), None)


def ahead(all_steps: tuple[Step, ...]) -> Step | None:
    """The first stage that is not done: where the project needs to go on; None when all are."""
    return next((step for step in all_steps if not step.done_on), None)


def phase(all_steps: tuple[Step, ...], on: date) -> Phase:
    """The phase of the log that the furthest stage of that day belongs to."""
    stage = reached(all_steps, on)
    if stage in {Stage.IMPACT, Stage.SHARED}:
        return Phase.REPORTING
    if stage in {Stage.PLAN, Stage.OBSERVATION}:
        return Phase.IMPLEMENTING
    return Phase.PLANNING if stage is Stage.QUESTION else Phase.INVESTIGATION


def remedy(lack: Lack, project: int) -> str:
    """The command that puts on record what project number `project` lacks."""
    return _REMEDY[lack].format(project)


def _step(stage: Stage, asked: dict[Lack, date | None]) -> Step:
    days = [day for day in asked.values() if day]
    lacks = tuple(lack for lack, day in asked.items() if not day)
    return Step(stage, min(days, default=None), None if lacks else max(days), lacks)
