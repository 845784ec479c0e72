"""The part of the report about confidence in inquiry skills, of those who answered both times."""

from cln.events import confidence
from cln.events.confidence import Compared
from cln.pages import links
from cln.pages.drawing import Picture
from cln.pages.page import Section
from cln.report.material import Material

_COLUMNS = ("item", "people", "launch", "end", "change", "rose", "stayed", "fell")


def section(material: Material) -> Section | None:
    """Each item with its mean at the launch and at the end; None before there are pairs enough to tell of."""
    shown = confidence.show(material.session, material.cohort)
    told = [one for one in shown.items if one.paired.change is not None]
    overall = shown.overall
    if not told or overall.change is None:
        return None
    way = "rose" if overall.change > 0 else "fell" if overall.change < 0 else "did not change"
    picture = Picture(
        "confidence",
        "Confidence at the launch and at the end",
        f"The mean of each item, hollow at the launch and full at the end, of those who answered both times: "
        f"on average it {way}, from {overall.before:.2f} to {overall.after:.2f} of 5.",
        links.paired(
            [{"name": one.name, "before": one.paired.before, "after": one.paired.after} for one in told],
            low=1,
            high=5,
            unit="mean level, 5 the most confident",
        ),
        _COLUMNS,
        [_row(one) for one in told],
    )
    return Section(
        "confidence",
        "Confidence in inquiry",
        words=[f"{overall.pairs} people answered both times."],
        pictures=[picture],
    )


def _row(one: Compared) -> list[str]:
    told = one.paired
    means = [f"{told.before:.2f}", f"{told.after:.2f}", f"{told.change:+.2f}"]
    return [one.name, str(told.pairs), *means, str(told.rose), str(told.same), str(told.fell)]
