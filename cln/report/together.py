"""The part of the report about who has worked with whom, over all cohorts up to this one."""

from collections import Counter

from cln.figures.connections import across
from cln.pages import links
from cln.pages.drawing import Picture
from cln.pages.page import Section
from cln.report.material import Material


def section(material: Material) -> Section | None:
    """The network of establishments; None before any have worked together."""
    found = material.connections
    if not found:
        return None
    authority = {unit.establishment[0]: unit.authority for pair in found for unit in (pair.one, pair.other)}
    places = sorted(authority.items(), key=lambda place: (place[1], place[0]))
    pairs = [(pair.one.establishment[0], pair.other.establishment[0]) for pair in found]
    between = Counter(tuple(sorted((pair.one.authority, pair.other.authority))) for pair in found)
    names = sorted(set(authority.values()))
    return Section(
        "together",
        "Who has worked with whom",
        words=[
            f"{len(found)} pairs of {len(places)} establishments have shared a team so far; "
            f"{across(found)} of the pairs cross the border of a council."
        ],
        pictures=[
            Picture(
                "network",
                "Establishments that have shared a team",
                "A dot for each establishment, in the colour of its council, and a line for each pair that "
                "shared a team in this cohort or an earlier one; dark lines cross the border of a council.",
                links.network(places, pairs),
                ["council", *names],
                [
                    [one, *(str(between[min(one, other), max(one, other)] or "\u2013") for other in names)]
                    for one in names
                ],
            )
        ],
    )
