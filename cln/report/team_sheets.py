"""A sheet of paper for each team at the matching event: who sits here, where and when, lines to write on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cln.errors import Refused
from cln.events.events import when, where
from cln.events.queries import events_of
from cln.facilitators.queries import facilitators_of
from cln.match.proposals import Proposed, Team
from cln.match.teams import team_of
from cln.pages.paper import Blank, Sheet, sheets
from cln.programme import EVENTS, EventStatus
from cln.report.material import Material
from cln.survey.as_of import answers_on
from cln.tables.cohorts import Participant
from cln.words import count

MATCHING = 2
"""The event at which a team sits together for the first time."""

BLANKS = (Blank("Our hunch", 2), Blank("Our question", 3))


def page(material: Material, number: int | None) -> str:
    """The sheet of one team, or those of all in one file.

    Args:
        material: the cohort on a day.
        number: of the team; None: of every team that anybody sits in.

    Raises:
        Refused: there is no proposal, or it has no such team.
    """
    proposed = material.proposed
    if proposed is None:
        raise Refused(f"{material.cohort.name} has no proposal yet; make one with: cln match")
    if number is None:
        which, teams = "team sheets", [team for team in proposed.teams if team.entries]
    else:
        which = f"team {number}"
        teams = [team_of(proposed.teams, number, f"proposal {proposed.number}")]
    present = {
        one.facilitator.name for one in facilitators_of(material.session, material.cohort, material.as_of)
    }
    title = f"{material.cohort.name}, {which}"
    return sheets(title, datetime.now().astimezone(), list(_sheets(material, proposed, teams, present)))


def _sheets(
    material: Material, proposed: Proposed, teams: Sequence[Team], present: set[str]
) -> Iterable[Sheet]:
    hunches = _hunches(material)
    people = {one.key: one.participants for one in material.entries}
    for team in teams:
        nurturing = [f"{one.name} ({one.role})" for one in team.facilitators if one.name in present]
        hunch = ["hunch in the survey"] if any(seat.key in hunches for seat in team.entries) else []
        yield Sheet(
            title=f"Team {team.number}: {team.theme}",
            facts=[
                ("Event", f"{material.cohort.name}, {EVENTS[MATCHING - 1].name}"),
                *_time_and_place(material, {seat.sector for seat in team.entries}),
                ("Table or room", ""),
                ("Facilitators", ", ".join(nurturing) or "none now"),
            ],
            words=[
                f"{proposed.standing.label.capitalize()}.",
                f"{count(team.participants, 'person', 'people')} from "
                f"{count(len(team.entries), 'entry', 'entries')}.",
            ],
            caption="Who sits in this team, and how they rated the theme",
            columns=["establishment", "people, their posts and roles", "rated it", *hunch],
            rows=[
                [
                    (seat.called, f"{seat.sector}, {seat.authority}"),
                    tuple(_called(person) for person in people[seat.key]),
                    (str(seat.level or "no answer"),),
                    *([(hunches.get(seat.key, ""),)] if hunch else []),
                ]
                for seat in team.entries
            ],
            blanks=BLANKS,
        )


def _called(person: Participant) -> str:
    """A person with post and role: "Ann Adam, Depute Headteacher (promoted)"."""
    return ", ".join(filter(None, (person.name, person.post))) + f" ({person.role})"


def _time_and_place(material: Material, sectors: set[str]) -> Iterable[tuple[str, str]]:
    """When and where the people of these sectors meet; more than once where a sector has a day of its own.

    Empty where they do not, since it was cancelled: a new day is to be found.
    """
    scheduled = events_of(material.session, material.cohort)
    theirs = [scheduled.of(MATCHING, sector) for sector in sorted(sectors)]
    meant = {event.id: event for event in theirs if event and event.status != EventStatus.CANCELLED}
    for event in meant.values():
        of = f" ({event.sector})" if len(meant) > 1 and event.sector else ""
        yield f"When{of}", when(event)
        yield f"Where{of}", where(event)
    if not meant:
        yield "When", ""
        yield "Where", ""


def _hunches(material: Material) -> dict[tuple[str, str, int], str]:
    """What the entries suspected when they answered the survey: where the first conversation can begin."""
    keys = {one.id: one.key for one in material.entries}
    answers = answers_on(material.session, material.cohort, material.as_of)
    return {
        keys[one.answer.entry_id]: one.answer.hunch
        for one in answers
        if one.answer.hunch and one.answer.entry_id in keys
    }
