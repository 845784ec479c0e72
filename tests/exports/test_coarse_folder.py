"""Somebody outside with a folder that was widened: three entries fit whatever it tells."""

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.exports.folder import entry, people, rows
from tests.figures import year

pytestmark = pytest.mark.slow


def test_no_pseudonym_links_departments_entries_or_cohorts_when_coarse(coarse: Path) -> None:
    told: dict[str, set[tuple[str, ...]]] = {}
    for file in coarse.glob("*.csv"):
        for row in rows(coarse, file.stem):
            if "entry" in row:
                told.setdefault(row["code"], set()).add(entry(row))
    assert told
    assert {len(entries) for entries in told.values()} == {1}
    of_people = {(row["name"], row["code"]) for row in rows(coarse, "participants")}
    assert len(of_people) == len({name for name, _code in of_people})
    paired = {row[name] for row in rows(coarse, "connections") for name in ("code", "other_code")}
    assert paired <= set(told)


def test_three_entries_fit_whatever_is_told_and_counted_when_coarse(
    coarse: Path, plain: Path, played: Cli
) -> None:
    quintiles = {
        (one["code"], one["sector"]): str(one["simd_quintile"])
        for one in played.json("establishment", "list")
    }
    real = {
        key: (rows_of[0]["authority"], key[2], quintiles[key[1], key[2]], len(rows_of))
        for key, rows_of in people(plain).items()
    }
    told = {(row["cohort"], row["code"]): row["simd_quintile"] for row in rows(coarse, "teams")}
    assert people(coarse)
    for key, rows_of in people(coarse).items():
        low, _, high = told.get((key[0], key[1]), "any").partition("-")
        fitting = [
            other
            for other, (authority, sector, quintile, number) in real.items()
            if other[0] == key[0]
            and rows_of[0]["authority"] in {"any", authority}
            and (key[2] == "any" or sector in key[2].split(" or "))
            and (low == "any" or quintile in {low, high or low})
            and number == len(rows_of)
        ]
        assert len(fitting) >= 3, key


def test_the_day_of_a_sectors_own_event_does_not_tell_the_sector_when_coarse(coarse: Path) -> None:
    attendance = rows(coarse, "attendance")
    assert {row["event"] for row in attendance if row["cohort"] == "Cohort 3" and not row["on"]} == set(
        year.APART
    )
    assert all(row["on"] for row in attendance if row["event"] not in year.APART)


def test_what_shares_leave_out_when_coarse_no_total_tells(coarse: Path, plain: Path) -> None:
    entries = Counter(
        (key[0], by, rows_of[0][by])
        for key, rows_of in people(plain).items()
        for by in ("authority", "sector")
    )
    shown = rows(coarse, "shares")
    for cohort in ("Cohort 2", "Cohort 3"):
        for figure in {row["figure"] for row in shown if row["cohort"] == cohort} - {"reach"}:
            for by in ("authority", "sector"):
                groups = {
                    row["group"]
                    for row in shown
                    if (row["cohort"], row["figure"], row["by"]) == (cohort, figure, by) and row["of"] != "0"
                }
                assert all(entries[cohort, by, group] >= 3 for group in groups)
                left_out = [
                    min(entries[cohort, by, row["group"]], int(row["of"]))
                    for row in rows(plain, "shares")
                    if (row["cohort"], row["figure"], row["by"]) == (cohort, figure, by)
                    and row["of"] != "0"
                    and row["group"] not in groups
                ]
                assert not 0 < sum(left_out) < 3
                means = [
                    row
                    for row in shown
                    if (row["cohort"], row["figure"]) == (cohort, figure)
                    and "mean" in row["group"]
                    and row["share"]
                ]
                assert not (means and left_out and by == "authority")


def test_a_council_that_is_chosen_tells_of_no_entry_that_is_told_of_none(
    coarse: Path, played: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "participants.csv"
    played(
        "export",
        "participants",
        "--cohort",
        "Cohort 3",
        "--authority",
        "Renfrewshire",
        "--pseudonymise",
        "--coarse",
        "--out",
        file,
    )
    assert {row["authority"] for row in rows(tmp_path, "participants")} <= {"Renfrewshire"}


def test_two_exports_that_tell_otherwise_share_no_pseudonym_when_coarse(matched: Cli, tmp_path: Path) -> None:
    names = []
    for number, change in enumerate((None, ("cohort", "leave"), None)):
        if change is not None:
            one, *_ = matched.json("export", "participants")
            matched(*change, one["code"], one["name"], "--reason", "time")
            matched("cohort", "join", one["code"], "--name", "Nia New", "--role", one["role"])
        folder = tmp_path / str(number)
        matched("export", "all", "--pseudonymise", "--coarse", "--out", folder)
        names.append({row["code"] for row in rows(folder, "participants")})
    assert names[0]
    assert not names[0] & names[1]
    assert names[1] == names[2]
    assert " yes" in matched("history", "--left").out
