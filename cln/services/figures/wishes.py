"""What each entry of a proposal asked for, beside what its team does."""

from dataclasses import dataclass

from sqlmodel import Session

from cln import models
from cln.services.proposals import Proposed, Seated, Team
from cln.store import cohorts, entries, surveys


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


def wishes(session: Session, cohort: models.Cohort, proposed: Proposed) -> Wishes:
    """What the entries in teams say of the themes today."""
    themes = {theme.id or 0: theme.name for theme in cohorts.themes(session, cohort)}
    levels = surveys.levels(session, cohort)
    ids = {one.key: one.id for one in entries.enrolled(session, cohort)}
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
