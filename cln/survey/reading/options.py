"""Which themes a header or a cell names, whether joined by `;` or by commas that themes may hold too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cln.files import cells
from cln.files.cells import Cell
from cln.words import fold

_GRID = re.compile(r"(.*)\s*\[([^\[\]]+)\]")
_SAYS = re.compile(r"\s*\([^()]*[0-9][^()]*\)")
"""What a header adds about numbers, such as "(1 = most)"."""
_NUMBER = re.compile(
    r"(?:(?:G\d+)?Q\d+(?:\.\d+)*(?:_SQ\d+|\[\w+\]|\.?\(?[a-z]\)?)?[.:)]?|\d+(?:\.\d+)*(?:\.?\(?[a-z]\)?)?[.:)])\s+",
    re.IGNORECASE,
)
"""How tools number what they ask: "3.1.a. ", "Q3. ", "G01Q02[SQ003]. "."""
_BETWEEN = re.compile(r"\s+[-\u2013\u2014|:]\s+|[:?]\s+")
"""What stands between a question and the row of its grid where no brackets do."""


@dataclass(frozen=True)
class Option:
    """One thing that a respondent chose; `theme` is None for what is no theme."""

    text: str
    theme: str | None


def by_fold(themes: Sequence[str]) -> dict[str, str]:
    """Each theme by its folded name."""
    return {fold(theme): theme for theme in themes}


def bare(header: str) -> str:
    """A header without the number that a tool puts before it."""
    return _NUMBER.sub("", header, count=1) if _NUMBER.match(header) else header


def asked(header: str) -> str:
    """What a column asks about: the row of a grid, else its whole header."""
    grid = _GRID.fullmatch(header)
    return grid[2] if grid else bare(header)


def theme_of(header: str, themes: Mapping[str, str]) -> tuple[str, str] | None:
    """The question and the theme of a column for one theme.

    It is headed by its name, `Question [Theme]` or `Question - Theme`, numbered or not.
    """
    whole = bare(header)
    parts = [("", whole)]
    if grid := _GRID.fullmatch(whole):
        parts.append((grid[1].strip(), grid[2]))
    parts += [
        (whole[: at.end()].rstrip(" -\u2013\u2014|:"), whole[at.end() :]) for at in _BETWEEN.finditer(whole)
    ]
    for question, words in parts:
        for name in (words, _SAYS.sub("", words), bare(words)):
            if theme := themes.get(fold(name)):
                return question, theme
    return None


def split(cell: Cell, themes: Mapping[str, str]) -> list[Option]:
    """The options of a cell in their order; `themes` by folded name.

    "Numeracy;Literacy;" has two, and so has "Numeracy, Learning, teaching and assessment" where that is a
    theme. Between commas the longest theme wins; what is left between two themes is one option.
    """
    text = cells.text(cell)
    if ";" in text:
        pieces = [piece.strip() for piece in text.split(";") if piece.strip()]
        return [Option(piece, themes.get(fold(piece))) for piece in pieces]
    return _split_commas([piece.strip() for piece in text.split(",") if piece.strip()], themes)


def _split_commas(pieces: Sequence[str], themes: Mapping[str, str]) -> list[Option]:
    options: list[Option] = []
    place = 0
    while place < len(pieces):
        for end in range(len(pieces), place, -1):
            text = ", ".join(pieces[place:end])
            if fold(text) in themes:
                options.append(Option(text, themes[fold(text)]))
                place = end
                break
        else:
            if options and options[-1].theme is None:
                options[-1] = Option(f"{options[-1].text}, {pieces[place]}", None)
            else:
                options.append(Option(pieces[place], None))
            place += 1
    return options
