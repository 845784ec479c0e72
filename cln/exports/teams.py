"""The export of the teams of a proposal, for the matching event and for everybody after it."""

from collections.abc import Iterator

from cln.exports.scope import AUTHORITY, CODE, COHORT, ENTRY, SECTOR, Scope
from cln.files.columns import About, Field, Kind, Row, Table
from cln.match import proposals
from cln.match.proposals import Proposed


def teams(scope: Scope) -> Table:
    """A row for each entry of each team, by team and code; those who wait come last, without a team."""
    fields = (
        COHORT,
        Field("proposal", "Number of the proposal", Kind.WHOLE),
        Field("team", "Number of the team; empty for those who wait", Kind.WHOLE),
        Field("theme", "The team's theme"),
        *(CODE, SECTOR, ENTRY),
        Field("name", "Name of the establishment", about=About.PLACE),
        AUTHORITY,
        Field("simd_quintile", "SIMD 2020v2 quintile of its area, 1 = most deprived", Kind.WHOLE, "quintile"),
        Field("participants", "People of the entry when the proposal was made", Kind.WHOLE, "people"),
        Field("level", "How the entry rated the team's theme; empty without an answer", Kind.WHOLE, "1 to 5"),
        Field("facilitators", "The team's facilitators, each with their role", about=About.PERSON),
    )
    return Table("teams", "Teams: who is in which, and how they rated its theme", fields, _rows(scope))


def _rows(scope: Scope) -> Iterator[Row]:
    for cohort in scope.cohorts:
        if cohort.id in scope.proposals:
            number = scope.proposals[cohort.id].number
            yield from _of_proposal(proposals.load(scope.session, cohort, number))


def _of_proposal(shown: Proposed) -> Iterator[Row]:
    seated = [(team, entry) for team in shown.teams for entry in team.entries]
    for team, entry in [*seated, *((None, entry) for entry in shown.waiting)]:
        yield (
            shown.cohort,
            shown.number,
            team.number if team else None,
            team.theme if team else None,
            entry.code,
            entry.sector,
            entry.number,
            entry.name,
            entry.authority,
            entry.simd_quintile,
            entry.participants,
            entry.level,
            "; ".join(f"{one.name} ({one.role})" for one in team.facilitators) if team else None,
        )
