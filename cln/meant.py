"""What somebody means who types words in place of a code, a name or a number: one answer for every noun.

A room says what there is to be meant (`Known`); an option says that words are read so (`Typed`). Before a
command begins, the words are made what they mean: the whole name decides, else the beginnings of its words,
where they fit one alone. What cannot be told is refused with a list. A command that writes says whom it took,
and asks where less than the whole name was typed; it asks before anything is locked.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cln.errors import Refused, Usage
from cln.words import count, fold, nearest_name, quoted

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.tables.cohorts import Cohort

MOST = 20
"""So many of those that fit are listed."""

OF_EVERY_SCHOOL = frozenset({"primary", "secondary", "school", "nursery", "class", "ps", "ns", "elc"})
"""Words that need not be typed, nor typed right."""

_APOSTROPHES = re.compile("['`\u2018\u2019\u02bc\u2032]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Known:
    """Somebody or something that can be meant."""

    value: Any
    """What the command is handed."""
    name: str
    line: str
    """As a list shows it, ready to copy."""
    others: tuple[str, ...] = ()
    """What else it is called, e.g. an e-mail address."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.others)


@dataclass(frozen=True)
class Where:
    """Where words are looked up: the database, the cohort that is meant, and what is given beside them."""

    session: "Session"
    find_cohort: "Callable[[Session], Cohort]"
    given: Mapping[str, Any]

    @property
    def cohort(self) -> "Cohort":
        """The cohort that is meant."""
        return self.find_cohort(self.session)


PLURAL = {"person": "people"}
"""Noun -> several of them, where that is no s."""


@dataclass(frozen=True)
class Typed:
    """Words, and what they can mean."""

    words: str
    noun: str
    """What is meant, e.g. "theme"."""
    of: str
    """Of what, e.g. "the cohort"."""
    among: Callable[[Where], Sequence[Known]]
    see: str
    """The command that lists all there are."""
    by_command: bool = False
    """The command itself takes a whole name, and refuses words that mean nothing."""

    @property
    def typed(self) -> "Typed":
        """Itself: whatever has `typed` may be words."""
        return self


@dataclass(frozen=True)
class Taken:
    """What words are taken for."""

    typed: Typed
    known: Known
    whole: bool
    """Its whole name was typed."""

    def __str__(self) -> str:
        """In words."""
        return f"{quoted(self.typed.words)} is taken for {self.known.line}"


def words_of(name: str) -> list[str]:
    """The words of a name, each folded; "saint" is "st"."""
    parts = _BETWEEN_WORDS.split(_APOSTROPHES.sub("", name).replace("&", " and "))
    folded = [fold(part) for part in parts]
    return ["st" if word == "saint" else word for word in folded if word]


def own_words(name: str) -> list[str]:
    """Those of its words that not every school has; all of them where it has no other."""
    every = words_of(name)
    return [word for word in every if word not in OF_EVERY_SCHOOL] or every


def fitting(words: str, known: Sequence[Known]) -> list[Known]:
    """Those of which each of these words is the beginning of a word; whole names go before all others."""
    if not words_of(words):
        return []
    exact = [one for one in known if fold(words) in map(fold, (*one.names, one.line))]
    return exact or beginning(words_of(words), known) or beginning(own_words(words), known)


def beginning(typed: Sequence[str], known: Sequence[Known]) -> list[Known]:
    """Those of which each of these words, as `words_of` gives them, is the beginning of a word."""

    def fits(one: Known) -> bool:
        return any(
            all(any(_begins(word, begin) for word in words_of(name)) for begin in typed) for name in one.names
        )

    return [one for one in known if fits(one)]


def _begins(word: str, begin: str) -> bool:
    """Whether a word begins so; a number is meant as it stands."""
    return word == begin if begin.isdigit() else word.startswith(begin)


def is_whole(words: str, one: Known) -> bool:
    """Whether that is the whole of a name of it, but for the words of every school, or its line of a list."""
    return any(
        fold(words) == fold(name) or own_words(words) == own_words(name) for name in (*one.names, one.line)
    )


def take(typed: Typed, known: Sequence[Known]) -> Taken | None:
    """The one that is meant; None where the command itself takes a whole name and refuses what means nothing.

    Raises:
        Refused: nothing is called so.
        Usage: several are.
    """
    fits = fitting(typed.words, known)
    if typed.by_command and (not fits or any(fold(typed.words) in map(fold, one.names) for one in fits)):
        return None
    if len(fits) > 1:
        more = f"and {len(fits) - MOST} more; see: {typed.see}"
        could = count(len(fits), typed.noun, PLURAL.get(typed.noun))
        raise Usage(
            f"{quoted(typed.words)} could be {could} of {typed.of}; write more, or copy one:",
            [*(one.line for one in fits[:MOST]), *([more] if len(fits) > MOST else [])],
        )
    if fits:
        return Taken(typed, fits[0], is_whole(typed.words, fits[0]))
    near = nearest_name(typed.words, [one.name for one in known])
    alike = next((one.line for one in known if one.name == near), None)
    asked = f"did you mean {alike}? See" if alike else "see"
    raise Refused(f"{quoted(typed.words)} is no {typed.noun} of {typed.of}; {asked}: {typed.see}")


def meant(
    arguments: Mapping[str, Any], where: Where, agree: Callable[[Taken], None] | None
) -> dict[str, Any]:
    """The arguments of a command with what their words mean in place of the words.

    Args:
        arguments: by name.
        where: where they are looked up.
        agree: says whom a command took that writes, and asks; None where it only reads.
    """
    given = dict(arguments)
    for name, value in sorted(arguments.items(), key=lambda one: one[0] != "code"):  # people are of an entry
        several = isinstance(value, list | tuple)
        if not any(getattr(one, "typed", None) for one in (value if several else [value])):
            continue
        looked_up = Where(where.session, where.find_cohort, given)
        values = [_value(one, looked_up, agree) for one in (value if several else [value])]
        given[name] = values if several else values[0]
    return given


def _value(value: Any, where: Where, agree: Callable[[Taken], None] | None) -> Any:
    typed: Typed | None = getattr(value, "typed", None)
    if typed is None:
        return value
    taken = take(typed, typed.among(where))
    if taken is None:
        return typed.words
    if agree is not None:
        agree(taken)
    return taken.known.value


def agreeing(*, yes: bool, asks: bool) -> Callable[[Taken], None]:
    """Says whom a command took, and asks where less than the whole name was typed, unless `yes`.

    Args:
        yes: nobody is to be asked.
        asks: somebody is there to answer.
    """
    from cln.screen import ask, output

    def agree(taken: Taken) -> None:
        known = taken.known
        if taken.whole or yes:
            if known.line != taken.typed.words:
                output.note(f"{taken}.")
            return
        if not asks:
            raise Usage(f'{taken}; to write that, give the whole name, "{known.name}", or add --yes')
        if not ask.agreed(f"{taken}. Is that the one?"):
            raise Refused("nothing was written; type more of the name of the one that is meant")

    return agree
