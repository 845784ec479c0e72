"""What each entry of a proposal asked for, beside what its team does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.queries import entries_of, themes_of
from cln.match.proposals import Proposed
from cln.match.queries import proposal_of
from cln.store.rows import added_by
from cln.survey.as_of import levels_before, levels_on
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Wish:
    """An entry in its team, and how it rated every theme; empty without an answer."""

    team: int
    theme: str
    code: str
    sector: str
    entry: int
    name: str
    level: int | None
    """Of the team's theme; None without an answer."""
    levels: dict[str, int]
    apart: Annotated[tuple[str, ...], Field(exclude=True)]
    """What tells it from others of its code."""


@dataclass(frozen=True)
class Wishes:
    """All of a proposal by team, and the themes that the survey asks about."""

    themes: tuple[str, ...]
    wishes: tuple[Wish, ...]


def wishes(session: Session, cohort: Cohort, proposed: Proposed, on: date) -> Wishes:
    """What the entries in teams had said of the themes by a day."""
    return _wishes(session, cohort, proposed, levels_on(session, cohort, on))


def wishes_then(session: Session, cohort: Cohort, proposed: Proposed) -> Wishes:
    """What the entries in teams had said of the themes when the proposal was made."""
    row = proposal_of(session, cohort, proposed.number)
    made_by = added_by(session, "proposal", row.id or 0)
    return _wishes(session, cohort, proposed, levels_before(session, cohort, made_by))


def _wishes(
    session: Session, cohort: Cohort, proposed: Proposed, levels: Mapping[int, Mapping[int, int]]
) -> Wishes:
    themes = {theme.id or 0: theme.name for theme in themes_of(session, cohort)}
    ids = {one.key: one.id for one in entries_of(session, cohort)}
    asked = (
        Wish(
            team.number,
            team.theme,
            *seat.key,
            seat.name,
            seat.level,
            {themes[t]: level for t, level in levels.get(ids[seat.key], {}).items() if t in themes},
            seat.apart,
        )
        for team in proposed.teams
        for seat in team.entries
    )
    return Wishes(tuple(themes.values()), tuple(asked))
