"""What a page for everybody shows: whoever reckons with it learns of no few."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from cln.events.confidence import Compared, Paired
from cln.figures.groups import together
from cln.figures.public import PublicFigures
from cln.figures.queries import Registered, Unit
from cln.figures.shares import ALL, ANSWERED, ATTENDANCE, GOT_FIVE, MEAN, WITHDREW, of_cohort, reach
from cln.figures.summary import Summary
from cln.programme import Reason
from cln.tables.cohorts import Cohort
from tests.disclosure.audit import determined
from tests.figures.test_figures import UNIT

SECTORS = ("ELC", "Primary", "Secondary")
COUNCILS = {"Ayton": 14, "Borland": 9, "Carrick": 7, "Dornie": 6, "Ettrick": 3, "Fyvie": 1}
LEVEL = st.sampled_from([None, 2, 4, 5, 5, 5])
KINDS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.sampled_from(list(Reason)).map(lambda why: {"withdrawn_reason": why.value, "answered": True}),
    *[st.fixed_dictionaries({"answered": st.booleans(), "level": st.sampled_from([None, 2, 4, 5, 5, 5])})]
    * 6,
)


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    """Forty entries of six councils, most of which take part."""
    rows: list[Unit] = []
    for council, number in COUNCILS.items():
        for _ in range(number):
            sector = draw(st.sampled_from(["ELC", "Primary", "Primary", "Secondary"]))
            row = len(rows) + 1
            place: dict[str, Any] = {
                "establishment": (str(row), sector),
                "establishment_id": row,
                "authority": council,
                "simd_quintile": draw(st.sampled_from([1, 1, 2, 2, 3, 4, 5])),
            }
            attendance = {"present": draw(st.integers(0, 6)), "recorded": 6}
            rows.append(replace(UNIT, **{**place, **attendance, **draw(KINDS)}))
    return rows


def public(rows: list[Unit], before: Sequence[dict[str, float]] = ()) -> PublicFigures:
    """What a page shows of a first cohort that is all of the register but for ten schools of each council."""
    register = [
        Registered(one.establishment_id, one.sector, one.authority, one.simd_quintile) for one in rows
    ]
    register += [Registered(1000 + i, "Primary", council) for i, council in enumerate([*COUNCILS] * 10)]
    summary = Summary(
        cohort=Cohort(name="Cohort 1", launch=date(2026, 9, 10), lot="Cohort 1|2026-09-10"),
        on=date(2026, 9, 10),
        units=tuple(rows),
        themes=(),
        teams=8,
        projects=0,
        stages={},
        shares=of_cohort(rows),
        reach=reach(register, rows),
        connections=(),
        confidence=Paired(0),
    )
    people = sum(one.recorded for one in rows), sum(one.present for one in rows)
    came: dict[tuple[int, str], int] = {
        (1, "present"): people[1],
        (1, "not present"): people[0] - people[1],
    }
    return PublicFigures(summary, came, (), before=before)


Counts = Callable[[Unit], bool]
FIGURES: dict[str, tuple[Counts, Counts]] = {
    ANSWERED: (lambda u: u.active and u.answered, lambda u: u.active),
    GOT_FIVE: (lambda u: u.active and u.level == 5, lambda u: u.active and u.level is not None),
    WITHDREW: (lambda u: not u.active, lambda _u: True),
}


def place(unit: Unit) -> tuple[str, str, int | None]:
    """What everybody knows of an entry."""
    return (unit.authority, unit.sector, unit.simd_quintile)


class Attacker:
    """Somebody who has the page and the list of schools, and reckons with every kind of entry there may be.

    They know that who did not answer has most likely rated nothing, and so leave out what no entry is.
    """

    def __init__(self, page: PublicFigures) -> None:
        everybody = page.summary.units
        self.kinds = [
            replace(
                UNIT,
                authority=council,
                establishment=("", sector),
                simd_quintile=quintile,
                withdrawn_reason=why,
                answered=answered,
                level=level,
            )
            for council, sector, quintile in dict.fromkeys(map(place, everybody))
            for why, answered, level in [
                *((why.value, True, None) for why in Reason),
                *((None, answered, level) for answered in (True, False) for level in (None, 1, 2, 3, 4, 5)),
            ]
            if why is not None
            or answered is (level is not None)
            or any(one.active and (one.answered, one.level) == (answered, level) for one in everybody)
        ]
        self.rows: list[list[float]] = []
        self.values: list[float] = []
        for where, number in Counter(map(place, everybody)).items():
            self.rows.append([float(place(unit) == where) for unit in self.kinds])
            self.values.append(number)
        for share in page.shares:
            if share.figure in FIGURES and share.group != MEAN and share.count is not None:
                for counts, value in zip(FIGURES[share.figure], (share.count, share.of), strict=True):
                    self.learn(page, share.by, share.group, counts, value or 0)
            if share.figure in FIGURES and share.group == MEAN and share.value is not None:
                self.rows.append(self.mean(page, share.figure))
                self.values.append(share.value)
        for level, number in page.summary.levels.items():
            if page.shows(f"level/{level}"):
                self.learn(page, ALL, ALL, lambda u, level=level: u.active and u.level == level, number)  # type: ignore[misc]
        for why, number in page.summary.withdrawn.items():
            if page.shows(f"withdrawn/{why}"):
                self.learn(page, ALL, ALL, lambda u, why=why: u.withdrawn_reason == why, number)  # type: ignore[misc]

    def learn(self, page: PublicFigures, by: str, group: str, counts: Counts, value: float) -> None:
        """Take a figure of the page down."""
        self.rows.append([float(counted) for counted in self.cells(page, by, group, counts)])
        self.values.append(value)

    def mean(self, page: PublicFigures, figure: str) -> list[float]:
        """How much each kind of entry adds to the mean of the councils' shares."""
        of = {
            s.group: s.of for s in page.summary.shares if (s.figure, s.by) == (figure, "authority") and s.of
        }
        counts = FIGURES[figure][0]
        return [counts(u) / (of[u.authority] * len(of)) if u.authority in of else 0.0 for u in self.kinds]

    def cells(self, page: PublicFigures, by: str, group: str, counts: Counts) -> list[bool]:
        """Which kinds of entries a figure counts."""
        members = page.groups.members.get(by, {}).get(group, (group,))
        return [counts(u) and (by == ALL or getattr(u, by) in members) for u in self.kinds]

    def width(self, cells: list[bool]) -> float:
        """How much is left open of a figure."""
        solve = {"A_eq": np.array(self.rows, dtype=float), "b_eq": self.values, "bounds": (0, None)}
        ends = [linprog(sign * np.array(cells, dtype=float), **solve) for sign in (1, -1)]
        assert all(end.status in {0, 3} for end in ends)
        low, high = (
            sign * end.fun if end.status == 0 else float("inf")
            for sign, end in zip((1, -1), ends, strict=True)
        )
        return high - low


