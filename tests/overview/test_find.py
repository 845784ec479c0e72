"""`cln find WORDS`: where words stand, in every cohort."""

from pathlib import Path

import pytest

from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.conftest import Cli


@pytest.fixture
def two(cohort: Cli, tmp_path: Path) -> Cli:
    """Northbank takes part in two cohorts."""
    enrol(cohort, tmp_path, NOMINATIONS)
    cohort("facilitator", "add", "--name", "Norma Fox", "--organisation", "QIO")
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    enrol(Cli(cohort.database, "Tess"), tmp_path, NOMINATIONS[:2], code=2)
    cohort("--cohort", "Cohort 4", "cohort", "enrol", tmp_path / "people.csv", "--yes")
    return cohort


def test_establishments_people_and_facilitators_of_all_cohorts(two: Cli) -> None:
    assert two.json("find", "nor") == {
        "words": "nor",
        "establishments": [
            {
                "code": "9100001",
                "sector": "Primary",
                "name": "Northbank Primary School",
                "authority": "Glasgow City",
                "cohorts": ["Cohort 4", "Cohort 3"],
                "closed_on": None,
            }
        ],
        "people": [],
        "facilitators": [
            {
                "cohort": "Cohort 3",
                "name": "Norma Fox",
                "email": "",
                "organisation": "QIO",
                "withdrawn_on": None,
            }
        ],
        "projects": [],
        "log_entries": [],
    }
    people = two.json("find", "ann@example.org")["people"]
    assert [(one["cohort"], one["name"], one["code"]) for one in people] == [
        ("Cohort 4", "Ann Adam", "9100001"),
        ("Cohort 3", "Ann Adam", "9100001"),
    ]
    assert two.json("find", "Adam", "ann")["people"] == people
    assert [one["name"] for one in two.json("find", "9200003")["establishments"]] == ["Harbour School"] * 2


def test_the_screen_names_the_command_that_shows_more(two: Cli) -> None:
    shown = two("find", "bob").out
    assert "People: cln cohort people CODE" in shown
    assert "Bob Bell" in shown
    assert two("find", "weather").out == "Nothing in any cohort has the words 'weather'.\n"
    assert "'!' has no letter and no digit" in two("find", "!", code=3).err
