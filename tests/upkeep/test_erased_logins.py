"""Somebody is erased who had a login: on a real PostgreSQL, by a lead who does not own the database."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import pytest
from psycopg.rows import scalar_row

from tests.conftest import Cli
from tests.upkeep.council import of

pytestmark = pytest.mark.slow
HERS = ("rona.reid", "rona_reid", "desk7")
"""Two of her logins are her name but for the spelling."""


@dataclass(frozen=True)
class Shared:
    """The command lines of who made the database, and of a lead."""

    admin: Cli
    lead: Cli

    def logins(self) -> list[str]:
        """Every login with a role in the database."""
        uri = self.admin.database.replace("+psycopg", "", 1)
        with psycopg.connect(uri, row_factory=scalar_row) as connection:
            return connection.execute("SELECT login FROM access ORDER BY login").fetchall()


@pytest.fixture
def shared(postgres: Callable[..., str]) -> Shared:
    """A database for many, in which Rona Reid has three logins and has made a change."""
    url = postgres()
    admin = Cli(url, "Ada Admin")
    admin("database", "create", url)
    admin("access", "grant", "Lena Lead", "--role", "lead")
    for login in HERS:
        admin("access", "grant", "Rona Reid", "--role", "lead", "--login", login)
    of(url, "desk7", "Rona Reid")("cohort", "open", "Cohort 1", "--launch", "2026-09-10")
    return Shared(admin, of(url, "lena.lead", "Lena Lead"))


def test_their_logins_have_no_role_any_more_and_are_named(shared: Shared) -> None:
    erased = shared.lead.json("person", "erase", "Rona Reid", "--yes")
    assert sorted(erased["logins"]) == sorted(HERS)
    assert shared.logins() == ["lena.lead"]
    told = str(shared.lead.json("history", "--limit", 100)).casefold()
    assert "rona" not in told
    assert "desk7" not in told
    checked = {one["what"]: one["state"] for one in shared.lead.json("database", "check")["findings"]}
    assert checked["record"] == "ok"
    hers = of(shared.admin.database, "desk7", "Rona Reid")
    for line in (("status",), ("establishment", "list"), ("log", 1, "x"), ("cohort", "close")):
        assert "the login desk7 has no role here; a lead gives one" in hers(*line, code=6).err


def test_what_the_server_keeps_is_said_as_sql(shared: Shared) -> None:
    said = shared.lead("person", "erase", "Rona Reid", "--yes").out
    assert '  DROP ROLE "rona_reid";\n' in said


def test_nobody_erases_themselves(shared: Shared) -> None:
    said = shared.lead("person", "erase", "Lena Lead", "--yes", code=6).err
    assert said == (
        "cln: error: nobody can erase themselves, and lena.lead is your own login; let another lead do it\n"
    )
    assert shared.logins() == sorted([*HERS, "lena.lead"])
