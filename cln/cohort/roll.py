"""Who is meant by a name, an e-mail address and an entry; what cannot be told is said, never guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cln.cohort.persons import is_called
from cln.cohort.queries import EnrolledEntry
from cln.cohort.references import Which
from cln.cohort.whom import MeansNobody, narrowed
from cln.tables.cohorts import Cohort, Participant
from cln.tables.people import Absence
from cln.words import nearest_name


@dataclass(frozen=True)
class Attendee:
    """A participant with the entry they are on."""

    entry: EnrolledEntry
    person: Participant

    @property
    def label(self) -> str:
        """How messages name them: "Ann Adam of 9100001 (Primary)"."""
        return f"{self.person.name} of {self.entry.label}"


class Roll:
    """Everybody who is or was on an entry of a cohort."""

    def __init__(
        self,
        cohort: Cohort,
        enrolled: Sequence[EnrolledEntry],
        away: Mapping[int, Sequence[Absence]],
        people_away: Mapping[int, Sequence[Absence]],
    ) -> None:
        self.cohort = cohort
        self.enrolled = enrolled
        self.away = away
        """Entry id -> its withdrawals that ended."""
        self.people_away = people_away
        """Participant id -> the times that they were away and came back."""
        self._by_code: dict[str, list[EnrolledEntry]] = {}
        for one in enrolled:
            self._by_code.setdefault(one.establishment.code, []).append(one)

    def find(self, which: Which | None, name: str, email: str) -> Attendee:
        """The participant who is meant; without `which`, of all the cohort's entries.

        An e-mail address that somebody has decides; where nobody has it, the name does.

        Raises:
            MeansNobody: nobody is called so, several are, or name and address belong to two people.
        """
        entries = self.entries(which) if which else self.enrolled
        people = [Attendee(one, person) for one in entries for person in (*one.participants, *one.left)]
        by_email = [one for one in people if email and one.person.email == email]
        by_name = [one for one in people if name and is_called(one.person, name)]
        both = [one for one in by_email if one.person in [other.person for other in by_name]]
        if by_email and by_name and not both:
            raise MeansNobody(
                "email", f"{email} is the address of {by_email[0].label}, not of {name}; correct one of them"
            )
        found = both or by_email or by_name
        if not found:
            raise self._nobody(which, people, name or email)
        if len(found) > 1:
            raise _several(which, found, name or email)
        return found[0]

    def entries(self, which: Which) -> list[EnrolledEntry]:
        """The entries that are meant, withdrawn ones too.

        Raises:
            MeansNobody: the cohort has none such.
        """
        there = self._by_code.get(which.code, [])
        return narrowed(which, there, self.cohort.name, self._by_code.keys())

    def entry_of(self, which: Which, email: str) -> EnrolledEntry:
        """The one entry that is meant; where several fit, the one that has somebody with this address.

        Raises:
            MeansNobody: the cohort has none such, or several are left.
        """
        found = self.entries(which)
        if len(found) > 1:
            found = [one for one in found if email and email in _addresses(one)] or found
        if len(found) > 1:
            column = "sector" if len({one.establishment.sector for one in found}) > 1 else "entry"
            labels = _either(one.label for one in found)
            raise MeansNobody(column, f"it could be {labels}; say which in a column {column}")
        return found[0]

    def entry_of_address(self, email: str) -> int | None:
        """The id of the one entry that has somebody with this address; None where none or several have."""
        found = [one.id for one in self.enrolled if email and email in _addresses(one)]
        return found[0] if len(found) == 1 else None

    def refuse_absent(self, one: Attendee, on: date) -> None:
        """Refuse a day on which somebody did not take part.

        Raises:
            MeansNobody: they had left or not joined yet, or their entry was away.
        """
        person, entry = one.person, one.entry.entry
        withdrawn_on = self.away_since(one.entry, on)
        if person.left_on is not None and on >= person.left_on:
            column, why = "name", f"{one.label} left on {person.left_on}"
        elif person.joined_on is not None and on < person.joined_on:
            column, why = "name", f"{one.label} joined on {person.joined_on}"
        elif left_on := self._person_away_since(person, on):
            column, why = "name", f"{one.label} was away from {left_on}"
        elif withdrawn_on:
            column, why = "code", f"{one.entry.label} withdrew on {withdrawn_on}"
        elif entry.starts_on is not None and on < entry.starts_on:
            column, why = "code", f"{one.entry.label} starts on {entry.starts_on}"
        else:
            return
        raise MeansNobody(column, f"{why}, but the event was on {on}; take them out, or correct that day")

    def away_since(self, one: EnrolledEntry, on: date) -> date | None:
        """The day on which an entry had withdrawn that was away on this day; None if it was there."""
        spans: list[tuple[date | None, date | None]] = [
            (one.entry.withdrawn_on, None),
            *((absence.withdrawn_on, absence.rejoined_on) for absence in self.away.get(one.id, ())),
        ]
        away = (left for left, back in spans if left and left < on and (back is None or on < back))
        return next(away, None)

    def expected(self, on: date) -> list[Attendee]:
        """Everybody who takes part on a day, by entry and in the order in which they came."""
        return [
            Attendee(one, person)
            for one in self.enrolled
            if not self.away_since(one, on)
            and (one.entry.starts_on is None or one.entry.starts_on <= on)
            and (one.entry.finishes_on is None or on <= one.entry.finishes_on)
            for person in (*one.participants, *one.left)
            if (person.joined_on is None or person.joined_on <= on)
            and (person.left_on is None or on < person.left_on)
            and not self._person_away_since(person, on)
        ]

    def _person_away_since(self, person: Participant, on: date) -> date | None:
        """The day on which somebody had left who was away on this day and came back later."""
        spans = self.people_away.get(person.id or 0, ())
        return next((one.withdrawn_on for one in spans if one.withdrawn_on <= on < one.rejoined_on), None)

    def _nobody(self, which: Which | None, people: Sequence[Attendee], said: str) -> MeansNobody:
        names = [one.person.name for one in people]
        near = nearest_name(said, names) if names else None
        column = "email" if "@" in said else "name"
        if which is None:
            asked = f"did you mean {near}? See" if near else "see"
            part = f"{said} takes no part in {self.cohort.name}"
            return MeansNobody(column, f"{part}; {asked}: cln export participants")
        there = f"did you mean {near}?" if near else f"it has {' and '.join(names) or 'nobody'}."
        return MeansNobody(
            column,
            f"{said} is not on {_either(one.label for one in self.entries(which))}; {there} "
            f"Somebody new is put on it with: cln cohort join {which.code} --on DATE",
        )


def _several(which: Which | None, found: Sequence[Attendee], said: str) -> MeansNobody:
    labels = _either(one.entry.label for one in found)
    if which is None:
        code = found[0].entry.establishment.code
        return MeansNobody("name", f"{said} could be of {labels}; say which, e.g. with --code {code}")
    column = "sector" if len({one.entry.establishment.sector for one in found}) > 1 else "entry"
    return MeansNobody(column, f"{said} could be of {labels}; say which in a column {column}")


def _addresses(one: EnrolledEntry) -> set[str]:
    return {person.email for person in (*one.participants, *one.left) if person.email}


def _either(labels: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(labels))
