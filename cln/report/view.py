"""What `cln pack` shows: what was put into the folder, and for whom each part is."""

from cln.report.pack import CONTENTS, Packed
from cln.screen.view import Block, Line, Table, View


def packed(result: Packed) -> View:
    """What is in a pack."""
    rows = [[one.name, one.holds, one.for_whom] for one in result.parts]
    blocks: list[Block] = [
        Line(f"{result.cohort}: the pack is in {result.folder}; {CONTENTS} says what is in it.", "good"),
        Table(("name", "what it holds", "for"), rows),
        *(Line(f"Not in it: {one}", "warn") for one in result.left_out),
    ]
    return View(result, blocks, result.notes)
