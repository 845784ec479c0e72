"""The export of the teams of a proposal, for the matching event and for everybody after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from cln.cohort.queries import entries_of
from cln.exports.columns import AUTHORITY, CODE, COHORT, ENTRY, SECTOR, THEME
from cln.exports.scope import Scope
from cln.files.columns import About, Column, Kind, Table
from cln.match import proposals
from cln.match.proposals import Seated, Team


@dataclass(frozen=True)
class _Seat:
    """An entry of a proposal; without a team it waits."""

    cohort: str
    proposal: int
    entry: Seated
    team: Team | None
    withdrawn_on: date | None


def teams(scope: Scope) -> Table:
    """A row for each entry of each team, by team and code; those who wait come last, without a team."""
    columns = (
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
            "People of the entry when the proposal was made",
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
            "facilitators", "The team's facilitators, each with their role", _facilitators, about=About.PERSON
        ),
        Column(
            "withdrawn_on",
            "Day on which the entry withdrew, of those that have since",
            attrgetter("withdrawn_on"),
            Kind.DAY,
        ),
    )
    title = "Teams: who is in which, and how they rated its theme"
    return Table.of("teams", title, columns, _seats(scope))


def _seats(scope: Scope) -> Iterator[_Seat]:
    for cohort in scope.cohorts:
        if cohort.id in scope.proposals:
            shown = proposals.load(scope.session, cohort, scope.proposals[cohort.id].number)
            gone = {one.key: one.entry.withdrawn_on for one in entries_of(scope.session, cohort)}
            seats = [(entry, team) for team in shown.teams for entry in team.entries]
            for entry, team in (*seats, *((entry, None) for entry in shown.waiting)):
                yield _Seat(shown.cohort, shown.number, entry, team, gone.get(entry.key))


def _facilitators(seat: _Seat) -> str | None:
    if seat.team is None:
        return None
    return "; ".join(f"{one.name} ({one.role})" for one in seat.team.facilitators)
