"""Two people at one project: the second is told what changed meanwhile, and chooses."""

import stat
import sys
from pathlib import Path

import pytest

from tests.conftest import After, Cli
from tests.projects.test_log import open_project
from tests.projects.test_project import GOOD
from tests.terminal import on_terminal

QUESTION = f'"project" "question" "1" "{GOOD}" "--on" "2026-11-01"'


@pytest.fixture
def ours(both: Cli, after: After) -> Cli:
    """Project 1 on either engine."""
    return after(both, open_project)


@pytest.fixture
def editor(ours: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor; what is written to the file while it is open is the note "Seen"."""
    file = tmp_path / "editor.sh"
    monkeypatch.setenv("VISUAL", str(file))
    monkeypatch.setattr("cln.screen.ask.on_a_terminal", lambda: True)
    return file


def meanwhile(editor: Path, ours: Cli, who: str, line: str = QUESTION) -> None:
    """While the editor is open, somebody writes."""
    command = f'"{sys.executable}" -m cln --database "{ours.database}" --as "{who}" {line}'
    editor.write_text(f'#!/bin/sh\n{command} > /dev/null || exit 1\nprintf "Seen\\n" > "$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)


def test_who_wrote_in_an_editor_is_told_what_changed_and_chooses(ours: Cli, editor: Path) -> None:
    meanwhile(editor, ours, "Ann")
    refused = ours("log", 1, "--json", code=3)
    number = ours.json("history")[0]["number"]
    assert "project 1 was changed while you wrote" in refused.err
    assert f"change {number} by Ann, " in refused.err
    assert ": project question" in refused.err
    assert "your note: Seen" in refused.err  # what was typed is not lost
    assert ours.json("project", "log", 1) == []
    meanwhile(editor, ours, "Ann", '"log" "1" "Another visit"')
    assert ours.json("log", 1, "--anyway")["entry"]["note"] == "Seen"


def test_at_a_terminal_it_is_asked(ours: Cli, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pty")
    for n, (answer, code, kept) in enumerate((("no", 3, 1), ("yes", 0, 3))):
        meanwhile(editor, ours, "Ann", f'"log" "1" "Another visit {n}"')
        ended, shown = on_terminal(ours, "--as", "Tess", "log", 1, typed=f"{answer}\n")
        assert ended == code, shown
        assert "by Ann" in shown
        assert "Log your note all the same? (yes / no)" in shown
        assert len(ours.json("project", "log", 1)) == kept


def test_nobody_is_asked_about_their_own_changes_or_other_projects(ours: Cli, editor: Path) -> None:
    meanwhile(editor, ours, "Tess")
    assert ours.json("log", 1)["entry"]["note"] == "Seen"
    ours("project", "open", 1, "--on", "2026-10-08")
    meanwhile(editor, ours, "Ann", '"log" "2" "Another team"')
    assert ours.json("log", 1)["entry"]["note"] == "Seen"
