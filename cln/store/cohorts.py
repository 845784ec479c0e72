"""Queries about cohorts and who takes part in them."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from cln.errors import Refused, Usage
from cln.models import Cohort, Entry, Participant, Theme
from cln.spelling import fold


@dataclass(frozen=True)
class Listed:
    """A cohort with how many active entries and participants it has."""

    cohort: Cohort
    entries: int
    participants: int


def choose(session: Session, name: str | None) -> Cohort:
    """The cohort called `name`, whatever its case and spaces; without a name the only open one.

    Raises:
        Refused: there is no such cohort, or none at all.
        Usage: several are open and none was named.
    """
    if name is not None:
        return _called(session, name)
    open_ones = session.exec(
        select(Cohort).where(col(Cohort.closed_on).is_(None)).order_by(Cohort.name)
    ).all()
    if not open_ones:
        raise Refused('no cohort is open; open one with: cln cohort open "Cohort 1" --launch 2026-09-10')
    if len(open_ones) > 1:
        names = ", ".join(repr(cohort.name) for cohort in open_ones)
        raise Usage(
            f'{len(open_ones)} cohorts are open ({names}); choose one, e.g. --cohort "{open_ones[0].name}"'
        )
    return open_ones[0]


def themes(session: Session, cohort: Cohort, *, every: bool = False) -> list[Theme]:
    """The themes that the survey asks about in their order; with `every`, those of pre-matched groups too."""
    query = select(Theme).where(Theme.cohort_id == cohort.id).order_by(col(Theme.position))
    return list(session.exec(query if every else query.where(Theme.surveyed)))


def listing(session: Session) -> list[Listed]:
    """Every cohort with its numbers, the latest launch first; one query, however many cohorts."""
    active = (col(Entry.cohort_id) == col(Cohort.id), col(Entry.withdrawn_on).is_(None))
    entries = select(func.count()).select_from(Entry).where(*active).scalar_subquery()
    people = (
        select(func.count())
        .select_from(Participant)
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(*active, col(Participant.left_on).is_(None))
        .scalar_subquery()
    )
    found = [Listed(*row) for row in session.exec(select(Cohort, entries, people))]
    return sorted(found, key=lambda listed: (-listed.cohort.launch.toordinal(), listed.cohort.name))


def _called(session: Session, name: str) -> Cohort:
    """The cohort of exactly this name, else the one whose name is the same but for its spelling."""
    cohorts = session.exec(select(Cohort)).all()
    exact = [cohort for cohort in cohorts if cohort.name == name]
    alike = [cohort for cohort in cohorts if fold(name) and fold(cohort.name) == fold(name)]
    if found := [*exact, *alike]:
        return found[0]
    raise Refused(f"there is no cohort {name!r}; see: cln cohort list")
