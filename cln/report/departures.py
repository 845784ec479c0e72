"""The part of the report about withdrawals, by reason."""

from cln.figures.shares import FEW
from cln.pages import bars
from cln.pages.drawing import Picture
from cln.pages.page import Section
from cln.report.material import Material


def section(material: Material) -> Section | None:
    """Why entries withdrew; None when none did, or when a public page would tell of a few."""
    reasons = {reason: number for reason, number in material.summary.withdrawn.items() if number}
    if not reasons:
        return None
    total = sum(reasons.values())
    if material.public and total < FEW:
        return None
    words = [f"{total} of {len(material.summary.units)} entries withdrew."]
    if material.public and min(reasons.values()) < FEW:
        return Section("departures", "Withdrawals", words=[*words, "The reasons would tell of a few."])
    named = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    picture = Picture(
        "reasons",
        "Why entries withdrew",
        f"Most often because of: {named[0][0]}.",
        bars.bars([{"name": reason.value, "number": number} for reason, number in named], unit="entries"),
        ["reason", "entries"],
        [[reason.value, str(number)] for reason, number in named],
    )
    return Section("departures", "Withdrawals", words=words, pictures=[picture])
