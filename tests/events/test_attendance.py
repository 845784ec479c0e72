"""`cln event attendance` of a cohort that somebody leaves: who is to come on the very day."""

import pytest

from tests import builders
from tests.conftest import Cli

LEAVES, STAYS = "9889002", "9700001"
DAY, EVE = "2023-09-14", "2023-09-13"
"""The launch of the cohort, which is the day of its first event, and the day before."""


@pytest.fixture
def launched(cln: Cli) -> Cli:
    """Cohort 3 with two entries of two people each; its first event was held on the day."""
    cln("cohort", "open", "Cohort 3", "--launch", DAY)
    builders.enrol(cln.database, [(LEAVES, "Primary", 1), (STAYS, "Primary", 1)])
    cln("event", "hold", 1)
    return cln


def statuses(cln: Cli) -> dict[str, str | None]:
    """Who is shown at the first event, by name."""
    return {one["name"]: one["status"] for one in cln.json("event", "attendance", 1)["people"]}


def test_who_withdraws_on_the_day_of_an_event_is_still_to_come(launched: Cli) -> None:
    launched("cohort", "withdraw", LEAVES, "--reason", "travel", "--on", DAY)
    launched("event", "attendance", 1, "--present", f"Promoted of {LEAVES}")
    assert statuses(launched) == {
        f"Promoted of {LEAVES}": "present",
        f"Practitioner of {LEAVES}": None,
        f"Promoted of {STAYS}": None,
        f"Practitioner of {STAYS}": None,
    }


def test_who_withdrew_the_day_before_is_not(launched: Cli) -> None:
    launched("cohort", "withdraw", LEAVES, "--reason", "travel", "--on", EVE)
    ran = launched("event", "attendance", 1, "--present", f"Promoted of {LEAVES}", code=3)
    assert f"{LEAVES} (Primary) withdrew on {EVE}, but the event was on {DAY}" in ran.err
    assert statuses(launched) == {f"Promoted of {STAYS}": None, f"Practitioner of {STAYS}": None}
