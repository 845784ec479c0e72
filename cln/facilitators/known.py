"""Whom a row of a file of facilitators means: nobody becomes somebody else by a file."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from cln.facilitators.queries import facilitators_ever
from cln.facilitators.reading import FacilitatorRow
from cln.files import people
from cln.programme import OF_AUTHORITIES
from cln.tables.cohorts import Cohort
from cln.tables.facilitators import Facilitator

Known = Sequence[tuple[FacilitatorRow, Facilitator | None]]
"""Rows, each with who of those on record it means; None for somebody new."""


def ever(session: Session, cohort: Cohort) -> list[Facilitator]:
    """All facilitators that the cohort ever had; those who have withdrawn last."""
    everybody = [one.facilitator for one in facilitators_ever(session, cohort)]
    return sorted(everybody, key=lambda one: one.withdrawn_on is not None)


def same(row: FacilitatorRow, among: Iterable[Facilitator]) -> Facilitator | None:
    """Who of them is meant for sure: who has not withdrawn before who has, and who has the address first."""
    meant = [one for one in among if row.is_same(one)]
    return min(
        meant, key=lambda one: (one.withdrawn_on is not None, one.email != (row.email or "")), default=None
    )


def known_of(session: Session, cohort: Cohort, rows: Sequence[FacilitatorRow]) -> Known:
    """Whom rows mean, each somebody else; what only a person can tell is asked, or noted as a problem."""
    left = ever(session, cohort)
    sure: list[tuple[FacilitatorRow, Facilitator | None]] = []
    for row in rows:
        one = same(row, left)
        left = [other for other in left if other is not one]
        sure.append((row, one))
    return [(row, one or _asked(row, left)) for row, one in sure]


def renamed(known: Known) -> list[str]:
    """In sentences, whose name or address a file changes."""
    return [
        sentence
        for row, one in known
        if row.record and one
        for sentence in people.renamed(row.record, one, row)
    ]


def without_authority(known: Known) -> list[str]:
    """In sentences, who works for an authority that neither the file nor the record names."""
    return [
        f"{row.record.named}, column authority: {row.name} is {row.organisation} without an authority, "
        "and counts for none; write it, and import the file again"
        for row, one in known
        if row.record and row.organisation in OF_AUTHORITIES and authority_of(row, one) is None
    ]


def authority_of(row: FacilitatorRow, one: Facilitator | None) -> int | None:
    """For whom somebody counts; an empty cell says nothing, but of who goes over to a national body."""
    if one is None or row.authority_id is not None:
        return row.authority_id
    goes_over = one.organisation != row.organisation and row.organisation not in OF_AUTHORITIES
    return None if goes_over else one.authority_id


def _asked(row: FacilitatorRow, left: Iterable[Facilitator]) -> Facilitator | None:
    """Who of those whom no other row means a row may mean, under another name or with another address."""
    for one in left:
        if row.record and row.may_be(one) and people.asked(row.record, one, row) == people.SAME:
            return one
    return None
