"""Exports of people: participants and facilitators, in columns that their own imports read back."""

from collections import defaultdict
from collections.abc import Iterator

from cln.cohort.queries import entries_of
from cln.exports.scope import AUTHORITY, CODE, COHORT, ENTRY, ESTABLISHMENT, SECTOR, TEAM, THEME, Scope
from cln.facilitators.queries import facilitators_ever
from cln.files.columns import About, Field, Kind, Row, Table
from cln.match.queries import facilitators_of_teams, teams_of


def participants(scope: Scope) -> Table:
    """A row for each participant whom the cohorts ever had, withdrawn and replaced ones too."""
    fields = (
        *(COHORT, CODE, SECTOR, ENTRY, ESTABLISHMENT, AUTHORITY),
        Field("name", "Name of the participant", about=About.PERSON),
        Field("email", "Their e-mail address", about=About.CONTACT),
        Field("role", "promoted (a promoted member of staff) or practitioner"),
        Field("post", "What they are in their establishment", about=About.CONTACT),
        Field("experienced", "Has carried out practitioner inquiry before", Kind.YES_NO),
        *(TEAM, THEME),
        Field("joined_on", "First day, of those who joined later", Kind.DAY),
        Field("left_on", "First day without them", Kind.DAY),
        Field("withdrawn_on", "Day on which their entry withdrew", Kind.DAY),
        Field("withdrawn_reason", "Why their entry withdrew"),
    )
    return Table("participants", "Participants, with their establishment and team", fields, _people(scope))


def _people(scope: Scope) -> Iterator[Row]:
    for cohort in scope.cohorts:
        for one in entries_of(scope.session, cohort):
            for person in (*one.participants, *one.left):
                yield (
                    cohort.name,
                    one.establishment.code,
                    one.establishment.sector,
                    one.entry.number,
                    one.establishment.name,
                    one.authority,
                    person.name,
                    person.email,
                    person.role,
                    person.post,
                    person.experienced,
                    scope.team(one.id),
                    scope.theme(one.id),
                    person.joined_on,
                    person.left_on,
                    one.entry.withdrawn_on,
                    one.entry.withdrawn_reason,
                )


def supporting(scope: Scope) -> Table:
    """A row for each facilitator of the cohorts."""
    fields = (
        COHORT,
        Field("name", "Name of the facilitator", about=About.PERSON),
        Field("email", "Their e-mail address", about=About.CONTACT),
        Field("organisation", "QIO, Educational Psychologist, Education Scotland, ROC or Other"),
        Field("authority", "The council they count for; empty for national bodies"),
        Field("role", "key (counts for the one-per-ten rule) or co"),
        Field("themes", "Themes they know well, joined by ;"),
        Field("teams", "Numbers of the teams they nurture, joined by ;"),
        Field("withdrawn_on", "Day on which they were called back", Kind.DAY),
    )
    return Table("facilitators", "Facilitators, with the teams they nurture", fields, _facilitators(scope))


def _facilitators(scope: Scope) -> Iterator[Row]:
    for cohort in scope.cohorts:
        teams = _teams_of(scope, cohort.id or 0)
        for one in facilitators_ever(scope.session, cohort):
            person = one.facilitator
            yield (
                cohort.name,
                person.name,
                person.email or None,
                person.organisation,
                one.authority,
                person.role,
                ";".join(theme.name for theme in one.themes) or None,
                ";".join(map(str, sorted(teams[person.id or 0]))) or None,
                person.withdrawn_on,
            )


def _teams_of(scope: Scope, cohort: int) -> dict[int, list[int]]:
    """Facilitator id -> the numbers of their teams."""
    nurtured = defaultdict[int, list[int]](list)
    if (proposal := scope.proposals.get(cohort)) is not None:
        numbers = {team.id: team.number for team, _theme in teams_of(scope.session, proposal)}
        for team, people in facilitators_of_teams(scope.session, proposal).items():
            for person in people:
                nurtured[person.id or 0].append(numbers[team])
    return nurtured
