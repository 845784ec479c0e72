"""A match asks the database little: one problem is made of the cohort, and what it kept is not read back."""

from pathlib import Path

import pytest

from cln import store
from cln.cohort.queries import find_cohort
from cln.errors import Refused
from cln.match.keep import keep
from cln.match.problem import read_input
from cln.matching import exercise
from cln.matching.watch import Watch
from cln.store import engine as engines
from tests.conftest import After, Cli
from tests.match import small
from tests.match.test_match import without_seconds

LEVELS = "SELECT answer.entry_id, answer_level.theme_id"
"""Only the problem asks for the levels of all answers."""


def problems(statements: list[str]) -> int:
    """How many problems were made."""
    return sum(statement.startswith(LEVELS) for statement in statements)


def test_a_match_makes_one_problem(ready: Cli, statements: list[str]) -> None:
    first = ready.json("match")
    assert len(first["teams"]) == 8
    assert problems(statements) == 1
    assert len(statements) <= 60, "\n".join(statements)

    statements.clear()
    again = ready.json("match")
    assert without_seconds(again) == without_seconds(first), "the newest proposal says the same already"
    assert problems(statements) == 1


def test_a_comparison_makes_one_problem(matched: Cli, statements: list[str]) -> None:
    one, other = (team["entries"][0] for team in matched.json("match", "show")["teams"][:2])
    places = [f"{entry['code']}:{entry['sector']}" for entry in (one, other)]
    matched("team", "swap", *places, "--force", "--reason", "They asked for it")
    statements.clear()
    assert matched.json("match", "compare", 1, 2)["moves"] > 0
    assert problems(statements) == 1
    assert len(statements) <= 25, "\n".join(statements)


def test_what_was_just_made_is_shown_as_it_is_read_back(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    made = cln("match").out
    assert cln("match", "show").out == made
    assert without_seconds(cln.json("match")) == without_seconds(cln.json("match", "show"))


def test_the_seconds_of_an_unchanged_match_are_those_that_it_took_this_time(
    cln: Cli, after: After, tmp_path: Path
) -> None:
    after(cln, small.fill, tmp_path)("match")
    with engines.connected(cln.database) as engine, engine.begin() as connection:
        connection.exec_driver_sql("UPDATE proposal SET seconds = 86400")
    assert cln.json("match", "show")["seconds"] == 86400
    assert cln.json("match")["seconds"] != 86400


def test_only_a_change_of_the_cohort_itself_is_in_the_way(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    engine = engines.connect(cln.database)
    with store.reading(engine) as session:
        given = read_input(session, find_cohort(session, "Cohort 3"))
    result = exercise.match(given.problem, Watch())
    cln("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    with store.reading(engine) as session, store.change(session, "match", "Tess") as change:
        assert keep(change, find_cohort(session, "Cohort 3"), given, result).number == 1
    cln("cohort", "withdraw", small.CODES[0], "--reason", "travel", "--cohort", "Cohort 3")
    with (
        store.reading(engine) as session,
        pytest.raises(Refused, match="Cohort 3 was changed while the match was made"),
        store.change(session, "match", "Tess") as change,
    ):
        keep(change, find_cohort(session, "Cohort 3"), given, result)
    engine.dispose()
