"""The facilitators of the cohort, for who names them by less than the whole name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cln.meant import Known, Typed, Where


def facilitator_typed(words: str) -> "Typed":
    """Words for a facilitator of the cohort."""
    from cln.meant import Typed

    return Typed(words, "facilitator", "the cohort", _facilitators, "cln facilitator list", by_command=True)


def _facilitators(where: "Where") -> "Sequence[Known]":
    from cln.facilitators.queries import facilitators_ever
    from cln.meant import Known

    every = facilitators_ever(where.session, where.cohort)
    return [Known(one.name, one.name, one.name, (one.email,) if one.email else ()) for one in every]
