"""How a form was read and what became of its answers: shown alike for feedback and confidence."""

from collections.abc import Sequence

from cln.files.outcome import Outcome
from cln.screen import outcome
from cln.screen.view import Block, Line, Table
from cln.survey.reading.columns import NOT_USED, ColumnReading
from cln.words import count


def reading(
    result: Outcome,
    columns: Sequence[ColumnReading],
    noun: str,
    repeated: Sequence[int],
    older: Sequence[int] = (),
) -> list[Block]:
    """How each column was read; how many answers were new; and which were left aside.

    Args:
        result: what became of the file.
        columns: all of the file; those that were not used are only named.
        noun: what the result counts.
        repeated: the rows that a later answer of the same person in the file has overtaken.
        older: the rows that one on record has overtaken.
    """
    used = [(one.header, one.role, one.how) for one in columns if one.role != NOT_USED]
    blocks: list[Block] = [Table(("Column", "Read as", "Meaning"), used, f"How {result.file} was read")]
    unused = [one for one in columns if one.role == NOT_USED and one.header]
    if unused:
        names = [f"{one.header} ({one.how})" if one.how else one.header for one in unused]
        blocks.append(Line(f"Not used: {', '.join(names)}.", "dim"))
    blocks.append(outcome.tally(result.file, result.rows, noun))
    for rows, where in ((repeated, "in this file"), (older, "already on record")):
        if rows:
            numbers = f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows))}"
            left = f"{count(len(rows), 'answer')} left aside"
            words = f"{left}: the same person has answered later, {where} ({numbers})."
            blocks.append(Line(words, "dim"))
    return blocks
