"""Reads the authorities of a region: columns name (required) and aliases (`;`-joined)."""

from dataclasses import dataclass
from pathlib import Path

from cln.files import cells, sheets
from cln.files.problems import Problems
from cln.words import fold


@dataclass(frozen=True)
class AuthorityRow:
    """An authority and the other names that files use for it."""

    name: str
    aliases: tuple[str, ...] = ()


def read(path: Path) -> list[AuthorityRow]:
    """Read a file of authorities.

    Raises:
        Refused: a name is missing, or two authorities share a name or alias.
    """
    sheet = sheets.read(path)
    at = sheets.columns(sheet, {"name": ("authority", "council"), "aliases": ("alias",)}, ["name"])
    problems, seen, found = Problems(sheet.source), set[str](), list[AuthorityRow]()
    for row in sheet.rows:
        name = cells.text(row.cells[at["name"]])
        others = cells.text(row.cells[at["aliases"]]).split(";") if "aliases" in at else []
        authority = AuthorityRow(name, tuple(other.strip() for other in others if other.strip()))
        if not name:
            problems.add(row.number, "name", "is empty; write the authority's name")
        elif twice := seen & names_of(authority):
            problems.add(row.number, "name", f"another row already has the name or alias {min(twice)!r}")
        seen |= names_of(authority)
        found.append(authority)
    problems.refuse_any()
    return found


def names_of(authority: AuthorityRow) -> set[str]:
    """The folded names that mean this authority; "X", "X Council" and "X City Council" are one."""
    names = {fold(name) for name in (authority.name, *authority.aliases)}
    short = {name.removesuffix("council").removesuffix("city") for name in names}
    return names | {name + ending for name in names | short for ending in ("", "council", "citycouncil")}
