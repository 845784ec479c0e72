"""The question of a project: its versions, advice on its wording, and who agreed it."""

from dataclasses import dataclass
from datetime import date

from cln.errors import Refused
from cln.inquiry import advice
from cln.inquiry.advice import Advice
from cln.projects import projects
from cln.projects.projects import Standing
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.projects import Question


@dataclass(frozen=True)
class Asked:
    """A new version of a question, and what would make it better."""

    cohort: str
    project: Standing
    question: Question
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class Agreed:
    """A version that a senior leader has agreed."""

    cohort: str
    project: Standing
    question: Question


def ask(change: Change, cohort: Cohort, number: int, text: str, *, on: date) -> Asked:
    """Write a new version of a project's question; the earlier ones stay, and so does who agreed them.

    Raises:
        Refused: there is no such project, it had ended by then, it has just this question, or the day lies
            outside the cohort's run.
    """
    record = projects.running(change.session, cohort, number, on)
    newest = record.question
    if newest is not None and newest.text == text:
        raise Refused(f"project {number} has just this question already, as version {newest.version}")
    question = Question(
        project_id=record.id,
        version=newest.version + 1 if newest else 1,
        text=text,
        on=on,
        who=change.record.who,
    )
    change.add(question)
    told = projects.told(change.session, cohort, number)
    return Asked(cohort.name, told.project, question, advice.on(text))


def agree(change: Change, cohort: Cohort, number: int, *, by: str, on: date) -> Agreed:
    """Record which senior leader agreed the newest version of a project's question; again to correct that.

    Raises:
        Refused: there is no such project, it has no question or had ended by then, or the day lies outside
            the cohort's run.
    """
    question = projects.running(change.session, cohort, number, on).question
    if question is None:
        raise Refused(
            f"project {number} has no question that could be agreed; write one with: "
            f'cln project question {number} "How does ..."'
        )
    question.agreed_by, question.agreed_on = by, on
    told = projects.told(change.session, cohort, number)
    return Agreed(cohort.name, told.project, question)
