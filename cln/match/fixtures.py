"""What the lead officer fixed, each with its reason: read back, from the cohort or from a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, entries_of
from cln.match.queries import Kept, promises_of
from cln.matching.problem import Key, Problem, PromiseKind
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Named:
    """An entry that something fixed is about."""

    code: str
    sector: str
    number: int
    name: str

    @property
    def key(self) -> Key:
        """(code, sector, number), as the matching knows it."""
        return (self.code, self.sector, self.number)

    def __str__(self) -> str:
        """As messages name it."""
        entry = f", entry {self.number}" if self.number != 1 else ""
        return f"{self.name} ({self.code} {self.sector}{entry})"


@dataclass(frozen=True)
class Promise:
    """Something fixed."""

    number: int
    kind: PromiseKind
    entries: tuple[Named, ...]
    theme: str | None
    team: int | None
    reason: str

    def __str__(self) -> str:
        """What it asks for, in words."""
        who = joined([str(entry) for entry in self.entries])
        theme = f", with the theme {self.theme}" if self.theme else ""
        return {
            PromiseKind.PIN: f"{who}: {f'team {self.team}' if self.team else f'theme {self.theme}'}",
            PromiseKind.TOGETHER: f"{who}: together",
            PromiseKind.APART: f"{who}: apart",
            PromiseKind.GROUP: f"{who}: a team of their own{theme}",
        }[self.kind]

    def data(self) -> dict[str, Any]:
        """`number`, `kind`, `entries` (each `code`, `sector`, `entry`, `name`), `theme`, `team`, `reason`."""
        return {
            "number": self.number,
            "kind": self.kind.value,
            "entries": [
                {"code": one.code, "sector": one.sector, "entry": one.number, "name": one.name}
                for one in self.entries
            ],
            "theme": self.theme,
            "team": self.team,
            "reason": self.reason,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """The same from plain data."""
        named = tuple(Named(o["code"], o["sector"], o["entry"], o["name"]) for o in data["entries"])
        return cls(**{**data, "kind": PromiseKind(data["kind"]), "entries": named})


@dataclass(frozen=True)
class Listed:
    """Something fixed, in the list of all."""

    fixture: Promise
    made_at: datetime
    lifted_at: datetime | None
    withdrawn: tuple[Named, ...]
    """Those of its entries that have left the cohort: of them it asks nothing any more."""


def listing(session: Session, cohort: Cohort, *, lifted: bool = False) -> list[Listed]:
    """What is fixed for the cohort by number; with `lifted`, also what once was."""
    enrolled = {one.id: one for one in entries_of(session, cohort)}
    return [
        Listed(
            read(kept, enrolled),
            kept.fixture.made_at,
            kept.fixture.lifted_at,
            tuple(_named(enrolled[i]) for i in kept.entries if enrolled[i].entry.withdrawn_on is not None),
        )
        for kept in promises_of(session, cohort, lifted=lifted)
    ]


def of_problem(seen: Problem) -> list[Promise]:
    """What the matching had to obey, by number."""
    names = {entry.key: entry.name for entry in seen.entries}
    return [
        Promise(
            one.number,
            one.kind,
            tuple(Named(*key, names[key]) for key in one.entries),
            one.theme,
            one.team,
            one.reason,
        )
        for one in seen.promises
    ]


def read(kept: Kept, enrolled: Mapping[int, EnrolledEntry]) -> Promise:
    """Something fixed; `enrolled` are all entries of the cohort by id."""
    row = kept.fixture
    who = tuple(_named(enrolled[entry]) for entry in kept.entries)
    return Promise(row.number, PromiseKind(row.kind), who, kept.theme, row.team, row.reason)


def _named(one: EnrolledEntry) -> Named:
    return Named(one.establishment.code, one.establishment.sector, one.entry.number, one.establishment.name)


def joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
