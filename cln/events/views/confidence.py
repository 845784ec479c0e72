"""What `cln confidence` shows: how a file was read, and what became of people's confidence."""

from typing import Any

from cln.disclosure import FEW
from cln.events.assessing import Imported
from cln.events.confidence import Compared, Shown
from cln.events.paired import ENOUGH, Paired
from cln.events.views import opinions
from cln.programme import Occasion
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count

SURE = 0.05
"""Below this, change is called more than chance."""

FIGURES = ("pairs", "launch", "end", "change", "spread", "+ = -", "p")


def imported(result: Imported) -> View:
    """How each column was read and what became of the answers.

    JSON: `cohort`, `occasion`, `file`, `added`, `changed`, `unchanged` (participants), `older_rows` (left
    aside: the same person answered later), `only_here` and `only_there` (items that cannot be compared),
    `dry_run`, `columns` (an array of `header`, `role`, `how`).
    """
    reading = result.file.reading
    data = {
        "cohort": result.cohort,
        "occasion": result.occasion.value,
        "file": reading.source,
        "added": result.rows.added,
        "changed": result.rows.changed,
        "unchanged": result.rows.unchanged,
        "older_rows": list(result.repeated),
        "only_here": list(result.only_here),
        "only_there": list(result.only_there),
        "dry_run": result.dry_run,
        "columns": opinions.data(reading),
    }
    blocks: list[Block] = [
        *opinions.columns(reading),
        outcome.tally(reading.source, result.rows, "participant"),
        *opinions.left_aside(result.repeated, ()),
        *_incomparable(result),
        opinions.TRIAL if result.dry_run else Line("Next: cln confidence show", "dim"),
    ]
    return View(data, blocks)


def shown(result: Shown) -> View:
    """What became of the confidence of those who answered both times.

    JSON: `cohort`, `launch` and `end` (how many answered), `overall`, `items` (with `item`), `scores` (with
    `scale`), `by` (null: no groups), `groups` (with `group`). Each has `pairs`, and `launch`, `end` (means),
    `change` (its mean), `spread` (standard deviation of the changes), `rose`, `same`, `fell` (people), which
    are null where they would tell of a few; `p` (Wilcoxon signed-rank test, allowing for the number of items,
    scores or groups) is null for fewer than 10 pairs.
    """
    data = {
        "cohort": result.cohort,
        **{when.value: number for when, number in result.answered.items()},
        "overall": _data(result.overall),
        "items": [{"item": one.name, **_data(one.paired)} for one in result.items],
        "scores": [{"scale": one.name, **_data(one.paired)} for one in result.scores],
        "by": result.by.value if result.by else None,
        "groups": [{"group": one.name, **_data(one.paired)} for one in result.groups],
    }
    if not any(result.answered.values()) and not result.scores:
        text = f"Nobody of {result.cohort} has said how confident they are."
        return View(data, [Line(f"{text} Next: cln confidence import FILE --occasion launch")])
    blocks: list[Block] = [_head(result)]
    if any(result.answered.values()):
        blocks += [_overall(result.overall), *_table("item", "Items", result.items)]
    blocks += _table("score", "Scores", result.scores)
    if result.by:
        blocks += _table(result.by.value, f"By {result.by.value}, all items together", result.groups)
    return View(data, [*blocks, *_notes(result)])


def _incomparable(result: Imported) -> list[Line]:
    other = "end" if result.occasion is Occasion.LAUNCH else "launch"
    lines = []
    if result.only_here:
        lines.append(
            Line(f"Not asked at the {other}, so not compared: {', '.join(result.only_here)}.", "warn")
        )
    if result.only_there:
        lines.append(Line(f"Asked at the {other} only: {', '.join(result.only_there)}.", "warn"))
    return lines


def _head(result: Shown) -> Line:
    launch, end = (result.answered[when] for when in Occasion)
    people = count(launch, "person", "people")
    both = f"{end} at the end, {result.overall.pairs} both times"
    return Line(f"Confidence in {result.cohort}: {people} answered at the launch, {both}.", "strong")


def _overall(paired: Paired) -> Line:
    """What became of it all, in a sentence that claims no more than it may."""
    if paired.change is None:
        return Line(f"Of fewer than {FEW} people who answered both times nothing is told.")
    way = "rose" if paired.change > 0 else "fell" if paired.change < 0 else "did not change"
    by = f" by {abs(paired.change):.2f}" if paired.change else ""
    said = (
        f"On average it {way}{by}, from {paired.before:.2f} to {paired.after:.2f}: "
        f"it rose for {paired.rose}, stayed for {paired.same} and fell for {paired.fell}."
    )
    if paired.p is None:
        return Line(f"{said} {paired.pairs} people are too few to tell it from chance; it takes {ENOUGH}.")
    if paired.p < SURE:
        return Line(f"{said} So much is hardly chance (p {_p(paired.p)}).", "good")
    return Line(f"{said} That may well be chance (p {_p(paired.p)}).")


def _table(column: str, title: str, compared: tuple[Compared, ...]) -> list[Table]:
    if not compared:
        return []
    rows = [[one.name, *_cells(one.paired)] for one in compared]
    return [Table([column, *FIGURES], rows, title, frozenset(FIGURES))]


def _cells(one: Paired) -> list[str]:
    if one.change is None:
        return [str(one.pairs), *[""] * 6]
    return [
        str(one.pairs),
        *(f"{value:.2f}" for value in (one.before, one.after)),
        f"{one.change:+.2f}",
        f"{one.spread:.2f}",
        f"{one.rose} {one.same} {one.fell}",
        _p(one.p).removeprefix("= ") if one.p is not None else "",
    ]


def _notes(result: Shown) -> list[Line]:
    every = [result.overall, *(one.paired for one in (*result.items, *result.scores, *result.groups))]
    lines = [
        "launch, end: means of those who answered both times; spread: of their changes; "
        "+ = -: for how many it rose, stayed, fell."
    ]
    if any(one.p is not None for one in every):
        lines.append(
            "p: how likely so much change is by chance alone (Wilcoxon signed-rank test); "
            "it allows for the number of lines in its table."
        )
    if any(one.pairs and one.change is None for one in every):
        lines.append(f"Left empty where it would tell of fewer than {FEW} people.")
    return [Line(line, "dim") for line in lines]


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"


def _data(one: Paired) -> dict[str, Any]:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "pairs": one.pairs,
        "launch": rounded(one.before),
        "end": rounded(one.after),
        "change": rounded(one.change),
        "spread": rounded(one.spread),
        "rose": one.rose,
        "same": one.same,
        "fell": one.fell,
        "p": float(f"{one.p:.3g}") if one.p is not None else None,
    }
