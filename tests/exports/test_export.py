"""`cln export teams`: bytes that Excel and other programs read."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cln.settings import shipped
from tests.conftest import After, Cli, fill


def test_csv_is_rfc_4180_with_a_byte_order_mark(both: Cli, after: After, tmp_path: Path) -> None:
    cln = after(both, fill)
    match = cln.json("match")
    out = tmp_path / "teams.csv"
    ran = cln("export", "teams", "--out", out)
    assert ran.out == ""
    assert ran.err == f"50 rows written to {out}.\n"
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfcohort,proposal,team,theme,code,")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 51
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [(int(row["team"]), row["code"]) for row in rows] == [
        (team["team"], entry["code"]) for team in match["teams"] for entry in team["entries"]
    ]
    assert {row["level"] for row in rows} <= {"", "1", "2", "3", "4", "5"}
    assert cln("export", "teams").out.encode() == raw


def test_json_has_the_columns_of_the_csv(matched: Cli) -> None:
    rows = matched.json("export", "teams")
    assert rows == matched("export", "teams", "--format", "json").json
    header = next(csv.reader([matched("export", "teams").out.removeprefix("\ufeff").splitlines()[0]]))
    assert header == list(rows[0])


def test_a_file_is_never_overwritten_unasked(matched: Cli, tmp_path: Path) -> None:
    out = tmp_path / "teams.csv"
    out.write_text("mine")
    refused = matched("export", "teams", "--out", out, code=3)
    assert refused.err == f"cln: error: {out} exists already; choose another name or add --force\n"
    assert out.read_text() == "mine"
    matched("export", "teams", "--out", out, "--force")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert sorted(file.name for file in tmp_path.iterdir() if "teams" in file.name) == ["teams.csv"]


def test_only_a_file_is_written(matched: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, link, file = tmp_path / "folder", tmp_path / "link.csv", tmp_path / "file.csv"
    folder.mkdir()
    file.write_text("old")
    link.symlink_to(file)
    for force in ([], ["--force"]):
        refused = matched("export", "teams", "--out", folder, *force, code=3)
        assert refused.err == f"cln: error: {folder} is not a file; name a file\n"
    odd = [
        ("x.xlsx", "csv", "would hold csv; end its name in .csv"),
        ("x.ods", "csv", "end its name in .xlsx"),
    ]
    for name, file_format, said in odd:
        refused = matched("export", "teams", "--out", tmp_path / name, "--format", file_format, code=3)
        assert said in refused.err
    monkeypatch.chdir(folder)
    Path("away.csv").symlink_to(file)
    assert "outside this folder" in matched("export", "teams", "--out", "away.csv", "--force", code=3).err
    matched("export", "teams", "--out", link, "--force")
    assert link.is_symlink()
    assert file.read_bytes().startswith(b"\xef\xbb\xbfcohort,")


def test_a_proposal_that_no_longer_fits_is_exported_with_a_warning(matched: Cli, tmp_path: Path) -> None:
    entry = matched.json("match", "show")["teams"][1]["entries"][0]
    matched("cohort", "withdraw", entry["code"], "--sector", entry["sector"], "--reason", "time")
    ran = matched("export", "teams", "--out", tmp_path / "teams.csv")
    assert "Cohort 1 has changed since proposal 1 was made; match again" in ran.err
    assert "cln match --from 1" in ran.err
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    matched("cohort", "close", "--yes", "--on", today)
    closed = matched("export", "teams", "--every-cohort", "--out", tmp_path / "closed.csv")
    assert "match again" not in closed.err, "a closed cohort is not matched again"


def test_a_folder_that_does_not_exist(matched: Cli, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "teams.csv"
    assert f"{out} cannot be written" in matched("export", "teams", "--out", out, code=3).err


def test_nothing_to_export(cln: Cli, tmp_path: Path) -> None:
    cln("establishment", "import", shipped("fixtures") / "demo" / "establishments.csv")
    cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10")
    assert "make one with: cln match" in cln("export", "teams", "--out", tmp_path / "x.csv", code=3).err
    assert not (tmp_path / "x.csv").exists()
