"""Days as people write them, on every screen; printed commands as the command line reads them, and whole."""

import os
import re
import stat
import sys
from pathlib import Path

import pytest

from cln.screen import output, view
from cln.screen.fit import glued, with_days, wrapped
from tests.conftest import Cli
from tests.terminal import on_terminal

ISO = re.compile(r"\b20\d\d-\d\d-\d\d\b")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("held on 2026-11-05, not on 2026-10-31", "held on 5 Nov 2026, not on 31 Oct 2026"),
        ("Thu 2026-11-19 13:30", "Thu 19 Nov 2026 13:30"),
        ("opened 2026-11-19.", "opened 19 Nov 2026."),
        ("Next: cln event hold 3 --on 2026-11-19", "Next: cln event hold 3 --on 2026-11-19"),
        ("run it with --on 2026-11-19", "run it with --on 2026-11-19"),
        ("see: cln history. On 2026-11-19 it was", "see: cln history. On 19 Nov 2026 it was"),
        ("'2026-11-19' is no code", "'2026-11-19' is no code"),
        ("write 2026-09-10 or 10/09/2026", "write 2026-09-10 or 10/09/2026"),
        ("2026-02-30 is no day", "2026-02-30 is no day"),
        ("cln-2026-11-19-0810-upgrade.db", "cln-2026-11-19-0810-upgrade.db"),
        ("visits 2026-11-19.xlsx", "visits 2026-11-19.xlsx"),
        ("2026-11-26T04:50:36Z", "2026-11-26T04:50:36Z"),
    ],
)
def test_days_as_people_write_them(text: str, shown: str) -> None:
    assert with_days(text) == shown
    assert with_days(shown) == shown


def test_neither_a_day_nor_a_command_is_broken_in_two() -> None:
    text = 'Held on 2026-11-19; enrol them with: cln cohort enrol people.csv --cohort "Cohort 3", then match'
    assert wrapped(glued(text), 24) == [
        "Held on 19 Nov 2026;",
        "enrol them with:",
        'cln cohort enrol people.csv --cohort "Cohort 3",',
        "then match",
    ]


def test_screens_write_days_as_people_do_and_data_as_iso_does(matched: Cli) -> None:
    for screen in (["event", "list"], ["cohort", "list"]):
        for manner in ([], ["--plain"]):
            assert not ISO.search(re.sub(r"--\S+ 20\S+", "", matched(*screen, *manner).out))
        assert ISO.search(matched(*screen, "--json").out)
    assert " is before the launch of Cohort 1 on 10 Sep 2026" in (
        matched("cohort", "close", "--yes", "--on", "2026-01-02", code=3).err
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are pseudo-terminals on POSIX only")
def test_a_long_list_is_shown_page_by_page_on_a_terminal(
    matched: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho [page]\ncat\n")
    pager.chmod(pager.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PAGER", os.fspath(pager))
    monkeypatch.setenv("LINES", "24")
    assert on_terminal(matched, "match", "show", typed="")[1].startswith("[page]")
    assert "[page]" not in on_terminal(matched, "cohort", "show", "--plain", typed="")[1]
    assert "[page]" not in matched("match", "show").out
    monkeypatch.setenv("LINES", "500")
    assert "[page]" not in on_terminal(matched, "match", "show", typed="")[1]


SENTENCE = "Cohort 3: 50 entries with 100 participants; 48 answered; next is event 2, Matching event."


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (None, [SENTENCE[:73], "  Matching event."]),
        (200, [SENTENCE[:73], "  Matching event."]),
        (
            34,
            [
                "Cohort 3: 50 entries with 100",
                "  participants; 48 answered; next",
                "  is event 2, Matching event.",
            ],
        ),
    ],
)
def test_a_sentence_is_broken_once_however_narrow_the_screen(width: int | None, lines: list[str]) -> None:
    [block] = view.wrapped(SENTENCE, "  ", first="")
    assert output.plain(block, width) == lines
    assert output.rich(block, width or 200).plain.splitlines() == lines
