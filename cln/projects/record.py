"""What is put on record about a project: its question, observations, impact, sharing, and judgements.

Nothing is overwritten: a question has versions, a judgement stands beside the earlier ones.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.errors import Refused
from cln.inquiry import advice
from cln.inquiry.advice import Advice
from cln.programme import PROGRESS, Level, ObservationKind, Rag
from cln.projects.measures import MeasureState
from cln.projects.projects import Opinion, Standing, choose, running
from cln.projects.queries import LESSON, log_of, moves_of
from cln.screen.data import columns
from cln.store import Change, meanwhile
from cln.tables.cohorts import Cohort
from cln.tables.inquiry import Impact, Judgement, Observation, Question, Sharing
from cln.tables.log import LogEntry

Version = Annotated[Question, columns("version", "text", "on", "who", "agreed_by", "agreed_on")]
Observed = Annotated[Observation, columns("on", "kind", "focus", "observer", "learned")]
Gain = Annotated[Impact, columns("on", "level", "text", "who")]
"""An impact, or under the level `lesson` a lesson learned."""
Shared = Annotated[Sharing, columns("on", "audience", "output")]


@dataclass(frozen=True)
class Asked(Standing):
    """A project with a new version of its question, and what would make that better."""

    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class Agreed(Standing):
    """A project with a version of its question that was agreed."""

    agreed: Annotated[Question, Field(exclude=True)]


@dataclass(frozen=True)
class WithObservation(Standing):
    """A project with an observation that was put on record."""

    observation: Observed


@dataclass(frozen=True)
class WithImpact(Standing):
    """A project with an impact or a lesson learned that was put on record, and its measures beside it."""

    impact: Gain
    measures: tuple[MeasureState, ...]


@dataclass(frozen=True)
class WithSharing(Standing):
    """A project with a sharing that was put on record."""

    sharing: Shared


@dataclass(frozen=True)
class Judged(Standing):
    """A project with a judgement that was put on record."""

    judgement: Annotated[Opinion, Field(exclude=True)]
    before: Annotated[Opinion | None, Field(exclude=True)]
    """The newest of its kind until now."""


@dataclass(frozen=True)
class Moved:
    """That another team took the project over, or none, when another proposal was accepted."""

    at: datetime
    who: str
    from_proposal: int
    from_team: int
    ended: bool
    reason: str


@dataclass(frozen=True)
class Whole(Standing):
    """A project and everything on record about it, each kind in the order of its days."""

    questions: tuple[Version, ...]
    advice: tuple[Advice, ...]
    """On the newest version of its question."""
    measures: tuple[MeasureState, ...]
    observations: tuple[Observed, ...]
    impacts: tuple[Gain, ...]
    sharings: tuple[Shared, ...]
    judgements: tuple[Opinion, ...]
    moves: tuple[Moved, ...]
    log: Annotated[tuple[LogEntry, ...], Field(exclude=True)]
    """Without entries that a correction replaced."""


def show(session: Session, cohort: Cohort, number: int) -> Whole:
    """Everything on record about a project.

    Raises:
        Refused: the cohort has no such project.
    """
    record = choose(session, cohort, number)
    return Whole.of(
        cohort,
        record,
        questions=record.questions,
        advice=advice.on(record.question.text) if record.question else (),
        measures=MeasureState.all_of(record),
        observations=record.observations,
        impacts=record.impacts,
        sharings=record.sharings,
        judgements=tuple(map(Opinion.of, record.judgements)),
        moves=tuple(
            Moved(move.at, move.who, proposal.number, team.number, move.to_team_id is None, move.reason)
            for move, team, proposal in moves_of(session, record.project)
        ),
        log=tuple(row for row in log_of(session, record.project) if row.replaced_by_id is None),
    )


def ask(change: Change, cohort: Cohort, number: int, text: str, *, on: date) -> Asked:
    """Write a new version of a project's question; the earlier ones stay, and so does who agreed them.

    Raises:
        Refused: there is no such project, it had ended by then, it has just this question, or the day lies
            outside the cohort's run.
    """
    record = running(change.session, cohort, number, on)
    version = record.question.version if record.question else 0
    if record.question is not None and record.question.text == text:
        raise Refused(f"project {number} has just this question already, as version {version}")
    row = Question(project_id=record.id, version=version + 1, text=text, on=on, who=change.who)
    change.add(row)
    return Asked.of(cohort, record.including(row), advice=advice.on(text))


def agree(
    change: Change,
    cohort: Cohort,
    number: int,
    *,
    by: str,
    on: date,
    version: int | None = None,
    anyway: bool = False,
) -> Agreed:
    """Record which senior leader agreed a version of a project's question; again to correct that.

    Args:
        change: the unit of work.
        cohort: the project's cohort.
        number: of the project.
        by: who agreed it.
        on: the day.
        version: which version; the newest where it is not said.
        anyway: agree to that version though there is a newer one.

    Raises:
        Overtaken: there is a newer version, and `anyway` is not given.
        Refused: there is no such project or version, it had ended by then, or the day lies outside the
            cohort's run.
    """
    record = running(change.session, cohort, number, on)
    if record.question is None:
        raise Refused(
            f"project {number} has no question that could be agreed; write one with: "
            f'cln project question {number} "How does ..."'
        )
    wanted = record.question.version if version is None else version
    meant = next((one for one in record.questions if one.version == wanted), None)
    if meant is None:
        raise Refused(
            f"project {number} has no version {version} of its question; see: cln project show {number}"
        )
    newer = [one for one in record.questions if one.version > meant.version]
    meanwhile.refuse(
        f"version {meant.version} of the question of project {number} is not the newest any more; agree to "
        f"version {record.question.version}, or to this one with --anyway",
        [f"version {one.version} by {one.who}, {one.on}: {one.text}" for one in newer],
        anyway=anyway,
    )
    meant.agreed_by, meant.agreed_on = by, on
    return Agreed.of(cohort, record, agreed=meant)


def observe(
    change: Change,
    cohort: Cohort,
    number: int,
    *,
    kind: ObservationKind,
    focus: str,
    observer: str,
    learned: str,
    on: date,
) -> WithObservation:
    """Put an observation on record.

    Raises:
        Refused: there is no such project, it had ended by then, or the day lies outside the cohort's run.
    """
    record = running(change.session, cohort, number, on)
    row = Observation(
        project_id=record.id, on=on, kind=kind.value, focus=focus, observer=observer, learned=learned
    )
    change.add(row)
    return WithObservation.of(cohort, record.including(row), observation=row)


def gain(
    change: Change, cohort: Cohort, number: int, level: Level | None, text: str, *, on: date
) -> WithImpact:
    """Put an impact on one of the levels on record; without a level, a lesson learned.

    Raises:
        Refused: there is no such project, it had ended by then, or the day lies outside the cohort's run.
    """
    record = running(change.session, cohort, number, on)
    row = Impact(
        project_id=record.id, on=on, who=change.who, level=level.value if level else LESSON, text=text
    )
    change.add(row)
    return WithImpact.of(cohort, record.including(row), impact=row, measures=MeasureState.all_of(record))


def share(
    change: Change, cohort: Cohort, number: int, *, audience: str, output: str, on: date
) -> WithSharing:
    """Put on record with whom a project was shared, and what came of it.

    Raises:
        Refused: there is no such project, it had ended by then, or the day lies outside the cohort's run.
    """
    record = running(change.session, cohort, number, on)
    row = Sharing(project_id=record.id, on=on, audience=audience, output=output)
    change.add(row)
    return WithSharing.of(cohort, record.including(row), sharing=row)


def judge(change: Change, cohort: Cohort, number: int, value: Rag | float, comment: str) -> Judged:
    """Judge a project red, amber or green, or give it a progress score from 0.5 to 5.0 in steps of a half.

    Raises:
        Refused: there is no such project, or the score is none of those.
    """
    if not isinstance(value, Rag) and value not in PROGRESS:
        raise Refused(
            f"a progress score is a number from {PROGRESS[0]} to {PROGRESS[-1]} in steps of a half, "
            f"not {value:g}"
        )
    record = choose(change.session, cohort, number)
    kind, words = ("rag", value.value) if isinstance(value, Rag) else ("progress", f"{value:.1f}")
    before = record.newest(kind)
    row = Judgement(
        project_id=record.id, at=change.at, who=change.who, kind=kind, value=words, comment=comment
    )
    change.add(row)
    opinion, earlier = Opinion.of(row), before and Opinion.of(before)
    return Judged.of(cohort, record.including(row), judgement=opinion, before=earlier)
