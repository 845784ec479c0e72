"""Who is meant: the one answer to which entry, person or theme somebody names, typed or in a file.

An entry is named by its code alone where that is enough, else by its sector and number too; a person by name
or e-mail address, whatever the spelling. What cannot be told is refused with a sentence, never guessed.
Light, because every command reads codes with it: no module that knows the database is imported at run time.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from cln.errors import Refused, Usage
from cln.files import cells
from cln.programme import Sector
from cln.words import finder, fold, near_codes, nearest_name, quoted

if TYPE_CHECKING:
    from cln.cohort.queries import EnrolledEntry
    from cln.files.records import Record
    from cln.meant import Typed
    from cln.tables.cohorts import Cohort, Participant, Theme

ENTRY = {
    "code": (
        *(
            "SEED code",
            "SEED",
            "SEED number",
            "CS number",
            "SEED code or CS number",
            "CS number or SEED code",
        ),
        *("establishment code", "school code", "centre code"),
    ),
    "sector": ("school type",),
    "entry": ("entry number", "entry no"),
    "establishment": (
        *("establishment name", "name of establishment", "school", "school name", "name of school", "centre"),
        *("centre name", "name of centre", "school or centre", "name of school or centre"),
    ),
    "authority": ("local authority", "local authority name", "council", "LA", "LA name"),
}
"""The columns that say which entry a row of a file is about, and the other headers that each may have."""
MOST_ENTRIES = 99
"""A higher entry number is a slip of the keyboard."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_OF_CODES = frozenset({"CS", "SP"})


def _is_name(typed: str) -> bool:
    """Whether that is no attempt at a code: it has two letters together, other than those that codes have."""
    return any(letters.upper() not in _OF_CODES for letters in _LETTERS.findall(typed))


