"""What is said to a command line that was not understood: what is wrong, and what was likely meant."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import typer

from cln.words import quoted

FEW = 3
"""So many commands of one name are all suggested; of more, those of the group are named that was typed."""

ALIKE = 0.7
"""How like an option must be to what was typed to be suggested; --team is not --as, and --on not --json."""

SAME = ({"on", "date", "day", "when"}, {"out", "output", "file"}, {"reason", "why", "comment", "because"})
"""What people call one option, of which a command has one."""

NUMBERS = (
    (r"Input should be a valid integer.*", "that is no whole number"),
    (r"Input should be a valid number.*", "that is no number"),
    (r"Input should be greater than or equal to (\S+)", r"it is to be \1 or more"),
    (r"Input should be less than or equal to (\S+)", r"it is to be at most \1"),
    (r": Value error,", ":"),
)
"""What pydantic says of a value -> what a person would."""


def explained(error: typer.TyperException, commands: Any, given: Sequence[str]) -> str:
    """What is wrong with a command line, and where to look; empty where no command was given.

    Args:
        error: as Typer raised it.
        commands: all of them.
        given: the words of the command line.
    """
    sentence = " ".join(error.format_message().rstrip(".").split())
    if not sentence:
        return ""
    for words, instead in NUMBERS:
        sentence = re.sub(words, instead, sentence)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else _typed(commands, given)
    command = context.command if context else None
    if unknown := re.match(r"No such command '(.*?)'", sentence):
        sentence = _command(sentence, unknown[1], commands, path, given)
    elif (option := getattr(error, "option_name", None)) and hasattr(error, "possibilities"):
        sentence = _option(option, command)
    elif extra := re.match(r"Got unexpected extra argument\(s\) \((.*)\)$", sentence):
        sentence = _extra(extra[1], command, path, given)
    elif sentence.startswith("Missing ") and (lacking := getattr(error, "param", None)) is not None:
        sentence = _missing(sentence, lacking)
    return f"{sentence}; see: {path} --help"


def _command(sentence: str, word: str, commands: Any, path: str, given: Sequence[str]) -> str:
    """Of a command that is none: those of that name in other groups are named in full."""
    unknown = f"No such command {quoted(word)}"
    names = [*_full_names(commands, "cln")]
    if word == "help":
        about = [one for one in given[given.index(word) + 1 :] if not one.startswith("-")]
        meant = [" ".join([path, *about, "--help"])]
    elif not (meant := [name for name in names if name.endswith(f" {word}")]):
        if "Did you mean" in sentence:  # one of the same group is nearer
            return sentence
        near = get_close_matches(word, {name.split()[-1] for name in names}, 1, 0.8)
        meant = [name for name in names if name.split()[-1] in near]
    if path != "cln" and len(meant) > FEW:
        own = [name.removeprefix(f"{path} ") for name in names if name.startswith(f"{path} ")]
        return f"{unknown}; {path} has: {', '.join(own)}"
    return f"{unknown}. Did you mean {' or '.join(map(repr, meant))}?" if meant else sentence


def _full_names(command: Any, path: str) -> Iterator[str]:
    """What is typed for each command below one, the whole of it."""
    for name in getattr(command, "commands", {}):
        below = command.get_command(None, name)
        yield f"{path} {name}"
        yield from _full_names(below, f"{path} {name}")


def _typed(commands: Any, given: Sequence[str]) -> str:
    """The command that the words begin with, e.g. "cln cohort open"."""
    path, here = "cln", commands
    for word in given:
        if not (here := here.get_command(None, word) if hasattr(here, "commands") else None):
            break
        path = f"{path} {word}"
    return path


def _option(option: str, command: Any) -> str:
    """Of an option that is none: that of the command which begins so, is called so by others or is alike."""
    has = (
        [name[2:] for one in command.params for name in one.opts if name.startswith("--")] if command else []
    )
    word = option.lstrip("-")
    called = {name for names in SAME if word in names for name in names}
    meant = [name for name in has if name in called or name.startswith(word)]
    meant = meant or get_close_matches(word, has, 1, ALIKE)
    return f"No such option: {option}" + (f". Did you mean '--{meant[0]}'?" if meant else "")


def _extra(extra: str, command: Any, path: str, given: Sequence[str]) -> str:
    """Of more words than a command takes: those that belong together stand in quotes."""
    if not any(one.param_type_name == "argument" for one in command.params):
        sentence = f"{path} takes no {quoted(extra)}"
        return (
            f'{sentence}; which cohort is meant is said with --cohort "{extra}"'
            if "cohort" in path
            else sentence
        )
    at = next((at for at in range(1, len(given)) if " ".join(given[at:]).startswith(extra)), 0)
    whole = f"{given[at - 1]} {extra}" if at and not given[at - 1].startswith("-") else extra
    return (
        f'{quoted(extra)} is more than it takes; words that belong together stand in quotes, e.g. "{whole}"'
    )


def _missing(sentence: str, lacking: Any) -> str:
    """Of what a command needs: what it is."""
    which = sentence.split(". Choose from:")[0]
    kind = lacking.type_descriptor
    if kind.is_choice:
        *first, last = (str(getattr(one, "value", one)) for one in kind.choices)
        return f"{which}: {', '.join(first)} or {last}"
    what = re.split(r"\.( (?=[A-Z])|$)", str(lacking.help or ""), maxsplit=1)[0]
    return f"{which}: {what[:1].lower()}{what[1:]}" if what else which
