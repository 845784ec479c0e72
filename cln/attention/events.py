"""Rules about events: whether somebody said that it was held, and what those who came thought of it."""

from collections.abc import Iterator

from cln.attention.facts import Picture
from cln.attention.reason import Reason, some

FEW = 3
"""Fewer respondents say nothing about an event."""


def event(picture: Picture, days: float) -> Iterator[Reason]:
    """Somebody says of each event whether it was held."""
    for one in picture.gatherings:
        if one.status == "scheduled" and one.on and (picture.today - one.on).days >= days:
            sector = f" for {one.sector}" if one.sector else ""
            passed = some((picture.today - one.on).days, "day")
            yield Reason(
                "event",
                f"Event {one.number}{sector} was to be on {one.on}, {passed} ago; "
                "nobody has said whether it was held.",
                f"cln event hold {one.number}" + (f" --sector {one.sector}" if one.sector else ""),
            )


def feedback(picture: Picture, rating: float) -> Iterator[Reason]:
    """Those who came found the event worth their while."""
    for one in picture.gatherings:
        if one.rating is not None and one.rating < rating and one.respondents >= FEW:
            sector = f" for {one.sector}" if one.sector else ""
            yield Reason(
                "feedback",
                f"Event {one.number}{sector} was rated {one.rating:.1f} of 5 by {one.respondents} people.",
                f"cln event feedback {one.number}",
            )
