"""Queries about what is set and fixed for a cohort's match."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from cln.models import Cohort, FixedEntry, Fixture, RuleSetting, Theme


@dataclass(frozen=True)
class Kept:
    """Something fixed, with the name of its theme and the ids of its entries in the order of their names."""

    fixture: Fixture
    theme: str | None
    entries: tuple[int, ...]


def settings(session: Session, cohort: Cohort) -> dict[str, RuleSetting]:
    """The cohort's rules that are taken otherwise than by default: id -> row."""
    query = select(RuleSetting).where(RuleSetting.cohort_id == cohort.id)
    return {setting.rule: setting for setting in session.exec(query)}


def fixtures(session: Session, cohort: Cohort, *, lifted: bool = False) -> list[Kept]:
    """What is fixed for a cohort by number; with `lifted`, also what once was; two queries."""
    query = (
        select(Fixture, Theme.name)
        .join(Theme, col(Theme.id) == col(Fixture.theme_id), isouter=True)
        .where(Fixture.cohort_id == cohort.id)
        .order_by(col(Fixture.number))
    )
    if not lifted:
        query = query.where(col(Fixture.lifted_at).is_(None))
    about = defaultdict[int, list[int]](list)
    of_cohort = select(FixedEntry).join(Fixture).where(Fixture.cohort_id == cohort.id)
    for row in session.exec(of_cohort.order_by(col(FixedEntry.id))):
        about[row.fixture_id].append(row.entry_id)
    return [Kept(fixture, theme, tuple(about[fixture.id or 0])) for fixture, theme in session.exec(query)]


def next_number(session: Session, cohort: Cohort) -> int:
    """The number that what the cohort fixes next gets."""
    query = select(func.max(Fixture.number)).where(Fixture.cohort_id == cohort.id)
    return (session.exec(query).one() or 0) + 1
