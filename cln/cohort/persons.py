"""Which person is meant: by name or by e-mail address, whatever the spelling; never guessed."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from cln.errors import Refused, Usage
from cln.facilitators.queries import Supporting
from cln.tables.cohorts import Cohort, Participant
from cln.words import fold, nearest_name


class Named(Protocol):
    """Somebody with a name and perhaps an e-mail address."""

    @property
    def name(self) -> str: ...

    @property
    def email(self) -> str | None: ...


Somebody = TypeVar("Somebody", bound=Named)


def is_called(person: Named, said: str) -> bool:
    """Whether that is the person's name or e-mail address."""
    return fold(person.name) == fold(said) or (bool(person.email) and person.email == said.strip().casefold())


def participant(people: Sequence[Participant], label: str, said: str) -> Participant:
    """The one of an entry's people who is meant; `label` names the entry.

    Raises:
        Refused: nobody there is called so.
        Usage: several are.
    """
    there = " and ".join(person.name for person in people) or "nobody"
    return _the_one(people, said, f"on {label}", f"it has {there}")


def facilitator(supporting: Sequence[Supporting], cohort: Cohort, said: str) -> Supporting:
    """The one of a cohort's facilitators who is meant.

    Raises:
        Refused: nobody there is called so.
        Usage: several are.
    """
    people = [one.facilitator for one in supporting]
    near = nearest_name(said, [person.name for person in people])
    asked = f"did you mean {near}? See" if near else "see"
    found = _the_one(people, said, f"a facilitator of {cohort.name}", f"{asked}: cln facilitator list")
    return next(one for one in supporting if one.facilitator is found)


def _the_one(people: Sequence[Somebody], said: str, where: str, otherwise: str) -> Somebody:
    called = [person for person in people if is_called(person, said)]
    if not called:
        raise Refused(f"nobody called {said!r} is {where}; {otherwise}")
    if len(called) > 1:
        which = " or ".join(person.email or "no address" for person in called)
        raise Usage(f"{said!r} could be {len(called)} people; name one by the e-mail address ({which})")
    return called[0]
