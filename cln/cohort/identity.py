"""Which entry a row of a file is about: the one answer for every import into a cohort.

A code decides. Without one the name of the establishment does, with its council or where the cohort has only
one so called, or the address of a participant. What contradicts the rest of its row is refused, naming both;
near names are suggested, never taken.
"""

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from cln.cohort.whom import MOST_ENTRIES, MeansNobody, Which, either
from cln.files import cells
from cln.meant import own_words, words_of
from cln.register.queries import authority_aliases, establishments_by_name
from cln.store.rows import grouped
from cln.words import fold, nearest_name, quoted, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from cln.cohort.queries import EnrolledEntry
    from cln.cohort.roll import Attendee, Roll
    from cln.files.records import Record
    from cln.tables.register import Establishment


@dataclass(frozen=True)
class Identity:
    """What a row says of its entry; None and "" are what it says nothing about."""

    which: Which | None = None
    establishment: str = ""
    authority: str = ""
    email: str = ""
    """The address of who answered."""
    sector: str | None = None
    """Where the row gives no code, as is `number`."""
    number: int | None = None

    @classmethod
    def of(cls, record: "Record", email: str) -> Self:
        """What the columns of a row say; what is wrong with them is noted."""
        which = Which.of(record, code_needed=False)
        establishment = record.may("establishment", cells.text) or ""
        authority = record.may("authority", cells.text) or ""
        if which is not None or record.faulty:
            return cls(which, establishment, authority, email)
        sector = record.may("sector", cells.sector_named)
        number = record.may("entry", partial(cells.whole, low=1, high=MOST_ENTRIES))
        return cls(None, establishment, authority, email, sector, number)


class Contradiction(MeansNobody):
    """A row says of its entry what is true of two; `entries` are those of the cohort that may be meant."""

    def __init__(self, column: str, sentence: str, entries: "Sequence[EnrolledEntry]") -> None:
        super().__init__(column, sentence)
        self.entries = tuple({entry.id: entry for entry in entries}.values())


def settled(record: "Record", doubt: Contradiction) -> "EnrolledEntry | None":
    """The entry that somebody has said is meant; None, and a problem noted, where nobody has."""
    choices = {entry.label: entry for entry in doubt.entries}
    answer = record.ask(doubt.column, f"{doubt}, or say which is meant", list(choices))
    return choices[answer] if answer else None


@dataclass(frozen=True)
class Meant:
    """The entry that a row is about."""

    entry: "EnrolledEntry"
    doubt: str = ""
    """In words, what the user should know of how it was found."""


def by_name_alone(rows: "Sequence[int]") -> str:
    """In words, that nothing but a name says who is meant in these rows."""
    row, are = ("row", "is") if len(rows) == 1 else ("rows", "are")
    return f"{row} {spans(rows)} {are} taken by the name alone, which no other participant has"


