"""A promise as results and proposals show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from cln.match.results import Keys
from cln.matching import problem
from cln.matching.problem import PromiseKind
from cln.words import listed


@dataclass(frozen=True)
class Named(Keys):
    """An entry that a promise is about."""

    def __str__(self) -> str:
        """As messages name it."""
        entry = f", entry {self.number}" if self.number != 1 else ""
        return f"{self.name} ({self.code} {self.sector}{entry})"


@dataclass(frozen=True)
class Promise:
    """A promise; a proposal keeps those that it had to keep as this very JSON."""

    number: int
    kind: PromiseKind
    entries: tuple[Named, ...]
    theme: str | None
    team: int | None
    reason: str

    def __str__(self) -> str:
        """What it asks for, in words."""
        who = listed([str(entry) for entry in self.entries])
        theme = f", with the theme {self.theme}" if self.theme else ""
        return {
            PromiseKind.PIN: f"{who}: {f'team {self.team}' if self.team else f'theme {self.theme}'}",
            PromiseKind.TOGETHER: f"{who}: together",
            PromiseKind.APART: f"{who}: apart",
            PromiseKind.GROUP: f"{who}: a team of their own{theme}",
        }[self.kind]

    @property
    def bare(self) -> problem.Promise:
        """As the matching knows it."""
        keys = tuple(entry.key for entry in self.entries)
        return problem.Promise(self.number, self.kind, keys, self.reason, self.theme, self.team)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From its JSON."""
        about = tuple(Named(o["code"], o["sector"], o["entry"], o["name"]) for o in data["entries"])
        return cls(**{**data, "kind": PromiseKind(data["kind"]), "entries": about})
