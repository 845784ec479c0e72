"""Whatever is typed, sent or stored: no traceback, no exit code 1, and nothing that a terminal obeys."""

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from cln.programme import THEMES
from tests.conftest import RONA, Cli
from tests.house.bad_values import HOSTILE, Try, command_of, commands, tries
from tests.house.stories import STORIES
from tests.house.strangers import SCREENS, STORED, raw, run, shown, typed, written
from tests.house.test_golden import database as database
from tests.house.test_golden import folder as folder
from tests.house.test_golden import plain as plain
from tests.tabular import write

BRIEF = re.compile(
    r"^(?:cohort show|project show 1|event (?:show|invite|calendar).*|report --out .*|status)$", re.M
)
"""Some of the screens, and the kinds of files."""
KNOWN = commands()


def test_no_option_takes_control_characters_overrides_or_bytes_that_are_not_utf_8() -> None:
    every = list(typed())
    assert {line.split(" ")[0] for line, _, _ in every} == {name.split(" ")[0] for name in KNOWN}
    assert [one for one in every if one[2]] == []


def test_what_an_older_database_holds_reaches_no_screen_and_no_file(tmp_path: Path) -> None:
    some = "\n".join(BRIEF.findall(SCREENS))
    assert some.count("\n") == 7
    assert [one for one in shown(tmp_path, some) if one[2]] == []


@pytest.mark.slow
def test_what_an_older_database_holds_reaches_none_of_all_screens_and_files(tmp_path: Path) -> None:
    assert [one for one in shown(tmp_path) if one[2]] == []


def ended(one: Try, database: Path) -> str | None:
    """How a bad value ended a command; None where it ended as it should."""
    given = {
        option: value
        for option, value in (("--database", str(database)), ("--as", RONA))
        if option not in one.line
    }
    code, out, err = run([*one.line, *(word for pair in given.items() for word in pair)])
    right = code in one.codes and "Traceback" not in err and not raw(out + err)
    if right and (code == 0 or re.search(r"^cln: error: .+\n\Z|^cln: error: .+\n(?:  .*\n)*\Z", err, re.M)):
        return None
    return f"{one.command} {one.value[:40]!r}: exit code {code}, {err[:200]!r}"


