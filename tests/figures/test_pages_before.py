"""What a page for everybody shows after another one: whoever has both learns of no few."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from cln.figures.public import PublicFigures
from cln.figures.queries import Unit
from cln.figures.shares import ALL, ATTENDANCE, MEAN, WITHDREW, Share
from cln.programme import Reason
from tests.figures.test_figures import UNIT
from tests.figures.test_public import COUNCILS, public, rows_of

REASONS = [reason.value for reason in Reason]
PARTS = {ATTENDANCE: ["present", "not present"], WITHDREW: REASONS}
"""Share -> what its cells hold."""
Row = NDArray[np.float64]


def two_days(lot: Random) -> tuple[list[Unit], list[Unit]]:
    """Forty entries of six councils on two days: some withdraw or come back, some were at another event."""
    places = [(council, i) for council, number in COUNCILS.items() for i in range(number)]
    before = [
        replace(
            UNIT,
            establishment=(str(row), lot.choice(["ELC", "Primary", "Primary", "Secondary"])),
            establishment_id=row,
            authority=council,
            present=lot.randint(0, 3),
            recorded=3,
            withdrawn_reason=lot.choice(REASONS) if lot.random() < 0.15 else None,
        )
        for row, (council, _) in enumerate(places, 1)
    ]
    leaves, meets = lot.choice([0.05, 0.15, 0.3]), lot.choice([0, 0.3, 0.9])
    return before, [_later(one, lot, leaves, meets) for one in before]


def _later(one: Unit, lot: Random, leaves: float, meets: float) -> Unit:
    if one.withdrawn_reason is not None and lot.random() < 0.1:
        one = replace(one, withdrawn_reason=None)
    elif one.withdrawn_reason is None and lot.random() < leaves:
        one = replace(one, withdrawn_reason=lot.choice(REASONS))
    if lot.random() < meets:
        one = replace(one, present=one.present + lot.randint(0, 2), recorded=one.recorded + 2)
    return one


def told(page: PublicFigures) -> dict[str, float]:
    """The figures that a page shows of who withdrew and who came."""
    page.show_shares()
    for name in [
        *(f"withdrawn/{why}" for why in REASONS),
        *(f"attendance/1/{one}" for one in PARTS[ATTENDANCE]),
    ]:
        page.shows(name)
    return page.shown


@dataclass(frozen=True)
class Reader:
    """Somebody who has two pages and takes down what both tell of one share.

    Of each council, sector and part they reckon with those who are counted on both days, those on the first
    alone and those on the second alone. What was told on the first day and is so still they know of both.
    """

    figure: str
    first: PublicFigures
    second: PublicFigures

    @cached_property
    def places(self) -> list[tuple[str, str, str]]:
        pairs = sorted({(one.authority, one.establishment[1]) for one in self.second.summary.units})
        return [(*pair, part) for pair in pairs for part in PARTS[self.figure]]

    def row(self, page: PublicFigures, share: tuple[str, str], parts: Sequence[str]) -> Row:
        """Which places a figure of a page counts, each on both days and on this one."""
        by, group = share
        within = page.groups.members.get(by, {}).get(group, (group,))
        counted = [
            float(part in parts and (by == ALL or {"authority": council, "sector": sector}[by] in within))
            for council, sector, part in self.places
        ]
        none = [0.0] * len(counted)
        return np.array([*counted, *counted, *none] if page is self.first else [*counted, *none, *counted])

    def figures(self, page: PublicFigures) -> dict[str, tuple[Row, float]]:
        """Name -> what it counts, and its value, shown or not."""
        parts = PARTS[self.figure]
        found: dict[str, tuple[Row, float]] = {}
        for share in self.shares(page):
            name, place = f"{self.figure}/{share.by}/{share.group}", (share.by, share.group)
            count, of = share.count or 0, share.of or 0
            counted = parts[:1] if self.figure == ATTENDANCE else parts
            found[f"{name}/count"] = self.row(page, place, counted), count
            if self.figure == ATTENDANCE:
                found[f"{name}/of"] = self.row(page, place, parts), of
                found[f"{name}/not present"] = self.row(page, place, parts[1:]), of - count
        for why, number in page.summary.withdrawn.items() if self.figure == WITHDREW else ():
            found[f"withdrawn/{why}"] = self.row(page, (ALL, ALL), [why]), number
        return found

    def shares(self, page: PublicFigures) -> list[Share]:
        """Those of the page, and of the groups that it does not tell."""
        return [one for one in page._grouped if one.figure == self.figure and one.group != MEAN]

    @cached_property
    def equations(self) -> tuple[Row, list[float]]:
        first, second = self.figures(self.first), self.figures(self.second)
        known = [first[name] for name in first if name in self.first.shown]
        known += [
            second[name]
            for name in second
            if name in self.second.shown
            or (name in self.first.shown and name in first and first[name][1] == second[name][1])
        ]
        return np.array([row for row, _ in known]), [value for _, value in known]

    def width(self, row: Row) -> float:
        """How much both pages leave open of a sum."""
        rows, values = self.equations
        ends = [linprog(sign * row, A_eq=rows, b_eq=values) for sign in (1, -1)]
        assert all(end.status in {0, 3} for end in ends)
        low, high = (
            sign * end.fun if end.status == 0 else sign * -np.inf
            for sign, end in zip((1, -1), ends, strict=True)
        )
        return float(high - low)

    def learned(self) -> list[str]:
        """The figures of a few, and what changed by a few, that are left less open than by five."""
        days = [self.figures(page) for page in (self.first, self.second)]
        whole = f"{self.figure}/all/all/count"
        hidden: list[tuple[str, Row, float, float]] = []
        for found in days:
            # of so few in the whole cohort, which is told, no group can be left more open
            most = found[whole][1] if self.figure == WITHDREW else 5
            hidden += [(name, row, value, most) for name, (row, value) in found.items() if name != whole]
        both = [name for name in days[0] if name in days[1] and name != whole]
        hidden += [
            (
                f"change of {name}",
                days[1][name][0] - days[0][name][0],
                abs(days[1][name][1] - days[0][name][1]),
                days[1][whole][1] if self.figure == WITHDREW else 5,
            )
            for name in both
        ]
        return [
            name
            for name, row, value, most in hidden
            if 0 < value < 5 and self.width(row) < min(5, most) - 1e-6
        ]


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(6))
def test_whoever_reckons_with_two_pages_learns_of_no_few(lot: int) -> None:
    before, later = two_days(Random(lot))
    first = public(before)
    shown = told(first)
    second = public(later, [shown])
    assert told(second)
    assert not second.hidden.follows
    for figure in PARTS:
        assert Reader(figure, first, second).learned() == []


def test_the_reader_of_two_pages_finds_what_is_told() -> None:
    """A page that takes no notice of the one before tells how many withdrew since."""
    before = [replace(one, withdrawn_reason="time") for one in rows_of(*["Ayton"] * 18, *["Borland"] * 18)]
    before += rows_of(*["Ayton"] * 20, *["Borland"] * 20)
    later = [*before[:-2], *(replace(one, withdrawn_reason="time") for one in before[-2:])]
    first, second = public(before), public(later)
    assert told(first).keys() & told(second).keys() >= {"withdrew/authority/Borland/count"}
    assert "change of withdrew/authority/Borland/count" in Reader(WITHDREW, first, second).learned()
    heedful = public(later, [told(first)])
    assert told(heedful)
    assert Reader(WITHDREW, first, heedful).learned() == []


def test_what_a_page_told_before_is_known() -> None:
    rows = rows_of(*["Ayton"] * 20, *["Borland"] * 20, *["Carrick"] * 20)
    for i in (0, 20, 21, 22, 23, 24, 40, 41, 42, 43, 44):
        rows[i] = replace(rows[i], answered=False)
    name = "answered the survey/authority/Ayton/count"
    assert not public(rows).shows(name)
    assert not public(rows).hidden.follows
    known = {f"answered the survey/authority/{one}/count": 15.0 for one in ("Borland", "Carrick")}
    page = public(rows, [known])
    assert not page.hidden.follows, "the whole is hidden now"
    assert not page.shows("answered the survey/all/all/count")
    page = public(rows, [known | {"answered the survey/all/all/count": 49.0}])
    assert name in {one.figure.name for one in page.hidden.follows}


@pytest.mark.parametrize(("before", "shown"), [(25, True), (30, True), (20, True), (28, False), (24, False)])
def test_what_has_moved_by_a_few_since_it_was_published_is_not_told(before: int, *, shown: bool) -> None:
    rows = [replace(row, present=1, recorded=2) for row in rows_of(*["Ayton"] * 25, *["Borland"] * 25)]
    name = "attendance/authority/Ayton"
    page = public(rows, [{f"{name}/count": before, f"{name}/of": before + 25}])
    assert page.shows(f"{name}/count") is shown


def test_all_but_a_few_of_those_who_were_counted_since_are_not_told() -> None:
    rows = [replace(row, present=1, recorded=2) for row in rows_of(*["Ayton"] * 25, *["Borland"] * 25)]
    name = "attendance/authority/Ayton"
    page = public(rows, [{f"{name}/count": 5.0, f"{name}/of": 28.0}])
    assert not page.shows(f"{name}/count"), "20 of 22 came since"
    assert public(rows, [{f"{name}/count": 5.0, f"{name}/of": 20.0}]).shows(f"{name}/count")


def test_groups_that_were_others_before_are_not_told_again() -> None:
    rows = [replace(row, present=1, recorded=2) for row in rows_of(*["Ayton"] * 25, *["Borland"] * 25)]
    before = {"attendance/authority/Ayton/count": 25.0, "attendance/authority/Borland/count": 25.0}
    later = [*rows, *(replace(row, authority="Carrick") for row in rows[:3])]
    assert public(rows, [before]).shows(*before)
    page = public(later, [before])
    assert not any(one.figure == "attendance" and one.by == "authority" for one in page.every_share)
    assert page.shows("attendance/sector/ELC/count"), "the sectors are what they were"
    assert page.shows("attendance/all/all/count")
