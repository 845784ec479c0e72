"""What people think of a project: RAG and a progress score. Never computed, never overwritten."""

from dataclasses import dataclass

from cln.errors import Refused
from cln.programme import PROGRESS, Rag
from cln.projects import projects
from cln.projects.projects import Standing
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.projects import Judgement


@dataclass(frozen=True)
class Judged:
    """A judgement that was put on record."""

    cohort: str
    project: Standing
    judgement: Judgement
    before: Judgement | None
    """The newest of its kind until now."""


def rag(change: Change, cohort: Cohort, number: int, colour: Rag, comment: str) -> Judged:
    """Judge a project red, amber or green; earlier judgements stay.

    Raises:
        Refused: there is no such project.
    """
    return _judge(change, cohort, number, "rag", colour.value, comment)


def progress(change: Change, cohort: Cohort, number: int, score: float, comment: str) -> Judged:
    """Give a project a progress score from 0.5 to 5.0 in steps of a half; earlier scores stay.

    Raises:
        Refused: there is no such project, or the score is none of those.
    """
    if score not in PROGRESS:
        raise Refused(
            f"a progress score is a number from {PROGRESS[0]} to {PROGRESS[-1]} in steps of a half, "
            f"not {score:g}"
        )
    return _judge(change, cohort, number, "progress", f"{score:.1f}", comment)


def _judge(change: Change, cohort: Cohort, number: int, kind: str, value: str, comment: str) -> Judged:
    record = projects.choose(change.session, cohort, number)
    before = record.judgements.get(kind)
    row = Judgement(
        project_id=record.id, at=change.at, who=change.record.who, kind=kind, value=value, comment=comment
    )
    change.add(row)
    return Judged(cohort.name, projects.told(change.session, cohort, number).project, row, before)
