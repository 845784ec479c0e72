"""What can be exported, as tables: one function for each name."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from cln import models
from cln.publish.tables import Table
from cln.services import proposals


@dataclass(frozen=True)
class Exported:
    """A table, and what nobody who uses it may overlook."""

    table: Table
    warnings: tuple[str, ...]


def teams(session: Session, cohort: models.Cohort, proposal: int | None) -> Exported:
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
            "; ".join(f"{one.name} ({one.role})" for one in team.facilitators) if team else None,
        )
        for team, entry in [
            *((team, entry) for team in shown.teams for entry in team.entries),
            *((None, entry) for entry in shown.waiting),
        ]
    ]
    columns = (
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
    )
    return Exported(Table(columns, rows), shown.warnings)


TABLES: dict[str, Callable[[Session, models.Cohort, int | None], Exported]] = {"teams": teams}
"""Every export by its name."""
