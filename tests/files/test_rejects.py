"""Every import: a trial writes nothing; rows that are right go in, the others come back mended."""

import csv
import hashlib
import stat
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.imports.offered import CASES, Case
from tests.imports.offered import begun as begun
from tests.tabular import write

NAMES = [f"Field {letter}" for letter in "ABCDEFGHIJKLMNOP"]
"""Headers that mean nothing."""


def digest(cli: Cli) -> str:
    """Of every byte of the database's file."""
    return hashlib.sha256(Path(cli.database.removeprefix("sqlite:///")).read_bytes()).hexdigest()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_trial_says_the_same_and_changes_no_byte(begun: Cli, tmp_path: Path, case: Case) -> None:
    good = write(tmp_path / "good.csv", case.columns, [case.good])
    bad = write(tmp_path / "bad.csv", case.columns, [case.good, case.bad])
    before, history = digest(begun), begun.json("history")
    tried = begun.json(*case.line(good), "--dry-run")
    refused = begun(*case.line(bad), "--dry-run", code=3)
    assert digest(begun) == before
    assert begun.json("history") == history
    assert tried["dry_run"] is True
    assert begun(*case.line(bad), code=3).err == refused.err
    assert begun.json(*case.line(good)) == {**tried, "dry_run": False}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_trial_is_called_one_and_names_no_next_step(begun: Cli, tmp_path: Path, case: Case) -> None:
    good = write(tmp_path / "good.csv", case.columns, [case.good])
    shown = begun(*case.line(good), "--dry-run").out
    assert "This was a trial: nothing was written." in shown
    assert "Next:" not in shown


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_rows_that_are_not_right_come_back_mended(
    begun: Cli, tmp_path: Path, case: Case, ending: str
) -> None:
    file = write(tmp_path / "both.csv", case.columns, [case.good, case.bad])
    rejects = tmp_path / f"rejects.{ending}"
    ran = begun(*case.line(file), "--accept-valid", "--rejects", rejects, "--json")
    assert (ran.json["added"], ran.json["rejected"], ran.json["rejects"]) == (1, 1, str(rejects))
    assert ran.err == f"1 row left out; mend what {rejects} says of it, and import that file.\n"
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    again = begun(*case.line(rejects), code=3)
    assert f"row 2, column {case.column}:" in again.err
    if ending == "csv":
        headers, row = csv.reader(rejects.read_text(encoding="utf-8-sig").splitlines())
        assert headers == [*case.columns, "problem"]
        assert row[:-1] == [str(cell) for cell in case.bad]
        assert row[-1].startswith(f"{case.column}: ")
    write(rejects, [*case.columns, "problem"], [(*case.mended, "was wrong")])
    taken = begun.json(*case.line(rejects))
    assert (taken["added"], taken["rejected"]) == (1, 0)
    assert taken.get("columns_not_used", []) == []


def test_rejected_rows_go_nowhere_without_a_file_and_never_over_one(cohort: Cli, tmp_path: Path) -> None:
    case = CASES["nominations"]
    file = write(tmp_path / "both.csv", case.columns, [case.good, case.bad])
    before = digest(cohort)
    alone = cohort(*case.line(file), "--accept-valid", code=2)
    assert "--rejects FILE gets the others; give both" in alone.err
    assert cohort(*case.line(file), "--rejects", tmp_path / "r.csv", code=2).err == alone.err
    taken = tmp_path / "taken.csv"
    taken.write_text("mine")
    assert "exists already" in cohort(*case.line(file), "--accept-valid", "--rejects", taken, code=3).err
    assert digest(cohort) == before
    assert taken.read_text() == "mine"


def test_a_trial_with_rejected_rows_writes_no_file_either(cohort: Cli, tmp_path: Path) -> None:
    case = CASES["nominations"]
    file = write(tmp_path / "both.csv", case.columns, [case.good, case.bad])
    rejects = tmp_path / "r.csv"
    tried = cohort.json(*case.line(file), "--accept-valid", "--rejects", rejects, "--dry-run")
    assert (tried["rejected"], tried["dry_run"]) == (1, True)
    assert not rejects.exists()


