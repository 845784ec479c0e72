"""The projects of the cohort, for who names them by their titles."""

from collections.abc import Sequence

from cln.meant import Known, Typed, Where


def project_typed(words: str) -> Typed:
    """Words for a project of the cohort."""
    return Typed(words, "project", "the cohort", _projects, "cln project list")


def _projects(where: Where) -> Sequence[Known]:
    from sqlmodel import col, select

    from cln.tables.projects import Project

    query = select(Project).where(Project.cohort_id == where.cohort.id).order_by(col(Project.number))
    return [Known(one.number, one.title, f"{one.number} {one.title}") for one in where.session.exec(query)]
