"""Authorities: those of a region read from a file, and one found by any of its names."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session

from cln.errors import Refused
from cln.files import cells, records
from cln.files.headers import known
from cln.files.source import Source
from cln.register.queries import authority_aliases, list_authorities
from cln.words import finder, fold

COLUMNS = {"name": ("authority", "council"), "aliases": ("alias",)}


@dataclass(frozen=True)
class AuthorityRow:
    """An authority and the other names that files use for it."""

    name: str
    aliases: tuple[str, ...] = ()


def read(source: Source) -> list[AuthorityRow]:
    """Read a file of authorities: columns name (required) and aliases (`;`-joined).

    Raises:
        Refused: a name is missing, or two authorities share a name or alias.
    """
    file = records.of(source.read(known=known(COLUMNS)), COLUMNS, ["name"])
    taken, rows = set[str](), list[AuthorityRow]()
    for record in file.rows:
        others = cells.text(record.cell("aliases")).split(";")
        name = record.must("name", partial(cells.name, what="the authority's name")) or ""
        authority = AuthorityRow(name, tuple(other.strip() for other in others if other.strip()))
        if name and (twice := taken & names_of(authority)):
            record.problem("name", f"another row already has the name or alias {min(twice)!r}")
        taken |= names_of(authority)
        rows.append(authority)
    file.problems.refuse_any()
    return rows


def names_of(authority: AuthorityRow) -> set[str]:
    """The folded names that mean this authority; "X", "X Council" and "X City Council" are one."""
    names = {fold(name) for name in (authority.name, *authority.aliases)}
    short = {name.removesuffix("council").removesuffix("city") for name in names}
    return names | {name + ending for name in names | short for ending in ("", "council", "citycouncil")}


def by_name(session: Session) -> Callable[[str], int]:
    """A function from any name of an authority to its id; ValueError for a name that nobody knows."""
    names = [authority.name for authority in list_authorities(session)]
    return finder(authority_aliases(session), names, "authority")


def named(session: Session, name: str) -> int:
    """The id of the authority that the user named.

    Raises:
        Refused: nobody knows it.
    """
    try:
        return by_name(session)(name)
    except ValueError as error:
        raise Refused(f"authority {error}") from error
