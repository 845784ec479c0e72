"""Shares fair to small authorities, suppression, and who has worked with whom; without a database."""

from dataclasses import replace

import pytest

from cln.figures.connections import across, connections
from cln.figures.queries import Unit
from cln.figures.shares import ALL, MEAN, Counted, Share, of_cohort, shares

UNIT = Unit(
    cohort_id=1,
    entry_id=1,
    establishment=("9100001", "Primary"),
    establishment_id=1,
    authority="Glasgow City",
    people=2,
    withdrawn_reason=None,
    answered=True,
    team=1,
    level=5,
    waiting=False,
    present=0,
    recorded=0,
)


def found(all_shares: tuple[Share, ...], by: str, group: str) -> Share:
    """The one of a group."""
    (one,) = [share for share in all_shares if (share.by, share.group) == (by, group)]
    return one


def test_a_large_council_decides_the_plain_mean_but_not_the_mean_of_councils() -> None:
    counted = [Counted("Glasgow City", "Primary", 90, 100), Counted("Inverclyde", "ELC", 1, 10)]
    every = shares("attendance", counted)
    assert found(every, ALL, ALL).value == pytest.approx(91 / 110)
    assert found(every, ALL, MEAN).value == pytest.approx((0.9 + 0.1) / 2)
    assert found(every, "sector", "ELC").value == pytest.approx(0.1)


def test_a_share_of_nobody_has_no_value() -> None:
    every = shares("attendance", [Counted("Inverclyde", "ELC", 0, 0)])
    assert [share.value for share in every] == [None] * 4


def test_what_is_counted_of_a_cohort() -> None:
    units = [
        replace(UNIT, present=3, recorded=4),
        replace(UNIT, level=3, answered=True),
        replace(UNIT, level=None, answered=False),
        replace(UNIT, withdrawn_reason="travel", present=1, recorded=6),
    ]
    every = of_cohort(units)
    values = {s.figure: (s.count, s.of) for s in every if (s.by, s.group) == (ALL, ALL)}
    assert values == {
        "answered the survey": (2, 3),
        "got a theme rated 5": (1, 2),
        "attendance": (4, 10),
        "withdrew": (1, 4),
    }


def test_pairs_count_once_and_departments_of_one_code_are_no_pair() -> None:
    units = [
        replace(UNIT, establishment=("1", "Primary"), team=1),
        replace(UNIT, establishment=("1", "Secondary"), team=1),
        replace(UNIT, establishment=("2", "Primary"), team=1, authority="Inverclyde"),
        replace(UNIT, establishment=("3", "Primary"), team=2),
        replace(UNIT, establishment=("4", "Primary"), team=None),
        replace(UNIT, establishment=("2", "Primary"), team=9, authority="Inverclyde", cohort_id=2),
        replace(UNIT, establishment=("1", "Primary"), team=9, cohort_id=2),
    ]
    (pair,) = connections(units)
    assert (pair.one.establishment[0], pair.other.establishment[0]) == ("1", "2")
    assert pair.cohort_ids == (1, 2)
    assert across([pair]) == 1
