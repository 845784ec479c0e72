"""What `cln confidence` shows: how a file was read, and what became of people's confidence."""

from cln.disclosure import FEW
from cln.events.confidence import ENOUGH, Compared, Paired, Shown
from cln.events.confidence_import import Imported
from cln.events.views.feedback import reading
from cln.programme import By, Occasion
from cln.screen.view import Block, Line, Table, View
from cln.words import count

SURE = 0.05
"""Below this, change is called more than chance."""

TODAY = " (the teams as they are today; who sits in none or has left: no team)"
"""Teams change through the year; what people said of its whole length is told of those they sit in now."""

FIGURES = ("pairs", "launch", "end", "change", "spread", "+ = -", "p")


def imported(result: Imported) -> View:
    """How each column was read and what became of the answers."""
    other = "end" if result.occasion is Occasion.LAUNCH else "launch"
    incomparable = []
    if result.only_here:
        here = f"Not asked at the {other}, so not compared: {', '.join(result.only_here)}."
        incomparable.append(Line(here, "warn"))
    if result.only_there:
        incomparable.append(Line(f"Asked at the {other} only: {', '.join(result.only_there)}.", "warn"))
    blocks = reading(result, result.columns, "participant", result.older_rows)
    if others := result.rows_of_other_occasions:
        blocks.append(Line(f"About the {other}, and left out: {count(len(others), 'row')}.", "dim"))
    see = Line("What changed: cln confidence show", "dim")
    return View(result, [*blocks, *incomparable, see])


def shown(result: Shown) -> View:
    """What became of the confidence of those who answered both times."""
    answered = result.launch or result.end
    if not answered and not result.scores:
        text = f"Nobody of {result.cohort} has said how confident they are."
        return View(result, [Line(f"{text} Next: cln confidence import FILE --occasion launch")])
    people = count(result.launch, "person", "people")
    both = f"{result.end} at the end, {result.overall.pairs} both times"
    head = f"Confidence in {result.cohort}: {people} answered at the launch, {both}."
    blocks: list[Block] = [Line(head, "strong")]
    if answered:
        blocks += [_overall(result.overall), *_table("item", "Items", result.items)]
    blocks += _table("score", "Scores", result.scores)
    if result.by:
        title = f"By {result.by.value}, all items together"
        blocks += _table(result.by.value, f"{title}{TODAY if result.by is By.TEAM else ''}", result.groups)
    return View(result, [*blocks, *_notes(result)])


def _overall(paired: Paired) -> Line:
    """What became of it all, in a sentence that claims no more than it may."""
    if paired.change is None:
        return Line(f"Of fewer than {FEW} people who answered both times nothing is told.")
    way = "rose" if paired.change > 0 else "fell" if paired.change < 0 else "did not change"
    by = f" by {abs(paired.change):.2f}" if paired.change else ""
    sentence = (
        f"On average it {way}{by}, from {paired.before:.2f} to {paired.after:.2f}: "
        f"it rose for {paired.rose}, stayed for {paired.same} and fell for {paired.fell}."
    )
    if paired.p is None:
        few = f"{paired.pairs} people are too few to tell it from chance; it takes {ENOUGH}."
        return Line(f"{sentence} {few}")
    if paired.p < SURE:
        return Line(f"{sentence} So much is hardly chance (p {_p(paired.p)}).", "good")
    return Line(f"{sentence} That may well be chance (p {_p(paired.p)}).")


def _table(column: str, title: str, compared: tuple[Compared, ...]) -> list[Table]:
    rows = [[one.name, *_cells(one)] for one in compared]
    return [Table([column, *FIGURES], rows, title, frozenset(FIGURES))] if rows else []


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
    every = [result.overall, *result.items, *result.scores, *result.groups]
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
