"""What `cln establishment` shows."""

from dataclasses import asdict
from datetime import date
from typing import Any

from cln.render import imports
from cln.render.view import Block, Line, Table, View, count
from cln.services.establishments import Establishment, Imported, Noted, Place, Shown


def imported(result: Imported) -> View:
    """What a file did.

    JSON: `file`, `layout`, `added`, `changed`, `unchanged`, `columns_not_used`, `without_simd` (codes),
    `closed` (codes).
    """
    blocks: list[Block] = [
        Line(f"Read as {result.layout}."),
        imports.tally(result.source, result.rows, "establishment"),
        *imports.unused(result.unused),
    ]
    if result.without_simd:
        blocks.append(_without_simd(result))
    if result.closed:
        known = count(len(result.closed), "establishment is", "establishments are")
        stay = "stays" if len(result.closed) == 1 else "stay"
        blocks.append(
            Line(f"{known} closed in the register and {stay} so: {imports.some(result.closed)}.", "warn")
        )
    blocks.append(Line('Next: cln cohort open "Cohort 1" --launch DATE, then cln cohort enrol FILE', "dim"))
    data = {
        **imports.data(result.source, result.rows, result.unused),
        "layout": result.layout,
        "without_simd": list(result.without_simd),
        "closed": list(result.closed),
    }
    return View(data=data, blocks=blocks)


def listing(found: tuple[Establishment, ...]) -> View:
    """Establishments.

    JSON: an array of `code`, `sector`, `name`, `authority`, `postcode`, `simd_quintile`, `latitude`,
    `longitude`, `closed_on`.
    """
    data = [_data(one) for one in found]
    if not found:
        return View(
            data, [Line("The register has no such establishment. Next: cln establishment import FILE")]
        )
    closed = any(one.closed_on for one in found)
    columns = ["code", "sector", "name", "authority", "SIMD"] + (["closed"] if closed else [])
    rows = [
        [one.code, one.sector, one.name, one.authority, str(one.simd_quintile or "")]
        + ([_day(one.closed_on)] if closed else [])
        for one in found
    ]
    total = Line(f"{count(len(found), 'establishment')}.", "dim")
    return View(data, [Table(columns, rows, right=frozenset({"SIMD"})), total])


def shown(result: Shown) -> View:
    """One establishment and its entries.

    JSON: the keys of the listing, and `entries`: an array of `cohort`, `launch`, `entry`, `withdrawn_on`,
    `withdrawn_reason`.
    """
    one = result.establishment
    blocks: list[Block] = [Line(f"{one.code} {one.name}", "strong"), *_facts(one)]
    if result.entries:
        rows = [
            [place.cohort, _day(place.launch), str(place.entry), _left(place)] for place in result.entries
        ]
        blocks.append(Table(["cohort", "launch", "entry", "withdrawn"], rows, right=frozenset({"entry"})))
    else:
        blocks.append(Line("It has not been in a cohort."))
    entries = [
        {**asdict(place), "launch": _iso(place.launch), "withdrawn_on": _iso(place.withdrawn_on)}
        for place in result.entries
    ]
    return View({**_data(one), "entries": entries}, blocks)


def added(result: Noted) -> View:
    """The new establishment. JSON: the keys of the listing."""
    return _noted(result, "is in the register now")


def amended(result: Noted) -> View:
    """The establishment as it is now. JSON: the keys of the listing."""
    return _noted(result, "has been amended" if result.changed else "was like this already; nothing changed")


def closed(result: Noted) -> View:
    """The closed establishment. JSON: the keys of the listing."""
    view = _noted(result, f"closes on {result.establishment.closed_on}")
    code = result.establishment.code
    still = [
        Line(
            f"It is still in {cohort}; if it leaves: "
            f'cln --cohort "{cohort}" cohort withdraw {code} --reason other',
            "warn",
        )
        for cohort in result.enrolled
    ]
    return View(view.data, [*view.blocks, *still])


def _without_simd(result: Imported) -> Line:
    known = count(len(result.without_simd), "establishment has", "establishments have")
    how = "import again with --simd FILE" if result.joinable else "amend with --simd-quintile"
    return Line(f"{known} no SIMD quintile: {imports.some(result.without_simd)} ({how}).", "warn")


def _noted(result: Noted, sentence: str) -> View:
    one = result.establishment
    return View(_data(one), [Line(f"{one.code} {one.name} {sentence}.", "good"), *_facts(one)])


def _facts(one: Establishment) -> list[Line]:
    place = f"{one.latitude:.4f}, {one.longitude:.4f}" if one.latitude and one.longitude else "not known"
    facts = [
        Line(f"{one.sector}, {one.authority}, {one.postcode or 'no postcode'}."),
        Line(f"SIMD quintile {one.simd_quintile or 'not known'}; latitude and longitude {place}."),
    ]
    return [*facts, Line(f"Closed on {one.closed_on}.", "warn")] if one.closed_on else facts


def _left(place: Place) -> str:
    return f"{place.withdrawn_on} ({place.withdrawn_reason})" if place.withdrawn_on else ""


def _data(one: Establishment) -> dict[str, Any]:
    return {**asdict(one), "closed_on": _iso(one.closed_on)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