@pytest.mark.slow
@settings(max_examples=3)
@given(units())
def test_whoever_reckons_with_the_page_learns_of_no_few(rows: list[Unit]) -> None:
    page = public(rows)
    attacker = Attacker(page)
    hidden = [one for one in page.every_share if not page.shows(f"{one.figure}/{one.by}/{one.group}/count")]
    for share in hidden:
        if share.figure in FIGURES and share.group != MEAN and share.by != ALL:
            cells = attacker.cells(page, share.by, share.group, FIGURES[share.figure][0])
            assert attacker.width(cells) >= 5 - 1e-6, share
    for share in page.shares:
        if share.count is not None and share.by != ALL and share.figure != "reach":
            assert share.count == 0 or share.count >= 5
            assert share.of is not None
            assert share.count == share.of or share.of - share.count >= 5
    assert not page.hidden.follows
    told = determined(page.figures, page.hidden.names)
    assert [one.name for one in told if not one.open] == []


def test_small_councils_are_told_together_until_they_have_five() -> None:
    assert together({"Ayton": 9, "Borland": 3, "Carrick": 1, "Dornie": 6}) == {
        "Ayton": ("Ayton",),
        "Borland, Carrick and Dornie": ("Borland", "Carrick", "Dornie"),
    }
    assert together({"Ayton": 9, "Borland": 4, "Carrick": 1}) == {
        "Ayton": ("Ayton",),
        "Borland and Carrick": ("Borland", "Carrick"),
    }
    assert together({"Ayton": 5}) == {"Ayton": ("Ayton",)}


