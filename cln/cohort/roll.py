"""Everybody of a cohort: whom a row of a file means, and who takes part on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cln.cohort.queries import EnrolledEntry
from cln.cohort.whom import Called, MeansNobody, Which, either, entries_of_row
from cln.store.rows import grouped
from cln.tables.absences import Absence
from cln.tables.cohorts import Cohort, Participant
from cln.words import nearest_name


class Withdrawn(MeansNobody):
    """A row speaks for an entry that withdrew `on` a day."""

    def __init__(self, entry: EnrolledEntry, cohort: Cohort, on: date) -> None:
        super().__init__("code", f"{entry.label} withdrew from {cohort.name} on {on}; take the row out")
        self.on, self.entry = on, entry


class Unknown(MeansNobody):
    """A row names somebody who is not there."""


@dataclass(frozen=True)
class Attendee:
    """A participant with the entry they are on."""

    entry: EnrolledEntry
    person: Participant

    @property
    def name(self) -> str:
        """Theirs, not the entry's."""
        return self.person.name

    @property
    def email(self) -> str | None:
        """Theirs."""
        return self.person.email

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
        away: Mapping[int, Sequence[Absence]] | None = None,
        people_away: Mapping[int, Sequence[Absence]] | None = None,
    ) -> None:
        self.cohort = cohort
        self.enrolled = enrolled
        self._of_code = grouped(enrolled, lambda entry: entry.establishment.code)
        """Code -> its entries: a file of thousands of rows would wait for each search of all of them."""
        pairs = [(person.email, entry) for entry in enrolled for person in entry.participants if person.email]
        self._of_address = grouped(pairs, lambda pair: pair[0])
        self.away = away or {}
        """Entry id -> its withdrawals that ended."""
        self.people_away = people_away or {}
        """Participant id -> the times that they were away and came back."""

    def find(self, which: Which | None, name: str, email: str, *, typed: bool = False) -> Attendee:
        """The participant who is meant, in a file or as `typed`; without `which`, of the whole cohort.

        An e-mail address that somebody has decides; where nobody has it, the name does.

        Raises:
            MeansNobody: nobody is called so, several are, or name and address belong to two people.
        """
        by_email, by_name = self._called.with_address(email), self._called(name) if name else []
        if which:
            there = {entry.id for entry in self._entries(which)}
            by_email = [one for one in by_email if one.entry.id in there]
            by_name = [one for one in by_name if one.entry.id in there]
        both = [one for one in by_email if one in by_name]
        if by_email and by_name and not both:
            raise MeansNobody(
                "email", f"{email} is the address of {by_email[0].label}, not of {name}; correct one of them"
            )
        meant = both or by_email or by_name
        if not meant:
            raise self._nobody(which, name or email)
        if len(meant) > 1:
            raise _several(which, meant, name or email, typed=typed)
        return meant[0]

    def entry_of(self, which: Which, email: str, *, active: bool = False) -> EnrolledEntry:
        """The one entry that is meant; where several fit, the one that has somebody with this address.

        With `active`, only of those that still take part.

        Raises:
            MeansNobody: the cohort has none such, or several are left.
            Withdrawn: there is one, but it has left the cohort.
        """
        fitting = self._entries(which)
        if active and all(entry.entry.withdrawn_on for entry in fitting):
            last = max(fitting, key=lambda entry: entry.entry.withdrawn_on or date.min)
            raise Withdrawn(last, self.cohort, last.entry.withdrawn_on or date.min)
        left = [entry for entry in fitting if not (active and entry.entry.withdrawn_on)]
        if len(left) > 1:
            left = [entry for entry in left if email and email in _addresses(entry)] or left
        if len(left) > 1:
            column, labels = _column(left), either(entry.label for entry in left)
            address = ", or give the e-mail address of one of its participants" if active else ""
            raise MeansNobody(column, f"it could be {labels}; say which in a column {column}{address}")
        return left[0]

    def entry_of_address(self, email: str) -> int | None:
        """The id of the one entry that has somebody with this address; None where none or several have."""
        theirs = {one.entry.id for one in self._called.with_address(email)}
        return theirs.pop() if len(theirs) == 1 else None

    def of_code(self, code: str) -> list[EnrolledEntry]:
        """The entries of the establishment with this code."""
        return self._of_code.get(code, [])

    def holders(self, email: str) -> list[EnrolledEntry]:
        """The entries that have somebody with this address today."""
        return list({entry.id: entry for _, entry in self._of_address.get(email, ())}.values())

    @cached_property
    def _everybody(self) -> list[Attendee]:
        """All who are or were on an entry."""
        return [Attendee(one, person) for one in self.enrolled for person in (*one.participants, *one.left)]

    @cached_property
    def _called(self) -> Called[Attendee]:
        return Called(self._everybody)

    def has(self, name: str) -> bool:
        """Whether anybody is or was called so."""
        return bool(self._called(name))

    def refuse_absent(self, one: Attendee, on: date) -> None:
        """Refuse a day on which somebody did not take part.

        Raises:
            MeansNobody: they did not, by `absence`.
        """
        if absence := self.absence(one, on):
            column, why = absence
            raise MeansNobody(column, f"{why}, but the event was on {on}; take them out, or correct that day")

    def expected(self, on: date) -> list[Attendee]:
        """Everybody who takes part on a day, by entry and in the order in which they came."""
        return [one for one in self._everybody if self.absence(one, on) is None]

    def on(self, day: date) -> list[EnrolledEntry]:
        """The entries that take part on a day, each with those of its people who do."""
        there = grouped(self.expected(day), lambda one: one.entry.id)
        return [
            replace(one, participants=tuple(attendee.person for attendee in there[one.id]))
            for one in self.enrolled
            if one.id in there
        ]

    def absence(self, one: Attendee, on: date) -> tuple[str, str] | None:
        """Why somebody takes no part on a day, after the column that says who it is; None: they do.

        They do on the day on which their entry withdraws, but not on the day on which they leave it.
        """
        person, entry, label = one.person, one.entry.entry, one.entry.label
        away = self.people_away.get(person.id or 0, ())
        was_away = (span.withdrawn_on for span in away if span.withdrawn_on <= on < span.rejoined_on)
        if person.left_on is not None and on >= person.left_on:
            return "name", f"{one.label} left on {person.left_on}"
        if person.joined_on is not None and on < person.joined_on:
            return "name", f"{one.label} joined on {person.joined_on}"
        if left_on := next(was_away, None):
            return "name", f"{one.label} was away from {left_on}"
        if withdrawn_on := self._away_since(one.entry, on):
            return "code", f"{label} withdrew on {withdrawn_on}"
        if entry.starts_on is not None and on < entry.starts_on:
            return "code", f"{label} starts on {entry.starts_on}"
        if entry.finishes_on is not None and on > entry.finishes_on:
            return "code", f"{label} finished on {entry.finishes_on}"
        return None

    def _away_since(self, one: EnrolledEntry, on: date) -> date | None:
        """The day on which an entry had withdrawn that was away on this day; None if it was there."""
        spans: list[tuple[date | None, date | None]] = [
            (one.entry.withdrawn_on, None),
            *((absence.withdrawn_on, absence.rejoined_on) for absence in self.away.get(one.id, ())),
        ]
        away = (left for left, back in spans if left and left < on and (back is None or on < back))
        return next(away, None)

    def _entries(self, which: Which) -> list[EnrolledEntry]:
        return entries_of_row(self._of_code.get(which.code, self.enrolled), self.cohort, which)

    def _nobody(self, which: Which | None, name: str) -> Unknown:
        entries = self._entries(which) if which else self.enrolled
        ids = {entry.id for entry in entries}
        names = [one.person.name for one in self._everybody if one.entry.id in ids]
        near = nearest_name(name, names) if names else None
        column = "email" if "@" in name else "name"
        if which is None:
            asked = f"did you mean {near}? See" if near else "see"
            part = f"{name} takes no part in {self.cohort.name}"
            return Unknown(column, f"{part}; {asked}: cln export participants")
        there = f"did you mean {near}?" if near else f"it has {' and '.join(names) or 'nobody'}."
        return Unknown(
            column,
            f"{name} is not on {either(entry.label for entry in entries)}; {there} "
            f"Somebody new is put on it with: cln cohort join {entries[0].reference} --on DATE",
        )


def _several(which: Which | None, meant: Sequence[Attendee], name: str, *, typed: bool) -> MeansNobody:
    labels = either(one.entry.label for one in meant)
    if which is None:
        code = meant[0].entry.reference
        how = f", e.g. with --code {code}" if typed else " in a column code"
        return MeansNobody("name", f"{name} could be of {labels}; say which{how}")
    column = _column([one.entry for one in meant])
    return MeansNobody(column, f"{name} could be of {labels}; say which in a column {column}")


def _column(entries: Sequence[EnrolledEntry]) -> str:
    """The column that tells these entries of one code apart."""
    return "sector" if len({entry.establishment.sector for entry in entries}) > 1 else "entry"


def _addresses(entry: EnrolledEntry) -> set[str]:
    return {person.email for person in (*entry.participants, *entry.left) if person.email}
