"""The part of the report about what needs attention on the day it speaks of; never on a public page."""

from cln.attention.reason import Reason
from cln.overview import attention
from cln.overview.attention import Watched
from cln.pages.page import Card, Section
from cln.report.material import Material


def section(material: Material) -> Section | None:
    """Every reason with what to do; None when there is none, or when the page is for everybody."""
    if material.public:
        return None
    watched = attention.watch(material.session, material.cohort, material.today)
    if not watched.reasons:
        return None
    cards = [
        Card(f"Project {one.number}: {one.record.project.title}", [_line(r) for r in watched.about(one)])
        for one in watched.troubled
    ]
    if rest := _rest(watched):
        cards.append(Card("The cohort and its teams", [_line(reason) for reason in rest]))
    return Section(
        "attention",
        "What needs attention",
        words=[f"{len(watched.troubled)} of {len(watched.running)} projects need attention."],
        cards=cards,
    )


def _rest(watched: Watched) -> list[Reason]:
    told = {reason for one in watched.troubled for reason in watched.about(one)}
    return [reason for reason in watched.reasons if reason not in told]


def _line(reason: Reason) -> tuple[str, str]:
    return (reason.rule, f"{reason.sentence} Next: {reason.command}")
