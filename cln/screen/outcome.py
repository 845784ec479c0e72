"""What every import shows alike: rows added, changed, unchanged; columns that were not used."""

from collections.abc import Iterable

from cln.files.outcome import Tally
from cln.files.taken import FromFile
from cln.screen.view import Line, View
from cln.words import capital, count, named


def tally(source: str, rows: Tally, noun: str, plural: str | None = None) -> Line:
    """One sentence on what a file did."""
    if not rows.added and not rows.changed:
        if not rows.total:
            return Line(f"{source}: nothing changed.")
        every = f"the {noun} was" if rows.total == 1 else f"all {count(rows.total, noun, plural)} were"
        return Line(f"{source}: nothing changed; {every} known already.")
    parts = [f"{rows.added} added", f"{rows.changed} changed", f"{rows.unchanged} unchanged"]
    return Line(f"{source}: {count(rows.total, noun, plural)}: {', '.join(parts)}.", "good")


TRIAL = "This was a trial: nothing was written. To take it in, run the same without --dry-run"


def doubts(result: FromFile) -> list[Line]:
    """What was doubtful about a file, though it was taken in."""
    return [Line(f"{capital(sentence)}.", "warn") for sentence in result.doubts]


def with_doubts(view: View) -> View:
    """The view with what is to be told of a file: what was doubtful, left out, or only tried."""
    result = view.data
    assert isinstance(result, FromFile)
    blocks = [*doubts(result), *view.blocks]
    notes = view.notes
    if result.rejected:
        them = "it" if result.rejected == 1 else "them"
        left_out = f"{count(result.rejected, 'row')} left out"
        notes = (*notes, f"{left_out}; mend what {result.rejects} says of {them}, and import that file.")
    if result.dry_run:
        blocks = [one for one in blocks if not (isinstance(one, Line) and one.style == "next")]
        blocks.append(Line(TRIAL, "warn"))
    return view._replace(blocks=blocks, notes=notes)


def unused(headers: tuple[str, ...]) -> list[Line]:
    """The columns that nothing was taken from, if any."""
    return [Line(f"Columns not used: {', '.join(headers)}.", "dim")] if headers else []


def passed_over(names: Iterable[str], see: str) -> list[Line]:
    """Who was passed over, because they have left; a command shows all of them."""
    gone = list(dict.fromkeys(names))
    return [Line(f"Passed over, for they have left or withdrawn: {named(gone, see)}.", "dim")] if gone else []
