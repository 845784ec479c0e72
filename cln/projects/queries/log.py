"""Queries about the log of one project; each is answered by an index."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from cln.tables.projects import LogEntry, Project


def log_of(session: Session, project: Project) -> list[LogEntry]:
    """Its log entries by day, those that a correction replaced too."""
    query = select(LogEntry).where(LogEntry.project_id == project.id)
    return list(session.exec(query.order_by(col(LogEntry.on), col(LogEntry.number))))


def find_log_entry(session: Session, project: Project, number: int) -> LogEntry | None:
    """Its entry of that number."""
    query = select(LogEntry).where(LogEntry.project_id == project.id, LogEntry.number == number)
    return session.exec(query).first()


def next_log_number(session: Session, project: Project) -> int:
    """The number that its next entry gets."""
    query = select(func.max(LogEntry.number)).where(LogEntry.project_id == project.id)
    return (session.exec(query).one() or 0) + 1


def log_of_sheet_rows(session: Session, keys: Sequence[str]) -> list[LogEntry]:
    """The entries that came from these rows of sheets, and corrections of them, the earliest first."""
    query = select(LogEntry).where(col(LogEntry.sheet_row).in_(keys))
    return list(session.exec(query.order_by(col(LogEntry.id))))
