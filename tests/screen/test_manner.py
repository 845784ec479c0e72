"""What --plain, --quiet and NO_COLOR ask of the screen, in a pipe and on a terminal."""

import re

import pytest

from tests.conftest import Cli
from tests.terminal import on_terminal

COLOURS = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-7]|9[0-7])(?:;[0-9]+)*m")
DRAWN = re.compile(r"[\u2500-\u259f]")


def test_plain_says_one_fact_a_line(cohort: Cli) -> None:
    said = cohort("cohort", "list", "--on", "2026-09-01", "--plain").out
    assert said == (
        "\ncohort: Cohort 3\nlaunch: 10 Sep 2026\nstate: open\nentries: 0\nparticipants: 0\nprojects: 0\n\n"
        "Cohort 3: event 1, Launch and digital survey, on 10 Sep 2026.\n"
        "  Next: cln cohort enrol FILE\n"
    )


def test_plain_can_be_set_once_for_all_commands(cohort: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    said = cohort("cohort", "list", "--plain").out
    monkeypatch.setenv("CLN_PLAIN", "1")
    assert cohort("cohort", "list").out == said
    assert cohort("cohort", "list", "--json").json[0]["cohort"] == "Cohort 3"


def test_plain_draws_nothing_on_a_terminal(matched: Cli) -> None:
    _, drawn = on_terminal(matched, "match", "show", typed="")
    code, said = on_terminal(matched, "match", "show", "--plain", typed="")
    assert code == 0
    assert DRAWN.search(drawn)
    assert not DRAWN.search(said)
    assert "\x1b" not in said


def test_quiet_leaves_out_advice_and_keeps_what_was_asked_for(matched: Cli) -> None:
    loud, quiet = (matched("match", "show", *more).out.splitlines() for more in ((), ("--quiet",)))
    assert [line for line in loud if line not in quiet] == ["Next: cln match accept 1"]


def test_no_color_is_obeyed(matched: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    code, said = on_terminal(matched, "cohort", "close", "--yes", "--on", "2026-09-11", typed="")
    assert code == 0
    assert not COLOURS.search(said)
    monkeypatch.delenv("NO_COLOR")
    code, said = on_terminal(matched, "cohort", "reopen", "--cohort", "Cohort 1", typed="")
    assert code == 0
    assert COLOURS.search(said)
