"""What the matching is given and what it gives back: frozen values, no logic beyond looking things up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from cln.matching.distance import kilometres
from cln.matching.limits import Limits

Key = tuple[str, str, int]
"""(code, sector, number) of an entry."""


@dataclass(frozen=True)
class Entry:
    """One establishment's place in the cohort; its people stay together."""

    code: str
    sector: str
    number: int
    name: str
    authority: str
    participants: int
    levels: Mapping[str, int] | None = None
    """Level of interest from 1 to 5 in each theme; None without an answer."""
    nominated: int = 0
    """Rank of the moment of its nomination, 0 the earliest."""
    simd_quintile: int | None = None
    location: tuple[float, float] | None = None
    """Latitude and longitude in degrees."""
    experienced: bool = False
    """Somebody on it has carried out practitioner inquiry before."""
    roles: frozenset[str] = frozenset()
    """The roles its participants have."""
    shared: bool = False
    """Its code covers several departments: sentences name its sector."""
    waited: bool = False
    """Its establishment waited in an earlier cohort and got no place."""
    lot: str = ""
    """What it drew among equals, the smallest goes first; empty where the order of codes decides."""

    @property
    def key(self) -> Key:
        """What tells it from all others in the cohort."""
        return (self.code, self.sector, self.number)

    @property
    def establishment(self) -> tuple[str, str]:
        """(code, sector); several entries may share one."""
        return (self.code, self.sector)

    def level(self, theme: str) -> int | None:
        """Its level of interest in a theme; None without an answer, or if the survey did not ask about it."""
        return None if self.levels is None else self.levels.get(theme)

    def __str__(self) -> str:
        """How sentences call it."""
        return f"{self.name} ({', '.join((self.code, *self.apart))})"

    @property
    def apart(self) -> tuple[str, ...]:
        """What tells it from others of its code: its sector where that is shared, its number if not 1."""
        number = [f"entry {self.number}"] if self.number != 1 else []
        return (*([self.sector] if self.shared else []), *number)


@dataclass(frozen=True)
class Facilitator:
    """A person who supports teams."""

    name: str
    email: str = ""
    authority: str | None = None
    """None for national bodies."""
    key: bool = True
    themes: frozenset[str] = frozenset()


class Strength(StrEnum):
    """How a rule is taken."""

    MUST = "must"
    SHOULD = "should"
    OFF = "off"


class Preference(StrEnum):
    """Which profile is best: what to reach before breadth, travel and balance."""

    GENEROUS = "generous"
    """As few entries as possible at level 1, then 2, 3, 4."""
    GREEDY = "greedy"
    """As many entries as possible at level 5, then 4, 3, 2."""
    TOTAL = "total"
    """The largest sum of levels."""


class PromiseKind(StrEnum):
    """What the lead officer can promise."""

    PIN = "pin"
    """Its entries get a theme, or sit in the team of a number."""
    TOGETHER = "together"
    APART = "apart"
    GROUP = "group"
    """A pre-matched group: a team of its own that skips the matching. It counts among the teams, has places
    whatever the queue and needs a key facilitator, no more; without a theme it gets the profile's best."""


@dataclass(frozen=True)
class Promise:
    """Something that the lead officer promised, and why."""

    number: int
    """What it is called by when it is lifted."""
    kind: PromiseKind
    entries: tuple[Key, ...]
    reason: str
    theme: str | None = None
    """Of a pin or a group; a group's may be one that the survey did not ask about, or None."""
    team: int | None = None
    """Of a pin."""


