"""Queries about authorities and establishments."""

from sqlmodel import Session, select

from cln.models import Authority, AuthorityAlias


def authorities(session: Session) -> list[Authority]:
    """All authorities by name."""
    return list(session.exec(select(Authority).order_by(Authority.name)))


def aliases(session: Session) -> dict[str, int]:
    """Every folded name of an authority -> its id."""
    return {alias.alias: alias.authority_id for alias in session.exec(select(AuthorityAlias))}
