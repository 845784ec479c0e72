"""What `cln establishment` shows."""

from dataclasses import asdict
from datetime import date
from typing import Any

from cln.register.closures import Closed
from cln.register.establishments import Imported, Noted
from cln.register.registered import Place, RegisterLine, Shown
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.tables.register import Establishment
from cln.words import count


def imported(result: Imported) -> View:
    """What a file did.

    JSON: `file`, `layout`, `added`, `changed`, `unchanged`, `columns_not_used`, `without_simd` (codes),
    `closed` (codes).
    """
    blocks: list[Block] = [
        Line(f"Read as {result.layout}."),
        outcome.tally(result.source, result.rows, "establishment"),
        *outcome.unused(result.unused),
    ]
    if result.without_simd:
        blocks.append(_without_simd(result))
    if result.closed:
        known = count(len(result.closed), "establishment is", "establishments are")
        stay = "stays" if len(result.closed) == 1 else "stay"
        blocks.append(
            Line(f"{known} closed in the register and {stay} so: {outcome.some(result.closed)}.", "warn")
        )
    blocks.append(Line('Next: cln cohort open "Cohort 1" --launch DATE, then cln cohort enrol FILE', "dim"))
    data = {
        **outcome.data(result.source, result.rows, result.unused),
        "layout": result.layout,
        "without_simd": list(result.without_simd),
        "closed": list(result.closed),
    }
    return View(data=data, blocks=blocks)


def listing(found: tuple[RegisterLine, ...]) -> View:
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
    """One establishment, its past and its entries.

    JSON: the keys of the listing, `earlier_names` (an array of `name`, `until`), `merged_into` (null, or
    `code`, `sector`, `name`), `took_over` (an array of the same), and `entries`: an array of `cohort`,
    `launch`, `entry`, `withdrawn_on`, `withdrawn_reason`, `starts_on`, `finishes_on`, `absences` (withdrawals
    that ended: `withdrawn_on`, `reason`, `note`, `rejoined_on`).
    """
    one = result.establishment
    blocks: list[Block] = [Line(f"{one.code} {one.name}", "strong"), *_facts(one), *_past(result)]
    if result.entries:
        rows = [
            [place.cohort, _day(place.launch), str(place.entry.number), _away(place)]
            for place in result.entries
        ]
        blocks.append(Table(["cohort", "launch", "entry", "withdrawn"], rows, right=frozenset({"entry"})))
    else:
        blocks.append(Line("It has not been in a cohort."))
    data = {
        **_data(one),
        "earlier_names": [{"name": old.name, "until": _iso(old.until)} for old in result.earlier],
        "merged_into": _key(result.merged_into) if result.merged_into else None,
        "took_over": [_key(other) for other in result.took_over],
        "entries": [_place(place) for place in result.entries],
    }
    return View(data, blocks)


def added(result: Noted) -> View:
    """The new establishment. JSON: the keys of the listing."""
    return _noted(result, "is in the register now")


def amended(result: Noted) -> View:
    """The establishment as it is now. JSON: the keys of the listing."""
    return _noted(result, "has been amended" if result.changed else "was like this already; nothing changed")


def closed(result: Closed) -> View:
    """The closed or merged establishment. JSON: the keys of the listing; of a merger also `merged_into`
    (`code`, `sector`, `name`)."""
    one, into = result.establishment, result.into
    sentence = f"closes on {one.closed_on}" + (f"; {into.code} {into.name} takes it over" if into else "")
    view = _noted(Noted(one, changed=True), sentence)
    data = {**view.data, "merged_into": _key(into)} if into else view.data
    still = [
        Line(
            f"It is still in {cohort}; if it leaves: "
            f'cln --cohort "{cohort}" cohort withdraw {one.code} --reason other',
            "warn",
        )
        for cohort in result.enrolled
    ]
    return View(data, [*view.blocks, *still])


def _without_simd(result: Imported) -> Line:
    known = count(len(result.without_simd), "establishment has", "establishments have")
    how = "import again with --simd FILE" if result.joinable else "amend with --simd-quintile"
    return Line(f"{known} no SIMD quintile: {outcome.some(result.without_simd)} ({how}).", "warn")


def _noted(result: Noted, sentence: str) -> View:
    one = result.establishment
    return View(_data(one), [Line(f"{one.code} {one.name} {sentence}.", "good"), *_facts(one)])


def _facts(one: RegisterLine) -> list[Line]:
    place = f"{one.latitude:.4f}, {one.longitude:.4f}" if one.latitude and one.longitude else "not known"
    facts = [
        Line(f"{one.sector}, {one.authority}, {one.postcode or 'no postcode'}."),
        Line(f"SIMD quintile {one.simd_quintile or 'not known'}; latitude and longitude {place}."),
    ]
    return [*facts, Line(f"Closed on {one.closed_on}.", "warn")] if one.closed_on else facts


def _past(result: Shown) -> list[Line]:
    lines = [Line(f"Called {old.name} until {old.until}.") for old in result.earlier]
    if result.merged_into:
        lines.append(Line(f"Merged into {result.merged_into.code} {result.merged_into.name}.", "warn"))
    return lines + [Line(f"Took over {other.code} {other.name}.") for other in result.took_over]


def _away(place: Place) -> str:
    row = place.entry
    times = [f"{one.withdrawn_on} to {one.rejoined_on} ({one.reason})" for one in place.absences]
    if row.withdrawn_on:
        times.append(f"{row.withdrawn_on} ({row.withdrawn_reason})")
    return ", ".join(times)


def _place(place: Place) -> dict[str, Any]:
    row = place.entry
    return {
        "cohort": place.cohort,
        "launch": _iso(place.launch),
        "entry": row.number,
        "withdrawn_on": _iso(row.withdrawn_on),
        "withdrawn_reason": row.withdrawn_reason,
        "starts_on": _iso(row.starts_on),
        "finishes_on": _iso(row.finishes_on),
        "absences": [
            {
                "withdrawn_on": _iso(one.withdrawn_on),
                "reason": one.reason,
                "note": one.note,
                "rejoined_on": _iso(one.rejoined_on),
            }
            for one in place.absences
        ],
    }


def _key(one: RegisterLine | Establishment) -> dict[str, str]:
    return {"code": one.code, "sector": one.sector, "name": one.name}


def _data(one: RegisterLine) -> dict[str, Any]:
    return {**asdict(one), "closed_on": _iso(one.closed_on)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