def walk(line: str, folder: Path) -> list[str]:
    """What ends wrongly of a line of the stories with a bad value at each of its places in turn."""
    name, database, kept = command_of(line, list(KNOWN)), folder / "cln.db", folder.parent / "kept.db"
    shutil.copy(database, kept)
    before, wrong = {*folder.rglob("*")}, list[str]()
    for one in tries(name, KNOWN[name], line):
        wrong += filter(None, [ended(one, database)])
        for new in sorted({*folder.rglob("*")} - before, reverse=True):
            new.rmdir() if new.is_dir() else new.unlink()
        shutil.copy(kept, database)
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("room", STORIES)
def test_every_option_and_argument_of_every_command_with_bad_values(
    room: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    wrong, walked = list[str](), set[str]()
    for line in STORIES[room]:
        name = command_of(line.removeprefix("! "), list(KNOWN))
        if name not in walked and first_of(name) == (room, line):
            walked.add(name)
            wrong += walk(line.removeprefix("! "), folder)
        run([*shlex.split(line.removeprefix("! ")), "--database", str(folder / "cln.db"), "--as", RONA])
    assert wrong == []


def first_of(name: str) -> tuple[str, str]:
    """The first line of the stories that runs a command, and its room; one that is right, if there is one."""
    return min(
        (
            (room, line)
            for room, story in STORIES.items()
            for line in story
            if command_of(line.removeprefix("! "), list(KNOWN)) == name
        ),
        key=lambda one: one[1].startswith("! "),
    )


def test_the_walk_comes_to_every_command() -> None:
    others = {"demo", "doctor"}  # what all stories begin with; what takes nothing of its own
    assert {name for name in KNOWN if name not in others and first_of(name)} == KNOWN.keys() - others


def test_bad_values_at_every_place_of_two_commands(cln: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(cln.database.removeprefix("sqlite:///"), folder / "cln.db")
    lines = [first_of("cohort open")[1], first_of("establishment add")[1]]
    assert [wrong for line in lines for wrong in walk(line, folder)] == []


@pytest.mark.parametrize("name", ["CLN_USER", "CLN_DATABASE"])
@pytest.mark.parametrize("value", [one for one in HOSTILE if "\0" not in one])
def test_the_environment_is_read_as_the_command_line_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("CLN_DATABASE", str(tmp_path / "cln.db"))
    monkeypatch.setenv(name, value)
    code, out, err = run(["init"])
    assert (code, out) == (2, "")
    assert err.startswith(f"cln: error: {name} holds control characters, or bytes that are not UTF-8; ")
    assert not list(tmp_path.iterdir())


def test_a_login_name_with_escape_codes_goes_on_record_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "\x1b[31mann\udcff")
    monkeypatch.delenv("CLN_USER", raising=False)
    on = ["--database", str(tmp_path / "cln.db")]
    assert run(["init", *on])[0] == 0
    assert " ann " in run(["history", *on])[1]


def test_an_error_is_one_line_whatever_it_quotes(cohort: Cli) -> None:
    err = cohort("cohort", "show", "--cohort", "Cohort 4\ncln: error: all is well", code=3).err
    assert err.startswith("cln: error: ")
    assert err.count("\n") == 1


def test_marks_of_right_to_left_scripts_stay_and_so_do_lines_of_notes(cohort: Cli, tmp_path: Path) -> None:
    name, note = "\u05e9\u05dc\u05d5\u05dd\u200f \u0645\u062d\u0645\u062f\u061c", "First line\n\tand a second"
    cohort("facilitator", "add", "--name", name, "--organisation", "ROC")
    assert cohort.json("facilitator", "list")[0]["name"] == name
    assert name in cohort("facilitator", "list").out
    cohort(
        "cohort",
        "enrol",
        write(tmp_path / "n.csv", ["code", "name", "role"], [("9100001", name, "promoted")]),
    )
    cohort("cohort", "withdraw", "9100001", "--reason", "other", "--note", note)
    assert cohort.json("cohort", "show")["withdrawn"][0]["note"] == note
    lines = cohort("cohort", "show").out.splitlines()
    (first,) = [n for n, line in enumerate(lines) if line.endswith("  other   First line")]
    below = " " * lines[first].index("First")  # its next line stands in its column, and a tab is eight spaces
    assert lines[first + 1] == f"{below}        and a second"
    assert name in cohort("export", "participants").out


@pytest.mark.parametrize(
    "text", ["Met the team\x1b[2J\x1b]0;x\x07\n\tand Ann\u202e", "Met the team\x08\n\tand Ann\udcff"]
)
def test_what_a_pipe_brings_is_taken_out_and_told(
    matched: Cli, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    matched("match", "accept", 1)
    matched("project", "open", 1)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert matched("log", 1, "-").err == "Control characters were taken out of the note.\n"
    assert matched.json("project", "log", 1)[0]["note"] == "Met the team\nand Ann"


def test_a_pipe_that_is_no_text_is_refused(matched: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Met\xff"), encoding="utf-8"))
    assert "the note is not UTF-8 text" in matched("log", 1, "-", code=3).err


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_names_of_files_and_headers_with_escape_codes(cohort: Cli, tmp_path: Path, ending: str) -> None:
    """A folder may hold a file of any name, also of one that is no UTF-8."""
    file = tmp_path / f"sent\x1b[31m \udcff\u202e.{ending}"
    header = "role" if ending == "xlsx" else f"ro\u202ele{STORED.replace(chr(0), '')}"
    right = write(
        tmp_path / f"right.{ending}", ["code", "name", header], [("9100001", "Ann Lee", "promoted")]
    )
    right.rename(file)
    (tmp_path / "letter\x1b]0;x\x07.pdf").write_bytes(b"")
    done = cohort("import", tmp_path)
    assert not raw(done.out + done.err)
    files = cohort.json("history")[0]["files"]
    assert [one["name"] for one in files] == ["register.csv", f"sent .{ending}"]
    again = cohort.json("import", tmp_path, "--dry-run")
    assert again["passed_over"] == ["letter]0;x.pdf"]


@pytest.mark.parametrize("long", [201, 300, 5000])
def test_a_name_that_is_none_is_refused_wherever_it_comes_from(
    cohort: Cli, tmp_path: Path, long: int
) -> None:
    name = "x" * long
    file = write(tmp_path / "people.csv", ["code", "name", "role"], [("9100001", name, "promoted")])
    for line in (
        ("cohort", "open", name, "--launch", "2026-09-10"),
        ("cohort", "open", "New", "--launch", "2026-09-10", "--themes", f"Literacy;{name}"),
        ("cohort", "enrol", file),
        ("facilitator", "add", "--name", name, "--organisation", "ROC"),
        ("establishment", "amend", "9100001", "--name", name),
        ("establishment", "amend", "9100001", "--postcode", name),
    ):
        err = cohort(*line, code=3).err
        assert f" has {long} characters; " in err
        assert len(err) < 300
    assert f" has {long} characters; " in Cli(cohort.database, name)("status", code=2).err


@pytest.mark.parametrize(
    "number", ["99999999999999999999", "9223372036854775808", "2147483648", "nan", "inf"]
)
def test_numbers_that_nobody_counts_to(cohort: Cli, number: str) -> None:
    for line in (
        ("--travel-km", number),
        *([] if number.isalpha() else [("--capacity", number), ("--teams", number)]),
    ):
        err = cohort("cohort", "open", "New", "--launch", "2026-09-10", *line, code=2).err
        assert err.startswith(
            f"cln: error: {line[0]} takes a number between -2147483647 and 2147483647, not "
        )
    assert len(cohort.json("cohort", "list")) == 1


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar(cohort: Cli, tmp_path: Path, day: str) -> None:
    said = f"{day} is not a date from 1900 to 2199; write 2026-09-10"
    assert said in cohort("cohort", "open", "New", "--launch", day, code=3).err
    assert said in cohort("attention", "--on", day, code=3).err
    survey = ["code", "submitted", *THEMES]
    people = write(tmp_path / "people.csv", ["code", "name", "role"], [("9100001", "Ann Lee", "promoted")])
    cohort("cohort", "enrol", people)
    for moment in (f"{day} 12:00", f"{day}T23:59:00-12:00", f"{day}T00:00:00+14:00"):
        file = write(tmp_path / "survey.csv", survey, [("9100001", moment, *(5 for _ in THEMES))])
        assert "row 2, column submitted: " in cohort("survey", "import", file, code=3).err


def test_what_is_written_into_a_workbook_is_no_code(tmp_path: Path) -> None:
    from cln.files.workbook import Column, Sheet, to_xlsx

    file = tmp_path / "book.xlsx"
    file.write_bytes(to_xlsx([Sheet("one", [Column("name", choices=[f"Ann{STORED}"])], [[f"Ann{STORED}"]])]))
    assert "Ann[2J]0;owned1;31m" in written(file)
    assert not raw(written(file))
