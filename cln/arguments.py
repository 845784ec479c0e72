"""What the arguments of a command are, and say together, before the database is opened."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cln.errors import Refused, Usage
from cln.words import cut

if TYPE_CHECKING:
    from cln.cohort.whom import Which

FILES = ("readable", "source")
"""A command with a parameter of this name is handed a `Source`, made from the options in `file_options`."""

BY_NAME = "by name"
"""Stands in the annotation of an argument that words can be typed for."""

Certain = Annotated[bool, typer.Option("--yes", help="Do not ask whether that is the one meant.")]

MOST = 2**31 - 1
"""The largest number that is taken: what a column of a whole number holds on every engine."""

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
    if "cohort" not in wanted or not arguments.keys().isdisjoint(FILES):
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


def has_words(arguments: Mapping[str, Any]) -> bool:
    """Whether any argument is words that have to be looked up."""
    each = (one for value in arguments.values() for one in (value if isinstance(value, list) else [value]))
    return any(getattr(one, "typed", None) for one in each)


def options_of(kind: Any) -> list[inspect.Parameter]:
    """The fields of a dataclass as the options of a command."""
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=field.type,
        )
        for field in fields(kind)
    ]


def refuse_beyond(typer_context: typer.Context, arguments: Mapping[str, Any]) -> None:
    """Refuse numbers that are none, or that no column of a database holds, and names that no file can have.

    Raises:
        Usage: an option or argument is not a finite number, or one beyond `MOST`.
        Refused: there can be no file of that name, or nobody may look for it there.
    """
    for parameter in typer_context.command.params:
        value = arguments.get(parameter.name or "")
        if isinstance(value, int | float) and not -MOST <= value <= MOST:  # nor does NaN
            raise Usage(f"{parameter.opts[0]} takes a number between -{MOST} and {MOST}, not {value}")
        for path in value if isinstance(value, list | tuple) else (value,):
            if isinstance(path, Path):
                _refuse_place(path)


def _refuse_place(path: Path) -> None:
    try:
        path.exists()
    except OSError as error:
        raise Refused(f"there can be no file {cut(path)}: {error.strerror}; name another place") from error
