"""A database for many on a real PostgreSQL, with a lead, two facilitators and a viewer in it."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from sqlalchemy import make_url

from tests.conftest import DEMO, Cli, fill

LEAD, VIEWER = "Lena Lead", "Vera View"
HERS, OTHER = "Tariq MacBride", "Anna Kaur"
"""Facilitators of two teams of the demo's cohort."""


@dataclass(frozen=True)
class Council:
    """The command lines of everybody who uses the database."""

    admin: Cli
    lead: Cli
    facilitator: Cli
    viewer: Cli
    team: int
    """The number of the facilitator's team."""
    other: int
    """That of another one's."""

    @property
    def uri(self) -> str:
        """The database as libpq has it, for the administrator."""
        return self.admin.database.replace("+psycopg", "", 1)


def of(url: str, login: str, who: str) -> Cli:
    """The command line of a login."""
    return Cli(make_url(url).set(username=login).render_as_string(), who)


def found(postgres: Callable[..., str]) -> Council:
    """Make the database, match the demo's cohort, give everybody a role, and open two projects."""
    empty = postgres()
    admin = Cli(empty, "Ada Admin")
    admin("database", "create", empty)
    admin("access", "grant", LEAD, "--role", "lead")
    lead = of(empty, "lena.lead", LEAD)
    fill(lead, DEMO)("match")
    lead("match", "accept", 1)
    for name in (HERS, OTHER):
        admin("access", "grant", name, "--role", "facilitator")
    admin("access", "grant", VIEWER, "--role", "viewer")
    teams = lead.json("match", "show")["teams"]
    hers, other = (
        next(one["team"] for one in teams if name in [they["name"] for they in one["facilitators"]])
        for name in (HERS, OTHER)
    )
    for number, team in enumerate((hers, other), start=1):
        lead("project", "open", team, "--title", f"Talk {number}", "--hunch", "Talk helps")
        lead("log", number, "Met the team")
        lead("project", "question", number, "How does talk help?")
    return Council(
        admin,
        lead,
        of(empty, "tariq.macbride", HERS),
        of(empty, "vera.view", VIEWER),
        hers,
        other,
    )


def team_id(council: Council) -> int:
    """The id of the facilitator's team."""
    with psycopg.connect(council.uri) as connection:
        found = connection.execute("SELECT id FROM team WHERE number = %s", [council.team]).fetchone()
    assert found is not None
    return int(found[0])
