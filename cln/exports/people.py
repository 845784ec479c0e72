"""Exports of people: participants and facilitators, in columns that their own imports read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from cln.cohort.queries import entries_of
from cln.exports.columns import COHORT, EMAIL, NAME, ROLE, SITS_MEANS, THEME, WHOSE
from cln.exports.records import OfPerson
from cln.exports.scope import Scope
from cln.facilitators.queries import Supporting, facilitators_ever
from cln.files.columns import About, Column, Kind, Table
from cln.match.queries import facilitators_of_teams, teams_of
from cln.store.rows import paired


def participants(scope: Scope) -> Table:
    """A row for each participant whom the cohorts ever had, withdrawn and replaced ones too."""
    columns = (
        *WHOSE,
        *(NAME, EMAIL, ROLE),
        Column(
            "post", "What they are in their establishment", attrgetter("person.post"), about=About.CONTACT
        ),
        Column(
            "experienced",
            "Has carried out practitioner inquiry before",
            attrgetter("person.experienced"),
            Kind.YES_NO,
        ),
        Column("team", SITS_MEANS, scope.team, Kind.WHOLE),
        Column(THEME.name, THEME.meaning, scope.theme),
        Column("joined_on", "First day, of those who joined later", attrgetter("person.joined_on"), Kind.DAY),
        Column("left_on", "First day without them", attrgetter("person.left_on"), Kind.DAY),
        Column(
            "withdrawn_on",
            "Day on which their entry withdrew",
            attrgetter("entry.withdrawn_on"),
            Kind.DAY,
        ),
        Column("withdrawn_reason", "Why their entry withdrew", attrgetter("entry.withdrawn_reason")),
    )
    title = "Participants, with their establishment and team"
    return Table.of("participants", title, columns, _people(scope))


def _people(scope: Scope) -> Iterator[OfPerson]:
    for cohort in scope.cohorts:
        for one in entries_of(scope.session, cohort):
            for person in (*one.participants, *one.left):
                yield OfPerson(one.entry, one.establishment, one.authority, cohort.name, person)


@dataclass(frozen=True)
class _Nurturing:
    """A facilitator of a cohort, and the numbers of her teams."""

    cohort: str
    who: Supporting
    teams: list[int]


def facilitators(scope: Scope) -> Table:
    """A row for each facilitator of the cohorts."""
    columns = (
        COHORT,
        Column("name", "Name of the facilitator", attrgetter("who.facilitator.name"), about=About.PERSON),
        Column(EMAIL.name, EMAIL.meaning, lambda one: one.who.facilitator.email or None, about=About.CONTACT),
        Column(
            "organisation",
            "QIO, Educational Psychologist, Education Scotland, ROC or Other",
            attrgetter("who.facilitator.organisation"),
        ),
        Column(
            "authority",
            "The council they count for; empty for national bodies",
            attrgetter("who.authority"),
        ),
        Column("role", "key (counts for the one-per-ten rule) or co", attrgetter("who.facilitator.role")),
        Column(
            "themes",
            "Themes they know well, joined by ;",
            lambda one: ";".join(theme.name for theme in one.who.themes) or None,
        ),
        Column(
            "teams",
            "Numbers of the teams they nurture, joined by ;",
            lambda one: ";".join(map(str, sorted(one.teams))) or None,
        ),
        Column(
            "withdrawn_on",
            "Day on which they were called back",
            attrgetter("who.facilitator.withdrawn_on"),
            Kind.DAY,
        ),
    )
    title = "Facilitators, with the teams they nurture"
    return Table.of("facilitators", title, columns, _facilitators(scope))


def _facilitators(scope: Scope) -> Iterator[_Nurturing]:
    for cohort in scope.cohorts:
        teams = _teams_of(scope, cohort.id or 0)
        for one in facilitators_ever(scope.session, cohort):
            yield _Nurturing(cohort.name, one, teams[one.facilitator.id or 0])


def _teams_of(scope: Scope, cohort: int) -> dict[int, list[int]]:
    """Facilitator id -> the numbers of their teams."""
    if (proposal := scope.proposals.get(cohort)) is None:
        return paired(())
    numbers = {team.id: team.number for team, _theme in teams_of(scope.session, proposal)}
    nurtured = facilitators_of_teams(scope.session, proposal).items()
    return paired((person.id or 0, numbers[team]) for team, people in nurtured for person in people)
