"""How people want to be shown what comes out: said on the command line, heeded by all that prints."""

from contextvars import ContextVar
from typing import NamedTuple


class Manner(NamedTuple):
    """What the shared options say of the screen."""

    plain: bool = False
    """Without boxes, colours and pictures, one fact on a line."""
    quiet: bool = False
    """Without advice, asides and progress; doubts and faults are told all the same."""


CHOSEN: ContextVar[Manner] = ContextVar("manner", default=Manner())  # noqa: B039 (it is frozen)
"""That of the command line which is run."""
