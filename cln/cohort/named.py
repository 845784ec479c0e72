"""What there is to be meant in a cohort: its entries and their people, its themes; and in the register."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cln.cohort.whom import Which, choose

if TYPE_CHECKING:
    from cln.meant import Known, Typed, Where
    from cln.tables.cohorts import Participant


def entry(which: Which) -> "Typed":
    """Words for an entry of the cohort."""
    from cln.meant import Typed

    return Typed(which.name, "establishment", "the cohort", partial(_entries, which), "cln cohort show")


def establishment(which: Which) -> "Typed":
    """Words for an establishment of the register."""
    from cln.meant import Typed

    return Typed(
        which.name, "establishment", "the register", partial(_register, which), "cln establishment list"
    )


def theme_typed(words: str) -> "Typed":
    """Words for a theme of the cohort."""
    from cln.meant import Typed

    return Typed(words, "theme", "the cohort", _themes, "cln cohort show", by_command=True)


def person_typed(words: str) -> "Typed":
    """Words for somebody of the cohort; of the entry that a code names, where one does."""
    from cln.meant import Typed

    return Typed(words, "person", "the cohort", _people, "cln cohort people", by_command=True)


def line(code: str, name: str, sector: str, authority: str) -> str:
    """An establishment as a list shows it, ready to copy."""
    return f"{code} {name} ({sector}, {authority})"


def _entries(which: Which, where: "Where") -> "Sequence[Known]":
    from cln.cohort.queries import entries_of
    from cln.meant import Known

    enrolled = entries_of(where.session, where.cohort)
    several = {one.establishment.id: one for one in enrolled if which.is_of(*one.key[:2])}.values()
    return [
        Known(
            Which(one.key[0], one.key[1], which.number),
            one.establishment.name,
            line(one.key[0], one.establishment.name, one.key[1], one.authority),
        )
        for one in several
    ]


def _register(which: Which, where: "Where") -> "Sequence[Known]":
    from cln.meant import Known
    from cln.register.queries import list_establishments

    return [
        Known(
            Which(row.code, row.sector, registered=True),
            row.name,
            line(row.code, row.name, row.sector, authority.name),
        )
        for row, authority in list_establishments(where.session, sector=which.sector, closed=True)
    ]


def _themes(where: "Where") -> "Sequence[Known]":
    from cln.cohort.queries import themes_of
    from cln.meant import Known

    return [Known(one.name, one.name, one.name) for one in themes_of(where.session, where.cohort, every=True)]


def _people(where: "Where") -> "Sequence[Known]":
    from cln.cohort.queries import entries_of

    enrolled = entries_of(where.session, where.cohort)
    which = where.given.get("code")
    if isinstance(which, Which):
        return _named(choose(enrolled, where.cohort, which).participants)
    return _named(person for one in enrolled for person in (*one.participants, *one.left))


def _named(people: "Iterable[Participant]") -> "list[Known]":
    from cln.meant import Known

    return [
        Known(
            one.name,
            one.name,
            f"{one.name} ({one.email})" if one.email else one.name,
            (one.email,) if one.email else (),
        )
        for one in people
    ]
