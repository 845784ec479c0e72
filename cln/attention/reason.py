"""What a rule of attention says: a sentence with numbers, and the command that is the next step."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why something needs attention."""

    rule: str
    sentence: str
    command: str
    team: int | None = None
    """None for what concerns the whole cohort."""
    project: int | None = None
    """None for what concerns a team with all its projects."""


def some(number: float, unit: str) -> str:
    """ "1 day", "14 days"; without a unit only the number."""
    return f"{number:g} {unit}{'s' * (number != 1)}" if unit else f"{number:g}"