class MeansNobody(ValueError):
    """A row means no entry or person of the cohort, or one of several; `column` is where to mend it."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


@dataclass(frozen=True)
class Which:
    """An entry as a user names it; None where the user leaves it open."""

    code: str
    sector: str | None = None
    number: int | None = None
    name: str = ""
    """What was typed in place of the code; then that is empty."""
    registered: bool = False
    """An establishment of the register is meant by it, whatever the cohort."""

    @classmethod
    def read(cls, cell: cells.Cell, *, registered: bool = False) -> Self:
        """Read CODE, CODE:SECTOR, CODE:NUMBER or CODE:SECTOR:NUMBER, or a name in place of the code.

        ValueError with a sentence.
        """
        code, *rest = (part.strip() for part in cells.text(cell).split(":"))
        if _is_name(code):
            return cls._of_name(cells.text(cell), registered=registered)
        if len(rest) > 2:
            raise ValueError(f"{quoted(cell)} has too many parts; write e.g. 8350027:Primary:2")
        number = cells.whole(rest.pop(), 1, MOST_ENTRIES) if rest and rest[-1].isdigit() else None
        sector = cells.sector_named(rest[0]) if rest else None
        return cls(cells.code(code), cells.sector(code, sector), number, registered=registered)

    @classmethod
    def _of_name(cls, typed: str, *, registered: bool) -> Self:
        """Words, which may have a colon of their own."""
        name, number, sector = typed, None, None
        before, _, last = name.rpartition(":")
        if before and last.strip().isdigit():
            name, number = before, cells.whole(last.strip(), 1, MOST_ENTRIES)
        before, _, last = name.rpartition(":")
        if before and fold(last) in map(fold, Sector):
            name, sector = before, cells.sector_named(last)
        return cls("", sector, number, cells.brief(name), registered)

    @property
    def typed(self) -> "Typed | None":
        """The words that stand in place of the code, if any do."""
        if not self.name:
            return None
        from cln.cohort import named

        return named.establishment(self) if self.registered else named.entry(self)

    @classmethod
    def of(cls, record: "Record", *, code_needed: bool = True) -> Self | None:
        """The entry that a row of a file names in its columns code, sector and entry; None without a code.

        What is wrong with them is noted.
        """
        code = (record.must if code_needed else record.may)("code", cells.code)
        sector = record.may("sector", cells.sector_named)
        number = record.may("entry", partial(cells.whole, low=1, high=MOST_ENTRIES))
        if not code:
            return None
        named = record.must("sector", lambda _: cells.sector(record.cell("code"), sector))
        return cls(code, named, number)

    def narrowed(self, sector: str | None, number: int | None) -> Self:
        """With what the options --sector and --entry say besides; None where they say nothing.

        Raises:
            Usage: they contradict what is written.
        """
        if (sector and self.sector not in {None, sector}) or (number and self.number not in {None, number}):
            raise Usage("the code and the options name different entries; leave one of them out")
        return replace(self, sector=sector or self.sector, number=number or self.number)

    def is_of(self, code: str, sector: str) -> bool:
        """Whether it may mean that department; a name may mean any of its sector."""
        return self.code in {"", code} and self.sector in {None, sector}

    def fits(self, entry: "EnrolledEntry") -> bool:
        """Whether it may mean this entry."""
        code, sector, number = entry.key
        return self.code == code and self.sector in {None, sector} and self.number in {None, number}


def choose(enrolled: Sequence["EnrolledEntry"], cohort: "Cohort", which: Which) -> "EnrolledEntry":
    """The one entry of the cohort that a user means, withdrawn or not.

    Raises:
        Refused: the cohort has no such entry.
        Usage: several fit.
    """
    code = which.code
    there = [entry for entry in enrolled if entry.establishment.code == code]
    if not there:
        near = near_codes(code, {entry.establishment.code: entry.establishment.name for entry in enrolled})
        asked = f"did you mean {near}? See" if near else "see"
        raise Refused(f"{code} is not in {cohort.name}; {asked}: cln cohort show")
    fitting = [entry for entry in there if which.fits(entry)]
    listed = " and ".join(f"{entry.establishment.sector} entry {entry.entry.number}" for entry in there)
    if not fitting:
        raise Refused(f"{code} has no such entry in {cohort.name}; it has {listed}")
    if len(fitting) > 1:
        several = len({entry.establishment.sector for entry in fitting}) > 1
        option = "--sector" if several else "--entry"
        first = fitting[0].establishment.sector if several else fitting[0].entry.number
        raise Usage(
            f"{code} has several entries in {cohort.name} ({listed}); choose with {option}, "
            f"or write {code}:{first}"
        )
    return fitting[0]


def choose_active(enrolled: Sequence["EnrolledEntry"], cohort: "Cohort", which: Which) -> "EnrolledEntry":
    """The one entry of the cohort that a user means, of those that still take part.

    Raises:
        Refused: the cohort has no such entry, or it has withdrawn.
        Usage: several fit.
    """
    try:
        return choose([entry for entry in enrolled if entry.entry.withdrawn_on is None], cohort, which)
    except Refused:
        gone = choose(enrolled, cohort, which)
    raise Refused(f"{gone.label} withdrew from {cohort.name} on {gone.entry.withdrawn_on}")


def entries_of_row(
    enrolled: Sequence["EnrolledEntry"], cohort: "Cohort", which: Which
) -> list["EnrolledEntry"]:
    """The entries of the cohort that a row of a file may mean, withdrawn ones too; at least one.

    Raises:
        MeansNobody: there are none.
    """
    code = which.code
    if fitting := [entry for entry in enrolled if which.fits(entry)]:
        return fitting
    there = [entry for entry in enrolled if entry.establishment.code == code]
    if not there:
        near = near_codes(code, {entry.establishment.code: entry.establishment.name for entry in enrolled})
        asked = f"did you mean {near}? If not, nominate" if near else "nominate"
        sentence = f"is not enrolled in {cohort.name}; {asked} it with: cln cohort enrol FILE"
        raise MeansNobody("code", f"{code} {sentence}, or take the row out")
    of_sector = [entry for entry in there if which.sector in {None, entry.establishment.sector}]
    if not of_sector:
        sectors = either(sorted(entry.establishment.sector for entry in there))
        sentence = f"is enrolled in {cohort.name} as {sectors}, not as {which.sector}; correct the sector"
        raise MeansNobody("sector", f"{code} {sentence}")
    numbers = either(sorted(str(entry.entry.number) for entry in of_sector))
    sentence = f"has entry {numbers} in {cohort.name}, not {which.number}; correct the number"
    raise MeansNobody("entry", f"{code} {sentence}")


class Named(Protocol):
    """Somebody with a name and perhaps an e-mail address."""

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str | None: ...


Somebody = TypeVar("Somebody", bound=Named)


class Called(Generic[Somebody]):
    """Who of some people is meant by a name or an e-mail address, without a look at all of them each time."""

    def __init__(self, people: Iterable[Somebody]) -> None:
        self._of_name: dict[str, list[tuple[int, Somebody]]] = {}
        self._of_address: dict[str, list[tuple[int, Somebody]]] = {}
        for place, person in enumerate(people):
            self._of_name.setdefault(fold(person.name), []).append((place, person))
            if person.email:
                self._of_address.setdefault(person.email, []).append((place, person))

    def __call__(self, name: str) -> list[Somebody]:
        """Everybody whose name or e-mail address that is, in their order."""
        named = self._of_name.get(fold(name), ())
        there = dict((*named, *self._of_address.get(name.strip().casefold(), ())))
        return [there[place] for place in sorted(there)]

    def with_address(self, email: str) -> list[Somebody]:
        """Everybody with that e-mail address, in their order."""
        return [person for _, person in self._of_address.get(email, ())]


def participant(entry: "EnrolledEntry", name: str) -> "Participant":
    """The one of an entry's people who is meant.

    Raises:
        Refused: nobody there is called so.
        Usage: several are.
    """
    there = " and ".join(person.name for person in entry.participants) or "nobody"
    return _the_one(entry.participants, name, f"on {entry.label}", f"it has {there}")


def facilitator(people: Sequence[Somebody], cohort: "Cohort", name: str) -> Somebody:
    """The one of a cohort's facilitators who is meant.

    Raises:
        Refused: nobody there is called so.
        Usage: several are.
    """
    near = nearest_name(name, [person.name for person in people])
    asked = f"did you mean {near}? See" if near else "see"
    return _the_one(people, name, f"a facilitator of {cohort.name}", f"{asked}: cln facilitator list")


def _the_one(people: Sequence[Somebody], name: str, where: str, otherwise: str) -> Somebody:
    called = Called(people)(name)
    if not called:
        raise Refused(f"nobody called {quoted(name)} is {where}; {otherwise}")
    if len(called) > 1:
        which = " or ".join(person.email or "no address" for person in called)
        raise Usage(f"{quoted(name)} could be {len(called)} people; name one by the e-mail address ({which})")
    return called[0]


def theme(known: Sequence["Theme"], cohort: "Cohort") -> Callable[[str], int]:
    """A function from the name of one of these themes to its id; ValueError for any other name."""
    names = [one.name for one in known]
    ids = {fold(one.name): one.id or 0 for one in known}
    return finder(ids, names, f"theme of {cohort.name}")


def either(words: Iterable[str]) -> str:
    """ "a or b", each once."""
    return " or ".join(dict.fromkeys(words))
