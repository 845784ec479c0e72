"""Who has answered the digital survey, when, and what they want most."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from cln.cohort.queries import EntryLine, active_entries, themes_of
from cln.store.rows import grouped
from cln.survey.queries import answers_of, levels_of_answers
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Standing(EntryLine):
    """Where an active entry stands: when somebody last answered for it, and the themes at level 5."""

    answered: bool
    respondents: int
    submitted: datetime | None
    level_5: tuple[str, ...]


@dataclass(frozen=True)
class Standings:
    """Every active entry of a cohort."""

    cohort: str
    answered: int
    not_answered: int
    entries: tuple[Standing, ...]


def standings(session: Session, cohort: Cohort) -> Standings:
    """Where every active entry stands."""
    names = {theme.id: theme.name for theme in themes_of(session, cohort)}
    levels = levels_of_answers(session, cohort)
    given = grouped((one.answer for one in answers_of(session, cohort)), lambda answer: answer.entry_id)
    entries = tuple(
        Standing(
            *entry.line,
            answered=bool(given[entry.id]),
            respondents=len(given[entry.id]),
            submitted=max((a.submitted for a in given[entry.id] if a.submitted), default=None),
            level_5=tuple(
                name for theme, name in names.items() if levels.get(entry.id, {}).get(theme or 0) == 5
            ),
        )
        for entry in active_entries(session, cohort)
    )
    answered = sum(one.answered for one in entries)
    return Standings(cohort.name, answered, len(entries) - answered, entries)
