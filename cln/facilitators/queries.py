"""Queries about the facilitators of a cohort."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from cln.programme import FacilitatorRole
from cln.store.rows import paired
from cln.tables.cohorts import Cohort, Entry, Theme
from cln.tables.facilitators import Facilitator
from cln.tables.register import Authority, Establishment

if TYPE_CHECKING:
    from cln.tables.facilitator_themes import FacilitatorTheme


class Supporting(NamedTuple):
    """A facilitator with the authority they count for (None: a national body) and the themes they know."""

    facilitator: Facilitator
    authority: str | None
    themes: tuple[Theme, ...]
    """In the order of the cohort."""

    @property
    def name(self) -> str:
        """What they are called."""
        return self.facilitator.name

    @property
    def email(self) -> str:
        """Their e-mail address; empty where it is not known."""
        return self.facilitator.email


def facilitators_of(session: Session, cohort: Cohort, on: date | None = None) -> list[Supporting]:
    """The cohort's facilitators who have not withdrawn, or had not by a day; two queries.

    By authority, name and e-mail; those of national bodies come last.
    """
    return [one for one in facilitators_ever(session, cohort) if _is_there(one.facilitator, on)]


def _is_there(facilitator: Facilitator, on: date | None) -> bool:
    """Whether they have not withdrawn, or had not by a day."""
    gone = facilitator.withdrawn_on
    return gone is None or (on is not None and on < gone)


def facilitators_ever(session: Session, cohort: Cohort) -> list[Supporting]:
    """All facilitators that the cohort ever had, withdrawn ones too, in the same order; two queries."""
    from cln.tables.facilitator_themes import FacilitatorTheme

    query = (
        select(FacilitatorTheme.facilitator_id, Theme)
        .join(Theme, col(Theme.id) == col(FacilitatorTheme.theme_id))
        .where(Theme.cohort_id == cohort.id)
        .order_by(col(Theme.position))
    )
    known = paired(session.exec(query))
    return [
        Supporting(facilitator, authority, tuple(known[facilitator.id or 0]))
        for facilitator, authority in _with_authorities(session, cohort)
    ]


def persons_of(session: Session, cohort: Cohort, on: date | None = None) -> list[Facilitator]:
    """The rows of those who have not withdrawn, or had not by a day, in the same order; one query."""
    return [one for one, _ in _with_authorities(session, cohort) if _is_there(one, on)]


class Named(NamedTuple):
    """What a facilitator is called."""

    name: str
    email: str


def names_ever(session: Session, cohort: Cohort) -> list[Named]:
    """What all facilitators are called that the cohort ever had, by name; one query for nothing else."""
    rows = session.connection().execute(_names(), {"cohort": cohort.id})
    return sorted((Named(*row) for row in rows), key=lambda one: (one.name, one.email))


@cache
def _names() -> Select[str, str]:
    return select(Facilitator.name, Facilitator.email).where(Facilitator.cohort_id == bindparam("cohort"))


def _with_authorities(session: Session, cohort: Cohort) -> list[tuple[Facilitator, str | None]]:
    """Each facilitator that the cohort ever had, and the authority they count for."""
    rows = session.exec(_of_cohort(), params={"cohort": cohort.id})
    return sorted(rows, key=lambda one: (one[1] is None, one[1], one[0].name, one[0].email))


@cache
def _of_cohort() -> Select[Facilitator, str]:
    query = select(Facilitator, Authority.name)
    query = query.join(Authority, col(Authority.id) == col(Facilitator.authority_id), isouter=True)
    return query.where(Facilitator.cohort_id == bindparam("cohort"))


def facilitator_themes(session: Session, cohort: Cohort) -> "list[FacilitatorTheme]":
    """Which facilitator of the cohort knows which theme, as rows."""
    from cln.tables.facilitator_themes import FacilitatorTheme

    query = (
        select(FacilitatorTheme)
        .join(Facilitator, col(Facilitator.id) == col(FacilitatorTheme.facilitator_id))
        .where(Facilitator.cohort_id == cohort.id)
    )
    return list(session.exec(query))


def establishments_by_authority(session: Session, cohort: Cohort) -> dict[str, int]:
    """Authority -> how many of its establishments take part; one query."""
    query = (
        select(Authority.name, func.count(col(Establishment.id).distinct()))
        .join(Establishment, col(Establishment.authority_id) == col(Authority.id))
        .join(Entry, col(Entry.establishment_id) == col(Establishment.id))
        .where(Entry.cohort_id == cohort.id, col(Entry.withdrawn_on).is_(None))
    )
    return dict(session.exec(query.group_by(Authority.name)).all())


def key_facilitators_by_authority(session: Session, cohort: Cohort) -> dict[str, int]:
    """Authority -> how many of its key facilitators have not withdrawn; one query."""
    query = (
        select(Authority.name, func.count())
        .join(Facilitator, col(Facilitator.authority_id) == col(Authority.id))
        .where(
            Facilitator.cohort_id == cohort.id,
            Facilitator.role == FacilitatorRole.KEY.value,
            col(Facilitator.withdrawn_on).is_(None),
        )
    )
    return dict(session.exec(query.group_by(Authority.name)).all())
