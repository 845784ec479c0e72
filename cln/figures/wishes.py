"""What each entry of a proposal asked for, beside what its team does."""

from dataclasses import dataclass

from sqlmodel import Session

from cln.cohort.queries import entries_of, themes_of
from cln.match.proposals import Proposed, Seated, Team
from cln.survey.queries import levels_of_answers
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Wish:
    """An entry in its team, and how it rated every theme; empty without an answer."""

    team: Team
    seat: Seated
    levels: dict[str, int]


@dataclass(frozen=True)
class Wishes:
    """All of a proposal by team, and the themes that the survey asked about."""

    themes: tuple[str, ...]
    wishes: tuple[Wish, ...]


def wishes(session: Session, cohort: Cohort, proposed: Proposed) -> Wishes:
    """What the entries in teams say of the themes today."""
    themes = {theme.id or 0: theme.name for theme in themes_of(session, cohort)}
    levels = levels_of_answers(session, cohort)
    ids = {one.key: one.id for one in entries_of(session, cohort)}
    return Wishes(
        tuple(themes.values()),
        tuple(
            Wish(
                team,
                seat,
                {themes[t]: level for t, level in levels.get(ids[seat.key], {}).items() if t in themes},
            )
            for team in proposed.teams
            for seat in team.entries
        ),
    )
