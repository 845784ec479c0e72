"""Printed commands that name the database and the cohort which were named, so that they run as they stand."""

import re
from contextvars import ContextVar
from typing import NamedTuple

from cln.words import argument

OF_A_COHORT = (
    *("attention", "board", "cohort(?! (?:list|open))", "confidence", "event", "export", "facilitator"),
    *("guide", "import", "log", "match", "next", "pack", "project", "report", "status", "survey", "team"),
)
"""The commands for which a cohort is meant."""
OTHERS = (
    *("access", "cohort", "database", "doctor", "establishment", "find", "history", "init", "person"),
    *("undo", "upgrade"),
)
"""The other commands that open the database."""


class Address(NamedTuple):
    """What the command line which is run names."""

    database: str = ""
    """As it was typed."""
    cohort: str = ""
    """As it was typed; its whole name once that is known."""


CHOSEN: ContextVar[Address] = ContextVar("address", default=Address())  # noqa: B039 (it is frozen)
"""That of the command line which is run."""

_TO_RUN = r"\b(?!(?: [a-z-]+)* --help)"
"""How a command goes on that is to be run; help is the same whatever the database."""
_COHORT = re.compile(rf"\bcln (?=(?:{'|'.join(OF_A_COHORT)}){_TO_RUN})")
_DATABASE = re.compile(
    rf"""\bcln (?=(?:--cohort "[^"]*" )?(?:{"|".join((*OF_A_COHORT, *OTHERS))}){_TO_RUN})"""
)
_SECRET = re.compile(r"(?!sqlite).*(?:://.*:.*@|password)", re.IGNORECASE)
"""A URL with a password, which no screen shows."""


def known(cohort: str) -> None:
    """Let printed commands have the whole name of the cohort."""
    CHOSEN.set(CHOSEN.get()._replace(cohort=cohort))


def text(sentence: str) -> str:
    """A sentence whose commands name what the command line named."""
    to = CHOSEN.get()
    if to.cohort and "--cohort" not in sentence:
        sentence = _COHORT.sub(lambda _: f'cln --cohort "{to.cohort}" ', sentence)
    if to.database and "--database" not in sentence:
        database = argument("URL" if _SECRET.match(to.database) else to.database)
        sentence = _DATABASE.sub(lambda _: f"cln --database {database} ", sentence)
    return sentence
