"""Puts the parts of a report together, in the order in which a board reads them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from cln.cohort import days
from cln.disclosure import leaving
from cln.errors import Refused, Usage
from cln.facilitators.queries import facilitators_of
from cln.match.proposals import Team
from cln.match.queries import current_proposal
from cln.match.standing import overlooked
from cln.match.teams import team_of
from cln.pages.page import Card, Page, Section, TextTable, render
from cln.report import match_part, quarter, work_part, year_part
from cln.report.material import Material
from cln.survey.as_of import answers_on
from cln.tables.cohorts import Cohort

PARTS = (
    match_part.numbers_section,
    year_part.attention_section,
    match_part.match_section,
    match_part.network_section,
    year_part.events_section,
    work_part.inquiries_section,
    work_part.confidence_section,
    year_part.departures_section,
)
"""The parts of a whole report; one that has nothing to say is left out."""


@dataclass(frozen=True)
class Asked:
    """Which report is asked for."""

    quarter: str | None = None
    """E.g. 2026Q4; only what happened then."""
    team: int | None = None
    """The sheet of one team."""
    public: bool = False
    on: date | None = None
    """The day it speaks of; None for today."""


@dataclass(frozen=True)
class Made:
    """A page, and what is to be put on record or read of one for everybody."""

    html: str
    figures: dict[str, float]
    """Those that it shows, by name; none of a page of the partnership's own."""
    notes: tuple[str, ...] = ()
    """A newer proposal, what was replaced, and what somebody should still read."""


def page(session: Session, cohort: Cohort, asked: Asked) -> Made:
    """The report as HTML.

    Raises:
        Usage: a quarter and a team were asked for at once.
        Refused: there is no such team or quarter.
    """
    if asked.quarter is not None and asked.team is not None:
        raise Usage("a report tells of a quarter or of a team; leave out --quarter or --team")
    if asked.team is not None and asked.public:
        raise Usage("a team's sheet is for its own people, not for everybody; leave out --public")
    when = quarter.read(asked.quarter) if asked.quarter is not None else None
    on = asked.on
    if when is not None and when.last < (on or days.today()):
        on = when.last  # what came after the quarter is none of it
    names = leaving.pseudonyms(session, [cohort]) if asked.public else None
    material = Material(session, cohort, on, asked.public, names)
    title, sections = _asked(material, asked, when)
    html = render(
        Page(
            title=title,
            subtitle=f"Collaborative Learning Network, as of {material.today:%d %B %Y}",
            made=datetime.now().astimezone(),
            sections=sections,
        )
    )
    newer = () if material.past else overlooked(session, cohort, current_proposal(session, cohort))
    if names is None:
        return Made(html, {}, newer)
    public = material.public_figures
    known = [f"{one.figure.name} follows from what was published before." for one in public.hidden.follows]
    return Made(html, public.shown, (*newer, *names.report(), *known))


def _asked(material: Material, asked: Asked, when: quarter.Quarter | None) -> tuple[str, list[Section]]:
    if asked.team is not None:
        return f"{material.cohort.name}, team {asked.team}", [_team(material, asked.team)]
    if when is not None:
        parts = (
            quarter.section(material, when),
            year_part.attention_section(material),
            match_part.numbers_section(material),
        )
        return f"{material.cohort.name}, {when}", [part for part in parts if part is not None]
    return material.cohort.name, [section for part in PARTS if (section := part(material)) is not None]


def _team(material: Material, number: int) -> Section:
    """The sheet of one team, a page for the matching event: who sits here, what they suspect and want.

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
        [seat.called, people[seat.key], seat.sector, seat.authority, str(seat.level or "no answer")]
        for seat in team.entries
    ]
    return TextTable("Who sits in this team", columns, rows)


def _hunches(material: Material, team: Team) -> list[Card]:
    """What the entries suspected when they answered the survey: where the first conversation can begin."""
    keys = {one.id: one.key for one in material.entries}
    seats = {seat.key: seat for seat in team.entries}
    lines = [
        (seats[keys[stored.answer.entry_id]].called, stored.answer.hunch)
        for stored in answers_on(material.session, material.cohort, material.as_of)
        if stored.answer.hunch and keys.get(stored.answer.entry_id) in seats
    ]
    return [Card("Hunches from the survey", lines)] if lines else []
