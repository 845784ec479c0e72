"""Queries about the facilitators of a cohort."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from cln.tables.cohorts import Cohort, Facilitator, FacilitatorTheme, Theme
from cln.tables.register import Authority


@dataclass(frozen=True)
class Supporting:
    """A facilitator with the authority they count for (None: a national body) and the themes they know."""

    facilitator: Facilitator
    authority: str | None
    themes: tuple[Theme, ...]
    """In the order of the cohort."""


def facilitators_of(session: Session, cohort: Cohort) -> list[Supporting]:
    """The cohort's facilitators who have not withdrawn, by authority, name and e-mail; two queries.

    Those of national bodies come last.
    """
    return [one for one in facilitators_ever(session, cohort) if one.facilitator.withdrawn_on is None]


def facilitators_ever(session: Session, cohort: Cohort) -> list[Supporting]:
    """All facilitators that the cohort ever had, withdrawn ones too, in the same order; two queries."""
    known = defaultdict[int, list[Theme]](list)
    for facilitator_id, theme in session.exec(
        select(FacilitatorTheme.facilitator_id, Theme)
        .join(Theme, col(Theme.id) == col(FacilitatorTheme.theme_id))
        .where(Theme.cohort_id == cohort.id)
        .order_by(col(Theme.position))
    ):
        known[facilitator_id].append(theme)
    query = (
        select(Facilitator, Authority)
        .join(Authority, col(Authority.id) == col(Facilitator.authority_id), isouter=True)
        .where(Facilitator.cohort_id == cohort.id)
    )
    found = [
        Supporting(facilitator, authority.name if authority else None, tuple(known[facilitator.id or 0]))
        for facilitator, authority in session.exec(query)
    ]
    return sorted(
        found,
        key=lambda one: (one.authority is None, one.authority, one.facilitator.name, one.facilitator.email),
    )


def facilitator_themes(session: Session, cohort: Cohort) -> list[FacilitatorTheme]:
    """Which facilitator of the cohort knows which theme, as rows."""
    query = (
        select(FacilitatorTheme)
        .join(Facilitator, col(Facilitator.id) == col(FacilitatorTheme.facilitator_id))
        .where(Facilitator.cohort_id == cohort.id)
    )
    return list(session.exec(query))
