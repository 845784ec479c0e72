"""Fits nominations into a cohort: which entry, which person, and what contradicts what is there."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cln.cohort.queries import EnrolledEntry
from cln.cohort.reading import Nomination
from cln.files.outcome import Tally, alter
from cln.programme import PARTICIPANTS_AN_ENTRY, Sector
from cln.store import Change
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.register import Establishment
from cln.words import fold, near_codes


def finder(
    departments: Mapping[str, Sequence[Establishment]], here: Collection[int]
) -> Callable[[str, str | None], int]:
    """A function from code and sector to the id of an establishment; ValueError with a sentence.

    It is open, or is one of those `here`, that have an entry in the cohort already.
    """
    by_id = {one.id: one for known in departments.values() for one in known}

    def find(code: str, sector: str | None) -> int:
        known = departments.get(code, ())
        if not known:
            raise ValueError(_not_registered(code, sector, near_codes(code, departments)))
        fitting = [one for one in known if sector in {None, one.sector}]
        sectors = " and ".join(one.sector for one in known)
        if not fitting:
            raise ValueError(f"{code} is {sectors} in the register, not {sector}; correct the sector")
        still_open = [one for one in fitting if one.closed_on is None or one.id in here]
        if not still_open:
            raise ValueError(_closed(fitting[0], by_id.get(fitting[0].merged_into_id)))
        if len(still_open) > 1:
            raise ValueError(f"{code} covers {sectors}; write the sector in this row")
        return still_open[0].id or 0

    return find


def _not_registered(code: str, sector: str | None, near: str) -> str:
    usual = Sector.ELC if code.startswith("CS") else Sector.PRIMARY
    add = f'cln establishment add {code} --name "..." --authority "..." --sector {sector or usual.value}'
    what = f"did you mean {near}? If not, add it with" if near else "correct it, or add it with"
    return f"{code} is not in the register; {what}: {add}"


def _closed(one: Establishment, into: Establishment | None) -> str:
    if into is None:
        return f"{one.code} {one.name} closed on {one.closed_on}; take the row out"
    merged = f"{one.code} {one.name} was merged into {into.code} {into.name} on {one.closed_on}"
    return f"{merged}; write {into.code}, or take the row out"


@dataclass
class _Person:
    """Somebody on an entry: on record, in the file, or both."""

    participant: Participant | None
    nomination: Nomination | None

    def is_meant(self, by: Nomination) -> bool:
        """On one entry the same name or the same e-mail address means the same person."""
        own = [one for one in (self.participant, self.nomination) if one is not None]
        return any(
            fold(one.name) == fold(by.name) or (by.email is not None and one.email == by.email) for one in own
        )


@dataclass
class _Place:
    """An entry, on record (then `enrolled`) or new, and its people."""

    entry: Entry | None = None
    enrolled: EnrolledEntry | None = None
    people: list[_Person] = field(default_factory=list)

    def former(self, by: Nomination) -> Participant | None:
        """Who was on it and has left, if that is who the nomination means."""
        left = self.enrolled.left if self.enrolled else ()
        return next((person for person in left if _Person(person, None).is_meant(by)), None)


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

    def take(self, nomination: Nomination) -> None:
        """Fit one nomination in, or note why it does not fit."""
        place = self.places.setdefault((nomination.establishment_id, nomination.entry), _Place())
        meant = [person for person in place.people if person.is_meant(nomination)]
        if contradiction := self._contradiction(place, meant, nomination):
            nomination.record.problem(*contradiction)
        elif meant:
            meant[0].nomination = nomination
        else:
            place.people.append(_Person(None, nomination))

    def _contradiction(
        self, place: _Place, meant: Sequence[_Person], by: Nomination
    ) -> tuple[str, str] | None:
        """The column that does not fit what is on record or in the file, and why; None if all fits."""
        if place.enrolled and (day := place.enrolled.entry.withdrawn_on):
            return "code", (
                f"the entry withdrew from {self.cohort.name} on {day}; take the row out, or take the entry "
                f"back with: cln cohort rejoin {place.enrolled.reference}"
            )
        if twice := [person.nomination for person in meant if person.nomination]:
            return "name", (
                f"{by.name} stands in row {twice[0].record.number} too, for the same entry; "
                "take one of them out"
            )
        if len(meant) > 1:
            return "email", (
                "the name and the e-mail address belong to two people of this entry; correct one of them"
            )
        if not meant and place.enrolled and (gone := place.former(by)):
            back = f'join {place.enrolled.reference} --name "{gone.name}" --role {gone.role}'
            return "name", (
                f"{gone.name} left the entry on {gone.left_on}; take the row out, or take them back with: "
                f"cln cohort {back}"
            )
        if not meant and len(place.people) >= PARTICIPANTS_AN_ENTRY:
            most = f"an entry brings at most {PARTICIPANTS_AN_ENTRY} people"
            return "name", f"{most}; give this one another entry number"
        return None

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
        people, altered = [], []
        for place in self.places.values():
            for person in place.people:
                if person.nomination is None:
                    continue
                if person.participant is None:
                    people.append(_new(place.entry, person.nomination))
                else:
                    altered.append(_update(person.participant, person.nomination))
        change.add(*people)
        return len(fresh), Tally(len(people), sum(altered), len(altered) - sum(altered))


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
