"""Every fault a user can meet: one sentence that says what to do next, and an exit code.

Raised anywhere, printed in one place only (`cln.app`).
"""

from collections.abc import Sequence
from typing import Any


class ClnError(Exception):
    """A fault explained to the user in one sentence; `details` are further lines, one finding each."""

    exit_code = 1

    def __init__(self, sentence: str, details: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = tuple(details)

    def __reduce__(self) -> tuple[Any, ...]:
        """Lets a fault go to another process, whatever its kind is made of."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[ClnError], args: tuple[Any, ...], attributes: dict[str, Any]) -> ClnError:
    fault = kind.__new__(kind)
    fault.args = args
    fault.__dict__.update(attributes)
    return fault


class OutputLost(ClnError):
    """What the command did is done, but its output could not be written."""


class Usage(ClnError):
    """The command line itself does not say enough, or contradicts itself."""

    exit_code = 2


class Refused(ClnError):
    """An input file or value was refused; nothing was written."""

    exit_code = 3


class Overtaken(Refused):
    """Somebody else changed what is written about, after it was looked at; `--anyway` writes all the same."""


class Impossible(ClnError):
    """The rules cannot all be met."""

    exit_code = 4


class Unusable(ClnError):
    """The database is missing, older, newer, of another program, damaged, locked or out of reach."""

    exit_code = 5


class NotAllowed(ClnError):
    """Whoever is acting may not do this."""

    exit_code = 6
