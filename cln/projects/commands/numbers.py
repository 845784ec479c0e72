"""A project by its number or its title, in every command about one; and a measure of it by its name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cln import completion
from cln.arguments import BY_NAME
from cln.options import named_argument, number_or

if TYPE_CHECKING:
    from cln.meant import Known, Typed, Where


def project_typed(words: str) -> "Typed":
    """Words for a project of the cohort."""
    from cln.meant import Typed

    return Typed(words, "project", "the cohort", _projects, "cln project list")


def _projects(where: "Where") -> "Sequence[Known]":
    from sqlmodel import col, select

    from cln.meant import Known
    from cln.tables.projects import Project

    query = select(Project).where(Project.cohort_id == where.cohort.id).order_by(col(Project.number))
    return [Known(one.number, one.title, f"{one.number} {one.title}") for one in where.session.exec(query)]


def measure_typed(words: str) -> "Typed":
    """Words for a measure of the project that is given beside it."""
    from cln.meant import Typed

    return Typed(words, "measure", "the project", _measures, "cln project show PROJECT")


def _measures(where: "Where") -> "Sequence[Known]":
    from sqlmodel import col, select

    from cln.meant import Known
    from cln.tables.inquiry import Measure
    from cln.tables.projects import Project

    query = select(Measure).join(Project, col(Project.id) == col(Measure.project_id))
    mine = query.where(Project.cohort_id == where.cohort.id, Project.number == where.given["project"])
    rows = where.session.exec(mine.order_by(col(Measure.number)))
    return [Known(one.number, one.name, f"{one.number} {one.name}") for one in rows]


_NAMED = named_argument(
    number_or(project_typed, 1), completion.OF_PROJECTS, "PROJECT", "Number or title of the project."
)
ProjectNumber = Annotated[int, _NAMED, BY_NAME]
ProjectOrNone = Annotated[int | None, _NAMED, BY_NAME]
