"""One project with everything on record about it."""

from dataclasses import dataclass

from sqlmodel import Session

from cln.inquiry import advice
from cln.inquiry.advice import Advice
from cln.projects import projects
from cln.projects.projects import Standing
from cln.projects.queries.log import log_of
from cln.projects.queries.record import impacts_of, judgements_of, moves_of, observations_of, sharings_of
from cln.tables.cohorts import Cohort
from cln.tables.projects import Impact, Judgement, LogEntry, Observation, ProjectMove, Sharing


@dataclass(frozen=True)
class Moved:
    """What became of the project when another proposal was accepted."""

    move: ProjectMove
    from_team: int
    from_proposal: int


@dataclass(frozen=True)
class Shown:
    """A project and everything on record about it, each kind in the order of its days."""

    cohort: str
    project: Standing
    advice: tuple[Advice, ...]
    """On the newest version of its question."""
    observations: tuple[Observation, ...]
    impacts: tuple[Impact, ...]
    """Lessons learned too."""
    sharings: tuple[Sharing, ...]
    judgements: tuple[Judgement, ...]
    moves: tuple[Moved, ...]
    log: tuple[LogEntry, ...]
    """Without entries that a correction replaced."""


def show(session: Session, cohort: Cohort, number: int) -> Shown:
    """Everything on record about a project.

    Raises:
        Refused: the cohort has no such project.
    """
    told = projects.told(session, cohort, number)
    row, question = told.project.record.project, told.project.record.question
    return Shown(
        cohort=cohort.name,
        project=told.project,
        advice=advice.on(question.text) if question else (),
        observations=tuple(observations_of(session, row)),
        impacts=tuple(impacts_of(session, row)),
        sharings=tuple(sharings_of(session, row)),
        judgements=tuple(judgements_of(session, row)),
        moves=tuple(
            Moved(move, team.number, proposal.number) for move, team, proposal in moves_of(session, row)
        ),
        log=tuple(entry for entry in log_of(session, row) if entry.replaced_by_id is None),
    )
