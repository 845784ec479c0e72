"""The sheet of one team, a page for the matching event: who sits here, and what they suspect and want."""

from cln.errors import Refused
from cln.facilitators.queries import facilitators_of
from cln.match.proposals import Seated, Team
from cln.match.teams import team_of
from cln.pages.page import Card, Section, TextTable
from cln.report.material import Material
from cln.survey.queries import answers_of
from cln.words import numbered


def section(material: Material, number: int) -> Section:
    """One team of the proposal that counts.

    Raises:
        Refused: there is no proposal, or it has no such team.
    """
    proposed = material.proposed
    if proposed is None:
        raise Refused(f"{material.cohort.name} has no proposal yet; make one with: cln match")
    team = team_of(proposed.teams, number, f"proposal {proposed.number}")
    present = {
        one.facilitator.name for one in facilitators_of(material.session, material.cohort, material.as_of)
    }
    nurturing = [f"{one.name} ({one.role})" for one in team.facilitators if one.name in present]
    names = ", ".join(nurturing) or "none now"
    which = f"{proposed.standing.label.capitalize()}."
    words = [
        which,
        f"{team.participants} people from {len(team.entries)} entries.",
        f"Facilitators: {names}.",
    ]
    return Section(
        "team",
        f"Team {team.number}: {team.theme}",
        words=words,
        tables=[_seats(material, team)],
        cards=_hunches(material, team),
    )


def _seats(material: Material, team: Team) -> TextTable:
    people = {one.key: ", ".join(person.name for person in one.participants) for one in material.entries}
    columns = ["establishment", "people", "sector", "council", "rated the theme"]
    rows = [
        [_name(seat), people[seat.key], seat.sector, seat.authority, str(seat.level or "no answer")]
        for seat in team.entries
    ]
    return TextTable("Who sits in this team", columns, rows)


def _hunches(material: Material, team: Team) -> list[Card]:
    """What the entries suspected when they answered the survey: where the first conversation can begin."""
    keys = {one.id: one.key for one in material.entries}
    seats = {seat.key: seat for seat in team.entries}
    lines = [
        (_name(seats[keys[stored.answer.entry_id]]), stored.answer.hunch)
        for stored in answers_of(material.session, material.cohort)
        if stored.answer.hunch and keys[stored.answer.entry_id] in seats
    ]
    return [Card("Hunches from the survey", lines)] if lines else []


def _name(seat: Seated) -> str:
    return numbered(seat.name, seat.number)
