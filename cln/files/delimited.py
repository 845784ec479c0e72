"""Reads text as rows of cells: finds what parts the cells, and blames what does not close on its own row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from cln.errors import Refused
from cln.words import count, quoted, without_controls

LONGEST = 100_000
"""Characters of a cell; Excel holds 32,767."""

_MARKS = ",;\t|"
_NAMED = re.compile(r"\"?sep=([,;\t|])\"?(?:\r\n|\r|\n)", re.IGNORECASE)
"""By this line Excel is told what parts the cells; it does not show it, nor count it as a row."""
_QUOTED = re.compile(r'"(?:(?<=^")|(?<=[,;\t|]"))(?:[^"]|"")*"', re.MULTILINE)
_LOOKED_AT = 200_000
"""Characters from which the mark between cells is found."""


def rows(name: str, content: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text file, with their numbers as a spreadsheet counts them.

    Raises:
        Refused: a quotation mark does not close, or a cell is too long.
    """
    if named := _NAMED.match(content):
        content = content[named.end() :]
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    delimiter = named[1] if named else _delimiter(content)
    if delimiter == "|" and not named:
        raise Refused(
            f"{name}: its cells are separated by |; save it with commas between them (or semicolons, or tabs)"
        )
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    last = 0
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > LONGEST:
                raise Refused(_too_long(name, last + 1, cells))
            yield last + 1, cells
            last = reader.line_num
    except csv.Error as error:
        raise Refused(
            f"{name}, row {last + 1}: a quotation mark opens and does not close where it should; "
            'write a mark that belongs to the text twice (""), or take it out'
        ) from error


def _too_long(name: str, row: int, cells: list[str]) -> str:
    place, cell = next((place, cell) for place, cell in enumerate(cells, 1) if len(cell) > LONGEST)
    return (
        f"{name}, row {row}, column {place}: the cell is {count(len(cell), 'character')} long "
        f"({quoted(cell)}); {LONGEST:,} is the most that is read, so shorten it"
    )


def _delimiter(content: str) -> str:
    """What stands outside quotation marks equally often in most lines; a title above the columns has none."""
    bare = _QUOTED.sub("", without_controls(content[:_LOOKED_AT]))  # an escape code may hold semicolons
    lines = [line for line in bare.splitlines() if line.strip()]

    def regular(mark: str) -> tuple[int, int]:
        numbers = Counter(number for line in lines if (number := line.count(mark)))
        return max(((lines, number) for number, lines in numbers.items()), default=(0, 0))

    return max(_MARKS, key=regular)
