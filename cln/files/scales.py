"""Words for ratings: "Very much" is 5. Scales are known (`programme.SCALES`) or given, worst to best."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cln import programme
from cln.errors import Refused
from cln.files.cells import Cell, text
from cln.words import fold, quoted

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BEFORE = re.compile(r"(\d{1,3})\s*(?:[-–—:=)]|\.\s|\()\s*(?!\d)(.*?)\)?")
_AFTER = re.compile(r"(.*?)\s*\((\d+)\)")


@dataclass(frozen=True)
class Scale:
    """Five words for the levels 1 to 5; `given` by the user, who then has the last word over numbers."""

    words: tuple[str, ...]
    given: bool = False
    header: str = ""
    """Of the one question that it is for; empty: of any."""

    def level(self, word: str) -> int | None:
        """The level of a word, whatever its case and punctuation; None for a word of no level."""
        folded = fold(word)
        return next((level for level, one in enumerate(self.words, 1) if fold(one) == folded), None)


KNOWN = tuple(Scale(words) for words in programme.SCALES)
EXAMPLE = f'--scale "{";".join(programme.SCALES[0])}"'


def parse(five: str) -> Scale:
    """A scale from five words joined by `;`, worst first; after `HEADER=`, that of one question.

    Raises:
        Refused: there are not five different words.
    """
    header, _, own = five.rpartition("=")
    words = tuple(word.strip() for word in own.split(";") if word.strip())
    if len(words) != 5 or len({fold(word) for word in words}) != 5:
        raise Refused(f"a scale has exactly five different words, worst to best; write e.g. {EXAMPLE}")
    return Scale(words, given=True, header=header.strip())


def words(cells: Iterable[Cell]) -> list[str]:
    """The different ratings among `cells` that no number explains, as first seen."""
    different: dict[str, str] = {}
    for cell in cells:
        number, word = _parts(text(cell))
        if word and number is None:
            different.setdefault(fold(word), word)
    return list(different.values())


def of_question(words: Sequence[str], given: Sequence[Scale] = (), header: str = "") -> Scale | None:
    """The scale that has the most of the words with which a question was answered; None where none has any.

    One that is given for its header is taken before all others, any other given one where none has more.

    Raises:
        ValueError: scales fit alike, but give a word different levels.
    """
    if own := [scale for scale in given if header and fold(scale.header) == fold(header)]:
        return own[-1]
    general = [scale for scale in given if not scale.header]
    known = [(sum(scale.level(word) is not None for word in words), scale) for scale in (*general, *KNOWN)]
    most = max(number for number, _ in known)
    best = [scale for number, scale in known if number == most] if most else []
    best = [scale for scale in best if scale.given] or best
    for word in words:
        meant: dict[int, Scale] = {}
        for scale in best:
            if level := scale.level(word):
                meant.setdefault(level, scale)
        if len(meant) > 1:
            one, other, *_ = (";".join(scale.words) for scale in meant.values())
            named = f"{header}=" if general and header else ""
            raise ValueError(
                f"{quoted(word)} may mean {' or '.join(map(str, sorted(meant)))}; say which, worst to best, "
                f'with --scale "{named}{one}" or --scale "{named}{other}"'
            )
    return best[0] if best else None


def readable(cell: Cell, scale: Scale | None) -> bool:
    """Whether it is a number, even a wrong one, or a word of the scale."""
    number, word = _parts(text(cell))
    return number is not None or (scale is not None and scale.level(word) is not None)


def level(cell: Cell, scale: Scale | None, *, best_first: bool = False) -> int | None:
    """The level from 1 to 5 that a rating means: `5`, `Very much`, `5 - Very much`; None for an empty cell.

    With `best_first` the number 1 is the best, as its question says.

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
            raise ValueError(f"{quoted(whole)} is no rating; {_understood(scale)}")
        return meant
    return _checked(whole, number, word, best_first=best_first)


