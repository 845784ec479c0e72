"""Fits nominations into a cohort: which entry, which person, and what contradicts what is there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cln.cohort.queries import EnrolledEntry
from cln.cohort.reading import Nomination
from cln.files import people
from cln.files.outcome import Tally
from cln.programme import PARTICIPANTS_AN_ENTRY
from cln.store import Change
from cln.store.rows import alter, grouped
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.words import fold, rows_of


@dataclass
class _Person:
    """Somebody on an entry: on record, in the file, or both."""

    participant: Participant | None
    nomination: Nomination | None


@dataclass
class _Place:
    """An entry, on record (then `enrolled`) or new, and its people."""

    entry: Entry | None = None
    enrolled: EnrolledEntry | None = None
    people: list[_Person] = field(default_factory=list)

    def former(self, by: Nomination) -> Participant | None:
        """Who was on it and has left, if the nomination may mean them; whoever has the name first."""
        left = self.enrolled.left if self.enrolled else ()
        meant = [person for person in left if people.may_be(person, by)]
        return min(meant, key=lambda person: fold(person.name) != fold(by.name), default=None)


def _stands_twice(place: _Place, by: Nomination) -> bool:
    """Whether a nomination is of somebody whom the file nominates already, which is noted."""
    twice = [one.nomination for one in place.people if one.nomination and people.is_same(one.nomination, by)]
    if twice:
        row = f"{by.name} stands in {twice[0].record.named} too, for the same entry"
        by.record.problem("name", f"{row}; take one of them out")
    return bool(twice)


def _known(place: _Place, by: Nomination) -> _Person | None:
    """Who is on record just so; of two of one name who has the address."""
    free = [one for one in place.people if one.participant and not one.nomination]
    meant = [one for one in free if one.participant and people.is_same(one.participant, by)]
    return max(
        meant, key=lambda one: one.participant is not None and one.participant.email == by.email, default=None
    )


class Places:
    """The entries of one cohort while a file is fitted in. Nothing is written before `write`."""

    def __init__(self, cohort: Cohort, enrolled: Sequence[EnrolledEntry]) -> None:
        self.cohort = cohort
        self.places = {
            (one.entry.establishment_id, one.entry.number): _Place(
                one.entry, one, [_Person(participant, None) for participant in one.participants]
            )
            for one in enrolled
        }

    def take(self, nominations: Sequence[Nomination]) -> None:
        """Fit nominations in, or note why they do not fit; whoever is surely meant goes first."""
        others = []
        for nomination in nominations:
            place = self._place(nomination)
            if place and (known := _known(place, nomination)):
                known.nomination = nomination
            elif place:
                others.append((place, nomination))
        for place, nomination in others:
            if not _stands_twice(place, nomination):
                self._take_doubtful(place, nomination)

    def _place(self, nomination: Nomination) -> _Place | None:
        """The entry that a nomination is for; None, and a problem noted, if it has withdrawn."""
        place = self.places.setdefault((nomination.establishment_id, nomination.entry), _Place())
        if place.enrolled and (day := place.enrolled.entry.withdrawn_on):
            nomination.record.problem(
                "code",
                f"the entry withdrew from {self.cohort.name} on {day}; take the row out, or take the entry "
                f"back with: cln cohort rejoin {place.enrolled.reference}",
            )
            return None
        return place

    def _take_doubtful(self, place: _Place, by: Nomination) -> None:
        """Fit in somebody who is not on record just so: renamed, moved to another address, or new."""
        known = [
            one
            for one in place.people
            if one.nomination is None and one.participant and people.may_be(one.participant, by)
        ]
        if len(known) > 1:
            by.record.problem(
                "email",
                "the name and the e-mail address belong to two people of this entry; correct one of them",
            )
            return
        for one in known:
            assert one.participant is not None
            answer = people.asked(by.record, one.participant, by)
            if answer == people.SAME:
                one.nomination = by
            if answer != people.ANOTHER:
                return
        gone = place.former(by)
        if gone and fold(gone.name) != fold(by.name):  # the address of a post may be its next holder's
            answer = people.asked(by.record, gone, by)
            if answer is None:
                return
            gone = gone if answer == people.SAME else None
        if problem := self._why_not(place, gone):
            by.record.problem("name", problem)
        else:
            place.people.append(_Person(None, by))

    @staticmethod
    def _why_not(place: _Place, gone: Participant | None) -> str | None:
        """Why nobody can join an entry by a file; None if they can."""
        if place.enrolled and gone:
            back = f'join {place.enrolled.reference} --name "{gone.name}" --role {gone.role}'
            return (
                f"{gone.name} left the entry on {gone.left_on}; take the row out, or take them back with: "
                f"cln cohort {back}"
            )
        if len(place.people) >= PARTICIPANTS_AN_ENTRY:
            most = f"an entry brings at most {PARTICIPANTS_AN_ENTRY} people"
            return f"{most}; give this one another entry number"
        return None

    def renamed(self) -> list[str]:
        """In sentences, whose name or address the file changes."""
        return [
            sentence for person, by in self._known() for sentence in people.renamed(by.record, person, by)
        ]

    def kept_experience(self) -> list[str]:
        """In a sentence, of whom the file leaves the column of experience empty, though they have it."""
        kept = [
            by.record.number
            for person, by in self._known()
            if person.experienced and by.experienced is None and "experienced" in by.record.at
        ]
        return [f"{rows_of(kept)}, column experienced: empty, so the yes on record stays"] if kept else []

    def _known(self) -> list[tuple[Participant, Nomination]]:
        """Who is on record, with what the file says of them."""
        return [
            (one.participant, one.nomination)
            for place in self.places.values()
            for one in place.people
            if one.participant and one.nomination
        ]

    def nominated_twice(self) -> list[str]:
        """In sentences, who is nominated by two establishments."""
        first: dict[tuple[str, str | None], Nomination] = {}
        by_address: dict[str, Nomination] = {}
        twice = []
        for place in self.places.values():
            for one in (person.nomination for person in place.people if person.nomination):
                other = first.setdefault((fold(one.name), one.email), one)
                if other.establishment_id != one.establishment_id:
                    twice.append(
                        f"{one.record.named}: {one.name} stands in {other.record.named} too, "
                        "for another establishment"
                    )
                elif one.email and (there := self._elsewhere(one)):
                    twice.append(f"{one.record.named}: {one.name} is on record for {there.named} too")
                elif one.email:
                    twice += self._shared(one, by_address.setdefault(one.email, one))
        return twice

    def _shared(self, one: Nomination, other: Nomination) -> list[str]:
        """In a sentence, that somebody has the address of somebody else of another establishment."""
        if other.establishment_id != one.establishment_id:
            where = f"{other.name} in {other.record.named}, for another establishment"
        elif (holder := self._holder(one)) is not None:
            where = f"{holder[1].name} on record for {holder[0].named}"
        else:
            return []
        return [f"{one.record.named}: {one.name} has the address of {where}; they are taken as two people"]

    @cached_property
    def _on_record(self) -> dict[str | None, list[tuple[EnrolledEntry, Participant]]]:
        """Address -> who is on record with it, on entries that take part."""
        enrolled = [place.enrolled for place in self.places.values() if place.enrolled]
        active = [entry for entry in enrolled if entry.entry.withdrawn_on is None]
        return grouped(
            [(entry, who) for entry in active for who in entry.participants], lambda pair: pair[1].email
        )

    def _others(self, one: Nomination) -> list[tuple[EnrolledEntry, Participant]]:
        """Who is on record with the same address for another establishment."""
        there = self._on_record.get(one.email, ())
        return [pair for pair in there if pair[0].entry.establishment_id != one.establishment_id]

    def _holder(self, one: Nomination) -> tuple[EnrolledEntry, Participant] | None:
        """Somebody else on record, of another establishment, who has the same address."""
        return next((pair for pair in self._others(one) if fold(pair[1].name) != fold(one.name)), None)

    def _elsewhere(self, one: Nomination) -> EnrolledEntry | None:
        """Another establishment's entry that has the same person, by name and address."""
        return next((entry for entry, who in self._others(one) if people.is_same(who, one)), None)

    def unnamed(self) -> list[tuple[EnrolledEntry, Participant]]:
        """Who is on record for an entry that the file speaks of, though the file does not name them."""
        return [
            (place.enrolled, person.participant)
            for place in self.places.values()
            if place.enrolled and any(person.nomination for person in place.people)
            for person in place.people
            if person.participant and person.nomination is None
        ]

    def write(self, change: Change) -> tuple[int, Tally]:
        """Add entries and people, update those on record; how many entries are new, and what people are."""
        fresh = {key: place for key, place in self.places.items() if place.entry is None}
        for (establishment_id, number), place in fresh.items():
            place.entry = Entry(
                cohort_id=self.cohort.id or 0,
                establishment_id=establishment_id,
                number=number,
                nominated_at=change.at,
            )
        change.add(*(place.entry for place in fresh.values() if place.entry))
        new, altered = [], []
        for place in self.places.values():
            for person in place.people:
                if person.nomination is None:
                    continue
                if person.participant is None:
                    new.append(_new(place.entry, person.nomination))
                else:
                    altered.append(_update(person.participant, person.nomination))
        change.add(*new)
        return len(fresh), Tally(len(new), sum(altered), len(altered) - sum(altered))


def _new(entry: Entry | None, nomination: Nomination) -> Participant:
    assert entry is not None
    return Participant(
        entry_id=entry.id or 0,
        name=nomination.name,
        email=nomination.email,
        role=nomination.role,
        post=nomination.post,
        experienced=bool(nomination.experienced),
    )


def _update(participant: Participant, nomination: Nomination) -> bool:
    names = ("name", "email", "role", "post", "experienced")
    return alter(participant, **{name: getattr(nomination, name) for name in names})
