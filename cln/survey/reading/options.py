"""Which themes a header or a cell names, whether joined by `;` or by commas that themes may hold too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cln.files import cells
from cln.files.cells import Cell
from cln.words import fold

_GRID = re.compile(r"(.*?)\s*\[(.+)\]")
_SAYS = re.compile(r"\s*\([^()]*[0-9][^()]*\)")
"""What a header adds about numbers, such as "(1 = most)"."""


@dataclass(frozen=True)
class Option:
    """One thing that a respondent chose; `theme` is None for what is no theme."""

    text: str
    theme: str | None


def by_fold(themes: Sequence[str]) -> dict[str, str]:
    """Each theme by its folded name."""
    return {fold(theme): theme for theme in themes}


def asked(header: str) -> str:
    """What a column asks about: the row of a grid, else its whole header."""
    grid = _GRID.fullmatch(header)
    return grid[2] if grid else header


def theme_of(header: str, themes: Mapping[str, str]) -> tuple[str, str] | None:
    """The question and the theme of a column for one theme: headed by its name, or `Question [Theme]`."""
    grid = _GRID.fullmatch(header)
    question, text = (grid[1], grid[2]) if grid else ("", header)
    theme = themes.get(fold(text)) or themes.get(fold(_SAYS.sub("", text)))
    return (question, theme) if theme else None


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
