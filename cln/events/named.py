"""The six events, for who names them rather than counts them."""

from cln.meant import Known, Typed, Where
from cln.programme import EVENTS


def event_typed(words: str) -> Typed:
    """Words for one of the six events."""
    return Typed(words, "event", "the programme", _events, "cln event list")


def event_names() -> list[str]:
    """What they are called, in their order."""
    return [plan.name for plan in EVENTS]


def _events(_: Where) -> list[Known]:
    return [Known(plan.number, plan.name, f"{plan.number} {plan.name}") for plan in EVENTS]
