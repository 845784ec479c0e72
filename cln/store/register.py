"""Queries about authorities and establishments."""

from sqlmodel import Session, col, select

from cln.errors import Refused, Usage
from cln.models import Authority, AuthorityAlias, Establishment
from cln.spelling import near_codes


def authorities(session: Session) -> list[Authority]:
    """All authorities by name."""
    return sorted(session.exec(select(Authority)), key=lambda authority: authority.name)


def aliases(session: Session) -> dict[str, int]:
    """Every folded name of an authority -> its id."""
    return {alias.alias: alias.authority_id for alias in session.exec(select(AuthorityAlias))}


def establishments(
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
    return sorted(
        session.exec(query), key=lambda found: (found[1].name, found[0].name, found[0].code, found[0].sector)
    )


def by_key(session: Session) -> dict[tuple[str, str], Establishment]:
    """The whole register, closed establishments too: (code, sector) -> establishment."""
    return {(found.code, found.sector): found for found in session.exec(select(Establishment))}


def by_code(session: Session) -> dict[str, list[Establishment]]:
    """The whole register, closed establishments too: code -> its departments by sector."""
    found: dict[str, list[Establishment]] = {}
    for (code, _), establishment in sorted(by_key(session).items()):
        found.setdefault(code, []).append(establishment)
    return found


def establishment(session: Session, code: str, sector: str | None = None) -> tuple[Establishment, Authority]:
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
    found = sorted(session.exec(query), key=lambda row: row[0].sector)
    fitting = [row for row in found if sector in {None, row[0].sector}]
    if not found:
        near = near_codes(code, session.exec(select(Establishment.code)))
        asked = f"did you mean {near}? See" if near else "see"
        raise Refused(f"{code} is not in the register; {asked}: cln establishment list")
    sectors = " and ".join(row[0].sector for row in found)
    if not fitting:
        raise Refused(f"{code} is {sectors} in the register, not {sector}")
    if len(fitting) > 1:
        raise Usage(f"{code} covers several departments ({sectors}); choose one with --sector")
    return fitting[0]
