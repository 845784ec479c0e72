"""Queries about what entries said in the digital survey."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import Session, col, select

from cln.tables.cohorts import Cohort, Entry
from cln.tables.survey import Answer

if TYPE_CHECKING:
    from cln.tables.levels import AnswerLevel


class StoredAnswer(NamedTuple):
    """One respondent's answer with its levels by theme id."""

    answer: Answer
    levels: "dict[int, AnswerLevel]"


def answers_of(session: Session, cohort: Cohort) -> list[StoredAnswer]:
    """The answers of all the cohort's entries, withdrawn ones too; two queries."""
    from cln.tables.levels import AnswerLevel

    levels = defaultdict[int, "dict[int, AnswerLevel]"](dict)
    of_answers = (
        select(AnswerLevel)
        .join(Answer, col(Answer.id) == col(AnswerLevel.answer_id))
        .join(Entry, col(Entry.id) == col(Answer.entry_id))
        .where(Entry.cohort_id == cohort.id)
        .order_by(col(AnswerLevel.id))
    )
    for level in session.exec(of_answers):
        levels[level.answer_id][level.theme_id] = level
    of_entries = (
        select(Answer)
        .join(Entry, col(Entry.id) == col(Answer.entry_id))
        .where(Entry.cohort_id == cohort.id)
        .order_by(col(Answer.id))
    )
    return [StoredAnswer(answer, levels[answer.id or 0]) for answer in session.exec(of_entries)]


def levels_of_answers(session: Session, cohort: Cohort) -> dict[int, dict[int, int]]:
    """entry id -> theme id -> level from 1 to 5, for every entry that has answered; one query."""
    from cln.tables.levels import AnswerLevel

    query = (
        select(Answer.entry_id, AnswerLevel.theme_id, AnswerLevel.level)
        .join(Answer, col(Answer.id) == col(AnswerLevel.answer_id))
        .join(Entry, col(Entry.id) == col(Answer.entry_id))
        .where(Entry.cohort_id == cohort.id)
        .order_by(col(Answer.entry_id), col(AnswerLevel.theme_id))
    )
    return levels_by_entry(session.exec(query))


def levels_by_entry(levels: Iterable[tuple[int, int, int]]) -> dict[int, dict[int, int]]:
    """entry id -> theme id -> the mean level of its respondents, rounded down (design, section 5).

    Args:
        levels: (entry id, theme id, level) of each respondent.
    """
    given = defaultdict[int, dict[int, list[int]]](lambda: defaultdict(list))
    for entry, theme, level in levels:
        given[entry][theme].append(level)
    return {
        entry: {theme: sum(levels) // len(levels) for theme, levels in themes.items()}
        for entry, themes in given.items()
    }