def rows_of(*councils: str) -> list[Unit]:
    """An entry of each council that is named, of one sector after the other."""
    return [
        replace(UNIT, establishment=(str(i), SECTORS[i % 3]), establishment_id=i, authority=council)
        for i, council in enumerate(councils)
    ]


def test_the_whole_cohort_is_told_as_it_is_and_among_a_few_no_group() -> None:
    rows = rows_of(*["Ayton"] * 20, *["Borland"] * 20)
    rows[0] = replace(rows[0], withdrawn_reason="travel")
    page = public(rows)
    shares = {(one.figure, one.by, one.group): (one.count, one.of) for one in page.shares}
    assert shares[WITHDREW, ALL, ALL] == (1, 40)
    assert shares[ANSWERED, ALL, ALL] == (39, 39)
    assert (WITHDREW, "authority", "Ayton") not in shares
    assert not page.shows("withdrawn/travel")
    assert (ANSWERED, "authority", "Ayton") not in shares, "19 of 19 would tell: it is known to have had 20"
    assert (GOT_FIVE, "authority", "Ayton") not in shares


@pytest.mark.parametrize(("came", "told"), [(6, False), (4, True)])
def test_the_mean_of_the_councils_tells_of_no_few_in_one_that_is_told_with_others(
    came: int, *, told: bool
) -> None:
    """By 80 of 120, 34 of 42 and a mean of 75% Borland has 22 of 24: two were away."""
    rows = rows_of(*["Ayton"] * 20, *["Borland"] * 4, *["Carrick"] * 3)
    rows = [replace(row, present=came if row.authority == "Borland" else 4, recorded=6) for row in rows]
    rows[20] = replace(rows[20], present=4)
    shown = {one.group: (one.count, one.of) for one in public(rows).shares if one.figure == ATTENDANCE}
    assert shown["Ayton"] == (80, 120)
    assert shown["Borland and Carrick"] == (34 if came == 6 else 28, 42)
    assert (MEAN in shown) is told


def test_a_few_whose_confidence_fell_are_not_told() -> None:
    page = replace(public(rows_of("Ayton")), confidence=[Compared("Asking", 30, rose=20, same=8, fell=2)])
    assert not page.shows("confidence/Asking/fell")
    assert page.shows("confidence/Asking/people")
    assert [page.shows(f"confidence/Asking/{way}") for way in ("rose", "stayed")] == [True, False]


def test_a_mean_that_tells_of_a_few_is_not_told() -> None:
    asking = Compared("Asking", 30, before=5.0, after=4.9, rose=0, same=27, fell=3)
    saying = Compared("Saying", 30, before=3.2, after=3.9, rose=20, same=5, fell=5)
    page = replace(public(rows_of("Ayton")), confidence=[asking, saying])
    assert page.shows("confidence/Asking/launch"), "all of them said so"
    assert not page.shows("confidence/Asking/end"), "three of them said less"
    assert page.shows("confidence/Saying/people", "confidence/Saying/launch", "confidence/Saying/end")


def test_who_waits_is_counted_among_those_who_take_part_and_in_no_team() -> None:
    rows = rows_of(*["Ayton"] * 20, *["Borland"] * 20)
    rows[0] = replace(rows[0], team=None, level=None, waiting=True)
    figures = {one.name: one for one in public(rows).figures.figures}
    assert figures["waiting"].value == 1
    active = figures["answered the survey/all/all/of"]
    assert {**figures["waiting"].cells, **figures["in teams"].cells} == active.cells
    assert figures["waiting"].value + figures["in teams"].value == active.value


def test_who_did_not_answer_has_rated_no_theme_unless_somebody_has() -> None:
    rows = rows_of(*["Ayton"] * 20, *["Borland"] * 20)
    rows[0] = replace(rows[0], answered=False)
    odd = ("active", False, 5)
    assert odd in public(rows).groups.states
    assert odd not in public(rows[1:]).groups.states
