"""What every import shows alike: rows added, changed, unchanged; columns that were not used."""

from cln.files.outcome import Tally
from cln.screen.view import Line
from cln.words import count


def tally(source: str, rows: Tally, noun: str, plural: str | None = None) -> Line:
    """One sentence on what a file did."""
    if not rows.added and not rows.changed:
        every = f"the {noun} was" if rows.total == 1 else f"all {count(rows.total, noun, plural)} were"
        return Line(f"{source}: nothing changed; {every} known already.")
    parts = [f"{rows.added} added", f"{rows.changed} changed", f"{rows.unchanged} unchanged"]
    return Line(f"{source}: {count(rows.total, noun, plural)}: {', '.join(parts)}.", "good")


def unused(headers: tuple[str, ...]) -> list[Line]:
    """The columns that nothing was taken from, if any."""
    return [Line(f"Columns not used: {', '.join(headers)}.", "dim")] if headers else []


def some(codes: tuple[str, ...], most: int = 5) -> str:
    """The first few of many codes."""
    rest = f" and {len(codes) - most} more" if len(codes) > most else ""
    return ", ".join(codes[:most]) + rest