def test_a_header_can_be_said_to_mean_a_column(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "n.csv", ["Where", "Who", "role"], [("9100001", "Ann Lee", "leader")])
    arguments = ("cohort", "enrol", file, "--map", "where=code", "--map", "Who=name")
    assert "row 2, column role: 'leader' is none of" in cohort(*arguments, code=3).err
    write(file, ["Where", "Who", "role"], [("9100001", "", "promoted")])
    assert "row 2, column Who: is empty" in cohort(*arguments, code=3).err
    write(file, ["Where", "Who", "role"], [("9100001", "Ann Lee", "promoted")])
    assert cohort.json(*arguments)["added"] == 1


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("Nowhere=code", "n.csv has no column 'Nowhere'; its columns are code, name, role"),
        ("code", "write HEADER=COLUMN"),
        ("=code", "write HEADER=COLUMN"),
    ],
)
def test_a_header_that_is_not_there_is_refused(
    cohort: Cli, tmp_path: Path, option: str, sentence: str
) -> None:
    file = write(tmp_path / "n.csv", ["code", "name", "role"], [("9100001", "Ann Lee", "promoted")])
    assert sentence in cohort("cohort", "enrol", file, "--map", option, code=2).err


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_import_is_told_what_headers_mean(begun: Cli, tmp_path: Path, case: Case) -> None:
    plain = begun.json(*case.line(write(tmp_path / "f.csv", case.columns, [case.good])), "--dry-run")
    renamed = dict(zip(NAMES, case.columns, strict=False))
    file = write(tmp_path / "f.csv", NAMES[: len(case.columns)], [case.good])
    said = [word for name, column in renamed.items() for word in ("--map", f"{name}={column}")]
    assert begun.json(*case.line(file), *said)["added"] == plain["added"] == 1


def test_what_headers_mean_can_be_kept_and_is_found_again(cohort: Cli, tmp_path: Path) -> None:
    columns = ["Where", "Who", "role"]
    file = write(tmp_path / "n.csv", columns, [("9100001", "Ann Lee", "promoted")])
    said = ("--map", "Where=code", "--map", "Who=name", "--keep-map", "Inverclyde's form")
    cohort("cohort", "enrol", file, *said)
    later = write(tmp_path / "later.csv", ["WHERE", "who", "Role"], [("9100002", "Bo Kay", "practitioner")])
    assert cohort.json("cohort", "enrol", later)["added"] == 1
    assert cohort.json("import", later)["files"][0]["result"]["unchanged"] == 1
    other = write(
        tmp_path / "other.csv", ["Where", "Who", "role", "post"], [("9100002", "Ed", "promoted", "")]
    )
    assert "no column name; its columns are" in cohort("cohort", "enrol", other, code=3).err


def test_a_kept_map_is_replaced_by_name_and_needs_a_map(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "n.csv", ["A", "B", "role"], [("9100001", "Ann Lee", "promoted")])
    alone = cohort("cohort", "enrol", file, "--keep-map", "Form", code=3)
    assert "no column name; its columns are" in alone.err
    cohort("cohort", "enrol", file, "--map", "A=code", "--map", "B=name", "--keep-map", "Form")
    assert cohort.json("cohort", "enrol", file)["unchanged"] == 1
    write(file, ["C", "D", "role"], [("9100001", "Ann Lee", "promoted")])
    cohort("cohort", "enrol", file, "--map", "C=code", "--map", "D=name", "--keep-map", "Form")
    write(file, ["A", "B", "role"], [("9100001", "Ann Lee", "promoted")])
    assert "no column name; its columns are" in cohort("cohort", "enrol", file, code=3).err


def test_nothing_is_kept_of_a_trial(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "n.csv", ["A", "B", "role"], [("9100001", "Ann Lee", "promoted")])
    cohort("cohort", "enrol", file, "--map", "A=code", "--map", "B=name", "--keep-map", "Form", "--dry-run")
    assert "no column name; its columns are" in cohort("cohort", "enrol", file, code=3).err


def test_options_of_a_file_without_a_file_are_refused(cohort: Cli) -> None:
    assert "name the FILE" in cohort("event", "attendance", "1", "--dry-run", code=2).err
    assert "name the FILE" in cohort("event", "feedback", "1", "--sheet", "Answers", code=2).err
