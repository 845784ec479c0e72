"""What `cln establishment` shows."""

from collections.abc import Iterable, Sequence

from cln.register.closures import Closed, Merged
from cln.register.establishment_import import Imported
from cln.register.establishments import Noted, Place, RegisterLine, Shown
from cln.register.refresh import Refreshed
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count, named

FEW = 5
"""Of more codes the others are counted."""


def imported(result: Imported) -> View:
    """What a file did."""
    blocks: list[Block] = [
        Line(f"Read as {result.layout}."),
        outcome.tally(result.file, result.rows, "establishment"),
        *outcome.unused(result.columns_not_used),
    ]
    if result.without_simd:
        number = count(len(result.without_simd), "establishment has", "establishments have")
        how = "import again with --simd FILE" if result.joinable else "amend with --simd-quintile"
        codes = named(result.without_simd, "cln establishment list", FEW)
        blocks.append(Line(f"{number} no SIMD quintile: {codes} ({how}).", "warn"))
    blocks += _staying_closed(result.closed)
    return View(result, blocks)


def refreshed(result: Refreshed, *, known: bool) -> View:
    """What a file says otherwise than the register, unless that is known, and what became of it."""
    blocks = [] if known and result.differs else _otherwise(result)
    if not result.differs:
        blocks.append(Line("The register says the same already."))
    elif result.applied:
        if result.added or result.changed:
            blocks.append(outcome.tally(result.file, result.rows, "establishment"))
        if result.closing:
            blocks.append(Line(f"{count(len(result.closing), 'establishment')} closed.", "good"))
    else:
        blocks.append(Line("Nothing was written."))
        blocks += [] if known else [Line("To write it into the register, run the same with --yes", "next")]
    return View(result, blocks)


def otherwise(result: Refreshed) -> View:
    """What a file says otherwise than the register."""
    return View(result, _otherwise(result))


def _otherwise(result: Refreshed) -> list[Block]:
    head = ["code", "sector", "name", "authority"]
    blocks: list[Block] = [Line(f"Read as {result.layout}."), *outcome.unused(result.columns_not_used)]
    for title, lines in (("New", result.new), ("Closed", result.closing)):
        if lines:
            rows = [[one.code, one.sector, one.name, one.authority] for one in lines]
            blocks.append(Table(head, rows, f"{title} on {result.on}: {len(rows)}"))
    quintiles = ("In another SIMD quintile", result.quintiles)
    for title, differed in (("Renamed", result.renamed), ("Moved", result.moved), quintiles):
        if differed:
            changes = [[one.code, one.sector, one.was, one.now] for one in differed]
            blocks.append(Table(["code", "sector", "was", "is"], changes, f"{title}: {len(changes)}"))
    for one in result.closing:
        places = [(place.cohort, place.reference) for place in one.entries]
        blocks += _still_enrolled(f"{one.code} {one.name}", places)
    return [*blocks, *_staying_closed(result.closed)]


def listing(lines: Sequence[RegisterLine]) -> View:
    """Establishments."""
    if not lines:
        empty = "The register has no such establishment. Next: cln establishment import FILE"
        return View(lines, [Line(empty)])
    closed = any(one.closed_on for one in lines)
    columns = ["code", "sector", "name", "authority", "SIMD"] + (["closed"] if closed else [])
    rows = [
        [one.code, one.sector, one.name, one.authority, str(one.simd_quintile or "")]
        + ([str(one.closed_on or "")] if closed else [])
        for one in lines
    ]
    total = Line(f"{count(len(lines), 'establishment')}.", "dim")
    return View(lines, [Table(columns, rows, right=frozenset({"SIMD"})), total])


def shown(result: Shown) -> View:
    """One establishment, its past and its entries."""
    blocks: list[Block] = [
        Line(f"{result.code} {result.name}", "strong"),
        *_facts(result),
        *(Line(f"Called {old.name} until {old.until}.") for old in result.earlier_names),
    ]
    if into := result.merged_into:
        blocks.append(Line(f"Merged into {into.code} {into.name}.", "warn"))
    blocks += [Line(f"Took over {other.code} {other.name}.") for other in result.took_over]
    rows = [[one.cohort, str(one.launch), str(one.entry), _away(one)] for one in result.entries]
    if rows:
        blocks.append(Table(["cohort", "launch", "entry", "withdrawn"], rows, right=frozenset({"entry"})))
    else:
        blocks.append(Line("It has not been in a cohort."))
    return View(result, blocks)


def added(result: Noted) -> View:
    """The new establishment."""
    return View(result, _noted(result, "is in the register now"))


def amended(result: Noted) -> View:
    """The establishment as it is now."""
    state = "has been amended" if result.changed else "was like this already; nothing changed"
    return View(result, _noted(result, state))


def closed(result: Closed) -> View:
    """The closed or merged establishment."""
    into = result.merged_into if isinstance(result, Merged) else None
    deed = f"closes on {result.closed_on}" + (f"; {into.code} {into.name} takes it over" if into else "")
    return View(result, [*_noted(result, deed), *_still_enrolled("It", result.enrolled)])


def _still_enrolled(who: str, entries: Iterable[tuple[str, str]]) -> list[Line]:
    return [
        Line(
            f"{who} is still in {cohort}; if it leaves: "
            f'cln --cohort "{cohort}" cohort withdraw {reference} --reason other',
            "warn",
        )
        for cohort, reference in entries
    ]


def _staying_closed(codes: tuple[str, ...]) -> list[Line]:
    if not codes:
        return []
    number = count(len(codes), "establishment is", "establishments are")
    stay = "stays" if len(codes) == 1 else "stay"
    every = named(codes, "cln establishment list --all", FEW)
    return [Line(f"{number} closed in the register and {stay} so: {every}.", "warn")]


def _noted(one: RegisterLine, deed: str) -> list[Line]:
    return [Line(f"{one.code} {one.name} {deed}.", "good"), *_facts(one)]


def _facts(one: RegisterLine) -> list[Line]:
    place = (
        f"{one.latitude:.4f}, {one.longitude:.4f}"
        if None not in {one.latitude, one.longitude}
        else "not known"
    )
    facts = [
        Line(f"{one.sector}, {one.authority}, {one.postcode or 'no postcode'}."),
        Line(f"SIMD quintile {one.simd_quintile or 'not known'}; latitude and longitude {place}."),
    ]
    return [*facts, Line(f"Closed on {one.closed_on}.", "warn")] if one.closed_on else facts


def _away(one: Place) -> str:
    times = [f"{away.withdrawn_on} to {away.rejoined_on} ({away.reason})" for away in one.absences]
    if one.withdrawn_on:
        times.append(f"{one.withdrawn_on} ({one.withdrawn_reason})")
    return ", ".join(times)
