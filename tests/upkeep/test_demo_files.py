"""The demo's programme is what its README says, and nobody in it is real."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cln import programme
from cln.settings import shipped

FIXTURES = shipped("fixtures")


def rows(name: str, folder: str = "demo") -> list[dict[str, Any]]:
    """A file of the demo, or of the programme's past, as dictionaries."""
    with (FIXTURES / folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_fifty_of_sixty_establishments_enter_with_a_hundred_people() -> None:
    register = {(row["code"], row["sector"]) for row in rows("establishments.csv")}
    people = rows("nominations.csv")
    entered = Counter((row["code"], row["sector"]) for row in people)
    assert (len(register), len(entered), len(people)) == (60, 50, 100)
    assert set(entered) <= register
    assert set(entered.values()) == {1, 2, 3, 4}


def test_the_register_has_every_authority_and_sector_and_a_code_with_two_departments() -> None:
    register = rows("establishments.csv")
    authorities = Counter(row["authority"] for row in register)
    assert set(authorities) == set(programme.AUTHORITIES)
    assert authorities.most_common(1)[0][0] == "Glasgow City"
    assert {row["sector"] for row in register} == set(programme.Sector)
    assert [n for n in Counter(row["code"] for row in register).values() if n > 1] == [2]


def test_each_authority_has_a_key_facilitator_for_every_ten_establishments() -> None:
    home = {(row["code"], row["sector"]): row["authority"] for row in rows("establishments.csv")}
    entered = {(row["code"], row["sector"]) for row in rows("nominations.csv")}
    establishments = Counter(home[key] for key in entered)
    keys = Counter(row["authority"] for row in rows("facilitators.csv") if row["role"] == "key")
    assert keys == {authority: -(-number // 10) for authority, number in establishments.items()}
    assert sum(row["role"] == "co" and not row["authority"] for row in rows("facilitators.csv")) == 3


def test_two_entries_have_not_answered_and_one_has_answered_twice() -> None:
    entered = {(row["code"], row["sector"]) for row in rows("nominations.csv")}
    answers = Counter((row["code"], row["sector"]) for row in rows("survey.csv"))
    assert len(entered - set(answers)) == 2
    assert sorted(answers.values())[-2:] == [1, 2]
    assert all(row[theme] in "12345" for row in rows("survey.csv") for theme in programme.THEMES)


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.csv")), ids=lambda path: path.name)
def test_every_address_is_of_the_domain_kept_for_examples(path: Path) -> None:
    words = path.read_text(encoding="utf-8", errors="replace").replace(",", " ").split()
    assert all(word.endswith("@example.org") for word in words if "@" in word)


def test_no_name_or_code_is_a_real_one(shared: Path) -> None:
    real = (shared / "schools_west_2022.csv").read_text(encoding="utf-8-sig").casefold()
    for row in [*rows("establishments.csv"), *rows("establishments.csv", "programme")]:
        assert row["code"] not in real
        assert row["name"].split()[0].casefold() not in real
