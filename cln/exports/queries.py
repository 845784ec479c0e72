"""What several exports ask the database; the rows of one, however many, are never in memory together."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from cln.tables.cohorts import Cohort, Entry, Theme
from cln.tables.register import Authority

BATCH = 1000
"""Rows that are fetched at once."""


def ids(cohorts: Sequence[Cohort]) -> list[int]:
    """Theirs, in their order."""
    return [cohort.id or 0 for cohort in cohorts]


def stream(session: Session, query: Any) -> Iterator[Any]:
    """The rows of a query, a batch at a time."""
    yield from session.exec(query.execution_options(yield_per=BATCH))


def active_ids(session: Session, cohorts: Sequence[Cohort]) -> set[int]:
    """The ids of the entries that have not withdrawn."""
    query = select(col(Entry.id)).where(
        col(Entry.cohort_id).in_(ids(cohorts)), col(Entry.withdrawn_on).is_(None)
    )
    return {entry for (entry,) in stream(session, query)}


def theme_names(session: Session, cohorts: Sequence[Cohort]) -> dict[int, str]:
    """Theme id -> its name, by cohort and name: the columns of the survey have one order on every engine."""
    query = select(col(Theme.cohort_id), col(Theme.name), col(Theme.id))
    rows = stream(session, query.where(col(Theme.cohort_id).in_(ids(cohorts))))
    return {theme: name for _cohort, name, theme in sorted(rows)}


def authority_name(session: Session, authority_id: int) -> str:
    """The name of an authority."""
    authority = session.get(Authority, authority_id)
    assert authority is not None
    return authority.name


def logged(session: Session, cohort: Cohort, first: date, last: date) -> dict[int, int]:
    """Project id -> its log entries from the first day to the last that no correction replaced."""
    from cln.tables.log import LogEntry
    from cln.tables.projects import Project

    query = (
        select(col(LogEntry.project_id), func.count())
        .join(Project, col(Project.id) == col(LogEntry.project_id))
        .where(
            col(Project.cohort_id) == cohort.id,
            col(LogEntry.replaced_by_id).is_(None),
            col(LogEntry.on) >= first,
            col(LogEntry.on) <= last,
        )
        .group_by(col(LogEntry.project_id))
    )
    return dict(stream(session, query))
