"""What only a person can decide of a row: answered in a file or on a terminal, and known from then on."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from cln.errors import Refused
from cln.files import cells, sheets, table, text, whole
from cln.files.columns import Column, Table
from cln.files.place import row_of
from cln.files.problems import Answers, Question

ROW, QUESTION, ANSWER = "row", "question", "answer"
"""The columns of a file of answers."""


def read(path: Path) -> Answers:
    """The answers in a file, but for the questions that nobody has answered yet; none where there is no file.

    Raises:
        Refused: it cannot be read, or lacks a column.
    """
    if not path.exists():
        return {}
    sheet = table.read(path)
    at = sheets.columns(sheet, {ROW: (), QUESTION: (), ANSWER: ()}, (QUESTION, ANSWER))
    rows: list[Mapping[str, str]] = [
        {name: cells.text(row.cells[place]) for name, place in at.items()} for row in sheet.rows
    ]
    return {(row.get(ROW, ""), row[QUESTION]): row[ANSWER] for row in rows if row[ANSWER]}


def write(path: Path, open_ones: Sequence[Question], answers: Answers) -> None:
    """Write the questions that are open, to be answered there, below those that have been.

    An answer that is none of the choices leaves its question open.

    Raises:
        Refused: the name does not end in .csv, or the file cannot be written.
    """
    whole.refuse_ending(path, (".csv",))
    asked = dict.fromkeys((row_of(one.place), one.sentence) for one in open_ones)
    rows = [(*key, answer) for key, answer in answers.items() if key not in asked]
    rows += [(*key, "") for key in asked]
    columns = tuple(Column(name, "", lambda row: row) for name in (ROW, QUESTION, ANSWER))
    out = io.BytesIO()
    text.write_csv(Table("questions", "", columns, rows), out)
    whole.write(out.getvalue(), path, force=True)


def refused(bad: Refused, path: Path | None, number: int) -> Refused:
    """A refusal that says where its questions can be answered."""
    they = "the question" if number == 1 else f"the {number} questions"
    how = (
        f"to settle {they}, run this again with --resolve questions.csv, which writes a file to fill in"
        if path is None
        else f"write the answers into {path}, and run this again"
    )
    return Refused(bad.sentence, (*bad.details, how))
