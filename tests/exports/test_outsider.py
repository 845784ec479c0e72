"""Somebody outside with the finished files alone: what is hidden in one of them is in none of them."""

import csv
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from cln.disclosure.pseudonyms import Pseudonyms
from tests.conftest import Cli
from tests.figures import year

pytestmark = pytest.mark.slow
Row = dict[str, str]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A year with every misfortune."""
    folder = tmp_path_factory.mktemp("outsider")
    cln = Cli(str(folder / "cln.db"))
    cln("init")
    year.play(cln, folder)
    return cln


def rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def coarse(played: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both cohorts, widened: a folder."""
    folder = tmp_path_factory.mktemp("coarse") / "out"
    played("export", "all", "--every-cohort", "--pseudonymise", "--coarse", "--out", folder)
    return folder


@pytest.fixture(scope="module")
def plain(played: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both cohorts as they are: a folder."""
    folder = tmp_path_factory.mktemp("plain") / "out"
    played("export", "all", "--every-cohort", "--out", folder)
    return folder


def entry(row: Row) -> tuple[str, ...]:
    """What tells an entry from all others."""
    return tuple(row[name] for name in ("cohort", "code", "sector", "entry"))


def people(folder: Path) -> dict[tuple[str, ...], list[Row]]:
    """Entry -> the rows of its people."""
    rows_of: dict[tuple[str, ...], list[Row]] = {}
    for row in rows(folder, "participants"):
        rows_of.setdefault(entry(row), []).append(row)
    return rows_of


def pseudonyms(cln: Cli) -> Pseudonyms:
    """What made the pseudonyms: with its key whoever guesses can be marked."""
    with closing(sqlite3.connect(cln.database)) as database:
        ((key,),) = database.execute("SELECT key FROM pseudonym_key")
    return Pseudonyms(key, [], {})


def test_which_of_a_pair_comes_first_tells_nothing_of_their_codes(played: Cli, tmp_path: Path) -> None:
    played("export", "connections", "--every-cohort", "--pseudonymise", "--out", tmp_path / "connections.csv")
    pairs = rows(tmp_path, "connections")
    assert pairs
    assert all(row["code"] <= row["other_code"] for row in pairs)
    real = {
        frozenset(map(pseudonyms(played).place, (row["code"], row["other_code"]))): row
        for row in played.json("export", "connections", "--every-cohort")
    }
    for row in pairs:
        as_it_is = real[frozenset((row["code"], row["other_code"]))]
        councils = {
            pseudonyms(played).place(as_it_is[f"{which}code"]): as_it_is[f"{which}authority"]
            for which in ("", "other_")
        }
        assert (row["authority"], row["other_authority"]) == (
            councils[row["code"]],
            councils[row["other_code"]],
        )


def test_whatever_is_written_freely_is_without_names(matched: Cli, tmp_path: Path) -> None:
    participant, *_ = matched.json("export", "participants")
    name, school = participant["name"], participant["establishment"]
    matched(
        "establishment",
        "amend",
        participant["code"],
        "--sector",
        participant["sector"],
        "--name",
        "Newbridge Primary School",
    )
    matched("match", "accept", 1)
    matched("event", "postpone", 2, "--to", "2026-10-15", "--reason", f"{name} of {school} is ill")
    matched("project", "open", 1, "--title", f"Reading at {school}", "--on", "2026-10-15")
    matched(
        "project", "measure", 1, f"Asked by {name}", "--kind", "quantitative", "--unit", f"pages for {name}"
    )
    matched("project", "measure", 1, "--number", 1, "--baseline", 3, "--on", "2026-10-16")
    matched(
        "project",
        "observe",
        1,
        "--kind",
        "other",
        "--focus",
        "Obs Erver came",
        "--by",
        "Obs Erver",
        "--learned",
        "it helps",
    )
    report, found, hidden = tmp_path / "report.html", tmp_path / "found.html", tmp_path / "hidden"
    matched("report", "--public", "--out", report)
    matched("project", "find", "reading", "--export", found)
    matched("export", "all", "--pseudonymise", "--out", hidden)
    text = "".join(file.read_text("utf-8-sig") for file in (report, found, *hidden.glob("*.csv")))
    assert "is ill" in report.read_text()
    assert "pages for P-" in report.read_text()
    for word in (*name.split(), school, "Newbridge", "Erver"):
        assert word not in text, word


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


def test_what_is_printed_counts_departments_and_cohorts_that_share_a_pseudonym(
    played: Cli, plain: Path, tmp_path: Path
) -> None:
    printed = played("export", "all", "--every-cohort", "--pseudonymise", "--out", tmp_path / "out").err
    quintiles = {
        (one["code"], one["sector"]): str(one["simd_quintile"])
        for one in played.json("establishment", "list")
    }
    seated: dict[tuple[str, ...], str] = {
        entry(row): row["simd_quintile"] for row in rows(tmp_path / "out", "teams")
    }
    known: dict[str, dict[tuple[str, ...], tuple[str, str]]] = {}
    for key, rows_of in people(plain).items():
        known.setdefault(key[1], {})[key[0], key[2], key[3]] = (
            rows_of[0]["authority"],
            quintiles[key[1], key[2]],
        )
    told: dict[str, dict[tuple[str, ...], tuple[str, str]]] = {}
    for key, rows_of in people(tmp_path / "out").items():
        told.setdefault(key[1], {})[key[0], key[2], key[3]] = (rows_of[0]["authority"], seated.get(key, ""))
    named = 0
    for entries in told.values():
        fitting = [
            one
            for one in known.values()
            if one.keys() == entries.keys()
            and all(
                one[key][0] == council and quintile in {"", one[key][1]}
                for key, (council, quintile) in entries.items()
            )
        ]
        named += len(entries) * (len(fitting) == 1)
    assert f"{named} entries are the only one of their council" in printed
    assert "facilitators are the only one of their council, organisation and role" in printed


def test_single_tables_say_whom_they_would_name(played: Cli, tmp_path: Path) -> None:
    pairs = played(
        "export", "connections", "--pseudonymise", "--cohort", "Cohort 3", "--out", tmp_path / "pairs.csv"
    ).err
    assert "0 establishments are the only one of their council" in pairs
    people = played(
        "export", "facilitators", "--pseudonymise", "--cohort", "Cohort 3", "--out", tmp_path / "people.csv"
    ).err
    assert "3 facilitators are the only one of their council, organisation and role" in people


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


def test_no_order_no_tile_and_no_sentence_of_a_page_tells_what_is_left_out(
    played: Cli, tmp_path: Path
) -> None:
    played("report", "--public", "--cohort", "Cohort 3", "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    councils = {row["authority"] for row in played.json("export", "participants", "--cohort", "Cohort 3")}
    assert tile(page, "councils") == str(len(councils))
    assert "Most often because of" not in page
    (came,) = (
        row
        for row in played.json("export", "shares", "--cohort", "Cohort 3")
        if (row["figure"], row["by"], row["group"]) == ("attendance", "all", "all")
    )
    assert f"{came['count']} of {came['of']} were present" in page


def test_the_only_entry_of_a_council_that_withdrew_is_not_told_by_a_council_fewer(
    matched: Cli, tmp_path: Path
) -> None:
    entries = {entry(row): row for row in matched.json("export", "participants")}
    councils = Counter(row["authority"] for row in entries.values())
    council, *_ = (name for name, number in sorted(councils.items()) if number == min(councils.values()))
    for row in entries.values():
        if row["authority"] == council:
            matched("cohort", "withdraw", row["code"], "--sector", row["sector"], "--reason", "travel")
    matched("report", "--public", "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert tile(page, "councils") == str(len(councils))
    matched("export", "summary", "--cohort", "Cohort 1", "--pseudonymise", "--out", tmp_path / "summary.csv")
    (summary,) = rows(tmp_path, "summary")
    assert summary["authorities"] == str(len(councils))
    (own,) = matched.json("export", "summary", "--cohort", "Cohort 1")
    assert own["authorities"] == len(councils) - 1


def tile(page: str, says: str) -> str:
    """The figure of a tile."""
    (figure,) = re.findall(rf"<dt>{says}</dt><dd><strong>([^<]+)</strong>", page)
    return str(figure)


def test_two_pages_one_after_the_other_tell_of_no_few_by_their_difference(
    demo: tuple[Path, object], tmp_path: Path
) -> None:
    shutil.copy(demo[0] / "cln.db", tmp_path / "cln.db")
    cln = Cli(str(tmp_path / "cln.db"))
    cln("cohort", "reopen", "--cohort", "First cohort")
    came = cln.json("export", "attendance", "--cohort", "First cohort")
    email = next(row["email"] for row in came if (row["event"], row["status"]) == (3, "present"))
    pages = []
    for number in range(2):
        if number:
            cln("event", "attendance", 3, "--absent", email, "--cohort", "First cohort")
        cln("report", "--public", "--cohort", "First cohort", "--out", tmp_path / f"{number}.html")
        pages.append(numbers((tmp_path / f"{number}.html").read_text()))
    first, second = pages
    assert first["3: Inquiry Question"] == [50, 12]
    assert {row for row in first if row in second and first[row] != second[row]}, (
        "what changed is told otherwise"
    )
    for row in first.keys() & second.keys():
        for before, after in zip(first[row], second[row], strict=True):
            assert before is None or after is None or before == after or abs(before - after) >= 5, row


def numbers(page: str) -> dict[str, list[int | None]]:
    """What stands at the head of a row with numbers -> all that it counts; None where it is left out."""
    found: dict[str, list[int | None]] = {}
    for head, cells in re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page, re.DOTALL):
        texts = re.findall(r"<td[^>]*>([^<]*)</td>", cells)
        counts = [re.findall(r"(\d+) of (\d+)", text) or re.findall(r"^()(\d+)$", text) for text in texts]
        if not re.search(r"20[0-9]{2}-", cells):
            found[head] = [int(one[-1][0] or one[-1][1]) if one else None for one in counts]
    return found
