"""Whatever was done can be taken back, and a process that is killed meanwhile leaves all of it or nothing."""

import os
import shlex
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cln.app import main
from cln.store.sqlite_file import read_only
from tests.conftest import After, Cli, fill_and_match

LINES = """
cohort withdraw 9377028 --reason travel --on 2026-10-01
cohort rejoin 9377028 --on 2026-10-20
cohort withdraw 9131001 --reason time --on 2026-10-02
cohort join 9377028 --name "Una Hay" --role promoted --on 2026-10-05
cohort leave 9377028 "Una Hay" --reason other --on 2026-10-12
cohort replace 9377028 "Una Hay" --name "Ewan Muir" --reason other --on 2026-10-13
cohort close --yes --on 2027-06-20
cohort reopen
cohort rule team-sectors --must
cohort rule team-sectors --default
cohort open "Cohort 9" --launch 2027-09-10
establishment amend 9377028 --name "New Name" --on 2026-10-01
establishment amend 9377028 --name "Newer Name" --on 2026-11-01
establishment close 9131001 --on 2026-10-10
establishment merge 9131001 9204030 --on 2026-10-11
establishment add 9900001 --name "One School" --authority Inverclyde --sector primary
establishment add 9900001 --name "Other School" --authority Inverclyde --sector primary
event hold 1
event hold 1 --undo --reason "Snow"
event postpone 2 --to 2026-10-15 --reason Storm
event schedule 3 --sector elc --on 2026-11-20
event cancel 5 --reason Inspection
event attendance 1 --apologies "Megan Hamilton"
match accept 1
match pin 9377028 --theme Literacy --reason Asked
match apart 9131001 9204030 --reason Asked
match lift 1
team move 9377028 waiting --force --reason Asked
match accept 2
match accept 2 --projects keep
project open 1 --title "Reading aloud" --on 2026-10-09
project open 2 --title "Walk and talk" --on 2026-10-09
project question 1 "How does reading aloud improve fluency?" --on 2026-10-20
project agree 1 --by "Una Hay" --on 2026-10-21
project end 1 --reason "Another theme" --on 2026-11-16
log 1 "Met the team" --date 2026-10-29
log 1 "Met all of the team" --date 2026-10-29 --corrects 1
facilitator withdraw "Anna Kaur" --reason "Called back" --on 2026-10-02
facilitator rejoin "Anna Kaur" --on 2026-10-20
attention rule log --threshold 8
attention rule log --default
undo
undo 7
undo 8
undo 9
undo 10
""".strip().splitlines()
"""Some of these are refused, depending on what was done before."""


def dump(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Table -> its rows as they are stored, but for the record of changes."""
    with closing(read_only(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = {name for (name,) in tables} - {"alembic_version", "change", "changed_row", "seal"}
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall()
            for name in sorted(names)
        }


def latest(database: Path) -> int:
    """The number of the latest change."""
    with closing(read_only(database)) as connection:
        ((number,),) = connection.execute("SELECT max(id) FROM change").fetchall()
        return int(number)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LINES), min_size=3, max_size=9))
def test_any_commands_can_be_taken_back_one_by_one_and_done_again(
    cln: Cli, after: After, place: Path, lines: list[str]
) -> None:
    cln = after(cln, fill_and_match)
    states, done = [dump(place)], []
    for line in lines:
        before = latest(place)
        code = main(["--database", cln.database, "--as", cln.who, *shlex.split(line)])
        assert code in {0, 2, 3}
        if latest(place) > before:
            done.append(latest(place))
            states.append(dump(place))
        else:
            assert dump(place) == states[-1]
    undos = []
    for number, state in zip(reversed(done), reversed(states[:-1]), strict=True):
        cln("undo", number)
        undos.append(latest(place))
        assert dump(place) == state
    for number, state in zip(reversed(undos), states[1:], strict=True):
        cln("undo", number)
        assert dump(place) == state


KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

at, *line = sys.argv[1:]
left = int(at) if at.isdecimal() else 0

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def count(*_):
    global left
    left -= 1
    if left == 0:
        die()

event.listen(Engine, "before_cursor_execute", count)
if at in ("before_commit", "after_commit"):
    event.listen(Session, at, die)
from cln.app import main
from cln.store.sqlite_file import read_only
sys.exit(main(line))
"""
"""Runs a command line that is killed at its n-th statement, or just before or after it is committed."""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a process cannot be killed at a statement on Windows")
def test_an_undo_that_is_killed_leaves_all_of_it_or_nothing(
    ready: Cli, place: Path, statements: list[str]
) -> None:
    before, number = dump(place), latest(place)
    statements.clear()
    ready("undo", number)
    after = dump(place)
    many = max(n for n, one in enumerate(statements, 1) if one.startswith("INSERT INTO changed_row"))
    # what comes after the last row of the record only tells what was done
    ready("undo")
    assert dump(place) == before
    points = [*map(str, sorted(Random(11).sample(range(1, many + 1), 6))), "before_commit", "after_commit"]
    for point in points:
        line = ["undo", str(number), "--database", ready.database]
        ran = subprocess.run([sys.executable, "-c", KILLED, point, *line], capture_output=True, check=False)
        assert ran.returncode == -9, f"not killed at {point} of {many}: {ran.stderr.decode()}"
        whole = point == "after_commit"
        assert dump(place) == (after if whole else before), f"killed at {point}"
        assert latest(place) == number + 2 + whole
    assert ready.json("history", "--limit", 1)[0]["undoes"] == number
