"""Asks the person at the terminal what only they can decide."""

import functools
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cln.errors import Refused, Usage
from cln.screen.fit import with_days
from cln.words import capital, fold, outgoing

if TYPE_CHECKING:
    from cln.files.problems import Question


def on_a_terminal() -> bool:
    """Somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def choice(question: str, choices: Sequence[str]) -> str:
    """Ask until the answer is one of the choices, or its beginning where no other begins so."""
    while True:
        sys.stderr.write(f"{with_days(outgoing(question))} ")
        sys.stderr.flush()
        words = fold(_typed())
        meant = [one for one in choices if words and fold(one).startswith(words)]
        exact = [one for one in meant if fold(one) == words]
        if len(exact or meant) == 1:
            return (exact or meant)[0]
        sys.stderr.write(f"Type one of: {outgoing(', '.join(choices))}.\n")


def remembering() -> "Callable[[Question], str]":
    """Asks each question once: what is done again goes on with the answers that were given."""
    return functools.cache(lambda one: choice(one.sentence, one.choices))


def _typed() -> str:
    """A line; what is not UTF-8 says nothing."""
    try:
        return input()
    except UnicodeDecodeError:
        return ""


def answer(question: str) -> str:
    """Ask until something is typed."""
    while True:
        sys.stderr.write(f"{with_days(outgoing(question))} ")
        sys.stderr.flush()
        if words := _typed().strip():
            return words


def agreed(question: str) -> bool:
    """Whether the answer is yes."""
    return choice(f"{question} (yes / no)", ("yes", "no")) == "yes"


def confirm(sentence: str, *, yes: bool, as_json: bool = False) -> None:
    """Go on only if that is meant: `--yes` says so, else whoever is at the terminal.

    Raises:
        Usage: nobody is there who could say so.
        Refused: they said no.
    """
    if yes:
        return
    if as_json or not on_a_terminal():
        raise Usage(f"{sentence}; if that is meant, run the same with --yes")
    if not agreed(f"{capital(sentence)}. Is that meant?"):
        raise Refused("nothing was changed")
