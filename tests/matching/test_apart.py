"""A search in a process of its own: it is followed, it is ended, and what it held counts."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from cln.matching import effort
from cln.matching.apart import apart
from cln.matching.exercise import match
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.problem import Result
from cln.matching.solve.solver import OutOfTime
from cln.matching.watch import Watch
from tests.matching.cohorts import programme

SOON = 0.2
"""Seconds until the time is up of searches that never end."""


def holding(watch: Watch) -> str:
    """Has something in hand, and then hears nothing any more."""
    watch("one step")
    watch.hold("the first")
    watch.hold("the second")
    time.sleep(600)
    return "the best"


def heeding(watch: Watch) -> str:
    """Ends when it is asked to."""
    while not watch.hurried:
        time.sleep(0.01)
    return "what there was"


def empty_handed(watch: Watch) -> str:
    """Never has anything unless it knows from the beginning that there is little time."""
    if not watch.limited:
        time.sleep(600)
    return "what came first"


def never(watch: Watch) -> str:
    """Never has anything."""
    time.sleep(600)
    return str(watch)


def dying(_watch: Watch) -> str:
    """Is ended from outside."""
    os._exit(9)


class Stopped(Watch):
    """Somebody stops the search at its first step, or before there was one."""

    def __init__(self, at_once: bool) -> None:
        super().__init__()
        if at_once:
            self.stop()

    def __call__(self, step: str) -> None:
        """Stop."""
        self.stop()


def test_it_is_the_same_match_and_each_step_is_heard() -> None:
    heard, problem = list[str](), programme(0)
    here, there = match(problem), apart(partial(match, problem), Watch(heard.append))
    assert (there.teams, there.objective, there.waiting) == (here.teams, here.objective, here.waiting)
    assert heard[0] == "level 1"
    assert "facilitators" in heard


def test_what_it_held_last_counts_when_it_does_not_hear_however_late_that_is_read() -> None:
    slow = Watch(lambda _: time.sleep(SOON + effort.PATIENCE), seconds=SOON)
    assert apart(holding, slow) == "the second"
    assert apart(holding, Stopped(at_once=False)) == "the second"


def test_it_is_asked_first() -> None:
    assert apart(heeding, Watch(seconds=SOON)) == "what there was"
    assert apart(heeding, Stopped(at_once=True)) == "what there was"


def test_one_that_was_stopped_with_nothing_in_hand_begins_anew_with_what_comes_first() -> None:
    assert apart(empty_handed, Stopped(at_once=True)) == "what came first"


def test_no_teams_in_time_is_not_called_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "GRACE", SOON)
    with pytest.raises(OutOfTime, match="whether there are any is not known") as raised:
        apart(never, Watch(seconds=0))
    assert raised.value.exit_code == 130


def test_what_it_raises_is_raised_here_with_all_that_it_says() -> None:
    problem = replace(programme(0), facilitators=())
    with pytest.raises(Contradiction) as raised:
        apart(partial(match, problem), Watch())
    assert raised.value.diagnosis.reasons
    assert "match" in raised.value.__notes__[0]


def test_a_process_that_is_gone_is_told() -> None:
    with pytest.raises(OSError, match="ended before it was done"):
        apart(dying, Watch())


def pid_in(file: Path, _watch: Watch) -> str:
    """Writes down which process it is, and searches for ever."""
    file.with_suffix(".new").write_text(str(os.getpid()), encoding="utf-8")
    file.with_suffix(".new").rename(file)
    return never(_watch)


@pytest.mark.skipif(os.name == "nt", reason="a process that has ended is told by its number on POSIX only")
def test_it_ends_with_the_process_that_would_hear_the_answer(tmp_path: Path) -> None:
    program = (
        "import sys; from functools import partial; from pathlib import Path\n"
        "from cln.matching.apart import apart; from cln.matching.watch import Watch\n"
        "from tests.matching.test_apart import pid_in\n"
        "apart(partial(pid_in, Path(sys.argv[1])), Watch())\n"
    )
    file = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", program, str(file)])
    while not file.exists():
        assert parent.poll() is None, "it ended before it searched"
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    while _runs(int(file.read_text(encoding="utf-8"))):
        time.sleep(0.01)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")")[-1].split()[0] != "Z"


def test_with_a_limit_teams_are_in_hand_at_once() -> None:
    class Hand(Watch):
        held: Result | None = None

        def hold(self, answer: object) -> None:
            assert isinstance(answer, Result)
            self.held = answer

    watch = Hand(seconds=0)
    result = match(programme(2, located=True), watch)
    assert isinstance(watch.held, Result)
    assert watch.held.teams == result.teams
    assert all(verdict.holds for verdict in result.rules if verdict.must)
