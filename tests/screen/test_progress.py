"""What a long match says on stderr: few lines where they stay, one line on a terminal."""

import io

import pytest

from cln.matching.watch import Watch
from cln.screen import progress
from cln.screen.progress import Progress, in_words


class Terminal(io.StringIO):
    """A stream on which lines can be written again."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def follow(watch: Watch) -> None:
    """A match with a long step and many short ones alike."""
    watch("level 3")
    watch.gap(None, 0)
    watch.gap(9, 2)
    watch.gap(5, 4)
    watch("level 4")
    watch("breadth")
    for made in range(0, 160, 4):
        watch(f"{made} of 160 teams")


def talking(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float | None = None) -> Progress:
    """A watcher that has waited long enough."""
    monkeypatch.setattr("sys.stderr", stream)
    watch = Progress(seconds)
    watch.speak()
    return watch


def test_few_lines_where_they_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    follow(talking(monkeypatch, said))
    assert said.getvalue().splitlines() == [
        "matching: 2 of 4, fewest entries with a theme rated 3",
        "matching: 3 of 4, mixing authorities, sectors, areas",
        "matching: 3 of 4, 0 of 160 teams are formed",
    ]


def test_the_gap_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    said = io.StringIO()
    follow(talking(monkeypatch, said))
    assert said.getvalue().splitlines()[:5] == [
        "matching: 2 of 4, fewest entries with a theme rated 3",
        "matching: 2 of 4, fewest entries with a theme rated 3; no answer yet",
        "matching: 2 of 4, fewest entries with a theme rated 3; 9 so far, 2 at best",
        "matching: 2 of 4, fewest entries with a theme rated 3; 5 so far, 4 at best",
        "matching: 2 of 4, fewest entries with a theme rated 4",
    ]


def test_one_line_on_a_terminal_that_is_clean_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = Terminal()
    watch = talking(monkeypatch, said)
    follow(watch)
    watch.fall_silent()
    assert "\n" not in said.getvalue()
    lines = said.getvalue().split("\r")
    assert all(len(line) <= 59 for line in lines)
    cut = "matching: 2 of 4, fewest entries with a theme rated 3; 5 so"  # no word is broken in two
    assert f"{cut:59}" in lines
    assert lines[-2:] == [" " * 59, ""]


def test_the_end_of_the_time_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    follow(talking(monkeypatch, said, seconds=0))
    told = "matching: taking the best found so far (the time is up)"
    assert said.getvalue().splitlines().count(told) == 1


def test_every_step_of_a_match_is_told_in_words() -> None:
    steps = ["who waits", *(f"level {n}" for n in range(1, 6)), "total", "breadth", "travel", "balance"]
    steps += ["parts", "4 of 160 teams", "facilitators", "what would help"]
    told = [in_words(step) for step in steps]
    assert not [words for step, words in zip(steps, told, strict=True) if words == step or "{" in words]
    assert all(len(f"matching: {words}; 100 so far, 100 at best") < 80 for words in told)
    assert in_words("alternative 2, level 3") == "alternative 2, 2 of 4, fewest entries with a theme rated 3"
