"""Whether each authority provides the key facilitators that its establishments need."""

from dataclasses import dataclass

from sqlmodel import Session

from cln.facilitators.queries import establishments_by_authority, key_facilitators_by_authority
from cln.tables.cohorts import Cohort
from cln.words import count


@dataclass(frozen=True)
class Need:
    """How many key facilitators an authority must provide for its establishments, and how many it does."""

    authority: str
    establishments: int
    needed: int
    present: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.present)

    @property
    def sentence(self) -> str:
        """A shortage in words."""
        brings = count(self.establishments, "establishment")
        facilitators = "facilitator" if self.needed == 1 else "facilitators"
        return (
            f"{self.authority} brings {brings} and has {self.present} of the {self.needed} key "
            f"{facilitators} it needs."
        )

    @property
    def remedy(self) -> str:
        """What to do about a shortage."""
        return f"Add one with: {self.command}"

    @property
    def command(self) -> str:
        """What adds a facilitator of this authority."""
        return f'cln facilitator add --name "..." --organisation QIO --authority "{self.authority}"'


def needs(session: Session, cohort: Cohort, most: int) -> tuple[Need, ...]:
    """What each authority needs and has, of those with establishments in the cohort, by name; two queries.

    Source: each authority provides one key facilitator for up to ten establishments that take part.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        most: for how many establishments one key facilitator is enough.
    """
    present = key_facilitators_by_authority(session, cohort)
    return tuple(
        Need(authority, number, -(-number // most), present.get(authority, 0))
        for authority, number in sorted(establishments_by_authority(session, cohort).items())
    )
