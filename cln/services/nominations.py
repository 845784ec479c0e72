"""Fits nominations into a cohort: which entry, which person, and what contradicts what is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cln import models
from cln.intake.nominations import Nomination
from cln.programme import PARTICIPANTS_AN_ENTRY, Sector
from cln.services.tally import Tally, alter
from cln.spelling import fold, near_codes
from cln.store import Change
from cln.store.entries import EnrolledEntry


def finder(departments: Mapping[str, Sequence[models.Establishment]]) -> Callable[[str, str | None], int]:
    """A function from code and sector to the id of the open establishment; ValueError with a sentence."""

    def find(code: str, sector: str | None) -> int:
        known = departments.get(code, ())
        if not known:
            raise ValueError(_not_registered(code, sector, near_codes(code, departments)))
        fitting = [one for one in known if sector in {None, one.sector}]
        sectors = " and ".join(one.sector for one in known)
        if not fitting:
            raise ValueError(f"{code} is {sectors} in the register, not {sector}; correct the sector")
        still_open = [one for one in fitting if one.closed_on is None]
        if not still_open:
            raise ValueError(f"{code} {fitting[0].name} closed on {fitting[0].closed_on}; take the row out")
        if len(still_open) > 1:
            raise ValueError(f"{code} covers {sectors}; write the sector in this row")
        return still_open[0].id or 0

    return find


def _not_registered(code: str, sector: str | None, near: str) -> str:
    usual = Sector.ELC if code.startswith("CS") else Sector.PRIMARY
    add = f'cln establishment add {code} --name "..." --authority "..." --sector {sector or usual.value}'
    what = f"did you mean {near}? If not, add it with" if near else "correct it, or add it with"
    return f"{code} is not in the register; {what}: {add}"


@dataclass
class _Person:
    """Somebody on an entry: on record, in the file, or both."""

    participant: models.Participant | None
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

    entry: models.Entry | None = None
    enrolled: EnrolledEntry | None = None
    people: list[_Person] = field(default_factory=list)


class Places:
    """The entries of one cohort while a file is fitted in. Nothing is written before `write`."""

    def __init__(self, cohort: models.Cohort, enrolled: Sequence[EnrolledEntry]) -> None:
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
        record = nomination.record
        if place.entry is not None and place.entry.withdrawn_on is not None:
            record.problem(
                "code",
                f"the entry withdrew from {self.cohort.name} on {place.entry.withdrawn_on}; take the row out",
            )
            return
        meant = [person for person in place.people if person.is_meant(nomination)]
        twice = [person.nomination for person in meant if person.nomination]
        if twice:
            record.problem(
                "name",
                f"{nomination.name} stands in row {twice[0].record.number} too, for the same entry; "
                "take one of them out",
            )
        elif len(meant) > 1:
            record.problem(
                "email",
                "the name and the e-mail address belong to two people of this entry; correct one of them",
            )
        elif meant:
            meant[0].nomination = nomination
        elif len(place.people) >= PARTICIPANTS_AN_ENTRY:
            record.problem(
                "name",
                f"an entry brings at most {PARTICIPANTS_AN_ENTRY} people; give this one another entry number",
            )
        else:
            place.people.append(_Person(None, nomination))

    def unnamed(self) -> list[tuple[EnrolledEntry, models.Participant]]:
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
            place.entry = models.Entry(
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


def _new(entry: models.Entry | None, nomination: Nomination) -> models.Participant:
    assert entry is not None
    return models.Participant(
        entry_id=entry.id or 0,
        name=nomination.name,
        email=nomination.email,
        role=nomination.role,
        post=nomination.post,
        experienced=bool(nomination.experienced),
    )


def _update(participant: models.Participant, nomination: Nomination) -> bool:
    names = ("name", "email", "role", "post", "experienced")
    return alter(participant, **{name: getattr(nomination, name) for name in names})