@dataclass(frozen=True)
class Group:
    """A pre-matched group with those of its entries that take part."""

    promise: Promise
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Problem:
    """A cohort as the matching sees it; sorted, so that the order of a file decides nothing."""

    entries: tuple[Entry, ...]
    themes: tuple[str, ...]
    facilitators: tuple[Facilitator, ...] = ()
    limits: Limits = field(default_factory=Limits)
    strengths: Mapping[str, Strength] = field(default_factory=dict)
    """Rules taken otherwise than by default: id -> strength."""
    preference: Preference = Preference.GENEROUS
    promises: tuple[Promise, ...] = ()
    met: frozenset[tuple[Key, Key]] = frozenset()
    """Pairs of entries (in order of their keys) whose establishments shared a team in an earlier cohort."""

    def __post_init__(self) -> None:
        """Sort what came in any order."""
        facilitators = sorted(self.facilitators, key=lambda one: (one.authority or "", one.name, one.email))
        object.__setattr__(self, "entries", tuple(sorted(self.entries, key=lambda entry: entry.key)))
        object.__setattr__(self, "facilitators", tuple(facilitators))

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """The authorities that take part, by name."""
        return tuple(sorted({entry.authority for entry in self.entries}))

    @cached_property
    def key_facilitators(self) -> tuple[Facilitator, ...]:
        """Those who count for the one-per-ten rule."""
        return tuple(facilitator for facilitator in self.facilitators if facilitator.key)

    @cached_property
    def participants(self) -> int:
        """How many people the entries bring."""
        return sum(entry.participants for entry in self.entries)

    @cached_property
    def by_key(self) -> Mapping[Key, Entry]:
        """Key -> entry."""
        return {entry.key: entry for entry in self.entries}

    def promised(self, kind: PromiseKind) -> Iterator[tuple[Promise, tuple[Entry, ...]]]:
        """The promises of a kind, each with those of its entries that take part, if there are any."""
        for promise in (one for one in self.promises if one.kind is kind):
            if there := tuple(self.by_key[key] for key in sorted(set(promise.entries)) if key in self.by_key):
                yield promise, there

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The pre-matched groups. None while the rule `groups` need not hold: they are matched like all."""
        if self.strengths.get("groups", Strength.MUST) is not Strength.MUST:
            return ()
        return tuple(Group(promise, entries) for promise, entries in self.promised(PromiseKind.GROUP))

    @cached_property
    def grouped(self) -> frozenset[Key]:
        """The entries that skip the matching."""
        return frozenset(entry.key for group in self.groups for entry in group.entries)

    @property
    def matched_teams(self) -> int:
        """How many teams the matching makes beside the pre-matched groups."""
        return max(1, self.limits.teams - len(self.groups))

    @cached_property
    def far(self) -> frozenset[tuple[Key, Key]]:
        """Pairs of entries (in order of their keys) whose establishments lie further apart than the limit.

        Of a large cohort these are millions: there only `are_far` may be asked.
        """
        pairs = (pair for pair in combinations(self.entries, 2) if self.are_far(*pair))
        return frozenset((one.key, other.key) for one, other in pairs)

    def are_far(self, one: Entry, other: Entry) -> bool:
        """Whether their establishments lie further apart than the limit; not where a place is unknown."""
        if one.location is None or other.location is None:
            return False
        return kilometres(one.location, other.location) > self.limits.travel_km


@dataclass(frozen=True)
class Team:
    """A collaborative learning team: its theme, entries and facilitators."""

    number: int
    theme: str
    entries: tuple[Entry, ...]
    facilitators: tuple[Facilitator, ...] = ()

    @cached_property
    def participants(self) -> int:
        """How many people sit in it."""
        return sum(entry.participants for entry in self.entries)

    @cached_property
    def keys(self) -> frozenset[Key]:
        """Those of its entries."""
        return frozenset(entry.key for entry in self.entries)


class Status(StrEnum):
    """What is known about a result: `optimal` when every line of the objective is proven."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True)
class Line:
    """One line of the objective: what the teams reach, and the best that anything could reach."""

    name: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Nothing can be better in this line, given the lines above it."""
        return self.value == self.bound


@dataclass(frozen=True)
class Verdict:
    """What the checker says of one rule."""

    id: str
    must: bool
    holds: bool
    detail: str


@dataclass(frozen=True)
class Result:
    """The outcome of the matching exercise."""

    status: Status
    seconds: float
    objective: tuple[Line, ...]
    teams: tuple[Team, ...]
    waiting: tuple[Entry, ...]
    """First in the queue first."""
    rules: tuple[Verdict, ...]
