"""The part of the report about equity: what each share is by SIMD quintile, sector and council."""

from collections.abc import Sequence

from cln.figures.shares import ALL, ANSWERED, ATTENDANCE, GOT_FIVE, MEAN, REACH, WITHDREW, Share
from cln.pages import small
from cln.pages.page import Section, Sentence, TextTable
from cln.report.material import TOO_FEW, Material

FIGURES = (ATTENDANCE, GOT_FIVE, WITHDREW, REACH, ANSWERED)
BY = {"quintile": "SIMD quintile", "sector": "sector", "authority": "council"}
_OF = {
    ATTENDANCE: "times that people were present, of all that are on record",
    REACH: "establishments of the register that have taken part, in this cohort or an earlier one",
}
"""What those shares are of whose names do not say it."""
_ENDS = {"1": "1 (most deprived)", "5": "5 (least deprived)"}


def equity_section(material: Material) -> Section | None:
    """Every share as dots, a group a row; None where nobody took part."""
    if not material.summary.units:
        return None
    known = {one.figure for one in material.shares if one.value is not None or one.suppressed}
    shares = [one for one in material.shares if one.figure in known]
    of_groups = {one.figure for one in shares if one.by != ALL}
    alone = [one for one in shares if (one.by, one.group) == (ALL, ALL) and one.figure not in of_groups]
    dots = [
        "Each dot is a share from 0% to 100%; the dashed stroke is the share of the whole cohort, in which "
        "the largest council weighs most. In a group of a few one school more or less moves the dot far.",
        " ".join(f"{figure.capitalize()}: {of}." for figure, of in _OF.items() if figure in of_groups),
    ]
    words = [*(dots if of_groups else []), *(f"{one.figure.capitalize()}: {_percent(one)}." for one in alone)]
    tables = [_table(shares, by, name) for by, name in BY.items()]
    return Section("equity", "Equity", words=words, tables=[table for table in tables if table.rows])


def _table(shares: Sequence[Share], by: str, name: str) -> TextTable:
    """The groups, and of councils the mean, then all together."""
    cells = {(one.figure, one.by, one.group): one for one in shares}
    figures = [figure for figure in FIGURES if any(key[:2] == (figure, by) for key in cells)]
    groups = sorted({group for _figure, kind, group in cells if kind == by})
    whole = {figure: cells.get((figure, ALL, ALL)) for figure in figures}
    rows = [
        [_group(by, group), *(_cell(cells.get((figure, by, group)), whole[figure]) for figure in figures)]
        for group in groups
    ]
    if by == "authority":
        means = (_cell(cells.get((figure, ALL, MEAN)), whole[figure]) for figure in figures)
        rows += [["Mean of the councils", *means]] if rows else []
    rows += [["All together", *(_cell(whole[figure], whole[figure]) for figure in figures)]] if rows else []
    return TextTable(f"Shares by {name}", [name, *figures], rows, frozenset(figures), dots=True)


def _group(by: str, group: str) -> str:
    return _ENDS.get(group, group) if by == "quintile" else group


def _cell(share: Share | None, whole: Share | None) -> str | Sentence:
    """A share as people read it, with how many stand behind it, and its dot beside the whole cohort's."""
    if share is None:
        return ""
    if share.suppressed or share.value is None:
        return _percent(share)
    return Sentence(_percent(share), small.dot(share.value, whole.value if whole else None))


def _percent(share: Share) -> str:
    if share.suppressed:
        return TOO_FEW
    if share.value is None:
        return "\u2013"
    behind = f" ({share.count} of {share.of})" if share.of is not None else ""
    return f"{share.value:.0%}{behind}"
