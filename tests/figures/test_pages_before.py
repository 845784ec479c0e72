"""What a page for everybody shows after others: whoever has all of them learns of no few."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from cln.figures.public import PublicFigures
from cln.figures.queries import Unit
from cln.figures.shares import ATTENDANCE, WITHDREW
from tests.figures.reader import PARTS, REASONS, Reader
from tests.figures.test_figures import UNIT
from tests.figures.test_public import COUNCILS, public, rows_of


def days(lot: Random, number: int) -> list[list[Unit]]:
    """Forty entries of six councils day after day: some withdraw or come back, some were at another event."""
    places = [(council, i) for council, number in COUNCILS.items() for i in range(number)]
    several = [
        [
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
    ]
    while len(several) < number:
        leaves, meets = lot.choice([0.05, 0.15, 0.3]), lot.choice([0, 0.3, 0.9])
        several.append([_later(one, lot, leaves, meets) for one in several[-1]])
    return several


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


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(3))
def test_whoever_reckons_with_two_pages_learns_of_no_few(lot: int) -> None:
    learns_of_no_few(days(Random(lot), 2))


@pytest.mark.slow
def test_so_it_is_with_three() -> None:
    """A page in November, one of the quarter, a page in June."""
    learns_of_no_few(days(Random(2), 3))


def learns_of_no_few(several: Sequence[list[Unit]]) -> None:
    """Publish a page on each day, and reckon with all of them."""
    pages: list[PublicFigures] = []
    for units in several:
        pages.append(public(units, [page.shown for page in reversed(pages)]))
        assert told(pages[-1])
        assert not pages[-1].hidden.follows
    for figure in PARTS:
        assert Reader(figure, pages).learned() == []


def test_the_reader_of_two_pages_finds_what_is_told() -> None:
    """A page that takes no notice of the one before tells how many withdrew since."""
    before = [replace(one, withdrawn_reason="time") for one in rows_of(*["Ayton"] * 18, *["Borland"] * 18)]
    before += rows_of(*["Ayton"] * 20, *["Borland"] * 20)
    later = [*before[:-2], *(replace(one, withdrawn_reason="time") for one in before[-2:])]
    first, second = public(before), public(later)
    assert told(first).keys() & told(second).keys() >= {"withdrew/authority/Borland/count"}
    assert "change of withdrew/authority/Borland/count" in Reader(WITHDREW, [first, second]).learned()
    heedful = public(later, [told(first)])
    assert told(heedful)
    assert Reader(WITHDREW, [first, heedful]).learned() == []


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
