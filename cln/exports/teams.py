"""The export of the teams of a proposal, for the matching event and for everybody after it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from cln.exports.columns import AUTHORITY, CODE, COHORT, ENTRY, SECTOR, THEME
from cln.exports.scope import Scope
from cln.files.columns import About, Column, Kind, Table
from cln.match.proposals import Seated, Team
from cln.match.queries import supporting
from cln.match.teams import teams_on_day
from cln.tables.cohorts import Cohort
from cln.tables.facilitators import Facilitator
from cln.tables.proposals import Proposal


@dataclass(frozen=True)
class _Seat:
    """An entry of a proposal, or one that joined since; without a team it waits."""

    cohort: str
    proposal: int
    entry: Seated
    team: Team | None
    facilitators: tuple[Facilitator, ...] = ()
    """Of the team, without those who have withdrawn."""
    namesakes: frozenset[str] = frozenset()
    """Names that several facilitators of the cohort have."""
    withdrawn_on: date | None = None
    """None while it takes part."""


def _addresses(seat: _Seat) -> str | None:
    if seat.namesakes.isdisjoint(one.name for one in seat.facilitators):
        return None
    return "; ".join(one.email if one.name in seat.namesakes else "" for one in seat.facilitators)


COLUMNS = (
    COHORT,
    Column("proposal", "Number of the proposal", attrgetter("proposal"), Kind.WHOLE),
    Column(
        "team",
        "Number of the team; empty for those who wait",
        lambda one: one.team and one.team.number,
        Kind.WHOLE,
    ),
    Column(THEME.name, THEME.meaning, lambda one: one.team and one.team.theme),
    Column(CODE.name, CODE.meaning, attrgetter("entry.code"), about=CODE.about),
    Column(SECTOR.name, SECTOR.meaning, attrgetter("entry.sector")),
    ENTRY,
    Column("name", "Name of the establishment", attrgetter("entry.name"), about=About.PLACE),
    Column(AUTHORITY.name, AUTHORITY.meaning, attrgetter("entry.authority")),
    Column(
        "simd_quintile",
        "SIMD 2020v2 quintile of its area, 1 = most deprived",
        attrgetter("entry.simd_quintile"),
        Kind.WHOLE,
        "quintile",
    ),
    Column(
        "participants",
        "People of the entry when the proposal was made; today, of one that came later",
        attrgetter("entry.participants"),
        Kind.WHOLE,
        "people",
    ),
    Column(
        "level",
        "How the entry rated the team's theme; empty without an answer",
        attrgetter("entry.level"),
        Kind.WHOLE,
        "1 to 5",
    ),
    Column(
        "facilitators",
        "The team's facilitators who have not withdrawn, each with their role",
        lambda seat: "; ".join(f"{one.name} ({one.role})" for one in seat.facilitators) or None,
        about=About.PERSON,
    ),
    Column(
        "withdrawn_on",
        "Day on which the entry withdrew, of those that have since; empty while it takes part",
        attrgetter("withdrawn_on"),
        Kind.DAY,
    ),
    Column(
        "facilitator_emails",
        "Where several facilitators have one name: who is meant, in the same order",
        _addresses,
        about=About.CONTACT,
    ),
)


def teams(scope: Scope) -> Table:
    """A row for each entry of each team as the proposal was made, by team and code, with who has left since.

    Those who wait come last, without a team: by the proposal, then whoever came later.
    """
    title = "Teams: who is in which, and how they rated its theme"
    return Table.of("teams", title, COLUMNS, _seats(scope))


def _seats(scope: Scope) -> Iterator[_Seat]:
    for cohort in scope.cohorts:
        if cohort.id in scope.proposals:
            yield from _of_cohort(scope, cohort, scope.proposals[cohort.id])


def _of_cohort(scope: Scope, cohort: Cohort, proposal: Proposal) -> Iterator[_Seat]:
    given, shown = scope.proposed(cohort, proposal)
    enrolled = {one.key: one for one in given.enrolled}
    present = supporting(scope.session, proposal)
    named = Counter(one.name for one in given.supporting if one.facilitator.withdrawn_on is None)
    namesakes = frozenset(name for name, people in named.items() if people > 1)
    places: list[tuple[Seated, Team | None]] = []
    places += [(entry, team) for team in shown.teams for entry in team.entries]
    places += [(entry, None) for entry in shown.waiting]
    for entry, team in places:
        gone = enrolled[entry.key].entry.withdrawn_on
        people = tuple(present[team.number]) if team else ()
        yield _Seat(shown.cohort, shown.number, entry, team, people, namesakes, gone)
    of_proposal = {entry.key for entry, _team in places}
    active = [one for one in enrolled.values() if one.entry.withdrawn_on is None]
    for one in teams_on_day(scope.session, proposal, active).without:
        if one.key not in of_proposal:
            yield _Seat(shown.cohort, shown.number, Seated.then(one, len(one.participants), None), None)
