"""What --help says of each argument and option, in words a person knows rather than names of types."""

from collections.abc import Callable
from typing import Any

import typer

KINDS = {"bool": "", "int": "NUMBER", "float": "NUMBER"}
"""What an option takes, by the type that it has in the source; a switch takes nothing."""


def in_words(command: Any) -> Any:
    """A command in whose help each parameter says in words what it takes."""
    for one in command.get_params(typer.Context(command, help_option_names=["-h", "--help"])):
        one.display_type_rich = _spoken(_words(one))
        one._get_number_range_help_str = _spoken(_between(one))
    return command


def _spoken(words: str | None) -> Callable[..., str | None]:
    return lambda ctx=None: words


def _words(parameter: Any) -> str:
    """What a parameter takes; an argument's name has said it already."""
    if parameter.param_type_name == "argument":
        return ""
    if parameter.metavar is not None:
        return str(parameter.metavar)
    kind = parameter.type_descriptor
    if kind.is_choice:
        *first, last = (str(getattr(one, "value", one)).lower() for one in kind.choices)
        return f"{', '.join(first)} or {last}" if first else last
    if kind.is_path or kind.is_file:
        return "FILE"
    return KINDS.get(parameter.bare_type(), "TEXT")


def _between(parameter: Any) -> str | None:
    """From where to where a number may be."""
    low, high = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if low is None and high is None:
        return None
    if low is None:
        return f"at most {high}"
    return f"{low} or more" if high is None else f"{low} to {high}"
