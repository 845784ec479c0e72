"""Whether a row of a file means somebody on record: a file never turns one person into another by itself."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from cln.files import cells
from cln.words import fold

if TYPE_CHECKING:
    from cln.files.records import Record
    from cln.files.sheets import Sheet

SAME, ANOTHER = "same", "another"
"""The answers to the question whether somebody is who is on record."""


APART = {
    "first_name": ("forename", "given name", "first names"),
    "surname": ("last name", "family name", "second name"),
}
"""The columns of a name in two parts, and the other headers that each may have."""


class Person(Protocol):
    """Somebody with a name and perhaps an e-mail address."""

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str | None: ...


def is_same(one: Person, other: Person) -> bool:
    """The same name means the same person, unless both have an address and these differ."""
    return fold(one.name) == fold(other.name) and (
        not one.email or not other.email or one.email == other.email
    )


def may_be(one: Person, other: Person) -> bool:
    """The same name with another address, or the same address with another name."""
    return fold(one.name) == fold(other.name) or (bool(one.email) and one.email == other.email)


def asked(record: "Record", known: Person, by: Person) -> str | None:
    """Whether a row is of somebody on record under another name or address; None if nobody says."""
    if fold(known.name) == fold(by.name):
        column = "email"
        question = (
            f"{known.name} is on record with {known.email}: is the one with {by.email} the same person?"
        )
    else:
        column = "name"
        question = (
            f"{by.email} is on record as the address of {known.name}: is {by.name} the same person, renamed?"
        )
    return record.ask(column, question, (SAME, ANOTHER))


def renamed(record: "Record", known: Person, by: Person) -> list[str]:
    """In sentences, whose name or address a row changes."""
    pairs = ((known.name, by.name), (known.email, by.email))
    return [f"{record.named}: {was} -> {now}" for was, now in pairs if was and now and fold(was) != fold(now)]


def naming(sheet: "Sheet") -> tuple[str, ...]:
    """The columns that say what people are called: first name and surname, where these stand apart."""
    apart = all(sheet.find(part, *others) is not None for part, others in APART.items())
    return tuple(APART) if apart else ("name",)


def name_of(record: "Record") -> str | None:
    """What the person of a row is called; where it says nothing, or half of a name, that is noted."""
    if not all(part in record.at for part in APART):
        return record.must("name", partial(cells.person, what="the person's name"))
    if record.cell("name") is not None and not any(record.cell(part) for part in APART):
        return record.must("name", partial(cells.person, what="the person's name"))
    first = record.must("first_name", partial(cells.name, what="the person's first name"))
    last = record.must("surname", partial(cells.name, what="the person's surname"))
    if not first or not last:
        return None
    return record.must("surname", lambda _: cells.person(f"{first} {last}", "the person's name"))
