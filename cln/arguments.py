"""What the arguments of a command say together, before the database is opened."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cln.errors import Usage
from cln.file_options import FILES
from cln.meant import BY_NAME, Certain

if TYPE_CHECKING:
    from cln.cohort.whom import Which

Writes = Callable[[Mapping[str, Any]], bool]
"""Whether a command writes that has these arguments."""

About = tuple[str, int]
"""A project or an event, and its number; or all of a cohort."""

COHORT: About = ("cohort", 0)

CERTAIN = inspect.Parameter("yes", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Certain)
"""The option of every command that writes, and asks whom words mean."""


def never(_given: Mapping[str, Any]) -> bool:
    """A command that only reads."""
    return False


def is_by_name(parameter: inspect.Parameter) -> bool:
    """Whether words can be typed for an argument."""
    return BY_NAME in getattr(parameter.annotation, "__metadata__", ())


def about(wanted: Sequence[str], arguments: Mapping[str, Any]) -> About | None:
    """What a command has to itself: its project, its cohort, or with a file all that is known of files."""
    if "cohort" not in wanted or arguments.keys() & FILES.keys():
        return None
    return ("project", arguments["project"]) if "project" in arguments else COHORT


def narrowed(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with CODE, --sector and --entry made one `Which`.

    Raises:
        Usage: they contradict each other, or an option says which entry of no establishment.
    """
    code: Which | str | None = arguments.get("code")
    sector, entry = arguments.get("sector"), arguments.get("entry")
    if code is not None and not isinstance(code, str):
        return {**arguments, "code": code.narrowed(sector, entry)}
    if "entry" in arguments and (sector is not None or entry is not None):
        raise Usage("--sector and --entry say which entry of an establishment is meant; write its CODE, too")
    return dict(arguments)
