"""The part of the report that holds the cohort against what is hoped for, fair to small councils."""

from cln.figures.connections import across
from cln.figures.shares import ALL, MEAN, Share, suppressed
from cln.figures.summary import HOPED, Summary
from cln.pages.page import Section, TextTable, Tile
from cln.report.material import Material

WITHDREW = "entries that withdrew"
"""A figure that a public page leaves out: it tells of a few."""


def section(material: Material) -> Section:
    """The cohort in numbers, and its shares by council and sector."""
    one = material.summary
    shares = (*one.shares, *one.reach)
    told = suppressed(shares) if material.public else shares
    return Section(
        "numbers",
        "The cohort in numbers",
        words=[
            "A share of all is decided by the largest council. The mean of the councils' own shares counts "
            "every council alike."
        ],
        tiles=[tile for tile in _tiles(one) if not (material.public and tile.says == WITHDREW)],
        tables=[_by("authority", "Shares by council", told), _by("sector", "Shares by sector", told)],
    )


def _tiles(one: Summary) -> list[Tile]:
    establishments, people = HOPED
    return [
        Tile(str(one.establishments), "establishments", f"of {establishments} hoped for"),
        Tile(str(one.participants), "people", f"of {people} hoped for"),
        Tile(str(len({unit.authority for unit in one.active})), "councils"),
        Tile(str(len({unit.sector for unit in one.active})), "sectors"),
        Tile(str(one.teams), "teams"),
        Tile(str(one.projects), "projects"),
        Tile(str(len(one.units) - len(one.active)), WITHDREW),
        Tile(f"{one.reach[0].value or 0:.0%}", "of the register have taken part so far", "of establishments"),
        Tile(str(len(one.connections)), "pairs of establishments work together"),
        Tile(str(across(one.connections)), "of these pairs cross a council's border"),
    ]


def _by(kind: str, caption: str, shares: tuple[Share, ...]) -> TextTable:
    figures = list(dict.fromkeys(share.figure for share in shares))
    groups = sorted({share.group for share in shares if share.by == kind})
    cells = {(share.figure, share.by, share.group): percent(share) for share in shares}
    rows = [[group, *(cells.get((figure, kind, group), "") for figure in figures)] for group in groups]
    if kind == "authority":
        rows.append(["Mean of the councils", *(cells[figure, ALL, MEAN] for figure in figures)])
    rows.append(["All together", *(cells[figure, ALL, ALL] for figure in figures)])
    return TextTable(caption, [kind.replace("authority", "council"), *figures], rows, frozenset(figures))


def percent(share: Share) -> str:
    """A share as people read it, with how many stand behind it."""
    if share.suppressed:
        return "too few to tell"
    if share.value is None:
        return "\u2013"
    behind = f" ({share.count} of {share.of})" if share.of is not None else ""
    return f"{share.value:.0%}{behind}"
