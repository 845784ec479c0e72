"""Bad values for every option and argument of every command, each in a line of the stories that is right."""

import enum
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from typer.main import get_command

from cln.app import app

HOSTILE = ("\x1b]0;owned\x07Ann", "Ann\x9b2J", "\u202eAnn", "Ann\x00", "Ann\x08", "Ann \udcff")
"""What no text needs: escape codes, marks that turn the direction of writing, what is not UTF-8."""
LONG = "x" * 300
HUGE = "99999999999999999999"
NUMBERS = (HUGE, f"-{HUGE}", f"{2**63}", f"{2**32}", "-1", "0", "1.5", "nan", "1e400", "many", "")
BEYOND = frozenset({*NUMBERS[:4], "nan", "inf", "1e400"})
"""Numbers that nobody counts to."""
DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "10000-01-01", "0000-00-00", "")
ENDS = frozenset(DAYS[:2])
"""Days at the ends of the calendar."""
PLACES = ("", LONG, ".", "nowhere/nowhere.csv", "a\nb")
URLS = ("", LONG, "nonsense://x", "sqlite://", "postgresql+psycopg://localhost:99999/cln", "://", "a\nb")
WORDS = ("", " ", LONG, HUGE, "a\tb\nc", "-", "::", "/..", "%s {0}", "\ufdd0")


@dataclass(frozen=True)
class Try:
    """A command line in which one value is bad, and how it may end."""

    command: str
    line: tuple[str, ...]
    value: str
    codes: frozenset[int]


def commands() -> dict[str, Any]:
    """Every command that can be run, by what is typed after `cln`."""
    found: dict[str, Any] = {}

    def walk(command: Any, path: str) -> None:
        below = getattr(command, "commands", {})
        if path and (not below or command.invoke_without_command):
            found[path] = command
        for name in below:
            walk(command.get_command(None, name), f"{path} {name}".strip())

    walk(get_command(app), "")
    return found


def command_of(line: str, known: Sequence[str]) -> str:
    """The command that a line runs."""
    return max((one for one in known if line == one or line.startswith(f"{one} ")), key=len)


def tries(name: str, command: Any, line: str) -> Iterator[Try]:
    """The line with a bad value in place of each of its own, and of those that it might have."""
    words = shlex.split(line.removeprefix(name))
    for parameter in command.params:
        if getattr(parameter, "is_flag", False) or parameter.name == "help":
            continue
        for value in (*HOSTILE, *_bad(parameter)):
            made = (*name.split(), *_with(words, command, parameter, value))
            yield Try(f"{name} {parameter.opts[0]}", made, value, _codes(parameter, value))


def _kind(parameter: Any) -> Any:
    return getattr(parameter.type_descriptor, "annotation", str)


def _bad(parameter: Any) -> Sequence[str]:
    kind = _kind(parameter)
    if parameter.name == "database":
        return URLS
    if parameter.name == "who":
        return WORDS[1:3]
    if kind in {int, float}:
        return NUMBERS
    if kind is date:
        return DAYS
    if kind is Path or parameter.name == "paths":
        return PLACES
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return WORDS[:3]
    return WORDS


def _codes(parameter: Any, value: str) -> frozenset[int]:
    if value in HOSTILE:
        return frozenset({2})
    kind = _kind(parameter)
    if (kind in {int, float} and value in BEYOND) or (kind is date and value in ENDS):
        return frozenset({2, 3})
    return frozenset({0, 2, 3, 4, 5, 6})


def _with(words: Sequence[str], command: Any, parameter: Any, value: str) -> list[str]:
    flags = {one for other in command.params if getattr(other, "is_flag", False) for one in other.opts}
    if parameter.param_type_name == "option":
        at = next((place for place, word in enumerate(words) if word in parameter.opts), None)
        if at is None:
            return [*words, parameter.opts[-1], value]
        return [*words[: at + 1], value, *words[at + 2 :]]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    places = [
        at
        for at, word in enumerate(words)
        if not word.startswith("--")
        and not (at and words[at - 1].startswith("--") and words[at - 1] not in flags)
    ]
    nth = arguments.index(parameter)
    if nth >= len(places):
        return [*words, value]
    return [*words[: places[nth]], value, *words[places[nth] + 1 :]]
