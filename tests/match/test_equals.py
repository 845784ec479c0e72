"""Who goes first among equals: who waited in an earlier cohort and got no place, then who the lot names."""

import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from cln.matching.queue import draw
from cln.store import engine as engines
from tests.conftest import After, Cli
from tests.match import small

Place = tuple[str, str, int]

KEYS: list[Place] = [(code, ("Primary", "ELC")[n % 2], 1) for n, code in enumerate(small.CODES)]


def in_turn(name: str, launch: str) -> list[Place]:
    """The entries as the lot of a cohort puts them."""
    return sorted(KEYS, key=lambda key: draw(f"{name}|{launch}", key))


def unkind(keys: Sequence[Place], launch: str) -> str:
    """The name of a cohort whose lot puts these last."""
    names = (f"Cohort {number} of {launch[:4]}" for number in count())
    return next(name for name in names if set(in_turn(name, launch)[-len(keys) :]) == set(keys))


def waiting(cln: Cli, cohort: str) -> list[Place]:
    """Who waits in a cohort, the first in the queue first."""
    rows = cln.json("match", "waiting", "--cohort", cohort)["waiting"]
    return [(one["code"], one["sector"], one["entry"]) for one in rows]


def matched(cln: Cli, folder: Path, cohort: str, launch: str) -> list[Place]:
    """A cohort of the same establishments with room for six of eight, accepted; gives who waits."""
    small.fill(cln, folder, cohort, launch)
    cln("match", "--capacity", 12, "--cohort", cohort)
    cln("match", "accept", 1, "--cohort", cohort)
    return waiting(cln, cohort)


def sql(cln: Cli, *statements: str) -> None:
    """What no command does."""
    with engines.connected(cln.database) as engine, engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_the_lot_decides_who_waits_on_either_engine(both: Cli, after: After, tmp_path: Path) -> None:
    cln = after(both, small.fill, tmp_path)
    made = cln.json("match", "--capacity", 12)
    last = in_turn("Cohort 3", "2026-09-10")[-2:]
    assert [(one["code"], one["sector"], one["entry"]) for one in made["waiting"]] == last
    assert waiting(cln, "Cohort 3") == last
    queue = cln.json("match", "waiting")
    assert queue["lot"] == "Cohort 3|2026-09-10"
    assert {one["reason"] for one in queue["waiting"]} == {"nominated with others; the lot decided"}
    said = cln("match", "waiting").out
    for words in ("then the lot", "whatever their sector or council", '"Cohort 3|2026-09-10"'):
        assert words in " ".join(said.split())
    command = cln.json("match", "explain", last[1][0])["command"]
    assert command == "cln match --from 1 --capacity 16"
    assert cln.json(*command.split()[1:])["waiting"] == []


def test_a_corrected_name_or_launch_draws_nothing_anew(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    before = cln.json("match", "--capacity", 12)["waiting"]
    sql(cln, "UPDATE cohort SET name = 'Cohort three', launch = '2026-09-17'")
    again = cln.json("match", "--capacity", 12)
    assert (again["proposal"], again["waiting"]) == (1, before), "nothing that the match sees has changed"
    assert cln.json("match", "waiting")["lot"] == "Cohort 3|2026-09-10"


def test_who_waited_before_and_got_no_place_goes_first_among_equals(both: Cli, tmp_path: Path) -> None:
    cln = both
    waited = matched(cln, tmp_path, "Cohort 3", "2024-09-12")
    assert len(waited) == 2
    cln("cohort", "close", "--yes", "--cohort", "Cohort 3", "--on", "2025-06-19")
    second = unkind(waited, "2025-09-11")
    behind = matched(cln, tmp_path, second, "2025-09-11")
    assert behind == in_turn(second, "2025-09-11")[4:6], "the two who waited have a place, whatever they drew"
    cln("cohort", "close", "--yes", "--cohort", second, "--on", "2026-06-18")
    third = unkind(waited, "2026-09-10")
    assert matched(cln, tmp_path, third, "2026-09-10") == in_turn(third, "2026-09-10")[6:], (
        "they have had a place since"
    )
    place = in_turn(third, "2026-09-10")[0][0]
    cln("cohort", "withdraw", place, "--reason", "time", "--cohort", third)
    assert [one["waited_before"] for one in cln.json("match", "waiting", "--cohort", third)["waiting"]] == [
        False,
        False,
    ]


@pytest.mark.parametrize("closed", [True, False])
def test_who_withdrew_or_waits_still_goes_not_first(cln: Cli, tmp_path: Path, closed: bool) -> None:
    waited = matched(cln, tmp_path, "Cohort 3", "2024-09-12")
    gone = waited[:1]
    if closed:
        on = ("--on", "2025-05-08", "--cohort", "Cohort 3")
        cln("cohort", "withdraw", gone[0][0], "--reason", "time", *on)
        cln("cohort", "close", "--yes", "--cohort", "Cohort 3", "--on", "2025-06-19")
    second = unkind(waited, "2025-09-11")
    behind = matched(cln, tmp_path, second, "2025-09-11")
    last = in_turn(second, "2025-09-11")
    assert behind == ([last[5], *gone] if closed else last[6:])


def test_who_waits_again_is_said_to_have_waited_before(cln: Cli, tmp_path: Path) -> None:
    waited = matched(cln, tmp_path, "Cohort 3", "2024-09-12")
    cln("cohort", "close", "--yes", "--cohort", "Cohort 3", "--on", "2025-06-19")
    small.fill(cln, tmp_path, "Cohort 4", "2025-09-11")
    cln("match", "--cohort", "Cohort 4")
    cln("team", "move", waited[1][0], "waiting", "--force", "--reason", "They asked", "--cohort", "Cohort 4")
    (row,) = cln.json("match", "waiting", 2, "--cohort", "Cohort 4")["waiting"]
    assert (row["code"], row["waited_before"]) == (waited[1][0], True)


def test_a_proposal_from_before_the_lot_keeps_its_order(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    cln("match")
    cln("match", "accept", 1)
    with engines.connected(cln.database) as engine, engine.begin() as connection:
        settings = json.loads(connection.exec_driver_sql("SELECT settings FROM proposal").scalar_one())
        del settings["by_lot"]
        connection.exec_driver_sql("UPDATE proposal SET settings = ?", (json.dumps(settings),))
        connection.exec_driver_sql("DELETE FROM seat WHERE team_id = 1")
    codes = [key for key in KEYS if key in waiting(cln, "Cohort 3")]
    assert (
        waiting(cln, "Cohort 3")
        == codes
        != [key for key in in_turn("Cohort 3", "2026-09-10") if key in codes]
    )
    queue = cln.json("match", "waiting")
    assert (queue["proposal"], queue["accepted"], queue["lot"]) == (1, True, None)
    assert "then the order of codes decides" in " ".join(cln("match", "waiting").out.split())
    shown = cln("match", "show").out
    assert "has changed since" not in shown
    again = cln.json("match")
    assert again["proposal"] == 2, "made afresh, it goes by the lot"
    assert cln.json("match", "waiting", 2)["lot"] == "Cohort 3|2026-09-10"
