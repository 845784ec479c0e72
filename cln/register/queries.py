"""Queries about authorities and establishments."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from cln.errors import Refused, Usage
from cln.store.rows import grouped, paired
from cln.tables.cohorts import Cohort, Entry
from cln.tables.register import Authority, Establishment
from cln.words import fold, near_codes

if TYPE_CHECKING:
    from cln.tables.absences import Absence
    from cln.tables.names import EarlierName


def list_authorities(session: Session) -> list[Authority]:
    """All authorities by name."""
    return sorted(session.exec(select(Authority)), key=lambda authority: authority.name)


def authority_aliases(session: Session) -> dict[str, int]:
    """Every folded name of an authority -> its id."""
    from cln.tables.names import AuthorityAlias

    known = {alias.alias: alias.authority_id for alias in session.exec(select(AuthorityAlias))}
    return {**{f"the{alias}": authority for alias, authority in known.items()}, **known}


def list_establishments(
    session: Session, *, authority_id: int | None = None, sector: str | None = None, closed: bool = False
) -> list[tuple[Establishment, Authority]]:
    """Establishments and their authority, by authority, name, code; with `closed`, closed ones too."""
    query = select(Establishment, Authority).join(
        Authority, col(Authority.id) == col(Establishment.authority_id)
    )
    if authority_id is not None:
        query = query.where(Establishment.authority_id == authority_id)
    if sector is not None:
        query = query.where(Establishment.sector == sector)
    if not closed:
        query = query.where(col(Establishment.closed_on).is_(None))
    return sorted(session.exec(query), key=lambda row: (row[1].name, row[0].name, row[0].code, row[0].sector))


def any_establishment(session: Session) -> bool:
    """Whether the register has an establishment, a closed one too; one query."""
    return session.exec(select(Establishment.id).limit(1)).first() is not None


def establishments_by_key(session: Session) -> dict[tuple[str, str], Establishment]:
    """The whole register, closed establishments too: (code, sector) -> establishment."""
    return {(row.code, row.sector): row for row in session.exec(select(Establishment))}


def establishments_by_code(session: Session) -> dict[str, list[Establishment]]:
    """The whole register, closed establishments too: code -> its departments by sector."""
    by_key = sorted(establishments_by_key(session).items())
    return paired((code, establishment) for (code, _), establishment in by_key)


def establishments_by_name(session: Session) -> dict[str, list[Establishment]]:
    """The whole register: folded name, earlier ones too -> who is or was called so; two queries."""
    from cln.tables.names import EarlierName

    by_id = {row.id: row for row in establishments_by_key(session).values()}
    named = [(fold(row.name), row) for row in by_id.values()]
    return paired(
        [
            *named,
            *((fold(one.name), by_id[one.establishment_id]) for one in session.exec(select(EarlierName))),
        ]
    )


def find_establishment(
    session: Session, code: str, sector: str | None = None
) -> tuple[Establishment, Authority]:
    """The establishment with this code, and its authority.

    Raises:
        Refused: the register does not have it.
        Usage: the code covers several departments and no sector was given.
    """
    query = (
        select(Establishment, Authority)
        .join(Authority, col(Authority.id) == col(Establishment.authority_id))
        .where(Establishment.code == code)
    )
    departments = sorted(session.exec(query), key=lambda row: row[0].sector)
    fitting = [row for row in departments if sector in {None, row[0].sector}]
    if not departments:
        near = near_codes(code, dict(session.exec(select(Establishment.code, Establishment.name)).all()))
        asked = f"did you mean {near}? See" if near else "see"
        raise Refused(f"{code} is not in the register; {asked}: cln establishment list")
    sectors = " and ".join(row[0].sector for row in departments)
    if not fitting:
        raise Refused(f"{code} is {sectors} in the register, not {sector}")
    if len(fitting) > 1:
        raise Usage(f"{code} covers several departments ({sectors}); choose one with --sector")
    return fitting[0]


def is_shared(session: Session, row: Establishment) -> bool:
    """Whether its code covers several departments."""
    return len(session.exec(select(Establishment.id).where(Establishment.code == row.code)).all()) > 1


def reopening(row: Establishment, *, shared: bool) -> str:
    """The command that says that an establishment has not closed; `shared`: its code covers several."""
    sector = f" --sector {row.sector}" if shared else ""
    return f"cln establishment amend {row.code}{sector} --reopen"


def entries_of_establishments(
    session: Session, establishments: Iterable[Establishment]
) -> list[tuple[Entry, Cohort]]:
    """Every entry that these establishments ever had, with its cohort, earliest launch first."""
    query = (
        select(Entry, Cohort)
        .join(Cohort, col(Entry.cohort_id) == col(Cohort.id))
        .where(col(Entry.establishment_id).in_([establishment.id for establishment in establishments]))
    )
    return sorted(session.exec(query), key=lambda row: (row[1].launch, row[1].name, row[0].number))


def absences_of_entries(session: Session, entries: Iterable[Entry]) -> "dict[int, list[Absence]]":
    """Entry id -> the withdrawals of it that ended, the earliest first."""
    from cln.tables.absences import Absence

    query = select(Absence).where(col(Absence.entry_id).in_([entry.id for entry in entries]))
    return grouped(session.exec(query.order_by(col(Absence.id))), lambda absence: absence.entry_id or 0)


def earlier_names_of(session: Session, establishment: Establishment) -> "list[EarlierName]":
    """What an establishment was called before, the oldest name first."""
    from cln.tables.names import EarlierName

    query = select(EarlierName).where(EarlierName.establishment_id == establishment.id)
    return list(session.exec(query.order_by(col(EarlierName.id))))


def taken_over_by(session: Session, establishment: Establishment) -> list[Establishment]:
    """The establishments that were merged into it, by code and sector."""
    query = select(Establishment).where(Establishment.merged_into_id == establishment.id)
    return sorted(session.exec(query), key=lambda one: (one.code, one.sector))