def _understood(scale: Scale | None) -> str:
    words = f" or one of: {', '.join(scale.words)}" if scale else ""
    other = "" if scale and scale.given else " (a form with other words needs --scale)"
    return f"write 1 to 5{words}{other}"


def _checked(whole: str, number: str, word: str, *, best_first: bool) -> int:
    if number not in {"1", "2", "3", "4", "5"}:
        raise ValueError(
            f"{quoted(whole)} is not a level from 1 to 5; if it is a rank, 1 the most wanted, say --kind "
            "ranking"
        )
    level = 6 - int(number) if best_first else int(number)
    meanings = {meant for scale in KNOWN if word and (meant := scale.level(word))}
    if meanings and level not in meanings:
        says = f"{level}, as its question says that 1 is the best" if best_first else number
        raise ValueError(
            f"{quoted(whole)} says {says}, but its words mean {min(meanings)}; tell with --scale which is "
            "which, worst to best"
        )
    return level


def _parts(whole: str) -> tuple[str | None, str]:
    """The number and the words of a rating, either of which may be lacking."""
    if _NUMBER.fullmatch(whole):
        return whole.removesuffix(".0"), ""
    if before := _BEFORE.fullmatch(whole):
        return before[1], before[2]
    if after := _AFTER.fullmatch(whole):
        return after[2], after[1]
    return None, whole


_BEST = (
    r"(?:the )?(?:most|best|highest|high|excellent|outstanding|extremely|completely|fully|strongly agree|"
    r"first|top|favou?rite|very (?!poor|bad|dissatisfied|unlikely|little|low|un))"
)
_WORST = (
    r"(?:the )?(?:least|worst|lowest|low|poor|bad|terrible|useless|not|no|none|never|strongly disagree|last|"
    r"very (?:poor|bad|dissatisfied|unlikely|little|low|un))"
)
_END = re.compile(
    r"\b(?P<number>[0-9]{1,2}) ?(?P<sign>=|is|means|being|:|\(|-|\u2013) ?"
    rf"(?:(?P<best>{_BEST})|{_WORST})\b",
    re.IGNORECASE,
)
_END_BEFORE = re.compile(
    rf"\b(?:(?P<best>{_BEST})|{_WORST})[a-z ]*(?P<sign>=|\() ?(?P<number>[0-9]{{1,2}})\b", re.IGNORECASE
)
_RANGE = re.compile(r"\b0 ?(?:-|\u2013|to) ?(?P<top>[0-9]{1,2})\b|\b(?:1 ?(?:-|\u2013|to)|out of) ?10\b")


@dataclass(frozen=True)
class Ends:
    """What a question says of its numbers."""

    best_first: bool | None = None
    """Whether the lowest one is the best; None where it is not said."""
    top: int | None = None
    """The highest one; None where it is not said."""

    @property
    def fits(self) -> bool:
        """Whether they may be levels from 1 to 5."""
        return self.top in {None, 5}


def ends_of(header: str) -> Ends:
    """What a header such as "How useful? (1 = excellent, 5 = poor)" says of the numbers below it.

    Raises:
        ValueError: it says that both ends are the best, or neither.
    """
    pairs = list(_END.finditer(header)) or list(_END_BEFORE.finditer(header))
    ends = {int(end["number"]): end for end in pairs}
    if len(ends) < 2:  # "Session 1: best moments" says nothing of numbers
        ends = {number: end for number, end in ends.items() if end["sign"].isalpha() or end["sign"] == "="}
    between = _RANGE.search(header)
    top = int(between["top"] or 10) if between else max(ends, default=1)
    says = {(end["best"] is not None) == (number <= 1) for number, end in ends.items()}
    if len(says) > 1:
        raise ValueError(f"{header!r} does not say whether the lowest number or the highest is the best")
    return Ends(best_first=says.pop() if says else None, top=top if top > 1 else None)
