"""Exports read back: by our own imports, by a spreadsheet and by a validator of data packages."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from cln.words import as_meant
from tests.cohort.test_enrol import PEOPLE
from tests.conftest import COLUMNS, REGISTER, After, Cli, fill
from tests.facilitators.test_facilitator import COLUMNS as SUPPORT
from tests.tabular import write

NASTY = [
    ("9100001", "", "", "=HYPERLINK(1)", "a.one@example.org", "promoted", "+Head", "yes"),
    ("9100001", "", "", '-Quoted, "Ann"', "b.two@example.org", "practitioner", "-5", ""),
    ("9100002", "", "", "Zo\u00eb  O\u2019Neil", "", "practitioner", "@home", ""),
]
SUPPORTERS = [("-Jo Jack", "jo@example.org", "QIO", "Glasgow City", "key", "Literacy;Numeracy")]


@pytest.fixture
def nasty(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """On SQLite."""
    return after(cln, enrol_nasty, tmp_path)


def enrol_nasty(cln: Cli, folder: Path) -> None:
    """A cohort whose people have names that a spreadsheet would run."""
    cln("establishment", "import", write(folder / "register.csv", COLUMNS, REGISTER))
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    cln("cohort", "enrol", write(folder / "people.csv", PEOPLE, NASTY))
    cln("facilitator", "import", write(folder / "support.csv", SUPPORT, SUPPORTERS))
    levels = dict.fromkeys(["Literacy", "Numeracy"], 4)
    rest = ["Health and wellbeing", "Pupil engagement", "Parental engagement", "Community engagement"]
    themes = [*levels, *rest, "Transitions", "Resilience"]
    answer = ("9100001", "2026-09-12 10:00:00", "a.one@example.org", "=Why?", *[5, 1, 2, 3, 4, 5, 1, 2])
    cln(
        "survey",
        "import",
        write(folder / "s.csv", ["code", "submitted", "email", "hunch", *themes], [answer]),
    )


def records(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of an exported CSV file."""
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_is_exported_is_imported_again_as_it_was(nasty: Cli, tmp_path: Path) -> None:
    nasty("export", "all", "--out", tmp_path / "out")
    assert records(tmp_path / "out", "participants")[0]["name"] == "'=HYPERLINK(1)"
    copy = Cli(f"sqlite:///{tmp_path / 'copy.db'}")
    copy("init")
    copy("establishment", "import", tmp_path / "register.csv")
    copy("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    copy("cohort", "enrol", tmp_path / "out" / "participants.csv")
    copy("facilitator", "import", tmp_path / "out" / "facilitators.csv")
    copy("survey", "import", tmp_path / "out" / "survey.csv")
    for name in ("participants", "facilitators", "survey"):
        assert copy.json("export", name) == nasty.json("export", name), name
    assert [row["name"] for row in copy.json("export", "participants")] == [row[3] for row in NASTY[:2]] + [
        "Zo\u00eb O\u2019Neil"
    ]


def test_a_workbook_holds_the_same_as_csv_and_no_formula(nasty: Cli, tmp_path: Path) -> None:
    nasty("export", "all", "--out", tmp_path / "out")
    nasty("export", "all", "--out", tmp_path / "all.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "all.xlsx")
    assert book.sheet_names[0] == "Contents"
    assert "Cohort 3" in str(book.get_sheet_by_name("Contents").to_python())
    for name in ("participants", "facilitators", "survey"):
        headers, *rows = book.get_sheet_by_name(name).to_python()
        for row, record in zip(rows, records(tmp_path / "out", name), strict=True):
            assert [_said(cell) for cell in row] == [as_meant(text) for text in record.values()]
        assert headers == list(records(tmp_path / "out", name)[0])
    assert "quotePrefix" in _looks(tmp_path / "all.xlsx")
    codes = [row[1] for row in book.get_sheet_by_name("participants").to_python()[1:]]
    assert codes == ["9100001", "9100001", "9100002"]


def _looks(book: Path) -> str:
    """The part of a workbook that says how cells look."""
    with ZipFile(book) as parts:
        return parts.read("xl/styles.xml").decode()


def _said(cell: Any) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def spreadsheet(file: Path, sheet: str, folder: Path) -> list[list[str]]:
    """What LibreOffice shows of a sheet."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    told = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false"
    filters = [f"--infilter={told}"] if file.suffix == ".csv" else []
    command: Sequence[str | Path] = [
        *(office, home, "--headless", *filters, "--convert-to", f"csv:{told},-1"),
        *("--outdir", folder / "shown", file),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (shown,) = (folder / "shown").glob(f"{file.stem}-{sheet}.csv")
    with shown.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


@pytest.mark.slow
def test_a_spreadsheet_shows_the_text_of_a_workbook_as_it_is_and_of_csv_with_an_apostrophe(
    nasty: Cli, tmp_path: Path
) -> None:
    nasty("export", "all", "--out", tmp_path / "out")
    nasty("export", "all", "--out", tmp_path / "all.xlsx")
    for name in ("participants", "survey"):
        shown = [
            spreadsheet(file, name, tmp_path / file.suffix)
            for file in (tmp_path / "out" / f"{name}.csv", tmp_path / "all.xlsx")
        ]
        assert [[as_meant(text) for text in row] for row in shown[0]] == shown[1]
    assert [row[6] for row in spreadsheet(tmp_path / "all.xlsx", "participants", tmp_path / "again")] == [
        *("name", "=HYPERLINK(1)", '-Quoted, "Ann"', "Zo\u00eb O\u2019Neil")
    ]


def test_the_folder_describes_itself_as_a_valid_data_package(nasty: Cli, tmp_path: Path) -> None:
    import warnings

    with warnings.catch_warnings():  # the validator's own house
        warnings.simplefilter("ignore")
        from frictionless import Package

        nasty("export", "all", "--out", tmp_path / "out")
        package = Package(str(tmp_path / "out" / "datapackage.json"))
        report = package.validate()
    assert report.valid, report.flatten(["title", "message"])
    fields = package.get_resource("participants").schema
    assert fields.get_field("experienced").type == "boolean"
    assert all(field.description for resource in package.resources for field in resource.schema.fields)


@pytest.mark.slow
def test_pseudonyms_hide_people_and_stay_the_same(both: Cli, after: After, tmp_path: Path) -> None:
    cln = after(both, fill)
    cln("match")
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        cln("export", "all", "--pseudonymise", "--out", folder)
    people = cln.json("export", "participants")
    assert {row["name"] for row in people}
    for file in sorted(first.glob("*.csv")):
        text = file.read_text(encoding="utf-8-sig")
        assert text == (second / file.name).read_text(encoding="utf-8-sig")
        for row in people:
            assert row["name"] not in text
            assert (row["email"] or "@example.org") not in text
            assert row["establishment"] not in text
            assert row["code"] not in text
    *_sent, made = [one["number"] for one in cln.json("history") if one["command"] == "export"]
    assert [row["after"]["key"] for row in cln.json("history", made)["rows"]] == [None]
    hidden = cln("export", "participants", "--pseudonymise", "--json").json
    assert len({row["name"] for row in hidden}) == len({(row["name"], row["code"]) for row in people})


def test_rows_can_be_chosen(matched: Cli, tmp_path: Path) -> None:
    own = matched.json("export", "teams", "--team", 3)
    assert {row["team"] for row in own} == {3}
    glasgow = matched.json("export", "participants", "--authority", "glasgow city council")
    assert {row["authority"] for row in glasgow} == {"Glasgow City"}
    assert (
        "--since says nothing about teams" in matched("export", "teams", "--since", "2026-09-10", code=2).err
    )
    matched("export", "all", "--team", 3, "--out", tmp_path / "out")
    assert {row["team"] for row in records(tmp_path / "out", "participants")} == {"3"}


def test_where_all_and_a_workbook_may_go(nasty: Cli, tmp_path: Path) -> None:
    assert "say where with --out" in nasty("export", "all", code=2).err
    assert "say where with --out" in nasty("export", "participants", "--format", "xlsx", code=2).err
    nasty("export", "all", "--out", tmp_path / "out")
    refused = nasty("export", "all", "--out", tmp_path / "out", code=3)
    assert "exists already; choose another folder or add --force" in refused.err
    assert nasty("export", "all", "--out", tmp_path / "out", "--force").out == ""
    nasty("export", "all", "--json", "--out", tmp_path / "json")
    assert json.loads((tmp_path / "json" / "facilitators.json").read_text("utf-8"))[0]["name"] == "-Jo Jack"
    assert not (tmp_path / "json" / "datapackage.json").exists()


def test_every_cohort_in_one_export(nasty: Cli) -> None:
    nasty("cohort", "open", "Cohort 4", "--launch", "2027-01-14", "--yes")
    rows = nasty.json("export", "facilitators", "--every-cohort")
    assert {row["cohort"] for row in rows} == {"Cohort 3"}
    assert "2 cohorts are open" in nasty("export", "facilitators", code=2).err


@pytest.mark.slow
def test_the_summary_has_a_row_for_each_cohort(both: Cli, after: After) -> None:
    cln = after(both, fill)
    proposed = cln.json("match")
    leaving = proposed["teams"][0]["entries"][0]
    cln("cohort", "withdraw", leaving["code"], "--sector", leaving["sector"], "--reason", "travel")
    cln("cohort", "open", "Cohort 2", "--launch", "2027-01-14", "--yes")
    first, second = cln.json("export", "summary")
    assert (first["cohort"], second["cohort"]) == ("Cohort 1", "Cohort 2")
    shown = cln.json("cohort", "show", "--cohort", "Cohort 1")
    for figure in ("establishments", "entries", "participants"):
        assert first[figure] == shown[figure]
        assert second[figure] == 0
    assert (first["authorities"], first["sectors"], first["teams"]) == (8, len(shown["sectors"]), 8)
    assert (first["withdrawn"], first["withdrawn_travel"], first["withdrawn_time"]) == (1, 1, 0)
    levels = [entry["level"] for team in proposed["teams"] for entry in team["entries"]]
    levels.remove(leaving["level"])
    told = [first[f"level_{level}"] for level in (5, 4, 3, 2, 1)]
    assert told == [levels.count(level) for level in (5, 4, 3, 2, 1)]
    assert first["no_answer"] == levels.count(None)
    assert (first["reach"], second["reach"]) == (round(50 / 60, 4), round(50 / 60, 4))
    pairs = cln.json("export", "connections", "--cohort", "Cohort 1")
    assert len(pairs) == first["connections"]
    assert sum(pair["across"] for pair in pairs) == first["connections_across"]
    assert cln.json("export", "summary", "--cohort", "cohort 2") == [second]


def test_shares_are_given_by_council_and_sector_and_few_are_left_out_for_others(ready: Cli) -> None:
    rows = ready.json("export", "shares")
    answered = [row for row in rows if row["figure"] == "answered the survey"]
    authorities = [row["share"] for row in answered if row["by"] == "authority"]
    assert len(authorities) == 8
    (mean,) = [row["share"] for row in answered if row["group"] == "mean of authorities"]
    assert mean == pytest.approx(sum(authorities) / 8, abs=1e-3)
    assert not any(row["suppressed"] for row in rows)
    for row in ready.json("export", "shares", "--pseudonymise"):
        assert row["suppressed"] or row["of"] is None or row["of"] == 0 or row["of"] >= 5


def test_the_themes_of_the_survey_have_one_order_on_every_engine(both: Cli, after: After) -> None:
    cln = after(both, fill)
    (row, *_rest) = cln.json("export", "survey")
    themes = list(row)[list(row).index("hunch") + 1 :]
    assert len(themes) == 8
    assert themes == sorted(themes)
