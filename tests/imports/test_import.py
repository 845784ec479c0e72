"""`cln import`: files of every kind, put into order, taken in together or not at all."""

import os
import shlex
from pathlib import Path

import pytest

from tests.conftest import DEMO, FILES, Cli
from tests.tabular import write

NOMINATIONS = ["code", "name", "role"]
LAUNCH = ("--launch", "2026-09-10")


def test_a_folder_is_taken_in_as_its_files_need_each_other(nothing: Cli, sent: Path) -> None:
    shown = nothing("import", sent, *LAUNCH).out
    headings = [
        shown.index(f"{number} {file}: {file[:-4]}\n") for number, file in zip("3210", FILES, strict=True)
    ]
    assert headings == sorted(headings)
    assert "Cohort 1 is open; it is launched on 10 Sep 2026." in shown
    assert "Passed over: Letter to heads.docx." in shown
    assert shown.rstrip().splitlines()[-1] == "Next: cln match"
    assert shown.count("Next:") == 1


ALONE = ("cln import sent --launch 2026-09-10", "cln match", "cln match accept 1")
BESIDE = ("cln import sent --launch 2026-09-24", "cln match --cohort 2", "cln match accept 1 --cohort 2")


@pytest.mark.slow
@pytest.mark.parametrize(("others", "typed"), [((), ALONE), (("Cohort 1",), BESIDE)], ids=["alone", "beside"])
def test_three_commands_and_at_most_ninety_keys_lead_to_accepted_teams(
    nothing: Cli,
    sent: Path,
    monkeypatch: pytest.MonkeyPatch,
    others: tuple[str, ...],
    typed: tuple[str, ...],
) -> None:
    monkeypatch.chdir(sent.parent)
    for name in others:
        nothing("init")
        nothing("cohort", "open", name, "--launch", "2026-09-10")
    said = [nothing(*shlex.split(line)[1:]).out for line in typed]
    assert "proposal 1 is accepted" in said[-1]
    assert len(typed) == 3
    assert sum(len(f"{line}\n") for line in typed) <= 90


def test_a_launch_that_is_most_likely_a_slip_is_told(nothing: Cli, sent: Path) -> None:
    said = nothing("import", sent, "--launch", "2026-09-13", "--dry-run").out
    assert "Look again: the launch on Sunday 13 Sep 2026 is no school day: it is a Sunday" in said
    assert "cln cohort amend --launch DATE" in said


def test_all_of_it_is_one_change_and_twice_changes_nothing(nothing: Cli, sent: Path) -> None:
    nothing("import", sent, *LAUNCH)
    history = nothing.json("history")
    assert [change["command"] for change in history] == ["import", "init"]
    again = nothing.json("import", sent, *LAUNCH)
    assert again["opened"] is None
    assert [(one["kind"], one["result"]["added"], one["result"]["changed"]) for one in again["files"]] == [
        (kind, 0, 0) for kind in ("establishments", "nominations", "facilitators", "survey")
    ]
    assert nothing.json("history") == history


def test_a_trial_in_an_empty_folder_leaves_it_empty(nothing: Cli, sent: Path, tmp_path: Path) -> None:
    tried = nothing.json("import", sent, *LAUNCH, "--dry-run")
    assert not (tmp_path / "home").exists()
    assert tried["dry_run"] is True
    assert nothing.json("import", sent, *LAUNCH)["files"] == [
        {**one, "result": {**one["result"], "dry_run": False}} for one in tried["files"]
    ]


