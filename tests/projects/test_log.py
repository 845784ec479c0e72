"""`cln log`: a visit in seconds, and corrections that lose nothing."""

import io
import stat
import sys
from pathlib import Path

import pytest

from tests.builders import accept
from tests.conftest import After, Cli
from tests.projects.test_project import GOOD
from tests.projects.test_project import namesakes as namesakes
from tests.terminal import on_terminal


def open_project(cln: Cli) -> None:
    """Cohort 3, launched 2026-09-10, with project 1 of a team of Gwen Gray and Hugh Hall."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    accept(cln.database, [["Gwen Gray", "Hugh Hall"]])
    cln("project", "open", 1, "--title", "Paragraphs", "--on", "2026-10-08")


@pytest.fixture
def opened(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, open_project)


@pytest.fixture
def ours(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, open_project)


def test_a_visit_is_logged_with_what_follows_from_the_project(ours: Cli) -> None:
    told = ours.json("log", 1, "Met the team", "--on", "2026-10-09")
    entry = told["entry"]
    assert (entry["entry"], entry["on"], entry["phase"]) == (1, "2026-10-09", "investigation")
    assert (entry["by"], entry["support"], entry["corrects"]) == ("Tess", "", [])
    ours("project", "question", 1, GOOD, "--on", "2026-11-01")
    ours("project", "agree", 1, "--by", "Rona Reid", "--on", "2026-11-01")
    ran = ours("--as", "gwen  GRAY", "log", 1, "Visited", "--date", "2/11/2026", "--support", "data advice")
    assert "Log entry 2 of project 1 (Paragraphs): 2 Nov 2026, planning, Gwen Gray" in ran.out
    assert (
        ours.json("log", 1, "x", "--phase", "REPORTING", "--date", "2026-10-01")["entry"]["phase"]
        == "reporting"
    )
    (listed,) = ours.json("project", "list")
    assert (listed["log_entries"], listed["logged_on"]) == (3, "2026-11-02")
    assert [one["entry"] for one in ours.json("project", "log", 1)] == [3, 1, 2]


def test_without_a_project_a_facilitator_sees_those_of_her_teams(opened: Cli) -> None:
    accept(opened.database, [["Gwen Gray", "Hugh Hall"], ["Hugh Hall"]])
    opened("project", "open", 2, "--title", "Counting", "--on", "2026-10-09")
    opened("log", 1, "Met", "--date", "2026-10-20")
    said = opened("--as", "hugh hall", "log").out
    assert "2 projects of the teams of hugh hall." in said
    assert 'Next: cln log 2 "..."' in said
    assert [one["title"] for one in opened.json("--as", "Gwen Gray", "log")] == ["Paragraphs"]
    refused = opened("log", code=2).err
    assert "Tess is no facilitator of Cohort 3, so name the project, see: cln project list" in refused
    assert "say who you are with --as NAME" in refused
    assert 'say who you are with --as "Gwen Gray"' in opened("--as", "Gwen", "log", code=2).err


def test_on_a_terminal_she_chooses_one(opened: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    accept(opened.database, [["Gwen Gray"], ["Gwen Gray"]])
    opened("project", "open", 2, "--title", "Counting", "--on", "2026-10-09")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho Visited > "$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    code, said = on_terminal(opened, "--as", "Gwen Gray", "log", typed="2\n")
    assert (code, "About which project?" in said) == (0, True)
    assert [one["note"] for one in opened.json("project", "log", 2)] == ["Visited"]


def test_a_correction_keeps_the_original_and_both_are_shown(ours: Cli) -> None:
    ours("log", 1, "Two learners left", "--date", "2026-10-19", "--support", "time")
    ran = ours("log", 1, "Three learners left", "--corrects", 1, "--date", "2026-10-09")
    assert "It stands in the place of entry 1, which stays on record." in ran.out
    ours("--as", "Ann", "log", 1, "--corrects", 2, "--by", "Hugh Hall", "--support", "")
    (entry,) = ours.json("project", "log", 1)
    assert (entry["note"], entry["on"], entry["by"], entry["support"], entry["corrects"]) == (
        *("Three learners left", "2026-10-09", "Hugh Hall", ""),
        [1, 2],
    )
    assert [(one["note"], one["by"], one["on"]) for one in entry["originals"]] == [
        ("Two learners left", "Tess", "2026-10-19"),
        ("Three learners left", "Tess", "2026-10-09"),
    ]
    shown = ours("project", "log", 1).out
    assert "   Corrected by Ann on " in shown
    assert "   1 (19 Oct 2026, investigation, Tess, support: time): Two learners left" in shown
    (listed,) = ours.json("project", "list")
    assert (listed["log_entries"], listed["logged_on"]) == (1, "2026-10-09")
    again = ours("log", 1, "x", "--corrects", 1, code=3).err
    assert "log entry 1 of project 1 was corrected already" in again
    assert "cln log 1 --corrects 2" in again
    assert (
        "project 1 has no log entry 7; see: cln project log 1"
        in ours("log", 1, "x", "--corrects", 7, code=3).err
    )


def test_who_writes_may_be_named_by_the_address(namesakes: Cli) -> None:
    assert namesakes("log", 1, "Visited", "--by", "Ann@example.org").err == ""
    assert [one["by"] for one in namesakes.json("project", "log", 1)] == ["Ann Blair"]


def test_a_name_that_nobody_has_is_kept_and_the_nearest_suggested(opened: Cli) -> None:
    ran = opened("log", 1, "Visited", "--by", "Gwen Grey")
    assert 'if you mean Gwen Gray: cln log 1 --corrects 1 --by "Gwen Gray"' in ran.err
    assert opened.json("project", "log", 1)[0]["by"] == "Gwen Grey"
    assert opened("log", 1, "Visited", "--by", "Zoltan Q").err == ""


def test_what_is_refused_writes_nothing(opened: Cli) -> None:
    before = opened.json("history")
    wrong: list[tuple[tuple[object, ...], str]] = [
        ((1, "x", "--date", "2026-09-09"), "9 Sep 2026 is before the launch of Cohort 3 on 10 Sep 2026"),
        ((2, "x"), "Cohort 3 has no project 2; see: cln project list"),
        ((1, " \n "), "the note is empty, so nothing was logged"),
        ((1, "x", "--date", "soon"), "the date 'soon' is not a date"),
    ]
    for arguments, said in wrong:
        assert said in opened("log", *arguments, code=3).err
    assert opened.json("history") == before


def test_an_ended_project_takes_only_notes_of_its_time(opened: Cli) -> None:
    opened("project", "end", 1, "--reason", "staffing", "--on", "2026-11-20")
    refused = opened("log", 1, "x", "--date", "2026-11-21", code=3).err
    assert "project 1 ended on 20 Nov 2026 (staffing); give an earlier date with --on" in refused
    opened("log", 1, "x", "--date", "2026-11-20")


def test_a_note_comes_from_a_pipe(opened: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("One  line \n\n  and another\n\n"))
    assert opened.json("log", 1, "-")["entry"]["note"] == "One line\n\nand another"
    how = 'write the note, e.g. cln log 1 "Met the team"'
    read = "to read the log: cln project log 1"
    for project in (1, "para"):  # it is not asked whom words mean where nothing is to be written
        refused = opened("log", project, code=2).err
        assert how in refused
        assert read in refused


def test_a_note_is_written_in_the_editor(
    opened: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("cln.screen.ask.on_a_terminal", lambda: True)
    seen, editor = tmp_path / "seen.txt", tmp_path / "my editor.sh"
    editor.write_text(f'#!/bin/sh\ncp "$2" "{seen}"\nprintf "Seen\\n# not this\\n" > "$2"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", f'"{editor}" --wait')
    assert opened.json("log", 1)["entry"]["note"] == "Seen"
    assert "# Pupils are never named" in seen.read_text()
    opened("log", 1, "--corrects", 1)
    assert seen.read_text().startswith("Seen\n")
    seen.unlink()
    assert "Cohort 3 has no project 9" in opened("log", 9, code=3).err
    assert not seen.exists()  # nobody writes a note to see it refused
    for command, said in (
        ("false", "'false' ended with a fault, so nothing was logged"),
        ("true", "the note is empty, so nothing was logged"),
        ("/no/editor", "the editor '/no/editor' cannot be started"),
    ):
        monkeypatch.setenv("VISUAL", command)
        assert said in opened("log", 1, code=3).err


def test_judgements_are_kept_apart_and_never_overwritten(opened: Cli) -> None:
    opened("project", "rag", 1, "amber", "--comment", "One school is late")
    opened("--as", "Gwen Gray", "project", "progress", 1, "2.5")
    ran = opened("project", "rag", 1, "GREEN", "--comment", "")
    assert "Tess judges project 1: rag green" in ran.out
    assert "Before: amber, by Tess on " in ran.out
    refused = opened("project", "progress", 1, "2.7", code=3).err
    assert "a progress score is a number from 0.5 to 5.0 in steps of a half, not 2.7" in refused
    assert "a progress score" in opened("project", "progress", 1, "0", code=3).err
    opened("project", "rag", 1, "blue", "--comment", "x", code=2)
    assert "Missing option '--comment'" in opened("project", "rag", 1, "red", code=2).err
    shown = opened.json("project", "show", 1)
    assert (shown["rag"]["value"], shown["progress"]["value"], shown["progress"]["who"]) == (
        *("green", 2.5, "Gwen Gray"),
    )
    assert [(one["kind"], one["value"], one["comment"]) for one in shown["judgements"]] == [
        ("rag", "amber", "One school is late"),
        ("progress", 2.5, ""),
        ("rag", "green", ""),
    ]
    assert "  green 2.5" in opened("project", "list").out


def test_a_log_entry_asks_the_database_little(ours: Cli, statements: list[str]) -> None:
    """It reads what is on record of its project once, before it has its lock, and then writes."""
    ours("log", 1, "Met the team")
    statements.clear()
    ours("log", 1, "Met the team again")
    reads = [one for one in statements if one.startswith("SELECT project.id")]
    lock = max(n for n, one in enumerate(statements) if "IMMEDIATE" in one or "_xact_lock(" in one)
    own = 1 if ours.database.startswith("postgresql") else 0  # there the lock is a statement itself
    assert len(reads) == 1, "\n".join(statements)
    assert own + len(statements[lock + 1 :]) <= 6, "\n".join(statements[lock:])
