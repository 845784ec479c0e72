"""What can be exported, as tables: one function for each name."""

from collections.abc import Callable

from sqlmodel import Session

from cln import models
from cln.publish.tables import Table
from cln.services import proposals


def teams(session: Session, cohort: models.Cohort, proposal: int | None) -> Table:
    """A row for each entry of each team, by team and code; those who wait come last, without a team."""
    shown = proposals.load(session, cohort, proposal)
    rows = [
        (
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
            "; ".join(one.name for one in team.facilitators) if team else None,
        )
        for team, entry in [
            *((team, entry) for team in shown.teams for entry in team.entries),
            *((None, entry) for entry in shown.waiting),
        ]
    ]
    return Table(
        (
            "cohort",
            "proposal",
            "team",
            "theme",
            "code",
            "sector",
            "entry",
            "name",
            "authority",
            "simd_quintile",
            "participants",
            "level",
            "facilitators",
        ),
        rows,
    )


TABLES: dict[str, Callable[[Session, models.Cohort, int | None], Table]] = {"teams": teams}
"""Every export by its name."""
