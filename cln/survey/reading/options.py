"""Which themes a header or a cell names, whether joined by `;` or by commas that themes may hold too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cln.files.cells import Cell, text
from cln.words import fold

_GRID = re.compile(r"(.*?)\s*\[(.+)\]")


@dataclass(frozen=True)
class Option:
    """One thing that a respondent chose; `theme` is None for what is no theme."""

    said: str
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
    question, said = (grid[1], grid[2]) if grid else ("", header)
    theme = themes.get(fold(said))
    return (question, theme) if theme else None


def split(cell: Cell, themes: Mapping[str, str]) -> list[Option]:
    """The options of a cell in their order; `themes` by folded name.

    "Numeracy;Literacy;" has two, and so has "Numeracy, Learning, teaching and assessment" where that is a
    theme. Between commas the longest theme wins; what is left between two themes is one option.
    """
    said = text(cell)
    if ";" in said:
        pieces = [piece.strip() for piece in said.split(";") if piece.strip()]
        return [Option(piece, themes.get(fold(piece))) for piece in pieces]
    return _split_commas([piece.strip() for piece in said.split(",") if piece.strip()], themes)


def _split_commas(pieces: Sequence[str], themes: Mapping[str, str]) -> list[Option]:
    found: list[Option] = []
    place = 0
    while place < len(pieces):
        for end in range(len(pieces), place, -1):
            said = ", ".join(pieces[place:end])
            if fold(said) in themes:
                found.append(Option(said, themes[fold(said)]))
                place = end
                break
        else:
            if found and found[-1].theme is None:
                found[-1] = Option(f"{found[-1].said}, {pieces[place]}", None)
            else:
                found.append(Option(pieces[place], None))
            place += 1
    return found
