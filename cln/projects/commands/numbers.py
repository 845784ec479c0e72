"""The argument that names a project, in every command about one."""

from typing import Annotated

import typer

from cln import completion
from cln.meant import BY_NAME
from cln.options import number_or
from cln.projects.named import project_typed

_NAMED = typer.Argument(
    parser=number_or(project_typed, 1),
    autocompletion=completion.of_cohort(completion.OF_PROJECTS),
    metavar="PROJECT",
    help="Number or title of the project.",
    show_default=False,
)
ProjectNumber = Annotated[int, _NAMED, BY_NAME]
ProjectOrNone = Annotated[int | None, _NAMED, BY_NAME]
