"""The argument that names a project by its number or its title, in every command about one."""

from collections.abc import Sequence
from typing import Annotated

from cln import completion
from cln.meant import BY_NAME, Known, Typed, Where
from cln.options import named_argument, number_or


def project_typed(words: str) -> Typed:
    """Words for a project of the cohort."""
    return Typed(words, "project", "the cohort", _projects, "cln project list")


def _projects(where: Where) -> Sequence[Known]:
    from sqlmodel import col, select

    from cln.tables.projects import Project

    query = select(Project).where(Project.cohort_id == where.cohort.id).order_by(col(Project.number))
    return [Known(one.number, one.title, f"{one.number} {one.title}") for one in where.session.exec(query)]


_NAMED = named_argument(
    number_or(project_typed, 1), completion.OF_PROJECTS, "PROJECT", "Number or title of the project."
)
ProjectNumber = Annotated[int, _NAMED, BY_NAME]
ProjectOrNone = Annotated[int | None, _NAMED, BY_NAME]
