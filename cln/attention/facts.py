"""What the rules of attention look at: a cohort on one day, as frozen values."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cln.inquiry.stages import Facts


class Gathering(NamedTuple):
    """An event as it stands, and what those who came said of it."""

    number: int
    sector: str
    """The sector for which it is held; empty for everybody without an event of their own."""
    status: str
    """`scheduled`, `postponed`, `held` or `cancelled`."""
    on: date | None
    """None while it is postponed without a new date."""
    rating: float | None = None
    """The mean of all ratings from 1 to 5; None without any."""
    respondents: int = 0


class Visit(NamedTuple):
    """An entry's people at an event that was held in its days and for which attendance was taken."""

    event: int
    on: date
    present: int
    apologies: int
    promoted: int
    """How many of those present are promoted members of staff."""


class Member(NamedTuple):
    """An entry that sits in a team and has not withdrawn."""

    sector: str
    label: str
    """How sentences call it."""
    reference: str
    """How a command line names it."""
    participants: int
    visits: tuple[Visit, ...] = ()
    """The earliest first."""


@dataclass(frozen=True)
class Team:
    """A team of the accepted proposal, as it is now."""

    number: int
    theme: str
    participants_then: int
    """How many people it had when the proposal was made."""
    members: tuple[Member, ...] = ()
    facilitators: tuple[str, ...] = ()
    """All who support it now."""
    key_facilitators: int = 0
    """How many of them are key facilitators."""

    @property
    def participants(self) -> int:
        """How many people it has now."""
        return sum(member.participants for member in self.members)

    @property
    def sectors(self) -> frozenset[str]:
        """The sectors of its members."""
        return frozenset(member.sector for member in self.members)


@dataclass(frozen=True)
class Teamless:
    """An entry that takes part and sits in no team: it waits, joined later or came back."""

    code: str
    sector: str
    entry: int
    name: str
    label: str
    """How sentences call it."""
    participants: int
    reason: str
    """Why it has no place."""
    command: str
    """What gives it one."""


class Inquiry(NamedTuple):
    """A project that has not ended."""

    number: int
    team: int
    opened_on: date
    facts: Facts = Facts()
    logged_on: date | None = None
    """The day of the latest log entry."""


class Picture(NamedTuple):
    """A cohort on one day."""

    today: date
    gatherings: tuple[Gathering, ...] = ()
    teams: tuple[Team, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    latest_edit: int | None = None
    """The number of the proposal that a match with few moves begins with: the newest edit of these teams."""
    without_team: tuple[Teamless, ...] = ()
    """First in the queue first."""

    def day_of(self, event: int, team: int) -> date | None:
        """The day by which all of a team's sectors have an event; None where one of them has no day yet.

        A cancelled event keeps its day: what a project must have by then does not go away with it.
        """
        sectors = next((one.sectors for one in self.teams if one.number == team), frozenset())
        days = [self._day(event, sector) for sector in sectors or {""}]
        return None if None in days else max(day for day in days if day)

    def _day(self, event: int, sector: str) -> date | None:
        on = {one.sector: one.on for one in self.gatherings if one.number == event}
        return on.get(sector, on.get(""))