def test_what_a_killed_import_left_goes_with_the_next_one(nothing: Cli, sent: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in (".cln.db.41", ".cln.db.41-wal", ".cln.db.42"):
        (home / name).write_bytes(b"left")
    for name in (".cln.db.41", ".cln.db.41-wal"):
        os.utime(home / name, (0, 0))
    nothing("import", sent, *LAUNCH)
    assert sorted(file.name for file in home.iterdir()) == [".cln.db.42", "cln.db"]


def test_one_wrong_row_in_one_file_and_nothing_is_taken_in(nothing: Cli, sent: Path, tmp_path: Path) -> None:
    write(sent / "late.csv", NOMINATIONS, [("9000000", "Ann Lee", "promoted")])
    refused = nothing("import", sent, *LAUNCH, code=3)
    assert "late.csv: 1 row is not right, so nothing was taken in" in refused.err
    assert "row 2, column code: 9000000 is not in the register" in refused.err
    assert not list((tmp_path / "home").iterdir())


def test_what_was_there_stays_as_it_was_when_a_file_is_refused(cohort: Cli, tmp_path: Path) -> None:
    history = cohort.json("history")
    good = write(tmp_path / "good.csv", NOMINATIONS, [("9100001", "Ann Lee", "promoted")])
    bad = write(tmp_path / "bad.csv", [*NOMINATIONS, "note"], [("9100002", "Bo Kay", "boss", "")])
    assert "row 2, column role" in cohort("import", good, bad, code=3).err
    assert cohort.json("history") == history
    assert cohort.json("cohort", "show")["entries"] == 0


def test_good_rows_of_several_files_go_in_and_the_others_into_a_folder(cohort: Cli, tmp_path: Path) -> None:
    people = write(
        tmp_path / "n.csv", NOMINATIONS, [("9100001", "Ann Lee", "promoted"), ("9100002", "Bo Kay", "boss")]
    )
    support = write(
        tmp_path / "f.csv",
        ["name", "organisation", "authority"],
        [("Gwen", "QIO", "Atlantis"), ("Hal", "ROC", "")],
    )
    rejects = tmp_path / "rejects"
    cohort("import", people, support, "--accept-valid", "--rejects", rejects, "--dry-run")
    assert not rejects.exists()
    ran = cohort("import", people, support, "--accept-valid", "--rejects", rejects, "--json")
    assert (ran.json["rejected"], ran.json["rejects"]) == (2, str(rejects))
    assert [one["result"]["added"] for one in ran.json["files"]] == [1, 1]
    assert sorted(file.name for file in rejects.iterdir()) == ["0 n.csv", "1 f.csv"]
    assert f"2 rows left out; mend what {rejects} says of them" in ran.err
    assert "column role: 'boss' is none of" in cohort("import", rejects / "0 n.csv", code=3).err


def test_a_file_of_no_known_kind_is_refused_with_its_columns(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "menu.csv", ["Day", "Soup"], [("Monday", "Lentil")])
    refused = cohort("import", file, code=3).err
    assert "menu.csv is none of what cln takes in" in refused
    assert "its columns are Day, Soup" in refused


def test_a_folder_without_any_file_is_refused(cohort: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    assert "nothing has no file that ends in .csv" in cohort("import", folder, code=3).err


def test_what_was_passed_over_says_how_it_could_be_read(cohort: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    for name in ("Letter.docx", "facilitators.XLS", "more.zip"):
        (folder / name).write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "From Glasgow").mkdir()
    named = (
        "From Glasgow (a folder), Letter.docx, facilitators.XLS (save it as XLSX) and more.zip (unpack it)"
    )
    assert f"; it has {named}\n" in cohort("import", folder, code=3).err
    write(folder / "n.csv", ["code", "name", "role"], [("9999999", "Zoe Zed", "promoted")])
    assert f"\n  passed over: {named}\n" in cohort("import", folder, code=3).err


def test_people_need_a_cohort_and_the_refusal_says_how_to_open_it(nothing: Cli, sent: Path) -> None:
    refused = nothing("import", sent, code=2).err
    assert "2 nominations.csv holds nominations of a cohort, and none is open yet" in refused
    assert "--launch 2026-09-10" in refused


def test_a_cohort_is_called_after_the_last_or_as_it_is_said(cohort: Cli, tmp_path: Path) -> None:
    people = write(tmp_path / "n.csv", NOMINATIONS, [("9100001", "Ann Lee", "promoted")])
    assert cohort.json("import", people, "--launch", "2027-01-14")["cohort"] == "Cohort 4"
    named = cohort.json("import", people, "--launch", "2027-01-21", "--cohort", "Spring")
    assert named["opened"]["cohort"] == "Spring"
    refused = cohort("import", people, code=2).err
    assert "3 cohorts are open" in refused
    assert cohort.json("import", people, "--cohort", "Cohort 3")["cohort"] == "Cohort 3"


def test_the_register_alone_needs_no_cohort(nothing: Cli) -> None:
    ran = nothing.json("import", DEMO / "establishments.csv")
    assert (ran["cohort"], ran["files"][0]["result"]["added"]) == (None, 60)


def test_a_workbook_of_all_tables_comes_home(nothing: Cli, sent: Path, tmp_path: Path) -> None:
    nothing("import", sent, *LAUNCH)
    history = nothing.json("history")
    book = tmp_path / "all.xlsx"
    nothing("export", "all", "--out", book)
    came = nothing.json("import", book)["files"]
    assert [(one["kind"], one["result"]["added"], one["result"]["changed"]) for one in came] == [
        (kind, 0, 0) for kind in ("nominations", "facilitators", "survey")
    ]
    assert nothing.json("history") == history


def test_a_folder_of_all_tables_comes_home_without_those_that_follow_from_them(
    nothing: Cli, sent: Path, tmp_path: Path
) -> None:
    nothing("import", sent, *LAUNCH)
    folder = tmp_path / "all"
    nothing("export", "all", "--out", folder)
    write(folder / "visits.csv", ["a", "b"], [("1", "2")])
    assert "visits.csv is none of what cln takes in" in nothing("import", folder, code=3).err
    (folder / "visits.csv").unlink()
    came = nothing.json("import", folder)
    assert {(one["kind"], one["result"]["added"], one["result"]["changed"]) for one in came["files"]} >= {
        (kind, 0, 0) for kind in ("nominations", "facilitators", "survey")
    }
    assert {"teams.csv", "projects.csv", "datapackage.json"} <= {*came["passed_over"]}


def test_titles_above_the_headers_are_no_hindrance(cohort: Cli, tmp_path: Path) -> None:
    file = write(
        tmp_path / "n.csv",
        ["Nominations of Inverclyde", "", ""],
        [("sent on 3 August", "", ""), tuple(NOMINATIONS), ("9200003", "Ann Lee", "promoted")],
    )
    refused = cohort("import", file, code=3)
    assert "row 4, column code: 9200003 covers Primary and Secondary" in refused.err
    write(file, ["Nominations", "", ""], [tuple(NOMINATIONS), ("9100001", "Ann Lee", "promoted")])
    shown = cohort("import", file).out
    assert "n.csv: 1 person: 1 added, 0 changed, 0 unchanged." in shown
    assert "code    code" in shown
