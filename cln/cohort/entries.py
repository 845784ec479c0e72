"""An entry in results: the keys with which all that is said about one begins, and what may follow them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field

from cln.cohort.queries import EnrolledEntry, EntryLine

if TYPE_CHECKING:
    from cln.tables.absences import Absence


@dataclass(frozen=True)
class Enrolled(EntryLine):
    """An entry as every command about a cohort shows it."""

    participants: int
    named: Annotated[str, Field(exclude=True)]
    """How sentences name it."""

    @classmethod
    def of(cls, enrolled: EnrolledEntry, **more: Any) -> Self:
        """An entry with what else this kind of line holds."""
        line = vars(EntryLine(*enrolled.line))
        return cls(**more, **line, participants=len(enrolled.participants), named=enrolled.named)


@dataclass(frozen=True)
class Departure(Enrolled):
    """An entry that withdrew."""

    withdrawn_on: date | None
    reason: str | None
    note: str | None

    @classmethod
    def of(cls, enrolled: EnrolledEntry, **more: Any) -> Self:
        """An entry that has withdrawn."""
        row = enrolled.entry
        left = {"withdrawn_on": row.withdrawn_on, "reason": row.withdrawn_reason, "note": row.withdrawn_note}
        return super().of(enrolled, **(left | more))


@dataclass(frozen=True)
class Return(Departure):
    """An entry that withdrew for a time; the reason and the note are of that time."""

    rejoined_on: date

    @classmethod
    def after(cls, enrolled: EnrolledEntry, away: "Absence", **more: Any) -> Self:
        """An entry that came back."""
        return cls.of(
            enrolled,
            withdrawn_on=away.withdrawn_on,
            reason=away.reason,
            note=away.note,
            rejoined_on=away.rejoined_on,
            **more,
        )


@dataclass(frozen=True)
class Term(Enrolled):
    """An entry and the days between which it takes part; None: with the others."""

    starts_on: date | None
    finishes_on: date | None

    @classmethod
    def of(cls, enrolled: EnrolledEntry, **more: Any) -> Self:
        """An entry with its own days."""
        row = enrolled.entry
        return super().of(enrolled, starts_on=row.starts_on, finishes_on=row.finishes_on, **more)
