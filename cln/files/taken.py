"""What the result of every file says, whatever it held, and of whatever is done in a cohort."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FromFile:
    """What the result of every file says, however little of it was taken in."""

    dry_run: bool = False
    """Nothing was written: this is what would have been."""
    rejected: int = 0
    """How many rows were left out because they are not right."""
    rejects: str | None = None
    """The file that holds those rows."""
    doubts: tuple[str, ...] = ()
    """In sentences, what was doubtful or passed over."""


@dataclass(frozen=True)
class OfCohort:
    """With this key an import into a cohort begins its result: `class Imported(Outcome, OfCohort)`."""

    cohort: str
