"""One project with everything on record about it."""

from dataclasses import dataclass

from sqlmodel import Session

from cln import models
from cln.inquiry import advice
from cln.inquiry.advice import Advice
from cln.services import projects
from cln.services.projects import Standing
from cln.store import inquiries, log


@dataclass(frozen=True)
class Moved:
    """What became of the project when another proposal was accepted."""

    move: models.ProjectMove
    from_team: int
    from_proposal: int


@dataclass(frozen=True)
class Shown:
    """A project and everything on record about it, each kind in the order of its days."""

    cohort: str
    project: Standing
    advice: tuple[Advice, ...]
    """On the newest version of its question."""
    observations: tuple[models.Observation, ...]
    impacts: tuple[models.Impact, ...]
    """Lessons learned too."""
    sharings: tuple[models.Sharing, ...]
    judgements: tuple[models.Judgement, ...]
    moves: tuple[Moved, ...]
    log: tuple[models.LogEntry, ...]
    """Without entries that a correction replaced."""


def show(session: Session, cohort: models.Cohort, number: int) -> Shown:
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
        observations=tuple(inquiries.observations(session, row)),
        impacts=tuple(inquiries.impacts(session, row)),
        sharings=tuple(inquiries.sharings(session, row)),
        judgements=tuple(inquiries.judgements(session, row)),
        moves=tuple(
            Moved(move, team.number, proposal.number)
            for move, team, proposal in inquiries.moves(session, row)
        ),
        log=tuple(entry for entry in log.entries(session, row) if entry.replaced_by_id is None),
    )