class Names:
    """What authorities and establishments are called; the register is asked where a row needs it."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    @cached_property
    def authorities(self) -> dict[str, int]:
        """Every folded name of an authority -> its id."""
        return authority_aliases(self._session)

    @cached_property
    def establishments(self) -> dict[str, list["Establishment"]]:
        """Every folded name of an establishment, earlier ones too -> who is or was called so."""
        return establishments_by_name(self._session)

    @cached_property
    def _by_own_words(self) -> dict[tuple[str, ...], list["Establishment"]]:
        """The words of a name but those of every school -> who is called so."""
        every = {row.id: row for called in self.establishments.values() for row in called}
        return grouped(every.values(), lambda row: tuple(own_words(row.name)))

    def contradicting(self, given: str, one: "Establishment") -> "Sequence[Establishment]":
        """Those that are called as a row says, where the one that it means otherwise is not.

        The words that every school has count only where they alone tell several apart.
        """
        if not given or fold(one.name).startswith(fold(given)):
            return []
        called = self.establishments.get(fold(given)) or self._by_own_words.get(tuple(own_words(given)), [])
        return [] if one.id in {other.id for other in called} else called

    def doubt(self, given: str, authority: str, one: "Establishment") -> str:
        """In words, that nobody is called as a row says, though its code is that of one; "" where it fits.

        It fits where either has all the own words of the other, or is a slip away.
        """
        label = f"the code is that of {one.code} {one.name}"
        if authority and fold(authority) not in self.authorities:
            return f"{label}; {quoted(authority)} is no authority"
        ours, theirs = own_words(one.name), own_words(given)
        if not given or fold(given) in self.establishments:
            return ""
        if nearest_name(" ".join(theirs), [" ".join(ours)]):
            return ""
        begins = all(any(word.startswith(begin) for word in words_of(one.name)) for begin in theirs)
        return "" if begins or set(words_of(given)) >= set(ours) else f"{label}, not of {quoted(given)}"


def entry_meant(roll: "Roll", names: Names, one: Identity, *, active: bool = False) -> Meant:
    """The entry of the cohort that a row is about; with `active`, of those that still take part.

    Raises:
        MeansNobody: it is about none, or one of several.
        Contradiction: what it says is true of two.
        Withdrawn: it is about one that has left the cohort.
    """
    if one.which is not None:
        entry = roll.entry_of(one.which, one.email, active=active)
        _refuse_contradiction(roll, names, one, entry, f"the code {one.which.code} is that of")
        return Meant(entry, names.doubt(one.establishment, one.authority, entry.establishment))
    if not one.establishment and not one.email:
        raise MeansNobody("code", "is empty; write the SEED code (7 digits) or the CS number")
    named = _named(roll, names, one)
    if named:
        key = named[0].key
        entry = roll.entry_of(Which(key[0], key[1], one.number), one.email, active=active)
        council = " and council" if one.authority else ", which no other of the cohort has"
        _refuse_contradiction(roll, names, one, entry, f"{quoted(one.establishment)} is")
        return Meant(entry, f"{quoted(one.establishment)} is taken for {entry.named} by its name{council}")
    holders = roll.holders(one.email)
    if one.email and len(holders) == 1 and not _is_elsewhere(names, one):
        (entry,) = holders
        entry = roll.entry_of(Which(*entry.key), one.email, active=active)
        _refuse_contradiction(roll, names, one, entry, f"{one.email} is the address of somebody on")
        return Meant(entry)
    raise _nobody(roll, one, holders)


def person_meant(roll: "Roll", names: Names, one: Identity, name: str) -> "Attendee":
    """The participant whom a row is about, by name or address, and whatever else it says of the entry.

    Raises:
        MeansNobody: nobody is called so, several are, or name and address belong to two people.
        Contradiction: what it says of the entry is true of another.
    """
    which = one.which
    if which is None and one.establishment:
        which = Which(*entry_meant(roll, names, one).entry.key)
    person = roll.find(which, name, one.email)
    _refuse_contradiction(roll, names, replace(one, email=""), person.entry, f"{person.person.name} is of")
    return person


def person_settled(
    roll: "Roll", names: Names, one: Identity, name: str, record: "Record"
) -> "Attendee | None":
    """The participant whom a row of a file is about, see `person_meant`; what contradicts is a question.

    None, and a problem noted, where nobody has answered it.

    Raises:
        MeansNobody: as `person_meant`, but no contradiction.
    """
    try:
        return person_meant(roll, names, one, name)
    except Contradiction as doubt:
        entry = settled(record, doubt)
        return roll.find(Which(*entry.key), name, one.email) if entry else None


def _named(roll: "Roll", names: Names, one: Identity) -> "Sequence[EnrolledEntry]":
    """The entries of one department of one establishment, called as the row says; none where nobody is.

    Raises:
        MeansNobody: several are called so.
    """
    called = names.establishments.get(fold(one.establishment), ()) if one.establishment else ()
    ids = {row.id for row in called}
    authority = names.authorities.get(fold(one.authority))
    fitting = [
        entry
        for code in sorted({row.code for row in called})
        for entry in roll.of_code(code)
        if entry.establishment.id in ids
        and one.sector in {None, entry.establishment.sector}
        and (not one.authority or authority == entry.establishment.authority_id)
    ]
    if len({entry.establishment.id for entry in fitting}) > 1:
        theirs = [entry for entry in fitting if entry in roll.holders(one.email)]
        if len({entry.establishment.id for entry in theirs}) == 1:
            return theirs
        labels = either(f"{entry.label} in {entry.authority}" for entry in fitting)
        raise MeansNobody("code", f"{quoted(one.establishment)} could be {labels}; write its code")
    return fitting


def _is_elsewhere(names: Names, one: Identity) -> bool:
    """Whether the row names an establishment that takes no part, or not as it says."""
    return bool(one.establishment) and fold(one.establishment) in names.establishments


def _refuse_contradiction(
    roll: "Roll", names: Names, one: Identity, entry: "EnrolledEntry", how: str
) -> None:
    """Refuse a row whose name, council or address belongs to another entry or establishment.

    A name or council that nobody knows contradicts nothing.
    """
    so, settle = f"{how} {entry.named} in {entry.authority}", "correct one of them"
    if others := names.contradicting(one.establishment, entry.establishment):
        other = f"{others[0].code} {others[0].name}"
        ids = {row.id for row in others}
        there = [each for row in others for each in roll.of_code(row.code) if each.establishment.id in ids]
        sentence = f"{so}, but {quoted(one.establishment)} is the name of {other}; {settle}"
        raise Contradiction("establishment", sentence, [entry, *_active(there)])
    authority = names.authorities.get(fold(one.authority)) if one.authority else None
    if authority not in {None, entry.establishment.authority_id}:
        raise Contradiction("authority", f"{so}, not in {one.authority}; {settle}", [entry])
    holders = roll.holders(one.email)
    if holders and entry.id not in {holder.id for holder in holders}:
        other = either(holder.named for holder in holders)
        sentence = f"{so}, but {one.email} is the address of somebody on {other}; {settle}"
        raise Contradiction("email", sentence, [entry, *_active(holders)])


def _active(entries: "Sequence[EnrolledEntry]") -> "list[EnrolledEntry]":
    return [entry for entry in entries if entry.entry.withdrawn_on is None]


def _nobody(roll: "Roll", one: Identity, holders: "Sequence[EnrolledEntry]") -> MeansNobody:
    cohort = roll.cohort.name
    if len(holders) > 1:
        labels = either(entry.named for entry in holders)
        return MeansNobody("email", f"{one.email} is the address of somebody on {labels}; write the code")
    if not one.establishment:
        return MeansNobody("email", f"{one.email} is nobody's address in {cohort}; write the code")
    whole = {f"{entry.establishment.name}, {entry.authority}": entry for entry in roll.enrolled}
    near = nearest_name(one.establishment, {entry.establishment.name for entry in roll.enrolled})
    labels = either(entry.named for entry in whole.values() if entry.establishment.name == near)
    asked = f"did you mean {labels}? Write its code" if near else "write its code"
    council = f" in {one.authority}" if one.authority else ""
    return MeansNobody(
        "establishment", f"{quoted(one.establishment)}{council} is no establishment of {cohort}; {asked}"
    )
