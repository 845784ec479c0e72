"""All that is on record about a project, and what was true of it on a day."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self, TypeVar

from cln.inquiry import stages
from cln.inquiry.stages import Facts, Planned, Stage, Step
from cln.store.rows import copied
from cln.tables.cohorts import Facilitator
from cln.tables.projects import Impact, Judgement, Measure, Observation, Project, Question, Sharing
from cln.tables.proposals import Team
from cln.words import day_of

DatedRow = TypeVar("DatedRow", Question, Measure)

LESSON = "lesson"
"""The level under which a lesson learned stands among the impacts."""


@dataclass(frozen=True)
class OnRecord:
    """A project with all that is on record about it, but for the words of its log."""

    project: Project
    team: Team
    theme: str
    facilitators: tuple[Facilitator, ...]
    """Of its team, without those who have withdrawn, in the order in which they were assigned."""
    questions: tuple[Question, ...]
    """Every version, the newest last."""
    measures: tuple[Measure, ...]
    observations: tuple[Observation, ...]
    """By day, like impacts and sharings."""
    impacts: tuple[Impact, ...]
    """Lessons learned too, under the level `LESSON`."""
    sharings: tuple[Sharing, ...]
    judgements: tuple[Judgement, ...]
    """`rag` and `progress`, the newest last."""
    log_entries: int
    """Without those that a correction replaced."""
    logged_on: date | None
    """The day of the latest of them."""

    @property
    def id(self) -> int:
        """The project's id."""
        assert self.project.id is not None
        return self.project.id

    @property
    def number(self) -> int:
        """The project's number in its cohort."""
        return self.project.number

    @property
    def running(self) -> bool:
        """It was not given up; it may have been shared."""
        return self.project.ended_on is None

    @property
    def question(self) -> Question | None:
        """The newest version of its question."""
        return self.questions[-1] if self.questions else None

    @property
    def observed_on(self) -> date | None:
        """The day of the first observation."""
        return self.observations[0].on if self.observations else None

    @property
    def facts(self) -> Facts:
        """What its stages follow from (see `cln.inquiry.stages.steps`)."""
        return Facts(
            hunch_on=self.project.opened_on if self.project.hunch else None,
            question_on=min((one.on for one in self.questions), default=None),
            agreed_on=self.question.agreed_on if self.question else None,
            measures=tuple(Planned(one.kind, one.planned_on, one.baseline_on) for one in self.measures),
            observed_on=self.observed_on,
            impact_on=next((one.on for one in self.impacts if one.level != LESSON), None),
            lesson_on=next((one.on for one in self.impacts if one.level == LESSON), None),
            shared_on=self.sharings[0].on if self.sharings else None,
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All six stages in their order."""
        return stages.steps(self.facts)

    @property
    def stage(self) -> Stage | None:
        """The furthest stage that is done; None before the hunch."""
        return stages.reached(self.steps)

    def as_of(self, on: date) -> Self:
        """What was true of it on a day, but for its log and its team."""
        project = self.project
        ended = project.ended_on is not None and project.ended_on <= on
        return replace(
            self,
            project=project if ended else copied(project, ended_on=None, ended_reason=None),
            questions=tuple(_unless(one, on, "agreed") for one in self.questions if one.on <= on),
            measures=tuple(
                _unless(_unless(one, on, "baseline"), on, "end")
                for one in self.measures
                if one.planned_on <= on
            ),
            observations=tuple(one for one in self.observations if one.on <= on),
            impacts=tuple(one for one in self.impacts if one.on <= on),
            sharings=tuple(one for one in self.sharings if one.on <= on),
            judgements=tuple(one for one in self.judgements if day_of(one.at) <= on),
        )

    def newest(self, kind: str) -> Judgement | None:
        """The newest judgement of a kind."""
        return next((one for one in reversed(self.judgements) if one.kind == kind), None)


def _unless(row: DatedRow, on: date, part: str) -> DatedRow:
    """A row without a part of it that has a day of its own, where that is later."""
    day = getattr(row, f"{part}_on")
    fields = {name: None for name in type(row).model_fields if name == part or name.startswith(f"{part}_")}
    return copied(row, **fields) if day is not None and day > on else row
