"""Words for ratings: "Very much" is 5. Scales are known (`programme.SCALES`) or given, worst to best."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cln import programme
from cln.errors import Refused
from cln.files.cells import Cell, text
from cln.words import fold

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BEFORE = re.compile(r"(\d+)\s*(?:[-–—:=)]|\.\s|\()\s*(.*?)\)?")
_AFTER = re.compile(r"(.*?)\s*\((\d+)\)")


@dataclass(frozen=True)
class Scale:
    """Five words for the levels 1 to 5; `given` by the user, who then has the last word over numbers."""

    words: tuple[str, ...]
    given: bool = False

    def level(self, word: str) -> int | None:
        """The level of a word, whatever its case and punctuation; None for a word of no level."""
        folded = fold(word)
        return next((level for level, one in enumerate(self.words, 1) if fold(one) == folded), None)


KNOWN = tuple(Scale(words) for words in programme.SCALES)
EXAMPLE = f'--scale "{";".join(programme.SCALES[0])}"'


def parse(five: str) -> Scale:
    """A scale from five words joined by `;`, worst first.

    Raises:
        Refused: there are not five different words.
    """
    words = tuple(word.strip() for word in five.split(";") if word.strip())
    if len(words) != 5 or len({fold(word) for word in words}) != 5:
        raise Refused(f"a scale has exactly five different words, worst to best; write e.g. {EXAMPLE}")
    return Scale(words, given=True)


def words(cells: Iterable[Cell]) -> list[str]:
    """The different ratings among `cells` that no number explains, as first seen."""
    different: dict[str, str] = {}
    for cell in cells:
        number, word = _parts(text(cell))
        if word and number is None:
            different.setdefault(fold(word), word)
    return list(different.values())


def likeliest(words: Sequence[str]) -> Scale | None:
    """The first known scale that has the most of the words; None where no scale has any."""
    known = [sum(scale.level(word) is not None for word in words) for scale in KNOWN]
    return KNOWN[known.index(max(known))] if any(known) else None


def of_question(words: Sequence[str], given: Sequence[Scale]) -> Scale | None:
    """The scale that has the most of the words that one question was answered with; those given come first.

    None where no scale has any.

    Raises:
        ValueError: known scales fit alike, but give a word different levels.
    """
    for scales in (given, KNOWN):
        known = [sum(scale.level(word) is not None for word in words) for scale in scales]
        best = [scale for scale, number in zip(scales, known, strict=True) if number and number == max(known)]
        for word in words:
            meant = sorted({level for scale in best if (level := scale.level(word))})
            if len(meant) > 1:
                raise ValueError(
                    f"{word!r} may mean {' or '.join(map(str, meant))}; say which, worst to best, with "
                    f'--scale "{";".join(best[0].words)}" or --scale "{";".join(best[1].words)}"'
                )
        if best:
            return best[0]
    return None


def readable(cell: Cell, scale: Scale | None) -> bool:
    """Whether it is a number, even a wrong one, or a word of the scale."""
    number, word = _parts(text(cell))
    return number is not None or (scale is not None and scale.level(word) is not None)


def level(cell: Cell, scale: Scale | None) -> int | None:
    """The level from 1 to 5 that a rating means: `5`, `Very much`, `5 - Very much`; None for an empty cell.

    Raises:
        ValueError: no such level, an unknown word, or a number that contradicts its word.
    """
    whole = text(cell)
    if not whole:
        return None
    if scale and scale.given and (own := scale.level(whole)):
        return own
    number, word = _parts(whole)
    meant = scale.level(word) if scale and word else None
    if number is None or (meant and scale and scale.given):
        if meant is None:
            raise ValueError(f"{whole!r} is no rating; {_understood(scale)}")
        return meant
    return _checked(whole, number, word)


def _understood(scale: Scale | None) -> str:
    words = f" or one of: {', '.join(scale.words)}" if scale else ""
    other = "" if scale and scale.given else " (a form with other words needs --scale)"
    return f"write 1 to 5{words}{other}"


def _checked(whole: str, number: str, word: str) -> int:
    if number not in {"1", "2", "3", "4", "5"}:
        raise ValueError(
            f"{whole!r} is not a level from 1 to 5; if it is a rank, 1 the most wanted, say --kind ranking"
        )
    meanings = {meant for scale in KNOWN if word and (meant := scale.level(word))}
    if meanings and int(number) not in meanings:
        raise ValueError(
            f"{whole!r} says {number}, but its words mean {min(meanings)}; tell with --scale which is which, "
            "worst to best"
        )
    return int(number)


def _parts(whole: str) -> tuple[str | None, str]:
    """The number and the words of a rating, either of which may be lacking."""
    if _NUMBER.fullmatch(whole):
        return whole.removesuffix(".0"), ""
    if before := _BEFORE.fullmatch(whole):
        return before[1], before[2]
    if after := _AFTER.fullmatch(whole):
        return after[2], after[1]
    return None, whole
